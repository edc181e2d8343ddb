"""Editions: who changed the record, when and why, under public names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from designations.models import Edition
from designations.queries.moments import Moment


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One committed change set. ``author``: a role and a number, never a name."""

    number: int
    at: datetime
    author: str
    action: str
    reason: str
    data_version: str
    digest: str


def editions(numbers: Collection[int]) -> dict[int, EditionRow]:
    """Some editions by number. One query."""
    return {row.number: row for row in _rows(Edition.objects.filter(number__in=numbers))}


def latest(moment: Moment, count: int) -> tuple[EditionRow, ...]:
    """The last editions up to the one that is read, the latest first. One query."""
    return tuple(_rows(Edition.objects.filter(number__lte=moment.edition).order_by("-number")[:count]))


def between(after: int, by: int) -> tuple[EditionRow, ...]:
    """The editions after one and by another, in their order. One query."""
    return tuple(_rows(Edition.objects.filter(number__gt=after, number__lte=by).order_by("number")))


def _rows(rows: QuerySet[Edition]) -> list[EditionRow]:
    return [
        EditionRow(number, at, f"{role} {by}", action, reason, version, digest)
        for number, at, role, by, action, reason, version, digest in rows.values_list(
            "number", "at", "by_role", "by_id", "action", "reason", "data_version", "digest"
        )
    ]
