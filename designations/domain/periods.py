"""The fold: the acts of one listing, in the order of their dates, become periods; what does not fit is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from designations.domain.acts import IMPLIES_IN_FORCE, Effect, Event, EventKind, Scope, date_of
from designations.domain.dates import StatedDate
from designations.domain.intervals import Span


class Standing(StrEnum):
    """Whether a listing has effect."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"


class Break(StrEnum):
    """Why an act does not fit the state before it."""

    ALREADY_LISTED = "already_listed"
    NOT_LISTED = "not_listed"
    ALREADY_SUSPENDED = "already_suspended"
    NOT_SUSPENDED = "not_suspended"
    CLOSED_THE_SAME_DAY = "closed_the_same_day"


@dataclass(frozen=True, slots=True)
class Bound:
    """The earliest and the latest day on which a period can begin or end. None: open on that side."""

    earliest: date | None
    latest: date | None

    @classmethod
    def of(cls, stated: StatedDate) -> Bound:
        """The bound that a stated date sets."""
        return cls(stated.earliest, stated.latest)


@dataclass(frozen=True)
class Period:
    """A span of a listing in one standing and scope, known by the act that opened it."""

    regime: str
    group: str
    opened_by: str
    closed_by: str | None
    standing: Standing
    scope: Scope
    scope_of: str | None
    starts: Bound
    ends: Bound | None

    @cached_property
    def certain(self) -> Span | None:
        """From the latest start to the earliest end: the core that the rules use. None where there is no such day."""
        if self.starts.latest is None:
            return None
        if self.ends is None:
            return Span(self.starts.latest, None)
        if self.ends.earliest is None:
            return None
        return Span.between(self.starts.latest, self.ends.earliest)

    @cached_property
    def possible(self) -> Span | None:
        """From the earliest start to the latest end: every day on which it may have stood."""
        return Span.between(self.starts.earliest, self.ends.latest if self.ends else None)


@dataclass(frozen=True, slots=True)
class Misfit:
    """An act that does not fit the state before it, with the act that made that state, if any."""

    act: str
    why: Break
    after: str | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Acts of one listing whose dates leave their order open."""

    acts: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class History:
    """What the acts of one listing amount to. Every state-changing act is used by a period or reported."""

    regime: str
    group: str
    events: tuple[Event, ...]
    periods: tuple[Period, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @cached_property
    def _by_act(self) -> dict[str, Event]:
        return {event.act: event for event in self.events}

    def event(self, act: str) -> Event:
        """The event of one of its acts."""
        return self._by_act[act]

    @cached_property
    def moving(self) -> tuple[Event, ...]:
        """The acts that make its periods, and what was announced: all that decides where its authority stands."""
        return tuple([event for event in self.events if event.changes_state or event.kind in _MOVING])

    def stands_as(self, other: History) -> bool:
        """Whether an authority stands by it where it stands by another: what differs moves nothing."""
        return (self.regime, self.moving, self.periods) == (other.regime, other.moving, other.periods)

    @cached_property
    def read_off(self) -> dict[tuple[object, ...], Any]:
        """What the rules have read off it before, by all that they asked."""
        return {}

    @cached_property
    def in_force(self) -> tuple[tuple[Span, Period], ...]:
        """The periods in force, each after the days on which it surely is; one that surely is on no day is left out."""
        return tuple(
            (period.certain, period)
            for period in self.periods
            if period.standing is Standing.IN_FORCE and period.certain is not None
        )

    @cached_property
    def shown_on(self) -> tuple[date, ...]:
        """The days on which a source that was read shows the listing in force, by an act that implies it.

        A date that is not a day counts as its earliest. The act that ends a listing shows that it was there.
        """
        return tuple(
            when
            for event in self.events
            if (when := date_of(event).earliest) is not None
            and (event.kind in IMPLIES_IN_FORCE or event.effect is Effect.CLOSE)
            and any(citation.read for citation in event.citations)
        )


_MOVING = frozenset({EventKind.AMENDED, EventKind.ANNOUNCED})


def _place(event: Event) -> tuple[date, date, int, int, str]:
    stated = date_of(event)
    order = event.day_order if event.day_order is not None else 0
    return (
        stated.latest or date.max,
        stated.earliest or date.min,
        order,
        _EFFECT_ORDER[event.effect],
        event.act,
    )


_EFFECT_ORDER = {Effect.CLOSE: 0, Effect.PAUSE: 1, Effect.RESUME: 2, Effect.OPEN: 3, Effect.NONE: 4}
"""On one day without an order stated, an end comes before a new beginning: a list is replaced, not emptied."""


class _Folding:
    """The state of one listing while its acts are read in order.

    ``misfits``: what is to be reported. ``gone``: what is to be left out when the acts are read again.
    """

    def __init__(self) -> None:
        self.opener: Event | None = None
        self.standing = Standing.IN_FORCE
        self.scope, self.scope_of = Scope.WHOLE, None  # type: tuple[Scope, str | None]
        self.last: Event | None = None
        self.periods: list[Period] = []
        self.openers: list[Event] = []
        self.misfits: list[Misfit] = []
        self.gone: set[str] = set()

    def read(self, event: Event) -> None:
        """Let one act open, close, pause, resume or rescope the listing, or be a misfit."""
        broken = self.broken_by(event)
        if broken:
            self._report(event, broken, self.last)
            return
        if self.opener is not None:
            self._go_on(self.opener, event)
        elif event.effect is Effect.OPEN:
            self._begin(event, Standing.IN_FORCE, event.scope or Scope.WHOLE, event.scope_of)
        if event.changes_state:
            self.last = event

    def takes(self, event: Event) -> bool:
        """Whether the act has its effect now: it fits, and what it would amend is there."""
        return self.broken_by(event) is None and (self.opener is not None or not _rescopes(event))

    def broken_by(self, event: Event) -> Break | None:
        """Why the act does not fit the present state, or None where it does."""
        listed, suspended = self.opener is not None, self.standing is Standing.SUSPENDED
        match event.effect:
            case Effect.OPEN if listed:
                return Break.ALREADY_LISTED
            case Effect.CLOSE | Effect.PAUSE | Effect.RESUME if not listed:
                return Break.NOT_LISTED
            case Effect.PAUSE if suspended:
                return Break.ALREADY_SUSPENDED
            case Effect.RESUME if not suspended:
                return Break.NOT_SUSPENDED
        return None

    def finish(self) -> None:
        """Leave what still stands open."""
        if self.opener is not None:
            self.periods.append(self._period(self.opener, None))

    def _go_on(self, opener: Event, event: Event) -> None:
        match event.effect:
            case Effect.CLOSE:
                self._end(opener, event)
                self.opener = None
            case Effect.PAUSE:
                self._end(opener, event)
                self._begin(event, Standing.SUSPENDED, self.scope, self.scope_of)
            case Effect.RESUME:
                self._end(opener, event)
                self._begin(event, Standing.IN_FORCE, self.scope, self.scope_of)
            case _ if _rescopes(event):
                self._rescope(opener, event, event.scope or self.scope)

    def _begin(self, event: Event, standing: Standing, scope: Scope, scope_of: str | None) -> None:
        self.opener, self.standing, self.scope, self.scope_of = event, standing, scope, scope_of

    def _end(self, opener: Event, event: Event) -> None:
        """End the present period. One that can hold no day is none, and is reported."""
        period = self._period(opener, event)
        if period.possible is not None:
            self.periods.append(period)
            self.openers.append(opener)
        elif opener.changes_state:
            self._report(opener, Break.CLOSED_THE_SAME_DAY, event)
            if opener.effect is Effect.OPEN and event.effect is Effect.CLOSE:
                self._report(event, Break.CLOSED_THE_SAME_DAY, opener)
            elif opener.effect is Effect.OPEN:
                # Suspended on the day of its listing: without the listing there were nothing to suspend.
                self.gone.discard(opener.act)
        else:
            # Amended and ended on one day: it is the period before the amendment that ends.
            before, before_it = self.periods.pop(), self.openers.pop()
            scope, scope_of = self.scope, self.scope_of
            self._begin(before_it, before.standing, before.scope, before.scope_of)
            self._end(before_it, event)
            self.scope, self.scope_of = scope, scope_of

    def _rescope(self, opener: Event, event: Event, scope: Scope) -> None:
        """Let an amendment change the scope: from its day on, or of the whole period where that began on the day."""
        if (scope, event.scope_of) == (self.scope, self.scope_of):
            return
        period = self._period(opener, event)
        if period.possible is None:
            self.scope, self.scope_of = scope, event.scope_of
            return
        self.periods.append(period)
        self.openers.append(opener)
        self._begin(event, self.standing, scope, event.scope_of)

    def _period(self, opener: Event, event: Event | None) -> Period:
        """The present period, ended by an act or still standing."""
        return Period(
            regime=opener.regime,
            group=opener.group,
            opened_by=opener.act,
            closed_by=event.act if event else None,
            standing=self.standing,
            scope=self.scope,
            scope_of=self.scope_of,
            starts=Bound.of(date_of(opener)),
            ends=Bound.of(date_of(event)) if event else None,
        )

    def _report(self, event: Event, why: Break, after: Event | None) -> None:
        self.misfits.append(Misfit(event.act, why, after.act if after else None))
        self.gone.add(event.act)


def _rescopes(event: Event) -> bool:
    return event.kind is EventKind.AMENDED and event.scope is not None


def _next(unread: list[Event], folding: _Folding) -> Event:
    """Which act to read next, of those that no other unread act surely precedes: the first that fits the state.

    Where dates leave the order open, an order under which every act has its effect is the likelier one; the doubt is
    reported all the same. ``unread`` is sorted by the latest day, so that the choice never depends on the order of
    arrival.
    """
    first_end = date_of(unread[0]).latest or date.max
    open_to_choice = [event for event in unread if (event.date.earliest or date.min) <= first_end]
    if len(open_to_choice) == 1:
        return unread[0]
    eligible = [event for event in open_to_choice if not _held_back(event, unread)] or open_to_choice
    return next((event for event in eligible if folding.takes(event)), eligible[0])


def _held_back(event: Event, others: list[Event]) -> bool:
    """Whether a person's order puts another act of the same days before this one."""
    if event.day_order is None:
        return False
    return any(
        other.day_order is not None and other.day_order < event.day_order and date_of(other).compatible(date_of(event))
        for other in others
    )


def fold(events: Iterable[Event]) -> History:
    """Read the living acts of one listing. Raises ValueError where they belong to more than one or to none.

    What does not fit is reported, and the rest is read as if it were not there.
    """
    unread = sorted(events, key=_place)
    if len({(event.regime, event.group) for event in unread}) != 1:
        raise ValueError("a fold reads the acts of exactly one listing")
    ordered, folding = _read(unread)
    misfits, left = [], unread
    while folding.gone:
        misfits += [misfit for misfit in folding.misfits if misfit.act in folding.gone]
        left = [event for event in left if event.act not in folding.gone]
        _, folding = _read(left)
    misfits += folding.misfits
    return History(
        regime=ordered[0].regime,
        group=ordered[0].group,
        events=tuple(ordered),
        periods=tuple(folding.periods),
        misfits=tuple(sorted(misfits, key=lambda misfit: misfit.act)),
        doubts=doubts(ordered),
    )


def _read(unread: Iterable[Event]) -> tuple[list[Event], _Folding]:
    """The acts in the order in which they are read, and what they come to."""
    left, ordered, folding = list(unread), [], _Folding()
    while left:
        event = _next(left, folding)
        left.remove(event)
        folding.read(event)
        ordered.append(event)
    folding.finish()
    return ordered, folding


def doubts(ordered: Iterable[Event]) -> tuple[Doubt, ...]:
    """All pairs of state-changing acts whose dates leave their order open, and that no person has ordered."""
    changing = [(event, date_of(event)) for event in ordered if event.changes_state]
    found: list[Doubt] = []
    for index, (one, when) in enumerate(changing):
        for two, then in changing[index + 1 :]:
            if not when.compatible(then):
                continue
            if one.day_order is not None and two.day_order is not None and one.day_order != two.day_order:
                continue
            same_day = when.earliest == when.latest == then.earliest == then.latest
            found.append(Doubt(tuple(sorted((one.act, two.act))), "one_day" if same_day else "dates_intersect"))
    return tuple(sorted(found, key=lambda doubt: doubt.acts))
