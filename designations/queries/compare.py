"""Two days, two editions, or both, side by side: what changed, and by which acts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from designations.domain.dates import StatedDate
from designations.domain.positions import State
from designations.models import Event
from designations.queries.columns import Column, columns
from designations.queries.conflict_rows import ConflictRow
from designations.queries.conflicts import Wanted as WantedConflicts
from designations.queries.conflicts import conflicts
from designations.queries.events import EventRow, read
from designations.queries.identity import Identity, identity
from designations.queries.moments import BadMoment, Moment, beside, day_of, edition_of, pin
from designations.queries.strips import Differing, differing

_EDITION = r"e[0-9]{1,15}"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

SIDE = rf"^({_DAY}|{_EDITION}|{_DAY}@{_EDITION})$"
"""How one side of a comparison is written, as a regular expression: a day, an edition, or both."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is compared; what is left empty leaves nothing out. ``groups``: slugs, also of groups read as another."""

    groups: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()


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

    At most two queries. Raises BadMoment.
    """
    return sides_of(pin(as_of, known_at, now=now), earlier, later)


def sides_of(pinned: Moment, earlier: str, later: str) -> tuple[Moment, Moment]:
    """The two moments of a comparison. What a side leaves out is as pinned. At most one query. Raises BadMoment."""
    before, after = beside(pinned, (_side("from", earlier, pinned), _side("to", later, pinned)))
    return before, after


def _side(name: str, text: str, pinned: Moment) -> tuple[date, int]:
    if text and not re.fullmatch(SIDE, text):
        raise BadMoment(name, f"Write {name} as a day, an edition or both: 2023-12-01, e17 or 2023-12-01@e17.")
    day, _, edition = text.partition("@")
    if day.startswith("e"):
        day, edition = "", day
    try:
        return day_of(day) if day else pinned.day, edition_of(edition, pinned) if edition else pinned.edition
    except BadMoment as error:
        raise BadMoment(name, f"{name}: {error}", missing=error.missing) from error


def compare(before: Moment, after: Moment, wanted: Wanted | None = None) -> Comparison:
    """What changed from one moment to another. At most ten queries, whatever the size."""
    asked = _whole_groups(before, after, wanted or Wanted())
    # Of most groups both moments say the same; a group that left the matrix is a change too.
    differ = differing(before, after, asked.groups or None)
    held = {code.upper() for code in asked.authorities}
    one, two = ({each.code: each for each in columns(moment, codes=held)} for moment in (before, after))
    acts = _between(before, after, identity(after))
    opened, closed, changed = _conflicts(before, after, asked)
    return Comparison(
        before=before,
        after=after,
        cells=tuple(_cells(differ, one, two, acts)),
        coverings=tuple(_coverings(differ, {*one.values(), *two.values()} if held else None)),
        silences=tuple(_silences(one, two)),
        conflicts_opened=opened,
        conflicts_closed=closed,
        conflicts_changed=changed,
        acts=_chosen(acts, asked),
        learnt_late=_chosen((act for act in acts if _is_learnt_late(act, before, after)), asked),
        withdrawn=_chosen(_withdrawn(before, after), asked),
    )


def _whole_groups(before: Moment, after: Moment, wanted: Wanted) -> Wanted:
    """The groups that are wanted, and those that they are read as at either moment."""
    slugs = {slug.lower() for slug in wanted.groups}
    for known_as in (identity(before), identity(after)):
        read_as = {known_as.into[pk] for pk, slug in known_as.slugs.items() if slug in slugs and pk in known_as.into}
        slugs |= {known_as.slugs[pk] for pk in read_as}
    return replace(wanted, groups=tuple(sorted(slugs)))


Columns = Mapping[str, Column]
"""Authorities by code."""


def _cells(differ: Iterable[Differing], one: Columns, two: Columns, acts: Iterable[EventRow]) -> Iterator[CellChange]:
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in acts:
        by_place[event.group, event.authority].append(event.act)
    for each in sorted(differ, key=lambda group: group.slug):
        was, becomes = _said(each.before.cells, one), _said(each.after.cells, two)
        for code in sorted(was.keys() | becomes.keys()):
            if _without_act(was.get(code)) != _without_act(becomes.get(code)):
                yield CellChange(
                    group=each.slug,
                    group_name=each.name,
                    authority=code,
                    authority_name=(two.get(code) or one[code]).name,
                    before=was.get(code),
                    after=becomes.get(code),
                    acts=tuple(by_place.get((each.slug, code), ())),
                )


def _said(cells: Iterable[Mapping[str, Any]], held: Columns) -> dict[str, Said]:
    """By code of the authority: its own state, where one of its acts speaks."""
    return {
        cell["authority"]: Said(
            held[cell["authority"]].unstated if cell["state"] == State.UNKNOWN.value else cell["state"],
            cell.get("possible", False),
            cell.get("mixed", False),
            cell.get("political", False),
            cell.get("scope", ""),
            cell.get("act", ""),
        )
        for cell in cells
        if cell["authority"] in held
    }


def _without_act(said: Said | None) -> tuple[object, ...] | None:
    return None if said is None else (said.state, said.possible, said.mixed, said.political, said.scope)


def _coverings(differ: Iterable[Differing], reached: Collection[Column] | None) -> Iterator[CoveringChange]:
    """What began or ceased to reach members; of some authorities, what reaches them or is their own."""
    bodies = None if reached is None else {code for each in reached for code in (each.code, *each.bodies)}
    for each in sorted(differ, key=lambda group: group.slug):
        was, becomes = ({it["regime"]: it for it in strip.coverings} for strip in (each.before, each.after))
        for regime in sorted(was.keys() | becomes.keys()):
            for it, other, began in (
                (was.get(regime), becomes.get(regime), False),
                (becomes.get(regime), was.get(regime), True),
            ):
                gone = it and (other is None or (it["body"], it["scope"]) != (other["body"], other["scope"]))
                if it and gone and (bodies is None or it["body"] in bodies):
                    yield CoveringChange(each.slug, each.name, it["body"], regime, it["scope"], it["act"], began)


def _silences(one: Columns, two: Columns) -> Iterator[SilenceChange]:
    for code, column in two.items():
        if code in one and one[code].unstated != column.unstated:
            yield SilenceChange(code, column.name, one[code].unstated, column.unstated)


Rows = tuple[ConflictRow, ...]


def _conflicts(
    before: Moment, after: Moment, wanted: Wanted
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


def _conflict_filter(wanted: Wanted) -> Callable[[ConflictRow], bool]:
    groups = {slug.lower() for slug in wanted.groups}
    codes = {code.upper() for code in wanted.authorities}
    return lambda row: (
        (not groups or bool(groups & {row.group, row.other_group}))
        and (not codes or bool(codes & {row.authority, *(party.authority for party in row.parties)}))
    )


def _chosen(rows: Iterable[EventRow], wanted: Wanted) -> tuple[EventRow, ...]:
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


def _is_learnt_late(act: EventRow, before: Moment, after: Moment) -> bool:
    latest = StatedDate.parse(act.stated).latest
    return before.edition < act.first_recorded_in <= after.edition and latest is not None and latest < before.day


def _withdrawn(before: Moment, after: Moment) -> tuple[EventRow, ...]:
    if after.edition <= before.edition:
        return ()
    living = Event.objects.known_at(after.edition).values("act")
    rows = Event.objects.known_at(before.edition).exclude(act__in=living)
    return read(before, rows.order_by("latest", "pk"), identity(before))
