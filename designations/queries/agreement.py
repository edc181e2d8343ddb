"""How far authorities list the same groups, said within the limits of what is known.

A share of one list in the other is told for lists of ten names or more; one figure for both only where both are known
whole and neither leaves the other's names out by law. Of order it is said that one "listed later", never "followed".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet

from designations.domain.acts import AuthorityKind, Effect
from designations.domain.positions import State
from designations.models import Event, Group, Position
from designations.queries.absent import Absent
from designations.queries.columns import Column, columns
from designations.queries.groups import named
from designations.queries.identity import Identity, identity
from designations.queries.instruments import instruments
from designations.queries.moments import Moment, holds

THIN = 10
"""A list of fewer names says too little for a share."""

PAIRS = 20
"""An order is told of so many groups at least."""

CROWDED = 10
"""A day on which an authority opened so many entries says nothing of the order."""

FINEST = 31
"""Days within which a date must lie to count as dated to a month."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Two lists on a day. Shares and the Jaccard index are None where they would mislead; ``limits`` says why."""

    one: str
    two: str
    one_count: int
    two_count: int
    shared: int
    share_of_one: float | None
    share_of_two: float | None
    jaccard: float | None
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Who listed the shared groups later. ``days``: first quartile, median and third quartile of the days between.

    ``pairs``: groups of which both first openings are dated to a month, crowded days left out.
    """

    pairs: int
    one_first: int
    two_first: int
    same_day: int
    days: tuple[float, float, float] | None
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """A group that both list."""

    group: str
    group_name: str


@dataclass(frozen=True, slots=True)
class Parting:
    """A group that one of the two lists and the other does not, with what the other says of it."""

    group: str
    group_name: str
    state: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two authorities on a day: what they share, who listed later, and where they part."""

    shared: Shared
    groups: tuple[Both, ...]
    only_one: tuple[Parting, ...]
    only_two: tuple[Parting, ...]
    order: Order


@dataclass(frozen=True, slots=True)
class Listed:
    """An authority's first opening of a group: who, when as stated, between which days."""

    authority: str
    authority_name: str
    regime: str
    act: str
    stated: str
    earliest: date | None
    latest: date | None


def agreement(moment: Moment, one: str, two: str) -> Agreement:
    """Two authorities on the day. At most seven queries. Raises Absent where the record holds no such authority."""
    held = {column.code: column for column in columns(moment)}
    first, second = _column(held, one), _column(held, two)
    states = _states(moment, [first.pk, second.pk])
    lists = [_listed(states.get(column.pk, {})) for column in (first, second)]
    both = lists[0] & lists[1]
    names = _names({pk for of_it in states.values() for pk in of_it})
    opened = openings(moment).filter(regime__authority__in=[first.pk, second.pk], regime__in=hard(moment))
    begun = first_openings(opened.values_list(*OPENING), both, identity(moment))
    return Agreement(
        shared=shares(first, second, len(lists[0]), len(lists[1]), len(both)),
        groups=tuple(sorted((Both(*names[pk]) for pk in both), key=lambda each: each.group_name)),
        only_one=_parting(lists[0] - both, second, states.get(second.pk, {}), names),
        only_two=_parting(lists[1] - both, first, states.get(first.pk, {}), names),
        order=order(begun.get(first.pk, {}), begun.get(second.pk, {}), both),
    )


def agreements(moment: Moment, authorities: tuple[str, ...] = ()) -> tuple[Shared, ...]:
    """Every pair of the authorities that list a group on the day, or of some of them. Two queries."""
    wanted = {code.upper() for code in authorities}
    held = [column for column in columns(moment) if not wanted or column.code in wanted]
    lists = _masks(moment, [column.pk for column in held])
    listing = [(column, lists[column.pk]) for column in held if column.pk in lists]
    return tuple(
        shares(one, two, of_one.bit_count(), of_two.bit_count(), (of_one & of_two).bit_count())
        for place, (one, of_one) in enumerate(listing)
        for two, of_two in listing[place + 1 :]
    )


def order_of(moment: Moment, slug: str) -> tuple[Listed, ...]:
    """Who listed a group, in the order of their first openings up to the day. Raises Absent, ReadAs. Four queries."""
    found, known_as = named(moment, slug)
    members = known_as.members(found.pk)
    rows = (
        openings(moment)
        .filter(group__in=members, regime__in=hard(moment))
        .order_by("latest", "earliest", "regime__authority__name")
        .values_list(
            "regime__authority__code", "regime__authority__name", "regime__slug", "act__key", "stated", "earliest",
            "latest",
        )
    )  # fmt: skip
    once: dict[str, Listed] = {}
    for row in rows:
        once.setdefault(row[0], Listed(*row))
    return tuple(once.values())


def _column(held: Mapping[str, Column], code: str) -> Column:
    column = held.get(code.upper())
    if column is None:
        raise Absent(f"The record holds no authority '{code}'.")
    return column


def hard(moment: Moment) -> list[int]:
    """Ids of the regimes that make and break listings. One query."""
    return [regime.pk for regime in instruments(moment).values() if regime.hard]


def openings(moment: Moment) -> QuerySet[Event]:
    """The openings that surely happened by the day."""
    return Event.objects.known_at(moment.edition).filter(effect=Effect.OPEN.value, latest__lte=moment.day)


States = dict[int, dict[int, tuple[str, bool]]]
"""By authority and group: the state, and whether it is only possible."""


def _states(moment: Moment, authorities: list[int]) -> States:
    rows = Position.objects.known_at(moment.edition).filter(holds(moment.day), authority__in=authorities)
    found: States = defaultdict(dict)
    for authority, group, state, possible in rows.values_list("authority_id", "group_id", "state", "possible"):
        found[authority][group] = (state, possible)
    return found


def _masks(moment: Moment, authorities: list[int]) -> dict[int, int]:
    """By authority: the groups that it surely lists, one bit for each, so that any two lists are compared at once."""
    rows = Position.objects.known_at(moment.edition).filter(
        holds(moment.day), authority__in=authorities, state=State.LISTED.value, possible=False
    )
    told = rows.values_list("authority_id").annotate(groups=ArrayAgg("group_id"))
    return {pk: _mask(groups) for pk, groups in told}


def _mask(groups: list[int]) -> int:
    bits = bytearray(max(groups) // 8 + 1)
    for pk in groups:
        bits[pk // 8] |= 1 << pk % 8
    return int.from_bytes(bits, "little")


def _listed(of_it: Mapping[int, tuple[str, bool]]) -> frozenset[int]:
    """The groups that an authority surely lists."""
    return frozenset(pk for pk, (state, possible) in of_it.items() if state == State.LISTED.value and not possible)


def shares(one: Column, two: Column, one_count: int, two_count: int, shared: int) -> Shared:
    """Two lists by what they count and share, and what of it may be told."""
    limits = []
    thin = [column.name for column, count in ((one, one_count), (two, two_count)) if count < THIN]
    if thin:
        limits.append(f"Coverage too thin: fewer than {THIN} names of {' and of '.join(thin)}.")
    gaps = [column.name for column in (one, two) if column.unstated != State.NOT_LISTED.value]
    if gaps:
        limits.append(f"No index of both: the lists of {' and '.join(gaps)} are not known whole on this day.")
    if _complementary(one, two):
        limits.append("No index of both: one list leaves out by law what the other holds.")
    union = one_count + two_count - shared
    return Shared(
        one=one.code,
        two=two.code,
        one_count=one_count,
        two_count=two_count,
        shared=shared,
        share_of_one=None if thin else shared / one_count,
        share_of_two=None if thin else shared / two_count,
        jaccard=None if limits or not union else shared / union,
        limits=tuple(limits),
    )


def _complementary(one: Column, two: Column) -> bool:
    """Whether one of the two is a body: its members, and other bodies, list beside it what it does not hold.

    Source: Article 1(4) of Common Position 2001/931/CFSP, and the Union's separate acts for the lists of the United
    Nations.
    """
    return AuthorityKind.BODY.value in (one.kind, two.kind)


def _names(groups: set[int]) -> dict[int, tuple[str, str]]:
    return {
        pk: (slug, name) for pk, slug, name in Group.objects.filter(pk__in=groups).values_list("pk", "slug", "name")
    }


def _parting(
    groups: frozenset[int],
    other: Column,
    of_other: Mapping[int, tuple[str, bool]],
    names: Mapping[int, tuple[str, str]],
) -> tuple[Parting, ...]:
    def state(pk: int) -> str:
        return other.state(of_other.get(pk, (State.UNKNOWN.value, False))[0])

    return tuple(sorted((Parting(*names[pk], state(pk)) for pk in groups), key=lambda each: each.group_name))


def order(of_one: Mapping[int, date], of_two: Mapping[int, date], both: Collection[int]) -> Order:
    """Who listed later, of the groups that both list, by the days of their first openings."""
    lags = [(of_two[pk] - of_one[pk]).days for pk in both if pk in of_one and pk in of_two]
    if len(lags) < PAIRS:
        limit = f"Too few groups for an order: {len(lags)} are dated to a month in both lists, {PAIRS} are needed."
        return Order(len(lags), 0, 0, 0, None, (limit,))
    apart = [abs(lag) for lag in lags]
    low, _, high = quantiles(apart, n=4, method="inclusive")
    return Order(
        pairs=len(lags),
        one_first=sum(lag > 0 for lag in lags),
        two_first=sum(lag < 0 for lag in lags),
        same_day=sum(lag == 0 for lag in lags),
        days=(low, float(median(apart)), high),
        limits=(),
    )


Opening = tuple[int, int, date | None, date | None, int]
"""Ids of the authority and the group, the earliest and the latest day, and the id of the event."""

OPENING = ("regime__authority_id", "group_id", "earliest", "latest", "pk")


def first_openings(
    opened: Iterable[Opening], groups: Collection[int], known_as: Identity
) -> dict[int, dict[int, date]]:
    """By authority and group: the middle of its first opening's date, if dated to a month and not on a crowded day.

    ``opened``: all openings of the authorities that are asked for, since others crowd a day too.
    """
    members = {member: pk for pk in groups for member in known_as.members(pk)}
    dated = [
        (latest, pk, authority, group, earliest)
        for authority, group, earliest, latest, pk in opened
        if latest is not None
    ]
    on_day: dict[tuple[int, date], set[int]] = defaultdict(set)
    for latest, _, authority, group, _ in dated:
        on_day[authority, latest].add(group)
    first: dict[int, dict[int, date | None]] = defaultdict(dict)
    for latest, _, authority, group, earliest in sorted(dated, key=lambda each: each[:2]):
        if group in members:
            crowded = len(on_day[authority, latest]) >= CROWDED
            coarse = earliest is None or (latest - earliest).days >= FINEST
            middle = None if crowded or coarse or earliest is None else earliest + (latest - earliest) / 2
            first[authority].setdefault(members[group], middle)
    return {pk: {group: day for group, day in of_it.items() if day is not None} for pk, of_it in first.items()}
