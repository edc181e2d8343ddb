"""The ``scope`` rule: one authority lists the whole of a family while another lists a part of it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date

from designations.domain.acts import Scope, date_of, grade, weakest
from designations.domain.conflicts import Conflict, Likeness, Rule
from designations.domain.intervals import Span
from designations.domain.keepers import Keeper, sightings, within
from designations.domain.periods import History, Period
from designations.domain.scene import Scene, certain_in_force


@dataclass(frozen=True, slots=True)
class _Side:
    """One authority's certain listing of the whole, or of a part."""

    authority: str
    history: History
    period: Period
    span: Span


def scope_conflicts(group: str, scene: Scene) -> list[Conflict]:
    """One conflict for each span of days on which some list the whole of the group and others a part only."""
    wholes = [
        side
        for side in _sides(group, scene)
        if side.period.scope is Scope.WHOLE
    ]  # fmt: skip
    parts = [side for side in _sides(group, scene) if side.period.scope is Scope.WING]
    for wing in {relation.group for relation in scene.registry.relations_with(group)} - {group}:
        parts += [side for side in _sides(wing, scene) if side.period.scope in (Scope.WHOLE, Scope.WING)
                  and wing in scene.wings_of(group, _first(side))]  # fmt: skip
    return [_conflict(group, span, wholes, parts, scene) for span in _shared(wholes, parts)]


def _first(side: _Side) -> date:
    return side.span.starts or date.min


def _sides(group: str, scene: Scene) -> list[_Side]:
    return [
        _Side(scene.registry.authority_of(history.regime), history, period, span)
        for history in scene.hard_histories(group)
        for period in history.periods
        if (span := certain_in_force(period)) is not None
    ]


def _shared(wholes: list[_Side], parts: list[_Side]) -> list[Span]:
    """The maximal spans on which one authority lists the whole and another, which does not, a part."""
    cuts = {day for side in (*wholes, *parts) for day in (side.span.starts, side.span.ends) if day is not None}
    edges: list[date | None] = [*sorted(cuts), None]
    found: list[Span] = []
    for left, right in itertools.pairwise(edges):
        if left is None or not _differ(left, wholes, parts):
            continue
        if found and found[-1].ends == left:
            found[-1] = Span(found[-1].starts, right)
        else:
            found.append(Span(left, right))
    return [span for span in found if within(span) is not None]


def _differ(day: date, wholes: list[_Side], parts: list[_Side]) -> bool:
    of_whole = {side.authority for side in wholes if side.span.contains(day)}
    of_part = {side.authority for side in parts if side.span.contains(day)} - of_whole
    return bool(of_whole and of_part)


def _conflict(group: str, span: Span, wholes: list[_Side], parts: list[_Side], scene: Scene) -> Conflict:
    """The conflict of one span, known by the act that made the lists differ."""
    both = sorted((*wholes, *parts), key=lambda side: (_first(side), side.period.opened_by))
    opener = next((side for side in both if side.span.starts == span.starts), both[0])
    keepers = [keeper for side in both if (keeper := _keeper(side, span, scene)) is not None]
    keepers.sort(key=lambda each: (each.authority, each.regime, each.group, each.span.starts or date.min))
    once: dict[tuple[str, str], Keeper] = {}
    for keeper in keepers:
        once[keeper.regime, keeper.group] = keeper
    event = scene.event(opener.period.opened_by)
    return Conflict(
        key=f"{Rule.SCOPE.value}:{event.act}:{group}",
        rule=Rule.SCOPE,
        group=group,
        authority=None,
        act=event.act,
        regime=event.regime,
        body=None,
        other_group=None,
        scope=opener.period.scope,
        suspended=False,
        reason=None,
        earliest=date_of(event).earliest,
        span=span,
        likeness=Likeness.DIFFERENT_SCOPE,
        grade=weakest((grade(event.citations), *(keeper.grade for keeper in once.values()))),
        parties=tuple(once.values()),
    )


def _keeper(side: _Side, span: Span, scene: Scene) -> Keeper | None:
    inside = side.span.intersect(span)
    if inside is None:
        return None
    seen_on = sightings(side.history, side.period, span.starts or date.min, scene)
    opener = scene.event(side.period.opened_by)
    return Keeper(
        authority=side.authority,
        regime=side.history.regime,
        group=side.history.group,
        opened_by=side.period.opened_by,
        scope=side.period.scope,
        span=inside,
        seen=bool(seen_on),
        last_seen=max(seen_on) if seen_on else date_of(opener).latest,
        grade=grade(opener.citations),
    )
