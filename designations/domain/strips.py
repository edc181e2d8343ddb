"""A group's strip of the matrix: the spans of days on which every authority's cell stays what it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from designations.domain.acts import Scope
from designations.domain.intervals import Span
from designations.domain.periods import History, Standing
from designations.domain.positions import Position, reaches_members
from designations.domain.registry import Registry

_NEXT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Binding:
    """A body's listing that binds its members, with the days on which it is surely in force."""

    body: str
    regime: str
    scope: Scope
    act: str
    span: Span


@dataclass(frozen=True, slots=True)
class Strip:
    """What is said of a group during a span: by each authority that speaks, with what reaches it there.

    ``cells``: positions by code of the authority, each with the slugs of the regimes that cover it; ``bindings``: by
    regime.
    """

    span: Span
    cells: tuple[tuple[Position, tuple[str, ...]], ...]
    bindings: tuple[Binding, ...]


def strips(positions: Sequence[Position], histories: Iterable[History], registry: Registry) -> tuple[Strip, ...]:
    """The strips of a group, in order and disjoint, from its positions and histories; none where nobody speaks."""
    bindings = _bindings(histories, registry)
    found: list[Strip] = []
    for span in _pieces(positions, bindings, registry):
        day = span.starts or (span.ends - _NEXT if span.ends else date.min)
        strip = _strip(span, day, positions, bindings, registry)
        last = found[-1] if found else None
        if last is not None and last.span.ends == span.starts and _same(last, strip):
            found[-1] = Strip(Span(last.span.starts, span.ends), last.cells, last.bindings)
        elif strip.cells:
            found.append(strip)
    return tuple(found)


def _bindings(histories: Iterable[History], registry: Registry) -> list[Binding]:
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


def _pieces(positions: Sequence[Position], bindings: Sequence[Binding], registry: Registry) -> list[Span]:
    """The days cut wherever a position, a binding listing, or a membership that it reaches begins or ends."""
    spans = [position.span for position in positions] + [binding.span for binding in bindings]
    bodies = {binding.body for binding in bindings}
    for authority in {position.authority for position in positions}:
        spans += [each.span for each in registry.memberships_of(authority) if each.body in bodies]
    cuts = {day for span in spans for day in (span.starts, span.ends) if day is not None}
    edges: list[date | None] = [None, *sorted(cuts), None]
    return [Span(left, right) for left, right in itertools.pairwise(edges)]


def _strip(
    span: Span, day: date, positions: Sequence[Position], bindings: Sequence[Binding], registry: Registry
) -> Strip:
    reaching = tuple(binding for binding in bindings if binding.span.contains(day))
    cells = []
    for position in positions:
        if position.span.contains(day):
            bodies = registry.bodies_of(position.authority, day) if reaching else ()
            cells.append((position, tuple(binding.regime for binding in reaching if binding.body in bodies)))
    return Strip(span, tuple(sorted(cells, key=lambda cell: cell[0].authority)), reaching)


def _same(one: Strip, two: Strip) -> bool:
    return (one.cells, one.bindings) == (two.cells, two.bindings)
