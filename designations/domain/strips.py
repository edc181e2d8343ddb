"""A group's strip of the matrix: the spans of days on which every authority's cell stays what it is."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from designations.domain.acts import Scope
from designations.domain.intervals import Span
from designations.domain.periods import History, Standing
from designations.domain.positions import Position, reaches_members
from designations.domain.registry import Registry

Cell = tuple[Position, tuple[str, ...]]
"""A position, with the slugs of the regimes that cover it."""


class Binding(NamedTuple):
    """A body's listing that binds its members, with the days on which it is surely in force."""

    body: str
    regime: str
    scope: Scope
    act: str
    span: Span


Said = TypeVar("Said")
"""What an authority says during a span: a cell, or what stands for one."""


class Strip(NamedTuple, Generic[Said]):
    """What is said of a group during a span: by each authority that speaks, with what reaches it there.

    ``cells``: by code of the authority; ``bindings``: by regime.
    """

    span: Span
    cells: tuple[Said, ...]
    bindings: tuple[Binding, ...]


def strips(positions: Sequence[Position], histories: Iterable[History], registry: Registry) -> tuple[Strip[Cell], ...]:
    """The strips of a group, in order and disjoint, from its positions and histories; none where nobody speaks.

    A cell that lasts from one strip into the next is the very same object in both.
    """
    bindings = bindings_in(histories, registry)
    cells: dict[str, list[tuple[Span, Cell]]] = defaultdict(list)
    for position in positions:
        cells[position.authority] += cells_of(position, bindings, registry)
    return tuple(swept(cells, bindings))


def swept(said: Mapping[str, Iterable[tuple[Span, Said]]], bindings: Sequence[Binding]) -> Iterator[Strip[Said]]:
    """What is said from each day on which an authority or a binding listing turns until the next.

    ``said``: by authority, on which days; those days are in order and disjoint. Where the same listings bind from one
    strip to the next, ``bindings`` is the very same object in both.
    """
    turns: dict[date, dict[str, Said | None]] = defaultdict(dict)
    for authority, spans in said.items():
        for span, cell in spans:
            turns[span.starts or date.min][authority] = cell
            if span.ends is not None:
                turns[span.ends].setdefault(authority, None)
    edges = _edges(binding.span for binding in bindings)
    now: dict[str, Said | None] = dict.fromkeys(sorted(said))
    reaching: tuple[Binding, ...] = ()
    days = sorted(edges.union(turns))
    for day, until in itertools.zip_longest(days, days[1:]):
        if day in turns:
            now.update(turns[day])
        if day in edges:
            reaching = tuple([binding for binding in bindings if binding.span.contains(day)])
        cells = tuple([cell for cell in now.values() if cell is not None])
        if cells:
            yield Strip(Span(None if day == date.min else day, until), cells, reaching)


def cells_of(position: Position, bindings: Sequence[Binding], registry: Registry) -> list[tuple[Span, Cell]]:
    """The cells of a position: its days, cut where what covers it changes, with the regimes that do."""
    return [(span, (position, covered_by)) for span, covered_by in _covered(position, bindings, registry)]


def _covered(position: Position, bindings: Sequence[Binding], registry: Registry) -> list[tuple[Span, tuple[str, ...]]]:
    """The days of a position, cut where what covers it changes, each with the regimes that do."""
    memberships = registry.memberships_of(position.authority)
    bodies = {each.body for each in memberships}
    binding_it = [binding for binding in bindings if binding.body in bodies]
    if not binding_it:
        return [(position.span, ())]
    cuts = _edges([*(binding.span for binding in binding_it), *(each.span for each in memberships)])
    first = position.span.starts or date.min
    inside = sorted(day for day in cuts if day > first and position.span.contains(day))
    found: list[tuple[Span, tuple[str, ...]]] = []
    for starts, ends in itertools.pairwise([position.span.starts, *inside, position.span.ends]):
        day = starts or date.min
        of_day = registry.bodies_of(position.authority, day)
        by = tuple(each.regime for each in binding_it if each.body in of_day and each.span.contains(day))
        if found and found[-1][1] == by:
            found[-1] = (Span(found[-1][0].starts, ends), by)
        else:
            found.append((Span(starts, ends), by))
    return found


def _edges(spans: Iterable[Span]) -> set[date]:
    """The days on which spans begin, and those before which they end; the first of all where one has no beginning."""
    return {day for span in spans for day in (span.starts or date.min, span.ends) if day is not None}


def bindings_in(histories: Iterable[History], registry: Registry) -> list[Binding]:
    """The binding listings among some histories, by regime."""
    found = []
    for history in histories:
        regime = registry.regimes[history.regime]
        if not (regime.hard and regime.binds_members):
            continue
        for period in history.periods:
            certain = period.certain
            if period.standing is Standing.IN_FORCE and certain is not None and reaches_members(period):
                found.append(Binding(regime.authority, regime.slug, period.scope, period.opened_by, certain))
    return sorted(found, key=lambda each: (each.regime, each.span.starts or date.min))
