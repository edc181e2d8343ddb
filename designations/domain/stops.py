"""Stops: acts after which an authority has a group on none of its hard lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from designations.domain.acts import Effect, Reason, Scope, date_of
from designations.domain.intervals import Span
from designations.domain.periods import Bound, History, Period, Standing
from designations.domain.scene import GRACE_DAYS, Scene

GRACE = timedelta(days=GRACE_DAYS)


@dataclass(frozen=True, slots=True)
class Stop:
    """An authority ended or suspended its listing of a group: by the last of the acts that did so together."""

    authority: str
    group: str
    act: str
    regime: str
    scope: Scope
    suspended: bool
    reason: Reason | None
    when: Bound
    acts: tuple[str, ...]

    @property
    def day(self) -> date:
        """The latest day on which it can have happened: keepers are fixed on it."""
        if self.when.latest is None:
            raise ValueError("a stop has a latest day")
        return self.when.latest


@dataclass(frozen=True, slots=True)
class Ending:
    """One act that ended or suspended one listing in force."""

    history: History
    period: Period
    act: str
    day: date


def endings(authority: str, group: str, scene: Scene) -> list[Ending]:
    """The acts that ended or suspended a listing in force under a hard regime, by their latest day.

    An act that only changes the scope ends a period and no listing. The close of what was already suspended ends
    nothing in force: it joins the pause before it.
    """
    found = [ending for history in scene.of_authority(authority, group) for ending in _endings_in(history)]
    return sorted(found, key=lambda ending: (ending.day, ending.act))


def _endings_in(history: History) -> list[Ending]:
    found = []
    for period in history.periods:
        if period.standing is not Standing.IN_FORCE or period.closed_by is None:
            continue
        event = history.event(period.closed_by)
        day = date_of(event).latest
        if event.effect in (Effect.CLOSE, Effect.PAUSE) and day is not None:
            found.append(Ending(history, period, event.act, day))
    return found


def stops(authority: str, group: str, scene: Scene) -> list[Stop]:
    """The stops of an authority on a group, earliest first. Endings within seven days are one, dated by the last."""
    left = [
        ending
        for ending in endings(authority, group, scene)
        if not _has_group(scene, authority, group, ending.day + GRACE) and not follows_its_entry(ending, scene)
    ]
    joined: list[list[Ending]] = []
    for ending in left:
        if joined and ending.day - joined[-1][-1].day <= GRACE:
            joined[-1].append(ending)
        else:
            joined.append([ending])
    return [_stop(authority, group, together) for together in joined]


def _stop(authority: str, group: str, together: list[Ending]) -> Stop:
    last = together[-1]
    event = last.history.event(last.act)
    stated = date_of(event)
    return Stop(
        authority=authority,
        group=group,
        act=last.act,
        regime=last.history.regime,
        scope=last.period.scope,
        suspended=event.effect is Effect.PAUSE,
        reason=event.reason,
        when=Bound(stated.earliest, stated.latest),
        acts=tuple(ending.act for ending in together),
    )


def _has_group(scene: Scene, authority: str, group: str, day: date) -> bool:
    """Whether a hard regime of the authority has the group, or the whole it is a wing of, in force on a day."""
    return any(scene.in_force(authority, each, day) for each in (group, *scene.wholes_of(group, day)))


def follows_its_entry(ending: Ending, scene: Scene) -> bool:
    """Whether the listing was another name of an entry that the same regime ended within the same seven days."""
    entry = ending.period.scope_of
    if ending.period.scope is not Scope.ALIAS_OF or entry is None:
        return False
    of_entry = scene.histories.get((ending.history.regime, entry))
    if of_entry is None:
        return False
    return any(abs(of_entry_itself.day - ending.day) <= GRACE for of_entry_itself in _endings_in(of_entry))


def relisted_on(authority: str, group: str, day: date, scene: Scene) -> date | None:
    """The first day after a stop on which the authority surely has the group on a hard list again."""
    starts = [first_in_force(history, day) for history in scene.of_authority(authority, group)]
    return min((start for start in starts if start is not None), default=None)


def first_in_force(history: History, after: date) -> date | None:
    """The first day after another on which a listing surely comes into force."""
    starts = [span.starts for span, _ in history.in_force if span.starts is not None and span.starts > after]
    return min(starts, default=None)


def listed_by(history: History, opened_by: str) -> str:
    """The act from which a listing has been in force without a break until the period that an act opened."""
    before = {period.closed_by: period for period in history.periods if period.standing is Standing.IN_FORCE}
    while opened_by in before:
        opened_by = before[opened_by].opened_by
    return opened_by


def kept_until(authority: str, group: str, certain: Span, scene: Scene) -> date | None:
    """How long an authority keeps a group from a certain span on: through changes of scope and moves between lists."""
    ends = certain.ends
    while ends is not None:
        spans = scene.in_force(authority, group, ends + GRACE)
        following = [span.ends for span in spans if span.ends is None or span.ends > ends]
        if not following:
            break
        ends = None if None in following else max(day for day in following if day is not None)
    return ends
