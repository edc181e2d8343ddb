"""Two days, two editions, or both, side by side: what changed, and by which acts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from designations.models import Event
from designations.queries.conflict_rows import ConflictRow
from designations.queries.conflicts import Wanted as WantedConflicts
from designations.queries.conflicts import conflicts
from designations.queries.events import EventRow, read
from designations.queries.identity import Identity, identity
from designations.queries.matrix import LARGEST_PAGE, Cell, Matrix, Selection, matrix
from designations.queries.moments import BadMoment, Moment, day_of, pin
from designations.queries.strips import differing

_EDITION = r"e[0-9]{1,15}"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

SIDE = rf"^({_DAY}|{_EDITION}|{_DAY}@{_EDITION})$"
"""How one side of a comparison is written, as a regular expression: a day, an edition, or both."""


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
    acts: tuple[str, ...]


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
class Comparison:
    """What differs between two moments, ``before`` and ``after``.

    ``acts``: those dated between the days, or stated between the editions, as the later moment tells them.
    ``learnt_late``: acts first recorded between the editions and dated before the day of the earlier moment.
    ``withdrawn``: acts whose statement the later edition no longer holds. ``conflicts_changed``: open at both moments,
    with other parties, another likeness or another grade.
    """

    before: Moment
    after: Moment
    cells: tuple[CellChange, ...]
    coverings: tuple[CoveringChange, ...]
    silences: tuple[SilenceChange, ...]
    conflicts_opened: tuple[ConflictRow, ...]
    conflicts_closed: tuple[ConflictRow, ...]
    conflicts_changed: tuple[tuple[ConflictRow, ConflictRow], ...]
    acts: tuple[EventRow, ...]
    learnt_late: tuple[EventRow, ...]
    withdrawn: tuple[EventRow, ...]


def sides(earlier: str, later: str, as_of: str | None, known_at: str | None, *, now: datetime) -> tuple[Moment, Moment]:
    """The two moments of a comparison. What a side leaves out is ``as_of`` and ``known_at``, or else the present.

    At most three queries. Raises BadMoment.
    """
    return sides_of(pin(as_of, known_at, now=now), earlier, later, now=now)


def sides_of(pinned: Moment, earlier: str, later: str, *, now: datetime) -> tuple[Moment, Moment]:
    """The two moments of a comparison. What a side leaves out is as pinned. At most two queries. Raises BadMoment."""
    return _side("from", earlier, pinned, now), _side("to", later, pinned, now)


def _side(name: str, text: str, pinned: Moment, now: datetime) -> Moment:
    if text and not re.fullmatch(SIDE, text):
        raise BadMoment(name, f"Write {name} as a day, an edition or both: 2023-12-01, e17 or 2023-12-01@e17.")
    day, _, edition = text.partition("@")
    if day.startswith("e"):
        day, edition = "", day
    try:
        on = pinned.on(day_of(day)) if day else pinned
        if not edition or edition == f"e{pinned.edition}":
            return on
        return pin(on.day.isoformat(), edition, now=now)
    except BadMoment as error:
        raise BadMoment(name, f"{name}: {error}", missing=error.missing) from error


def compare(before: Moment, after: Moment, selection: Selection | None = None) -> Comparison:
    """What changed from one moment to another. Some fifty queries, whatever the size."""
    wanted = selection or Selection()
    known_as = identity(after)
    # Of most groups both moments say the same; a group that left the matrix is a change too.
    known = differing(before, after) if wanted.of_all_groups else None
    one, two = _whole(before, wanted, known), _whole(after, wanted, known)
    acts = _between(before, after, known_as)
    opened, closed, changed = _conflicts(before, after, wanted)
    return Comparison(
        before=before,
        after=after,
        cells=tuple(_cells(one, two, acts)),
        coverings=tuple(_coverings(one, two)),
        silences=tuple(_silences(one, two)),
        conflicts_opened=opened,
        conflicts_closed=closed,
        conflicts_changed=changed,
        acts=_chosen(acts, wanted),
        learnt_late=_chosen(_learnt_late(before, after, known_as), wanted),
        withdrawn=_chosen(_withdrawn(before, after), wanted),
    )


@dataclass(frozen=True)
class _Whole:
    """A matrix with all its pages, by place."""

    matrix: Matrix
    names: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell]
    coverings: Mapping[tuple[str, str], tuple[str, str, str]]


def _whole(moment: Moment, wanted: Selection, known: dict[int, tuple[str, str]] | None) -> _Whole:
    first = matrix(moment, replace(wanted, covered=False, marked=False, page=1, size=LARGEST_PAGE), known)
    others = (
        matrix(moment, replace(wanted, covered=False, marked=False, page=page, size=LARGEST_PAGE), known)
        for page in range(2, first.pages + 1)
    )
    pages = [first, *others]
    rows = [row for page in pages for row in page.rows]
    return _Whole(
        matrix=first,
        names={row.slug: row.name for row in rows},
        cells={(cell.group, cell.authority): cell for page in pages for cell in page.cells},
        coverings={
            (row.slug, covering.regime): (covering.body, covering.scope, covering.act)
            for row in rows
            for covering in row.coverings
        },
    )


def _cells(one: _Whole, two: _Whole, acts: Iterable[EventRow]) -> Iterable[CellChange]:
    names = {**{column.code: column.name for column in one.matrix.columns},
             **{column.code: column.name for column in two.matrix.columns}}  # fmt: skip
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in acts:
        by_place[event.group, event.authority].append(event.act)
    for place in sorted({*one.cells, *two.cells}):
        was, becomes = _said(one.cells.get(place)), _said(two.cells.get(place))
        if _without_act(was) == _without_act(becomes):
            continue
        group, authority = place
        yield CellChange(
            group=group,
            group_name=two.names.get(group) or one.names[group],
            authority=authority,
            authority_name=names[authority],
            before=was,
            after=becomes,
            acts=tuple(by_place.get(place, ())),
        )


def _said(cell: Cell | None) -> Said | None:
    if cell is None:
        return None
    return Said(cell.state, cell.possible, cell.mixed, cell.political, cell.scope, cell.act)


def _without_act(said: Said | None) -> tuple[object, ...] | None:
    return None if said is None else (said.state, said.possible, said.mixed, said.political, said.scope)


def _coverings(one: _Whole, two: _Whole) -> Iterable[CoveringChange]:
    for place in sorted({*one.coverings, *two.coverings}):
        was, becomes = one.coverings.get(place), two.coverings.get(place)
        group, regime = place
        name = two.names.get(group) or one.names[group]
        if was and (becomes is None or was[:2] != becomes[:2]):
            yield CoveringChange(group, name, was[0], regime, was[1], was[2], False)
        if becomes and (was is None or was[:2] != becomes[:2]):
            yield CoveringChange(group, name, becomes[0], regime, becomes[1], becomes[2], True)


def _silences(one: _Whole, two: _Whole) -> Iterable[SilenceChange]:
    was = {column.code: column.unstated for column in one.matrix.columns}
    for column in two.matrix.columns:
        if column.code in was and was[column.code] != column.unstated:
            yield SilenceChange(column.code, column.name, was[column.code], column.unstated)


Rows = tuple[ConflictRow, ...]


def _conflicts(
    before: Moment, after: Moment, wanted: Selection
) -> tuple[Rows, Rows, tuple[tuple[ConflictRow, ConflictRow], ...]]:
    one, two = ({row.key: row for row in rows} for rows in _open_at_one(before, after, _conflict_filter(wanted)))
    return (
        tuple(row for key, row in two.items() if key not in one),
        tuple(row for key, row in one.items() if key not in two),
        tuple((one[key], row) for key, row in two.items() if key in one and _essence(one[key]) != _essence(row)),
    )


def _open_at_one(before: Moment, after: Moment, chosen: Callable[[ConflictRow], bool]) -> tuple[Rows, Rows]:
    """The conflicts open at each of the moments, but not alike at both; in one edition both are read together."""
    if before.edition != after.edition:
        both = ((before, after), (after, before))
        found = [conflicts(one, WantedConflicts(open=True, unlike=other)).rows for one, other in both]
    else:
        late, early = (after, before) if before.day <= after.day else (before, after)
        rows = conflicts(late, WantedConflicts(open_since=early.day, unlike=early)).rows
        found = [tuple(_on(moment, rows)) for moment in (before, after)]
    one, two = (tuple(row for row in rows if chosen(row)) for rows in found)
    return one, two


def _on(moment: Moment, rows: Rows) -> Iterable[ConflictRow]:
    """Those open at a moment."""
    for row in rows:
        if row.starts <= moment.day and (row.ends is None or moment.day < row.ends):
            yield replace(row, open=True)


def _essence(row: ConflictRow) -> tuple[object, ...]:
    return row.starts, row.ends, row.likeness, row.grade, row.parties


def _conflict_filter(wanted: Selection) -> Callable[[ConflictRow], bool]:
    groups = {slug.lower() for slug in wanted.groups}
    codes = {code.upper() for code in wanted.authorities}
    return lambda row: (
        (not groups or bool(groups & {row.group, row.other_group}))
        and (not codes or bool(codes & {row.authority, *(party.authority for party in row.parties)}))
    )


def _chosen(rows: Iterable[EventRow], wanted: Selection) -> tuple[EventRow, ...]:
    groups = {slug.lower() for slug in wanted.groups}
    codes = {code.upper() for code in wanted.authorities}
    return tuple(
        row
        for row in rows
        if (not groups or row.group in groups or row.recorded_group in groups) and (not codes or row.authority in codes)
    )


def _between(before: Moment, after: Moment, known_as: Identity) -> tuple[EventRow, ...]:
    """The acts that can explain a change: dated between the days, or stated anew between the editions."""
    early, late = sorted((before.day, after.day))
    dated = _dated_between(early, late) if early != late else Q(pk__in=[])
    low, high = sorted((before.edition, after.edition))
    stated = Q(recorded_in__gt=low, recorded_in__lte=high)
    newer = after if after.edition >= before.edition else before
    rows = Event.objects.known_at(newer.edition).filter(dated | stated)
    return read(newer, rows.order_by("latest", "earliest", "pk"), known_as)


def _dated_between(early: date, late: date) -> Q:
    """Dates that may lie after one day and by another."""
    return (Q(latest__gt=early) | Q(latest=None)) & (Q(earliest__lte=late) | Q(earliest=None))


def _learnt_late(before: Moment, after: Moment, known_as: Identity) -> tuple[EventRow, ...]:
    if after.edition <= before.edition:
        return ()
    rows = Event.objects.known_at(after.edition).filter(
        act__recorded_in__gt=before.edition, act__recorded_in__lte=after.edition, latest__lt=before.day
    )
    return read(after, rows.order_by("latest", "pk"), known_as)


def _withdrawn(before: Moment, after: Moment) -> tuple[EventRow, ...]:
    if after.edition <= before.edition:
        return ()
    living = Event.objects.known_at(after.edition).values("act")
    rows = Event.objects.known_at(before.edition).exclude(act__in=living)
    return read(before, rows.order_by("latest", "pk"), identity(before))
