"""Where an authority stands towards a group on a day: its own state, and the bodies whose listings reach it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from designations.domain.acts import Event, EventKind, Reason, Scope, date_of
from designations.domain.intervals import Span
from designations.domain.periods import History, Period, Standing
from designations.domain.registry import Regime, Registry


class State(StrEnum):
    """An authority's own state towards a group, strongest first."""

    LISTED = "listed"
    SUSPENDED = "suspended"
    DELISTED = "delisted"
    ANNOUNCED = "announced"
    NOT_LISTED = "not_listed"
    NO_LIST = "no_list"
    UNKNOWN = "unknown"


class Position(NamedTuple):
    """A span of days on which an authority's own state towards a group is one, as its acts tell it.

    ``possible``: on these days the dates leave the state open. ``mixed``: its hard regimes differ, a
    move from one to another aside. ``political``: a soft regime (statement, bar, other measure) has the group.
    ``act`` made the state; None where only a soft regime speaks (state ``unknown``).
    """

    authority: str
    group: str
    span: Span
    state: State
    possible: bool
    mixed: bool
    political: bool
    scope: Scope | None
    regimes: tuple[str, ...]
    act: str | None


@dataclass(frozen=True, slots=True)
class Covering:
    """A body's binding listing that reaches a member on a day."""

    body: str
    regime: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Cell:
    """A group under an authority on a day: two facts, its own state and what covers it."""

    state: State
    position: Position | None
    covered_by: tuple[Covering, ...]


class _Standing(NamedTuple):
    """What one regime says on one day."""

    regime: Regime
    state: State
    possible: bool
    scope: Scope | None
    act: str
    moved: bool = False


_STRENGTH = {state: place for place, state in enumerate(State)}
_WIDTH = {scope: place for place, scope in enumerate(Scope)}
_NEXT = timedelta(days=1)


def positions(authority: str, group: str, histories: Iterable[History], registry: Registry) -> tuple[Position, ...]:
    """The spans of days on which the authority's own acts leave it in one state; days without a statement have none.

    Shape: ordered, disjoint. Neighbours that say the same are one.
    """
    own = [history for history in histories if registry.authority_of(history.regime) == authority]
    found: list[Position] = []
    for span in _pieces(own):
        position = _position(authority, group, span, own, registry)
        if position is not None:
            _append(found, position)
    return tuple(found)


def _append(found: list[Position], position: Position) -> None:
    last = found[-1] if found else None
    if last is not None and last.span.ends == position.span.starts and _says(last) == _says(position):
        found[-1] = last._replace(span=Span(last.span.starts, position.span.ends))
    else:
        found.append(position)


def _says(position: Position) -> tuple[object, ...]:
    """All of a position but whose it is and when."""
    _, _, _, *said = position
    return tuple(said)


def _pieces(histories: Sequence[History]) -> list[Span]:
    """The days cut wherever a period begins or ends, and where something was done or announced."""
    cuts: set[date] = set()
    for history in histories:
        for period in history.periods:
            for span in (period.certain, period.possible):
                if span is not None:
                    cuts |= {day for day in (span.starts, span.ends) if day is not None}
        told = [event for event in history.events if event.changes_state or event.kind is EventKind.ANNOUNCED]
        cuts |= {day for event in told if (day := date_of(event).latest) is not None}
    edges: list[date | None] = [None, *sorted(cuts), None]
    return [Span(left, right) for left, right in itertools.pairwise(edges)]


def _position(
    authority: str, group: str, span: Span, histories: Sequence[History], registry: Registry
) -> Position | None:
    day = span.starts or (span.ends - _NEXT if span.ends else date.min)
    hard: list[_Standing] = []
    soft: list[_Standing] = []
    for history in histories:
        regime = registry.regimes[history.regime]
        standing = _standing(history, regime, day)
        if standing is not None:
            (hard if regime.hard else soft).append(standing)
    political = any(each.state in (State.LISTED, State.SUSPENDED) for each in soft)
    if not hard:
        if not political:
            return None
        regimes = tuple(sorted(each.regime.slug for each in soft))
        return Position(authority, group, span, State.UNKNOWN, False, False, True, None, regimes, None)
    strongest = hard[0]
    if len(hard) > 1:
        strongest = min(hard, key=lambda each: (_STRENGTH[each.state], each.possible, each.regime.slug))
    makers = [each for each in hard if each.state is strongest.state]
    return Position(
        authority=authority,
        group=group,
        span=span,
        state=strongest.state,
        possible=all(each.possible for each in makers),
        mixed=len({each.state for each in hard if each.state is not State.ANNOUNCED and not each.moved}) > 1,
        political=political,
        scope=_widest(makers),
        regimes=tuple(sorted(each.regime.slug for each in makers)),
        act=strongest.act,
    )


def _widest(makers: Sequence[_Standing]) -> Scope | None:
    scopes = [each.scope for each in makers if each.scope is not None]
    return min(scopes, key=_WIDTH.__getitem__, default=None)


def _standing(history: History, regime: Regime, day: date) -> _Standing | None:
    """What a regime says of the group on a day, or None where it has said nothing yet."""
    perhaps: Period | None = None
    ended: Period | None = None
    for period in history.periods:
        if _holds(period.certain, day):
            return _lists(regime, period, possible=False)
        if perhaps is None and _holds(period.possible, day):
            perhaps = period
        elif _over(period, day):
            ended = period
    if perhaps is not None:
        return _lists(regime, perhaps, possible=True)
    if ended is not None:
        act = ended.closed_by or ended.opened_by
        return _Standing(regime, State.DELISTED, False, None, act, _moved_by(act, history))
    return _announced(history, regime, day)


def _lists(regime: Regime, period: Period, *, possible: bool) -> _Standing:
    state = State.LISTED if period.standing is Standing.IN_FORCE else State.SUSPENDED
    return _Standing(regime, state, possible, period.scope, period.opened_by)


def _announced(history: History, regime: Regime, day: date) -> _Standing | None:
    """What was announced by a day, if by then nothing else was done."""
    told = [event for event in history.events if _by(event, day)]
    if any(event.changes_state for event in told):
        return None
    announced = [event for event in told if event.kind is EventKind.ANNOUNCED]
    return _Standing(regime, State.ANNOUNCED, False, None, announced[-1].act) if announced else None


def _moved_by(act: str, history: History) -> bool:
    """Whether an act ended a listing because another list of the authority took it over."""
    return history.event(act).reason in (Reason.MOVED, Reason.REPLACED)


def _holds(span: Span | None, day: date) -> bool:
    return span is not None and span.contains(day)


def _over(period: Period, day: date) -> bool:
    return period.ends is not None and period.ends.latest is not None and period.ends.latest <= day


def _by(event: Event, day: date) -> bool:
    latest = date_of(event).latest
    return latest is not None and latest <= day


def coverings(
    authority: str, group: str, histories: Iterable[History], registry: Registry, day: date
) -> tuple[Covering, ...]:
    """The binding listings in force on a day of the bodies to which the authority belongs then."""
    bodies = set(registry.bodies_of(authority, day))
    found = []
    for history in histories:
        regime = registry.regimes[history.regime]
        if history.group != group or not (regime.hard and regime.binds_members) or regime.authority not in bodies:
            continue
        for period in history.periods:
            if period.standing is Standing.IN_FORCE and _holds(period.certain, day) and reaches_members(period):
                found.append(Covering(regime.authority, regime.slug, period.scope))
    return tuple(sorted(found, key=lambda each: each.regime))


def reaches_members(period: Period) -> bool:
    """Whether an entry asks anything of members: one kept for police cooperation alone carries no freeze.

    Source: Article 4 of Common Position 2001/931/CFSP, whose entries marked with an asterisk are under it alone.
    """
    return period.scope is not Scope.COOPERATION_ONLY


def cell(
    authority: str, group: str, histories: Mapping[tuple[str, str], History], registry: Registry, day: date
) -> Cell:
    """A group under an authority on a day."""
    of_group = [history for (_, listed), history in histories.items() if listed == group]
    position = next((each for each in positions(authority, group, of_group, registry) if each.span.contains(day)), None)
    state = position.state if position else State.UNKNOWN
    if state is State.UNKNOWN:
        state = unstated(authority, registry, day)
    return Cell(state, position, coverings(authority, group, of_group, registry, day))


def unstated(authority: str, registry: Registry, day: date) -> State:
    """The state where no act of a hard regime speaks: not listed, no list, or unknown. Never inferred from silence."""
    hard = registry.hard_regimes(authority)
    if hard and all(registry.is_complete(regime.slug, day) for regime in hard):
        return State.NOT_LISTED
    return State.NO_LIST if registry.keeps_no_list(authority, day) else State.UNKNOWN
