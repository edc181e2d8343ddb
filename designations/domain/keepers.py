"""Keepers: the other parties of a contradiction, each with the span and the ground on which it counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from designations.domain.acts import EvidenceGrade, Scope, date_of
from designations.domain.intervals import Span, earlier
from designations.domain.periods import History, Period
from designations.domain.scene import SHORTEST_DAYS, Scene
from designations.domain.stops import Stop, kept_until, relisted_on


class Keeper(NamedTuple):
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
    again = relisted_on(stop.authority, stop.group, stop.day, scene)
    return [
        keeper
        for authority in scene.authorities(stop.group)
        if authority != stop.authority
        for keeper in keepers_under(authority, stop, again, scene)
    ]


def keepers_under(authority: str, stop: Stop, again: date | None, scene: Scene) -> list[Keeper]:
    """Those under one other authority, until a day on which the one that stopped has the group again."""
    histories = scene.of_authority(authority, stop.group)
    found = [keeper for history in histories for keeper in _keeper_in(history, stop, again, scene)]
    return _without_aliases_beside_their_entry(found) if len(found) > 1 else found


def keeper_in(history: History, stop: Stop, scene: Scene) -> list[Keeper]:
    """The listing of one history, if it is in force on the stop's latest day; of the stopper itself too."""
    own = scene.registry.authority_of(history.regime) == stop.authority
    again = None if own else relisted_on(stop.authority, stop.group, stop.day, scene)
    return _keeper_in(history, stop, again, scene)


def _keeper_in(history: History, stop: Stop, again: date | None, scene: Scene) -> list[Keeper]:
    """The same, until a day on which the one that stopped has the group again."""
    day = stop.day
    found = []
    for certain, period in history.in_force:
        if certain.contains(day):
            keeper = _kept(history, period, certain, day, again, scene)
            if keeper is not None:
                found.append(keeper)
    return found


def _kept(
    history: History, period: Period, certain: Span, day: date, again: date | None, scene: Scene
) -> Keeper | None:
    """What one period in force on the day of a stop keeps from that day on; None where it is too few days."""
    authority = scene.registry.authority_of(history.regime)
    until = kept_until(authority, history.group, certain, scene)
    complete = scene.registry.complete_spans(history.regime)
    # The same listings keep against the same stops at one edition after another.
    asked = (authority, period.opened_by, day, until, again)
    known = history.read_off.get(asked)
    if known is None or known[0] != complete:
        span = within(Span.between(day, earlier(until, again)))
        seen_on = sightings(history, period, Span(day, until), scene) if span else []
        kept = party(history, period, span, seen_on, scene) if span else None
        known = history.read_off[asked] = (complete, kept)
    keeper: Keeper | None = known[1]
    return keeper


def party(history: History, period: Period, span: Span, seen_on: list[date], scene: Scene) -> Keeper:
    """A listing that counts during a span, with the days on which it was seen."""
    opener = history.event(period.opened_by)
    return Keeper(
        authority=scene.registry.authority_of(period.regime),
        regime=period.regime,
        group=period.group,
        opened_by=period.opened_by,
        scope=period.scope,
        span=span,
        seen=bool(seen_on),
        last_seen=max(seen_on) if seen_on else date_of(opener).latest,
        grade=opener.grade,
    )


def within(span: Span | None) -> Span | None:
    """The span, unless it is of fewer days than make a contradiction."""
    if span is None:
        return None
    length = span.length()
    return span if length is None or length >= SHORTEST_DAYS else None


def narrowed(keeper: Keeper, span: Span) -> Keeper | None:
    """The keeper inside a span, or None where too few days are left."""
    if span.covers(keeper.span):
        return keeper if within(keeper.span) else None
    inside = within(keeper.span.intersect(span))
    return keeper._replace(span=inside) if inside else None


def sightings(history: History, period: Period, kept: Span, scene: Scene) -> list[date]:
    """The days, not before ``kept`` begins, on which a read source or complete coverage shows the listing in force.

    What is surely not earlier than the stop was seen after it. What lies beyond the end of ``kept`` is of another
    listing; the act that ends it shows that it was there to be ended.
    """
    found = [
        when
        for when in history.shown_on
        if (kept.starts is None or when >= kept.starts) and (kept.ends is None or when <= kept.ends)
    ]
    complete_spans = scene.registry.complete_spans(history.regime)
    certain = period.certain.intersect(kept) if period.certain and complete_spans else None
    for complete in complete_spans:
        both = certain.intersect(complete) if certain else None
        if both is not None and (last := _last_day(both)) is not None:
            found.append(last)
    return found


def _last_day(span: Span) -> date | None:
    """The last day of a span; of one without an end, its first: what is claimed of days to come is not seen."""
    return span.ends - timedelta(days=1) if span.ends is not None else span.starts


def _without_aliases_beside_their_entry(keepers: list[Keeper]) -> list[Keeper]:
    """An ``alias_of`` listing counts only where its authority keeps the group under no entry of its own."""
    entries = {keeper.authority for keeper in keepers if keeper.scope is not Scope.ALIAS_OF}
    return [keeper for keeper in keepers if keeper.scope is not Scope.ALIAS_OF or keeper.authority not in entries]
