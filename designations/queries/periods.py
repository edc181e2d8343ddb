"""Periods of listings: each with the four days between which it begins and ends, the acts at its ends, and its grade."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from designations.domain.acts import Scope
from designations.domain.periods import Standing
from designations.models import Citation, Event, Period, RegimeTerms
from designations.queries.moments import Moment


@dataclass(frozen=True, slots=True)
class Spell:
    """A period of a listing. Bounds are days; ``ends_*`` both empty: it still stands. ``possible_until`` is exclusive."""

    authority: str
    authority_name: str
    regime: str
    regime_title: str
    regime_name: str
    regime_kind: str
    group: str
    group_name: str
    standing: str
    scope: str
    scope_of: str | None
    scope_of_name: str | None
    starts_earliest: date | None
    starts_latest: date | None
    ends_earliest: date | None
    ends_latest: date | None
    certain_from: date | None
    certain_until: date | None
    possible_from: date | None
    possible_until: date | None
    opened_by: str
    closed_by: str | None
    binds_members: bool
    binds_ground: str
    verified: bool

    def covers_members_on(self, day: date) -> bool:
        """Whether it surely reaches the members of its body on a day."""
        in_force = self.standing == Standing.IN_FORCE.value and self.state_on(day) == "certain"
        return self.binds_members and in_force and self.scope != Scope.COOPERATION_ONLY.value

    @property
    def still_stands(self) -> bool:
        """Whether no act has ended it."""
        return self.closed_by is None

    def state_on(self, day: date) -> str:
        """``certain`` or ``possible`` if it holds the day, else empty."""
        if self.certain_from and self.certain_from <= day and (self.certain_until is None or day < self.certain_until):
            return "certain"
        from_, until = self.possible_from, self.possible_until
        return "possible" if (from_ is None or from_ <= day) and (until is None or day < until) else ""


COLUMNS = {
    "authority": "listing__regime__authority__code",
    "authority_name": "listing__regime__authority__name",
    "regime": "listing__regime__slug",
    "regime_title": "listing__regime__short_name",
    "regime_name": "listing__regime__name",
    "regime_kind": "regime_kind",
    "group": "listing__group__slug",
    "group_name": "listing__group__name",
    "standing": "standing",
    "scope": "scope",
    "scope_of": "scope_of__slug",
    "scope_of_name": "scope_of__name",
    "starts_earliest": "starts_earliest",
    "starts_latest": "starts_latest",
    "ends_earliest": "ends_earliest",
    "ends_latest": "ends_latest",
    "certain_from": "certain_from",
    "certain_until": "certain_until",
    "possible_from": "possible_from",
    "possible_until": "possible_until",
    "opened_by": "opened_by__key",
    "closed_by": "closed_by__key",
    "binds_members": "binds",
    "binds_ground": "listing__regime__binds_ground",
    "verified": "verified",
}
"""Where each value of a period is read."""


def spells(moment: Moment, **only: object) -> list[Spell]:
    """Periods known at the edition, earliest first; ``only`` narrows them by lookups."""
    rows = with_grounds(Period.objects.known_at(moment.edition).filter(**only), moment).order_by(
        F("starts_earliest").asc(nulls_first=True), "starts_latest", "listing__regime__slug", "pk"
    )
    told = (dict(zip(COLUMNS, row, strict=True)) for row in rows.values_list(*COLUMNS.values()))
    return [Spell(**each | {"regime_title": each["regime_title"] or each["regime_name"]}) for each in told]


def with_grounds(periods: QuerySet[Period], moment: Moment) -> QuerySet[Period]:
    """Periods with ``regime_kind``, and ``verified``: whether a read citation bears out the act that opened them."""
    terms = RegimeTerms.objects.known_at(moment.edition).filter(regime=OuterRef("listing__regime"))
    event = Event.objects.known_at(moment.edition).filter(act=OuterRef(OuterRef("opened_by")))
    read = Citation.objects.known_at(moment.edition).filter(event__in=event.values("pk"), read=True)
    return periods.annotate(
        regime_kind=Subquery(terms.values("kind")[:1]),
        binds=Subquery(terms.values("binds_members")[:1]),
        verified=Exists(read),
    )
