"""What differs between two moments, part by part: each part is cut in the database, however much differs."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, OuterRef, Q, QuerySet

from designations.domain.positions import State
from designations.models import Conflict, Event
from designations.queries.columns import Column, columns
from designations.queries.conflict_rows import ConflictRow
from designations.queries.conflict_rows import read_each as read_conflicts
from designations.queries.conflicts import LATEST_FIRST, Wanted, found
from designations.queries.coverings import Groups, binding
from designations.queries.events import EventRow, of_groups, read_each
from designations.queries.identity import identity
from designations.queries.moments import Moment, holds
from designations.queries.pages import Cut, Page
from designations.queries.rows import Differences
from designations.queries.selection import ESSENCE, PLACE, Selection, read_as_themselves, said


@dataclass(frozen=True, slots=True)
class Said:
    """An authority's own state towards a group at one of the two moments."""

    state: str
    possible: bool
    mixed: bool
    political: bool
    scope: str
    act: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose own state differs, with the acts of its authority on its group that lie between the moments.

    ``before`` and ``after``: None where none of its acts spoke. ``acts``: keys.
    """

    group: str
    group_name: str
    authority: str
    authority_name: str
    before: Said | None
    after: Said | None
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoveringChange:
    """A body's binding listing that began or ceased to reach its members."""

    group: str
    group_name: str
    body: str
    regime: str
    scope: str
    act: str
    began: bool


@dataclass(frozen=True, slots=True)
class SilenceChange:
    """An authority whose silence means something else: its lists are known whole on one of the days alone."""

    authority: str
    authority_name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Clashing:
    """Conflicts that differ: open at the later moment alone, at the earlier alone, at both but not alike (was, is)."""

    opened: tuple[ConflictRow, ...]
    closed: tuple[ConflictRow, ...]
    changed: tuple[tuple[ConflictRow, ConflictRow], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Acts of a comparison. ``explaining``: those between that are of some cells."""

    acts: tuple[EventRow, ...]
    learnt_late: tuple[EventRow, ...]
    withdrawn: tuple[EventRow, ...]
    explaining: tuple[EventRow, ...]


OPENED, CLOSED, CHANGED = "conflicts_opened", "conflicts_closed", "conflicts_changed"
ACTS, LATE, WITHDRAWN = "acts", "learnt_late", "withdrawn"

Sets = Mapping[str, QuerySet[Any]]
"""Conflicts and acts that differ, by the name of their part."""

IN_ORDER = ("latest", "earliest", "pk")
"""How acts follow each other."""

_Named = tuple[Column, Column]
"""An authority at both moments."""


@dataclass(frozen=True, slots=True)
class Between:
    """Two moments, and what of the record is set side by side."""

    before: Moment
    after: Moment
    wanted: Selection

    @property
    def newer(self) -> Moment:
        """The moment of the later edition."""
        return self.after if self.after.edition >= self.before.edition else self.before

    def silences(self) -> tuple[SilenceChange, ...]:
        """The authorities whose silence means something else."""
        return tuple(
            SilenceChange(one.code, one.name, one.unstated, two.unstated)
            for one, two in self._columns()
            if one.unstated != two.unstated
        )

    def cells(self, cut: Cut) -> Page[CellChange]:
        """The cells that differ, by group and authority, without their acts."""
        held = dict(self._columns())
        sides = [
            said(moment, self.wanted, list(held), self._some(moment)).values_list(*PLACE, *ESSENCE, "act_id")
            for moment in (self.before, self.after)
        ]
        try:
            found = Differences(*sides, keys=PLACE, essence=ESSENCE, also=_SILENT_AT_BOTH)
        except EmptyResultSet:
            return Page((), 0)
        # Where no act of a hard regime speaks, the state is what silence means.
        unstated = {one.code: (one.unstated, two.unstated) for one, two in held.items()}
        altered = [one.pk for one, two in held.items() if one.unstated != two.unstated]
        rows = found.select(_CELL, joining=_NAMED, ending=_CELLS_IN_ORDER, parameters=(altered, cut.limit, cut.offset))
        total = rows[0][-1] if rows else _count(found, altered) if cut.offset else 0
        return Page(tuple(_cell(row[:4], row[4:10], row[10:16], unstated[row[2]]) for row in rows), total)

    def coverings(self, cut: Cut) -> Page[CoveringChange]:
        """The binding listings that began or ceased to reach members, by group and regime."""
        sides = [
            binding(moment, self._some(moment)).values_list("listing_id", "scope", "opened_by__key")
            for moment in (self.before, self.after)
        ]
        try:
            found = Differences(*sides, keys=["listing_id"], essence=["scope"])
        except EmptyResultSet:
            return Page((), 0)
        bodies = self._bodies()
        rows = found.select(_COVERING, joining=_LISTING, ending=_BY_REGIME)
        told = [
            CoveringChange(slug, name, body, regime, scope, act, began)
            for slug, name, body, regime, ceased, by, begun, since in rows
            if bodies is None or body in bodies
            for scope, act, began in ((ceased, by, False), (begun, since, True))
            if scope is not None
        ]
        return Page(tuple(told[cut.slice]), len(told))

    def conflicts(self, sets: Sets, cut: Cut) -> Clashing:
        """The conflicts that opened, closed and changed, each as read where it is open; at both where it changed."""
        parts = {
            name: sets[name].order_by(*LATEST_FIRST)[cut.slice] for name in (OPENED, CLOSED, CHANGED) if name in sets
        }
        sides = [(self.after, parts[OPENED]), (self.before, parts[CLOSED])]
        if CHANGED in parts:
            there = Conflict.objects.known_at(self.before.edition).filter(holds(self.before.day))
            sides += [(self.after, parts[CHANGED]), (self.before, there.filter(key__in=parts[CHANGED].values("key")))]
        opened, closed, *changed = read_conflicts(sides)
        becomes, were = changed or ((), ())
        was = {row.key: row for row in were}
        return Clashing(opened, closed, tuple((was[row.key], row) for row in becomes))

    def told(self, sets: Sets, cells: Iterable[CellChange], cut: Cut) -> Told:
        """The acts between, those learnt late, those withdrawn, each cut; and all that explain some cells."""
        then, now = identity(self.before), identity(self.after)
        places = {(cell.group, cell.authority) for cell in cells}
        parts = {name: sets[name].order_by(*IN_ORDER)[cut.slice] for name in (ACTS, LATE, WITHDRAWN)}
        acts, late, withdrawn, explaining = read_each(
            [
                (self.newer, parts[ACTS], then if self.newer == self.before else now),
                (self.after, parts[LATE], now),
                (self.before, parts[WITHDRAWN], then),
                (self.newer, self._of_places(places).order_by(*IN_ORDER), now),
            ]
        )
        there = tuple(event for event in explaining if (event.group, event.authority) in places)
        return Told(acts, late, withdrawn, there)

    def sets(self) -> Sets:
        """Conflicts and acts that differ, whole, by the name of their part: to be counted, and read in part."""
        acts = {ACTS: self.acts(), LATE: self.learnt_late(), WITHDRAWN: self.withdrawn()}
        return {**self._clashing(), **acts}

    def _clashing(self) -> dict[str, QuerySet[Conflict]]:
        """Conflicts open at one of the moments alone, or, of two editions, at both but with other parties or terms."""
        sets = {
            OPENED: found(self.after, self._conflicts(shut_at=self.before)),
            CLOSED: found(self.before, self._conflicts(shut_at=self.after)),
        }
        if self.before.edition != self.after.edition:
            sets[CHANGED] = found(self.after, self._conflicts(unlike=self.before))
        return sets

    def acts(self) -> QuerySet[Event]:
        """The acts that can explain a change: dated between the days, or stated anew between the editions."""
        return self._chosen(self._explaining())

    def learnt_late(self) -> QuerySet[Event]:
        """The acts first recorded between the editions and dated before the earlier day."""
        rows = Event.objects.known_at(self.after.edition).filter(
            act__recorded_in__gt=self.before.edition,
            act__recorded_in__lte=self.after.edition,
            latest__lt=self.before.day,
        )
        return self._chosen(rows) if self.after.edition > self.before.edition else rows.none()

    def withdrawn(self) -> QuerySet[Event]:
        """The acts that the later edition no longer states."""
        living = Event.objects.known_at(self.after.edition).filter(act=OuterRef("act"))
        rows = Event.objects.known_at(self.before.edition).filter(~Exists(living))
        return self._chosen(rows) if self.after.edition > self.before.edition else rows.none()

    def _columns(self) -> Iterator[_Named]:
        """The authorities wanted, at both moments."""
        held = [columns(moment, codes=self.wanted.authorities) for moment in (self.before, self.after)]
        return zip(*held, strict=True)

    def _some(self, moment: Moment) -> Groups | None:
        """The groups wanted, to be looked up where they are asked for; None for all."""
        return None if self.wanted.of_all_groups else read_as_themselves(self.wanted, identity(moment)).values("pk")

    def _bodies(self) -> set[str] | None:
        """The bodies whose listings reach the authorities wanted at one of the moments; None for all."""
        if not self.wanted.authorities:
            return None
        return {body for column in itertools.chain(*self._columns()) for body in (*column.bodies, column.code)}

    def _conflicts(self, *, shut_at: Moment | None = None, unlike: Moment | None = None) -> Wanted:
        groups, parties = self.wanted.groups, self.wanted.authorities
        return Wanted(open=True, groups=groups, parties=parties, shut_at=shut_at, unlike=unlike)

    def _explaining(self) -> QuerySet[Event]:
        early, late = sorted((self.before.day, self.after.day))
        low, high = sorted((self.before.edition, self.after.edition))
        stated = Q(recorded_in__gt=low, recorded_in__lte=high)
        dated = _dated_between(early, late) if early != late else Q(pk__in=[])
        return Event.objects.known_at(self.newer.edition).filter(dated | stated)

    def _of_places(self, places: Collection[tuple[str, str]]) -> QuerySet[Event]:
        """Those of the acts between that are of the groups of some cells and of the authorities of some."""
        groups, authorities = ({place[side] for place in places} for side in (0, 1))
        of_some = of_groups(groups, identity(self.after))
        return self._explaining().filter(of_some, regime__authority__code__in=authorities)

    def _chosen(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        if self.wanted.groups:
            rows = rows.filter(of_groups(self.wanted.groups, identity(self.after)))
        if self.wanted.authorities:
            rows = rows.filter(regime__authority__code__in=[code.upper() for code in self.wanted.authorities])
        return rows


def _dated_between(early: date, late: date) -> Q:
    """Dates that may lie after one day and by another."""
    return (Q(latest__gt=early) | Q(latest=None)) & (Q(earliest__lte=late) | Q(earliest=None))


_SILENT_AT_BOTH = f"one.state = '{State.UNKNOWN}' AND two.state = '{State.UNKNOWN}' AND authority_id = ANY(%s)"
_NAMED = """
    JOIN designations_group named ON named.id = group_id
    JOIN designations_authority authority ON authority.id = authority_id
"""
_CELL = ", ".join(
    [
        "named.slug, named.name, authority.code, authority.name",
        *(f"{side}.{column}" for side in ("one", "two") for column in (*ESSENCE, "act_id")),
        "count(*) OVER ()",
    ]
)
_CELLS_IN_ORDER = 'ORDER BY named.slug COLLATE "C", authority.code COLLATE "C" LIMIT %s OFFSET %s'


_COVERING = """
    reached.slug, reached.name, body.code, regime.slug,
    one.scope, one.opened_by__key, two.scope, two.opened_by__key
"""
_LISTING = """
    JOIN designations_listing listing ON listing.id = listing_id
    JOIN designations_group reached ON reached.id = listing.group_id
    JOIN designations_regime regime ON regime.id = listing.regime_id
    JOIN designations_authority body ON body.id = regime.authority_id
"""
_BY_REGIME = 'ORDER BY reached.slug COLLATE "C", regime.slug COLLATE "C"'


def _count(found: Differences, altered: list[int]) -> int:
    [(number,)] = found.select("count(*)", parameters=(altered,))
    return int(number)


_Own = tuple[str | None, bool, bool, bool, str, str | None]
"""What a position says: state, possible, mixed, political, scope, key of the act; no state where there is none."""


def _cell(named: tuple[str, str, str, str], one: _Own, two: _Own, unstated: tuple[str, str]) -> CellChange:
    before, after = (_said(told, silence) for told, silence in zip((one, two), unstated, strict=True))
    return CellChange(*named, before, after)


def _said(told: _Own, silence: str) -> Said | None:
    state, possible, mixed, political, scope, act = told
    if state is None:
        return None
    return Said(silence if state == State.UNKNOWN.value else state, possible, mixed, political, scope, act or "")
