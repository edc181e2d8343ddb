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


def row_of(edition: Edition) -> EditionRow:
    """An edition that was read already."""
    return EditionRow(
        edition.number,
        edition.at,
        edition.author,
        edition.action,
        edition.reason,
        edition.data_version,
        edition.digest,
    )


def _rows(rows: QuerySet[Edition]) -> list[EditionRow]:
    return [row_of(edition) for edition in rows]
