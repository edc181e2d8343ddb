"""The ``scope`` rule: one authority lists the whole of a family while another lists a part of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from designations.domain.acts import Event, Scope, date_of, weakest
from designations.domain.conflicts import Conflict, Likeness, Rule
from designations.domain.intervals import Span
from designations.domain.keepers import Keeper, party, sightings, within
from designations.domain.periods import History, Period
from designations.domain.scene import Scene


@dataclass(frozen=True, slots=True)
class _Side:
    """One authority's certain listing of the whole, or of a part."""

    authority: str
    history: History
    period: Period
    starts: date
    ends: date | None

    def holds(self, day: date) -> bool:
        """Whether it surely is in force on a day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


def scope_conflicts(group: str, scene: Scene) -> list[Conflict]:
    """One conflict for each span of days on which some list the whole of the group and others a part only."""
    parts = _sides(group, scene, Scope.WING)
    for wing in sorted({relation.group for relation in scene.registry.relations_with(group)} - {group}):
        parts += [
            side for side in _sides(wing, scene, Scope.WHOLE, Scope.WING) if wing in scene.wings_of(group, side.starts)
        ]
    wholes = _sides(group, scene, Scope.WHOLE) if parts else []
    if not wholes:
        return []
    found: dict[str, Conflict] = {}
    for span in _shared(wholes, parts):
        conflict = _conflict(group, span, wholes, parts, scene)
        if conflict.key in found:
            # An act of a coarse date begins two spans, by what it ends and by what it opens: they are one conflict.
            whole_span = Span(found[conflict.key].span.starts, span.ends)
            conflict = _conflict(group, whole_span, wholes, parts, scene)
        found[conflict.key] = conflict
    return list(found.values())


def _sides(group: str, scene: Scene, *scopes: Scope) -> list[_Side]:
    return [
        _Side(scene.registry.authority_of(history.regime), history, period, span.starts, span.ends)
        for history in scene.hard_histories(group)
        for span, period in history.in_force
        if period.scope in scopes and span.starts is not None
    ]


def _shared(wholes: list[_Side], parts: list[_Side]) -> list[Span]:
    """The maximal spans on which one authority lists the whole and another, which does not, a part."""
    cuts = sorted({day for side in (*wholes, *parts) for day in (side.starts, side.ends) if day is not None})
    found: list[Span] = []
    for left, right in itertools.zip_longest(cuts, cuts[1:]):
        if not _differ(left, wholes, parts):
            continue
        if found and found[-1].ends == left:
            found[-1] = Span(found[-1].starts, right)
        else:
            found.append(Span(left, right))
    return [span for span in found if within(span) is not None]


def _differ(day: date, wholes: list[_Side], parts: list[_Side]) -> bool:
    of_whole = {side.authority for side in wholes if side.holds(day)}
    of_part = {side.authority for side in parts if side.holds(day)} - of_whole
    return bool(of_whole and of_part)


def _conflict(group: str, span: Span, wholes: list[_Side], parts: list[_Side], scene: Scene) -> Conflict:
    """The conflict of one span, known by the act that made the lists differ."""
    both = sorted((*wholes, *parts), key=lambda side: (side.starts, side.period.opened_by))
    keepers = [keeper for side in both if (keeper := _keeper(side, span, scene)) is not None]
    keepers.sort(key=lambda each: (each.authority, each.regime, each.group, each.span.starts or date.min))
    once: dict[tuple[str, str], Keeper] = {}
    for keeper in keepers:
        once[keeper.regime, keeper.group] = keeper
    event, scope = _beginning(both, span)
    return Conflict(
        key=f"{Rule.SCOPE.value}:{event.act}:{group}",
        rule=Rule.SCOPE,
        group=group,
        authority=None,
        act=event.act,
        regime=event.regime,
        body=None,
        other_group=None,
        scope=scope,
        suspended=False,
        reason=None,
        earliest=date_of(event).earliest,
        span=span,
        likeness=Likeness.DIFFERENT_SCOPE,
        grade=weakest((event.grade, *(keeper.grade for keeper in once.values()))),
        parties=tuple(once.values()),
    )


def _beginning(sides: list[_Side], span: Span) -> tuple[Event, Scope]:
    """The act from which on the lists differ: the first that opens a listing on the day, or else that ends one."""
    opened = [(side, side.period.opened_by) for side in sides if side.starts == span.starts]
    ended = [(side, side.period.closed_by) for side in sides if side.ends == span.starts]
    side, act = next((side, act) for side, act in (*opened, *ended) if act is not None)
    return side.history.event(act), side.period.scope


def _keeper(side: _Side, span: Span, scene: Scene) -> Keeper | None:
    inside = Span(side.starts, side.ends).intersect(span)
    if inside is None:
        return None
    seen_on = sightings(side.history, side.period, Span(span.starts, side.ends), scene)
    return party(side.history, side.period, inside, seen_on, scene)
