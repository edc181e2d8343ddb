"""Cells on a day: what each authority's own acts say of each group, and which bodies' listings reach it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from designations.domain.acts import Scope
from designations.domain.periods import Standing
from designations.models import Keeper, Membership, Period, Position
from designations.queries.moments import Moment


@dataclass(frozen=True, slots=True)
class Own:
    """An authority's own state towards a group, and since when; ``act`` is the key of the act that made it."""

    group: str
    group_name: str
    authority: str
    authority_name: str
    state: str
    since: date | None
    possible: bool
    mixed: bool
    political: bool
    scope: str
    regimes: tuple[str, ...]
    act: str | None
    grade: str


@dataclass(frozen=True, slots=True)
class Covering:
    """A body's binding listing of a group, by which it reaches the body's members."""

    body: str
    body_name: str
    regime: str
    regime_title: str
    scope: str
    ground: str
    act: str


@dataclass(frozen=True, slots=True)
class Coverings:
    """All binding listings of a day, by group, and who belongs to which body then."""

    by_group: Mapping[str, tuple[Covering, ...]]
    members: Mapping[str, frozenset[str]]

    def of(self, authority: str, group: str) -> tuple[Covering, ...]:
        """The listings of bodies that reach an authority as a member."""
        return tuple(each for each in self.by_group.get(group, ()) if authority in self.members.get(each.body, ()))


def on_day(day: date, starts: str = "starts", ends: str = "ends") -> Q:
    """Rows whose span of days, exclusive at its end and open where empty, holds a day."""
    return (Q(**{starts: None}) | Q(**{f"{starts}__lte": day})) & (Q(**{ends: None}) | Q(**{f"{ends}__gt": day}))


def own_states(moment: Moment, **only: object) -> list[Own]:
    """Each authority's own state towards each group on the day; ``only`` narrows it by lookups on positions."""
    rows = (
        Position.objects.known_at(moment.edition)
        .filter(on_day(moment.day), **only)
        .order_by("group__name", "authority__name")
        .values_list(
            "group__slug", "group__name", "authority__code", "authority__name", "state", "starts", "possible", "mixed",
            "political", "scope", "regimes", "act__key", "grade",
        )
    )  # fmt: skip
    return [Own(*row[:10], tuple(row[10]), *row[11:]) for row in rows]


def binding_periods(moment: Moment) -> QuerySet[Period]:
    """Periods surely in force on the day under regimes that bind the members of their body."""
    terms = "listing__regime__terms__"
    return Period.objects.known_at(moment.edition).filter(
        on_day(moment.day, "certain_from", "certain_until"),
        Q(**{f"{terms}retracted_in": None}) | Q(**{f"{terms}retracted_in__gt": moment.edition}),
        certain_from__isnull=False,
        standing=Standing.IN_FORCE.value,
        **{f"{terms}binds_members": True, f"{terms}recorded_in__lte": moment.edition},
    ).exclude(scope=Scope.COOPERATION_ONLY.value)  # fmt: skip


def coverings(moment: Moment, **only: object) -> Coverings:
    """Who is covered by whose listing on the day; ``only`` narrows it by lookups on periods."""
    by_group: dict[str, list[Covering]] = defaultdict(list)
    rows = binding_periods(moment).filter(**only).order_by("listing__regime__slug")
    for group, *rest in rows.values_list(
        "listing__group__slug", "listing__regime__authority__code", "listing__regime__authority__name",
        "listing__regime__slug", "listing__regime__short_name", "listing__regime__name", "scope",
        "listing__regime__binds_ground", "opened_by__key",
    ):  # fmt: skip
        body, body_name, regime, short, name, scope, ground, act = rest
        by_group[group].append(Covering(body, body_name, regime, short or name, scope, ground, act))
    return Coverings({group: tuple(found) for group, found in by_group.items()}, members_on(moment))


def members_on(moment: Moment) -> dict[str, frozenset[str]]:
    """Codes of the members of each body on the day."""
    members: dict[str, set[str]] = defaultdict(set)
    rows = Membership.objects.known_at(moment.edition).filter(on_day(moment.day))
    for body, member in rows.values_list("body__code", "member__code"):
        members[body].add(member)
    return {body: frozenset(codes) for body, codes in members.items()}


def in_conflict(moment: Moment) -> dict[tuple[str, str], list[str]]:
    """Keys of the conflicts open on the day by (group, authority): the one that stopped.

    Where nobody stopped (some list the whole of a group, others a part), those that list the part.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = Keeper.objects.filter(
        on_day(moment.day, "conflict__starts", "conflict__ends"),
        Q(conflict__known_until=None) | Q(conflict__known_until__gt=moment.edition),
        conflict__known_from__lte=moment.edition,
        conflict__by_default=True,
    ).values_list("conflict__key", "conflict__group__slug", "conflict__authority__code", "group__slug", "authority__code", "scope")
    for key, group, stopper, kept_group, keeper, scope in rows:
        if not stopper and kept_group == group and scope != "wing":
            continue
        at = (group, stopper) if stopper else (kept_group, keeper)
        if key not in found[at]:
            found[at].append(key)
    return found


