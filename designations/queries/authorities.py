"""Authorities: what lists each keeps, where it belongs, whom it lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from designations.domain.positions import State
from designations.models import Conflict, Position, RegimeTerms
from designations.queries import conflicts as conflict_queries
from designations.queries import events as event_queries
from designations.queries.absent import Absent
from designations.queries.columns import Column, columns
from designations.queries.conflict_rows import ConflictRow
from designations.queries.coverage import RegimeCoverage, coverage
from designations.queries.marks import OPEN
from designations.queries.moments import Moment, holds
from designations.queries.pages import EVERYTHING, Cut, Page
from designations.queries.standing import Standing, of_authority

LATEST_ACTS = 20

LONGEST = 1000
"""How many conflicts an authority is told with, and how many groups in each state, at most."""


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
    """An authority with its lists, the bodies it belongs to, its members, and where it stands on the day.

    ``counts``: how many groups it stands towards, and of how many conflicts it is a party, in all.
    """

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
    counts: Mapping[str, int]


def authorities(
    moment: Moment, *, kinds: Collection[str] = (), regions: Collection[str] = (), cut: Cut = EVERYTHING
) -> Page[AuthorityRow]:
    """The authorities, by region, kind and name. Four queries."""
    held = columns(moment, kinds=kinds, regions=regions)
    counts = _counts(moment, [column.pk for column in held])
    rows = (
        _row(
            column,
            regimes=counts.regimes[column.pk],
            states=counts.states[column.pk],
            conflicts=counts.conflicts[column.pk],
        )
        for column in held[cut.slice]
    )
    return Page(tuple(rows), len(held))


def authority(moment: Moment, code: str) -> AuthorityDetail:
    """The authority of a code, in whatever case, with its latest acts. Some 20 queries, whatever its size.

    Raises Absent.
    """
    outline = outlined(moment, code, each=LONGEST, reached=True)
    told = conflict_queries.conflicts(moment, conflict_queries.Wanted(authority=outline.row.code), Cut(LONGEST))
    own = event_queries.Wanted(authorities=(outline.row.code,), dated=True)
    return replace(
        outline,
        conflicts=told.rows,
        latest=event_queries.events(moment, own, Cut(LATEST_ACTS, counted=False)).rows,
        counts={**outline.counts, "conflicts": told.total},
    )


def outlined(moment: Moment, code: str, *, each: int, reached: bool = False) -> AuthorityDetail:
    """The authority of a code without conflicts and acts, with so many groups in each state, and those that are only
    ``reached`` there if asked for. Raises Absent.
    """
    found = _found(moment, code)
    [column] = columns(moment, codes=[found.code])
    standing = of_authority(moment, column, each, reached=reached)
    lists = coverage(moment, found.code)
    return AuthorityDetail(
        row=_row(column, regimes=len(lists), states=standing.surely, conflicts=found.clashing),
        iso3=found.iso3,
        cow=found.cow,
        note=found.note,
        regimes=lists,
        bodies=_memberships(moment, found.belongs_to),
        members=_memberships(moment, found.belonging),
        no_list=tuple(_no_list(each) for each in found.silent),
        standing=standing.rows,
        conflicts=(),
        latest=(),
        counts={"standing": standing.total, **standing.surely},
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """An authority as the database tells it: ``clashing``, how many open conflicts of default views its stops made."""

    code: str
    iso3: str
    cow: str
    note: str
    clashing: int
    belongs_to: list[dict[str, Any]]
    belonging: list[dict[str, Any]]
    silent: list[dict[str, Any]]


# Written out: putting these words together anew for every page took longer than the database did.
_KNOWN = "{0}.recorded_in <= %(edition)s AND ({0}.retracted_in IS NULL OR {0}.retracted_in > %(edition)s)"
_OTHERS = """ARRAY(
    SELECT json_build_object('other', other.code, 'other_name', other.name,
        'starts', membership.starts, 'ends', membership.ends, 'note', membership.note)
    FROM designations_membership membership JOIN designations_authority other ON other.id = membership.{other}_id
    WHERE membership.{own}_id = authority.id AND {known} ORDER BY other.name, membership.starts
)"""
_FOUND = f"""
SELECT code, iso3, cow, note,
    (
        SELECT count(*) FROM designations_conflict WHERE authority_id = authority.id AND {OPEN}
    ),
    {_OTHERS.format(own="member", other="body", known=_KNOWN.format("membership"))},
    {_OTHERS.format(own="body", other="member", known=_KNOWN.format("membership"))},
    ARRAY(
        SELECT json_build_object('starts', starts, 'ends', ends, 'source_url', source_url, 'source_title', source_title)
        FROM designations_noliststatement silent WHERE authority_id = authority.id AND {_KNOWN.format("silent")}
        ORDER BY starts
    )
FROM designations_authority authority WHERE code = %(code)s
"""  # noqa: S608 (no value is part of it)


def _found(moment: Moment, code: str) -> _Found:
    """The authority with its memberships and statements that it keeps no list. One query. Raises Absent."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"code": code.upper(), "day": moment.day, "edition": moment.edition})
        found = cursor.fetchone()
    if found is None:
        raise Absent(f"The record holds no authority '{code}'.")
    return _Found(*found)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _memberships(moment: Moment, told: Iterable[Mapping[str, Any]]) -> tuple[MembershipRow, ...]:
    found = []
    for each in told:
        starts, ends = _day(each["starts"]), _day(each["ends"])
        on_day = (starts is None or starts <= moment.day) and (ends is None or moment.day < ends)
        found.append(MembershipRow(each["other"], each["other_name"], starts, ends, on_day, each["note"]))
    return tuple(found)


def _no_list(told: Mapping[str, Any]) -> NoListRow:
    return NoListRow(date.fromisoformat(told["starts"]), _day(told["ends"]), told["source_url"], told["source_title"])


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
    kept = RegimeTerms.objects.known_at(moment.edition).filter(regime__authority__in=some)
    return _Counts(
        states,
        Counter(dict(_clashing(moment).filter(authority__in=some).values_list("authority_id", "number"))),
        Counter(kept.values_list("regime__authority_id", flat=True)),
    )


def _clashing(moment: Moment) -> QuerySet[Any, Any]:
    """By authority: how many open conflicts of default views its stops made."""
    rows = Conflict.objects.known_at(moment.edition).filter(holds(moment.day), by_default=True)
    return rows.values("authority_id").annotate(number=Count("pk"))


def _row(column: Column, *, regimes: int, states: Mapping[str, int], conflicts: int) -> AuthorityRow:
    """A row of an authority; ``states``: how many groups it surely has in each."""
    return AuthorityRow(
        code=column.code,
        name=column.name,
        kind=column.kind,
        region=column.region,
        demonym=column.demonym,
        is_bloc=column.is_bloc,
        unstated=column.unstated,
        regimes=regimes,
        listed=states[State.LISTED.value],
        suspended=states[State.SUSPENDED.value],
        conflicts=conflicts,
    )
