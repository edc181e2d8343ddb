"""Where conflicts stand on a day, counted by authority and group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from designations.models import Conflict, Keeper
from designations.queries.moments import Moment, holds

Place = tuple[int, int]
"""Ids of a group and of an authority."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Open conflicts by place: those that the authority's own stop made, and those in which it keeps."""

    stopped: Counter[Place]
    kept: Counter[Place]


def marks(moment: Moment, groups: Collection[int] | None = None) -> Marks:
    """The conflicts of default views that are open on the day, of all groups or of some. Two queries."""
    conflicts = Conflict.objects.known_at(moment.edition).filter(
        holds(moment.day), starts__lte=moment.day, by_default=True
    )
    kept = Keeper.objects.filter(
        holds(moment.day), conflict__in=conflicts.values("pk"), starts__lte=moment.day
    ).values_list("group_id", "authority_id", "conflict_id")
    stopped = conflicts.filter(authority__isnull=False)
    if groups is not None:
        kept, stopped = kept.filter(group__in=groups), stopped.filter(group__in=groups)
    return Marks(
        stopped=Counter(stopped.values_list("group_id", "authority_id")),
        kept=Counter((group, authority) for group, authority, _ in kept.distinct()),
    )
