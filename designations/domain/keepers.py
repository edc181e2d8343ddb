"""Keepers: the other parties of a contradiction, each with the span and the ground on which it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from designations.domain.acts import IMPLIES_IN_FORCE, Effect, Event, EvidenceGrade, Scope, date_of, grade
from designations.domain.intervals import Span, earlier, later
from designations.domain.periods import History, Period
from designations.domain.scene import SHORTEST_DAYS, Scene, in_force_on
from designations.domain.stops import Stop, keeping, relisted_on


@dataclass(frozen=True, slots=True)
class Keeper:
    """An authority that keeps a listing while another (or itself, elsewhere) has stopped.

    ``seen``: on a day not before the stop a source or a day of complete coverage shows the listing in force;
    otherwise it is presumed. ``last_seen``: the latest such day, or the opening's.
    """

    authority: str
    regime: str
    group: str
    opened_by: str
    scope: Scope
    span: Span
    seen: bool
    last_seen: date | None
    grade: EvidenceGrade


def keepers_of(stop: Stop, scene: Scene) -> list[Keeper]:
    """Every hard listing of the group in force on the stop's latest day under another authority."""
    found = []
    for history in scene.hard_histories(stop.group):
        authority = scene.registry.authority_of(history.regime)
        if authority == stop.authority:
            continue
        for period in history.periods:
            if in_force_on(period, stop.day):
                found += _keeper(authority, history, period, stop, scene)
    return _without_aliases_beside_their_entry(found)


def keeper_in(history: History, stop: Stop, scene: Scene) -> list[Keeper]:
    """The listing of one history, if it is in force on the stop's latest day; of the stopper itself too."""
    authority = scene.registry.authority_of(history.regime)
    return [
        keeper
        for period in history.periods
        if in_force_on(period, stop.day)
        for keeper in _keeper(authority, history, period, stop, scene)
    ]


def _keeper(authority: str, history: History, period: Period, stop: Stop, scene: Scene) -> list[Keeper]:
    again = relisted_on(stop.authority, stop.group, stop.day, scene) if authority != stop.authority else None
    kept = keeping(authority, history.group, period, scene)
    span = within(Span.between(stop.day, earlier(kept.ends, again)))
    if span is None:
        return []
    seen_on = sightings(history, period, stop.day, scene)
    opener = scene.event(period.opened_by)
    return [
        Keeper(
            authority=authority,
            regime=history.regime,
            group=history.group,
            opened_by=period.opened_by,
            scope=period.scope,
            span=span,
            seen=bool(seen_on),
            last_seen=max(seen_on) if seen_on else date_of(opener).latest,
            grade=grade(opener.citations),
        )
    ]


def within(span: Span | None) -> Span | None:
    """The span, unless it is of fewer days than make a contradiction."""
    if span is None:
        return None
    length = span.length()
    return span if length is None or length >= SHORTEST_DAYS else None


def narrowed(keeper: Keeper, span: Span) -> Keeper | None:
    """The keeper inside a span, or None where too few days are left."""
    inside = within(keeper.span.intersect(span))
    if inside is None:
        return None
    return Keeper(
        keeper.authority,
        keeper.regime,
        keeper.group,
        keeper.opened_by,
        keeper.scope,
        inside,
        keeper.seen,
        keeper.last_seen,
        keeper.grade,
    )


def sightings(history: History, period: Period, day: date, scene: Scene) -> list[date]:
    """The days, not before ``day``, on which a read source or complete coverage shows the listing in force."""
    found = [
        when
        for event in history.events
        if (when := date_of(event).latest) is not None
        and when >= day
        and _shows_in_force(event, period)
        and any(citation.read for citation in event.citations)
    ]
    certain = period.certain
    if certain is not None:
        after = Span(later(certain.starts, day), certain.ends) if certain.ends is None or certain.ends > day else None
        for complete in scene.registry.complete_spans(history.regime):
            both = after.intersect(complete) if after else None
            if both is not None and (last := _last_day(both)) is not None:
                found.append(last)
    return found


def _shows_in_force(event: Event, period: Period) -> bool:
    """An act that implies that the listing is in force: of such a kind, or the later closing of it."""
    if event.kind in IMPLIES_IN_FORCE:
        return True
    return event.effect is Effect.CLOSE and event.act == period.closed_by


def _last_day(span: Span) -> date | None:
    """The last day of a span; of one without an end, its first: what is claimed of days to come is not seen."""
    return span.ends - timedelta(days=1) if span.ends is not None else span.starts


def _without_aliases_beside_their_entry(keepers: list[Keeper]) -> list[Keeper]:
    """An ``alias_of`` listing counts only where its authority keeps the group under no entry of its own."""
    entries = {keeper.authority for keeper in keepers if keeper.scope is not Scope.ALIAS_OF}
    return [keeper for keeper in keepers if keeper.scope is not Scope.ALIAS_OF or keeper.authority not in entries]
