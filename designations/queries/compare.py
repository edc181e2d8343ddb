"""Two days, two editions, or both, side by side: what changed, and by which acts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from designations.queries.between import CHANGED, Between, CellChange, CoveringChange, SilenceChange
from designations.queries.conflict_rows import ConflictRow
from designations.queries.events import EventRow
from designations.queries.identity import identity
from designations.queries.moments import BadMoment, Moment, beside, day_of, edition_of, pin
from designations.queries.pages import EVERYTHING, Cut, counted
from designations.queries.selection import Selection

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
class Comparison:
    """What differs between two moments, ``before`` and ``after``.

    ``acts``: those dated between the days, or stated between the editions, as the later moment tells them.
    ``learnt_late``: acts first recorded between the editions and dated before the day of the earlier moment.
    ``withdrawn``: acts whose statement the later edition no longer holds. ``conflicts_changed``: open at both moments,
    with other parties, another likeness or another grade. ``explaining``: the acts that the cells name. ``counts``:
    how many rows each part has in all, by its name; of a long one, only those are held that were asked for.
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
    explaining: tuple[EventRow, ...]
    counts: Mapping[str, int]


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


def compare(before: Moment, after: Moment, wanted: Wanted | None = None, cut: Cut = EVERYTHING) -> Comparison:
    """What changed from one moment to another: of each part the same rows. At most eleven queries, however much
    differs: nine without groups that are chosen, of one edition eight.
    """
    asked = _whole_groups(before, after, wanted or Wanted())
    between = Between(before, after, Selection(groups=asked.groups, authorities=asked.authorities))
    cells, coverings, silences = between.cells(cut), between.coverings(cut), between.silences()
    sets = between.sets()
    clashing, told = between.conflicts(sets, cut), between.told(sets, cells.rows, cut)
    return Comparison(
        before=before,
        after=after,
        cells=tuple(_with_acts(cells.rows, told.explaining)),
        coverings=coverings.rows,
        silences=silences,
        conflicts_opened=clashing.opened,
        conflicts_closed=clashing.closed,
        conflicts_changed=clashing.changed,
        acts=told.acts,
        learnt_late=told.learnt_late,
        withdrawn=told.withdrawn,
        explaining=told.explaining,
        counts={
            "cells": cells.total,
            "coverings": coverings.total,
            "silences": len(silences),
            CHANGED: 0,
            **counted(sets),
        },
    )


def _whole_groups(before: Moment, after: Moment, wanted: Wanted) -> Wanted:
    """The groups that are wanted, and those that they are read as at either moment."""
    slugs = {slug.lower() for slug in wanted.groups}
    for known_as in (identity(before), identity(after)):
        slugs |= {known_as.slugs[pk] for pk in known_as.read_as(slugs)}
    return replace(wanted, groups=tuple(sorted(slugs)))


def _with_acts(cells: Iterable[CellChange], acts: Iterable[EventRow]) -> Iterator[CellChange]:
    """Cells with the keys of the acts of their authority on their group, in the order of the acts."""
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    for event in acts:
        by_place[event.group, event.authority].append(event.act)
    return (replace(cell, acts=tuple(by_place[cell.group, cell.authority])) for cell in cells)
