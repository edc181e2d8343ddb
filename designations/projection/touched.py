"""Which groups an edition touched: one function, so that publishing and rebuilding cannot differ."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from designations.models import (
    AuthorityTerms,
    Citation,
    Coverage,
    Event,
    Membership,
    RegimeTerms,
    Relation,
    Settlement,
    Unification,
)
from designations.models.recorded import Recorded


def touched(edition: int) -> set[int]:
    """Ids of the groups whose derived rows an edition may change, each under the identity it has before or after.

    A membership, bloc or regime reaches every group with an act under the authorities concerned.
    """
    groups: set[int] = set()
    groups |= set(_entries(Event, edition).values_list("group_id", flat=True))
    groups |= set(_entries(Citation, edition).values_list("event__group_id", flat=True))
    groups |= set(_entries(Settlement, edition).values_list("act__events__group_id", flat=True))
    for model, names in ((Unification, ("group_id", "into_id")), (Relation, ("group_id", "other_id"))):
        for pair in _entries(model, edition).values_list(*names):
            groups.update(pair)
    groups |= _with_acts_under(*_regimes_and_authorities(edition))
    groups.discard(None)  # type: ignore[arg-type]
    return groups | _read_as(groups)


def _entries(model: type[Recorded], edition: int) -> QuerySet[Recorded]:
    """The rows that an edition recorded or retracted."""
    return model._default_manager.filter(Q(recorded_in=edition) | Q(retracted_in=edition))


def _regimes_and_authorities(edition: int) -> tuple[set[int], set[int]]:
    regimes = set(_entries(Coverage, edition).values_list("regime_id", flat=True))
    regimes |= set(_entries(RegimeTerms, edition).values_list("regime_id", flat=True))
    authorities: set[int] = set(_entries(AuthorityTerms, edition).values_list("authority_id", flat=True))
    for pair in _entries(Membership, edition).values_list("member_id", "body_id"):
        authorities.update(pair)
    return regimes, authorities


def _with_acts_under(regimes: set[int], authorities: set[int]) -> set[int]:
    if not regimes and not authorities:
        return set()
    under = Event.objects.filter(Q(regime__in=regimes) | Q(regime__authority__in=authorities))
    return set(under.values_list("group_id", flat=True).distinct())


def _read_as(groups: set[int]) -> set[int]:
    """The groups under which these are, or were, read: everything above them in any unification."""
    above: set[int] = set()
    frontier = groups
    while frontier:
        into = set(Unification.objects.filter(group__in=frontier).values_list("into_id", flat=True))
        frontier = into - above - groups
        above |= into
    return above
