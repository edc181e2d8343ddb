"""What a conflict between listings is, in a sentence of fixed neutral form: the same in page, API and feed.

Each rule has one form. First the act that stopped, with its list, kind and day and the days that other sources state;
then what stays; then how far it is seen; then what the atlas does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from designations.domain.acts import EventKind, RegimeKind, Scope
from designations.domain.conflicts import Likeness, Rule
from designations.domain.dates import StatedDate
from designations.domain.wording import (
    KINDS,
    capital,
    dated,
    joined,
    possessive,
    reached,
    until,
    with_article,
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A regime as a sentence names it. ``members``: short name of its body's members ("UN")."""

    title: str
    kind: RegimeKind
    list_phrase: str = ""
    members: str = ""
    binds_ground: str = ""

    @property
    def named(self) -> str:
        """ "UN 1988 (sanctions)"."""
        return f"{self.title} ({KINDS[self.kind]})"

    @property
    def own_list(self) -> str:
        """ "list of banned terrorist organisations (court ban)": what follows "its"."""
        return f"{self.list_phrase or self.title} ({KINDS[self.kind]})"


@dataclass(frozen=True, slots=True)
class Kept:
    """A party that keeps its listing, as a sentence names it."""

    authority: str
    instrument: Instrument
    group: str
    scope: Scope
    starts: date | None
    ends: date | None
    seen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a conflict's sentence. ``authority`` and ``act_kind`` are those of the stop; ``scope`` has none.

    ``others``: the dates that other sources state for the stop. ``body``: the bloc, or the body that binds.
    """

    rule: Rule
    group: str
    scope: Scope
    instrument: Instrument
    when: StatedDate
    kept: Sequence[Kept]
    likeness: Likeness
    authority: str = ""
    act_kind: EventKind = EventKind.DELISTED
    suspended: bool = False
    others: Sequence[StatedDate] = ()
    body: str = ""
    other_group: str = ""
    starts: date | None = None
    ends: date | None = None


_LIKE = {
    Likeness.SAME_KIND: "by instruments of the same kind",
    Likeness.DIFFERENT_KIND: "by instruments of a different kind",
    Likeness.DIFFERENT_SCOPE: "with a different scope",
}

RECORDED = "The atlas records the difference"
NO_BREACH = f"{RECORDED}; it does not say that an obligation is breached."
NO_DUTY = f"{RECORDED}; it does not say that the lists must agree."


def sentence(told: Told) -> str:
    """The conflict in words. Names of groups and authorities are as the record shows them."""
    match told.rule:
        case Rule.OBLIGATION:
            return f"{_stop(told)} {_binding(told)} {NO_BREACH}"
        case Rule.BLOC:
            where = f"Inside {with_article(told.body)}, {_parties(told)}"
            return f"{_stop(told)} {where}, {_LIKE[told.likeness]}.{_presumed(told)} {NO_DUTY}"
        case Rule.INTERNAL:
            return f"{_stop(told)} {_own_lists(told)} {NO_DUTY}"
        case Rule.DIVERGENCE:
            return f"{_stop(told)} {capital(_parties(told))}, {_LIKE[told.likeness]}.{_presumed(told)} {NO_DUTY}"
        case Rule.FAMILY:
            return f"{_stop(told)} {_relative(told)} {NO_DUTY}"
        case Rule.SCOPE:
            return f"{_whole_and_part(told)} {NO_DUTY}"
        case unknown:
            assert_never(unknown)


def _stop(told: Told) -> str:
    """What the authority did, on which list, on which day."""
    who, what = with_article(told.authority), reached(told.scope, told.group)
    on_list, when = told.instrument.own_list, dated(told.when)
    if told.suspended:
        done = f"{who} suspended its listing of {what} on its {on_list} {when}"
    elif told.act_kind is EventKind.LAPSED:
        done = f"{possessive(who)} listing of {what} on its {on_list} lapsed {when}"
    elif told.act_kind is EventKind.ANNULLED:
        done = f"{possessive(who)} listing of {what} on its {on_list} was annulled {when}"
    else:
        done = f"{who} removed {what} from its {on_list} {when}"
    return f"{capital(done)}{_stated_otherwise(told.others)}."


def _stated_otherwise(others: Sequence[StatedDate]) -> str:
    if not others:
        return ""
    days = joined([stated.text for stated in others])
    return f"; a source states {days}" if len(others) == 1 else f"; sources state {days}"


def _binding(told: Told) -> str:
    """The binding listings that stay, one sentence each."""
    found = []
    for kept in told.kept:
        binds = f"{kept.instrument.members or told.body} members"
        ground = f" {kept.instrument.binds_ground}" if kept.instrument.binds_ground else ""
        verb = "reached" if kept.ends else "still reaches"
        found.append(
            f"{kept.instrument.named}, which binds {binds}{ground}, {verb} "
            f"{reached(kept.scope, kept.group)}{until(_left(kept.ends, told))}."
        )
    return " ".join(found)


def _parties(told: Told) -> str:
    """The authorities that keep, those that go on first; each once, with its end."""
    ends: dict[str, date | None] = {}
    for kept in told.kept:
        known = ends.get(kept.authority, kept.ends)
        ends[kept.authority] = None if kept.ends is None or known is None else max(kept.ends, known)
    going_on = [_party(name, told.body) for name in sorted(ends) if ends[name] is None]
    ended = [_ended(_party(name, told.body), _left(ends[name], told)) for name in sorted(ends) if ends[name]]
    what = reached(told.scope, told.group)
    parts = []
    if going_on:
        parts.append(f"{joined(going_on)} still {'list' if len(going_on) > 1 else 'lists'} {what}")
    if ended:
        parts.append(f"{joined(ended)} kept listing {'it' if going_on else what}")
    return " and ".join(parts)


def _left(ends: date | None, told: Told) -> date | None:
    """The day on which a keeper left before the conflict ended; none where both fell on one day."""
    return ends if ends != told.ends else None


def _ended(name: str, ends: date | None) -> str:
    return f"{name} (until {ends.isoformat()})" if ends else name


def _party(name: str, body: str) -> str:
    return "the body itself" if body and name == body else with_article(name)


def _presumed(told: Told) -> str:
    """Which keepers are presumed: no source shows their listing in force after the stop."""
    seen = {kept.authority for kept in told.kept if kept.seen}
    names = [_party(name, told.body) for name in sorted({kept.authority for kept in told.kept} - seen)]
    if not names:
        return ""
    return f" That {joined(names)} kept it is presumed: no later sighting was read."


def _own_lists(told: Told) -> str:
    lists = joined([f"{kept.instrument.named}{until(_left(kept.ends, told))}" for kept in told.kept])
    over = all(kept.ends for kept in told.kept)
    verb = "held it" if over else "still hold it" if len(told.kept) > 1 else "still holds it"
    of = "another list" if len(told.kept) == 1 else "other lists"
    return f"{lists}, {of} of the same authority, {verb}."


def _relative(told: Told) -> str:
    lists = joined([f"{kept.instrument.named}{until(_left(kept.ends, told))}" for kept in told.kept])
    verb = "listed" if all(kept.ends for kept in told.kept) else "still lists"
    return f"It {verb} {with_article(told.other_group)}, a part or another name of the group, on {lists}."


def _whole_and_part(told: Told) -> str:
    whole = [kept for kept in told.kept if kept.group == told.group and kept.scope is Scope.WHOLE]
    part = [_before_whole(kept, whole) for kept in told.kept if kept not in whole]
    stood = f"stood from {told.starts}{until(told.ends)}" if told.ends else f"has stood since {told.starts}"
    return (
        f"{capital(_listing(whole, told.ends, f'the whole of {with_article(told.group)}'))}, "
        f"while {_listing([kept for kept in part if kept], told.ends, 'a part of it')}. The difference {stood}."
    )


def _before_whole(kept: Kept, whole: Sequence[Kept]) -> Kept | None:
    """A listing of a part up to the day from which its authority lists the whole as long; None where it always did."""
    lasting = [
        each.starts or date.min
        for each in whole
        if each.authority == kept.authority
        and (each.ends is None or (kept.ends is not None and kept.ends <= each.ends))
    ]
    if not lasting:
        return kept
    if min(lasting) <= (kept.starts or date.min):
        return None
    return replace(kept, ends=min(lasting) if kept.ends is None else min(*lasting, kept.ends))


def _listing(kept: Sequence[Kept], over: date | None, what: str) -> str:
    """Who lists it to the end of the conflict, each once; behind them those that ended before, with their last day."""
    ends: dict[str, date | None] = {}
    for each in kept:
        known = ends.get(each.authority, each.ends)
        ends[each.authority] = None if known is None or each.ends is None else max(known, each.ends)
    left = {name: day for name, day in sorted(ends.items()) if day is not None and day != over}
    stay = [with_article(name) for name in sorted(ends) if name not in left]
    ended = [f"{with_article(name)} until {day.isoformat()}" for name, day in left.items()]
    if not stay:
        return f"{joined(ended)} listed {what}"
    verb = "listed" if over else "lists" if len(stay) == 1 else "list"
    return f"{joined(stay)} {verb} {what}{f' ({joined(ended)})' if ended else ''}"
