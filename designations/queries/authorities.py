"""Authorities: what lists each keeps, where it belongs, whom it lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from designations.domain.positions import State
from designations.models import Authority, Conflict, Membership, NoListStatement, Position, RegimeTerms
from designations.queries import conflicts as conflict_queries
from designations.queries import events as event_queries
from designations.queries.absent import Absent
from designations.queries.columns import Column, columns
from designations.queries.conflict_rows import ConflictRow
from designations.queries.coverage import RegimeCoverage, coverage
from designations.queries.moments import Moment, holds
from designations.queries.pages import EVERYTHING, Cut, Page
from designations.queries.standing import Standing, of_authority

LATEST_ACTS = 20


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """An authority in a list. ``unstated``: its state on the day where none of its acts speaks.

    ``listed`` and ``suspended``: groups that its own lists hold on the day, surely. ``regimes``: how many lists it
    keeps. ``conflicts``: open ones of default views that its own stops made.
    """

    code: str
    name: str
    kind: str
    region: str
    demonym: str
    is_bloc: bool
    unstated: str
    regimes: int
    listed: int
    suspended: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """The authority belongs to a body (``other``), or a member to it, from a day until a day (exclusive)."""

    other: str
    other_name: str
    starts: date | None
    ends: date | None
    on_day: bool
    note: str


@dataclass(frozen=True, slots=True)
class NoListRow:
    """A dated statement that the authority keeps no list."""

    starts: date
    ends: date | None
    source_url: str
    source_title: str


@dataclass(frozen=True, slots=True)
class AuthorityDetail:
    """An authority with its lists, the bodies it belongs to, its members, and where it stands on the day."""

    row: AuthorityRow
    iso3: str
    cow: str
    note: str
    regimes: tuple[RegimeCoverage, ...]
    bodies: tuple[MembershipRow, ...]
    members: tuple[MembershipRow, ...]
    no_list: tuple[NoListRow, ...]
    standing: tuple[Standing, ...]
    conflicts: tuple[ConflictRow, ...]
    latest: tuple[event_queries.EventRow, ...]


def authorities(
    moment: Moment, *, kinds: Collection[str] = (), regions: Collection[str] = (), cut: Cut = EVERYTHING
) -> Page[AuthorityRow]:
    """The authorities, by region, kind and name. Four queries."""
    held = columns(moment, kinds=kinds, regions=regions)
    counts = _counts(moment, [column.pk for column in held])
    return Page(tuple(_row(column, counts) for column in held[cut.slice]), len(held))


def authority(moment: Moment, code: str) -> AuthorityDetail:
    """The authority of a code, in whatever case. Some thirty queries, whatever its size. Raises Absent."""
    found = Authority.objects.filter(code=code.upper()).first()
    if found is None:
        raise Absent(f"The record holds no authority '{code}'.")
    [column] = columns(moment, codes=[found.code])
    own = event_queries.Wanted(authorities=(found.code,))
    return AuthorityDetail(
        row=_row(column, _counts(moment, [column.pk])),
        iso3=found.iso3,
        cow=found.cow,
        note=found.note,
        regimes=coverage(moment, found.code),
        bodies=_memberships(moment, found.pk, of="member", other="body"),
        members=_memberships(moment, found.pk, of="body", other="member"),
        no_list=_no_list(moment, found.pk),
        standing=of_authority(moment, column),
        conflicts=conflict_queries.conflicts(moment, conflict_queries.Wanted(authority=found.code)).rows,
        latest=event_queries.events(moment, own, Cut(LATEST_ACTS)).rows,
    )


@dataclass(frozen=True)
class _Counts:
    states: dict[int, Counter[str]]
    conflicts: Counter[int | None]
    regimes: Counter[int]


def _counts(moment: Moment, some: list[int]) -> _Counts:
    states: dict[int, Counter[str]] = defaultdict(Counter)
    said = Position.objects.known_at(moment.edition).filter(holds(moment.day), possible=False, authority__in=some)
    for pk, state, groups in said.values("authority_id", "state").annotate(groups=Count("pk")).values_list(
        "authority_id", "state", "groups"
    ):  # fmt: skip
        states[pk][state] = groups
    clashing = Conflict.objects.known_at(moment.edition).filter(
        holds(moment.day), starts__lte=moment.day, by_default=True, authority__in=some
    )
    kept = RegimeTerms.objects.known_at(moment.edition).filter(regime__authority__in=some)
    return _Counts(
        states,
        Counter(clashing.values_list("authority_id", flat=True)),
        Counter(kept.values_list("regime__authority_id", flat=True)),
    )


def _row(column: Column, counts: _Counts) -> AuthorityRow:
    states = counts.states[column.pk]
    return AuthorityRow(
        code=column.code,
        name=column.name,
        kind=column.kind,
        region=column.region,
        demonym=column.demonym,
        is_bloc=column.is_bloc,
        unstated=column.unstated,
        regimes=counts.regimes[column.pk],
        listed=states[State.LISTED.value],
        suspended=states[State.SUSPENDED.value],
        conflicts=counts.conflicts[column.pk],
    )


def _memberships(moment: Moment, pk: int, *, of: str, other: str) -> tuple[MembershipRow, ...]:
    rows = (
        Membership.objects.known_at(moment.edition)
        .filter(**{of: pk})
        .order_by(f"{other}__name", "starts")
        .values_list(f"{other}__code", f"{other}__name", "starts", "ends", "note")
    )
    return tuple(
        MembershipRow(
            code,
            name,
            starts,
            ends,
            (starts is None or starts <= moment.day) and (ends is None or moment.day < ends),
            note,
        )
        for code, name, starts, ends, note in rows
    )


def _no_list(moment: Moment, pk: int) -> tuple[NoListRow, ...]:
    rows = NoListStatement.objects.known_at(moment.edition).filter(authority=pk).order_by("starts")
    return tuple(NoListRow(*row) for row in rows.values_list("starts", "ends", "source_url", "source_title"))
