"""What reaches the members of a body: its binding listings in force on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from designations.domain.acts import Scope
from designations.domain.periods import Standing
from designations.models import Period, RegimeTerms
from designations.queries.columns import HARD
from designations.queries.moments import Moment, holds


class Covering(NamedTuple):
    """A body's binding listing of a group, with its scope."""

    body: str
    regime: str
    scope: str
    act: str


Groups = Collection[int] | QuerySet[Any, Any]
"""Ids of groups, or what asks for them."""

Coverings = dict[int, list[Covering]]
"""By id of the group."""


def coverings(moment: Moment, groups: Collection[int] | None = None) -> Coverings:
    """The binding listings surely in force on the day, of all groups or of some. One query."""
    found: Coverings = defaultdict(list)
    for group, *covering in binding(moment, groups).order_by(_REGIME).values_list("listing__group_id", *_COVERING):
        found[group].append(Covering(*covering))
    return dict(found)


def coverings_by(moment: Moment, bodies: Collection[str]) -> dict[tuple[int, str, str], list[Covering]]:
    """The binding listings of some bodies surely in force on the day, by id, slug and name of the group. One query."""
    rows = binding(moment).filter(listing__regime__authority__code__in=bodies).order_by(_REGIME)
    found: dict[tuple[int, str, str], list[Covering]] = defaultdict(list)
    named = ("listing__group_id", "listing__group__slug", "listing__group__name")
    for pk, slug, name, *covering in rows.values_list(*named, *_COVERING):
        found[pk, slug, name].append(Covering(*covering))
    return dict(found)


_REGIME = "listing__regime__slug"
_COVERING = ("listing__regime__authority__code", _REGIME, "scope", "opened_by__key")


def binding(moment: Moment, groups: Groups | None = None) -> QuerySet[Period]:
    """The periods of binding listings that are surely in force on the day, of all groups or of some.

    An entry kept for police cooperation alone asks nothing of members, and reaches none.
    """
    terms = RegimeTerms.objects.known_at(moment.edition).filter(
        regime=OuterRef("listing__regime"), binds_members=True, kind__in=HARD
    )
    rows = (
        Period.objects.known_at(moment.edition)
        .filter(
            holds(moment.day, "certain_from", "certain_until"),
            Exists(terms),
            certain_from__isnull=False,
            standing=Standing.IN_FORCE.value,
        )
        .exclude(scope=Scope.COOPERATION_ONLY.value)
    )
    return rows if groups is None else rows.filter(listing__group__in=groups)


def reaching(bodies: Collection[str], of_group: Iterable[Covering]) -> tuple[Covering, ...]:
    """The coverings of a group that reach a member of some bodies."""
    return tuple(covering for covering in of_group if covering.body in bodies)
