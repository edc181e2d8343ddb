"""Whether a candidate tells of an act that the record knows: the nearest acts, and what the desk proposes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from designations.domain.acts import Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Citation, Event, Settlement
from sources import queries
from sources.models import Candidate
from sources.reading import Status
from sources.review.edits import Edits, by_day, edits_of

NEAR = 400
"""Days. Sources of one act have been seen half a year apart; a list seldom does the same thing again within a year."""

NEAR_WITHOUT_EFFECT = 7
"""Days for acts that change no state: a listing may be renewed, or confirmed, again and again."""

_UNDOES = {
    Effect.OPEN: frozenset({Effect.CLOSE}),
    Effect.CLOSE: frozenset({Effect.OPEN}),
    Effect.PAUSE: frozenset({Effect.RESUME, Effect.OPEN}),
    Effect.RESUME: frozenset({Effect.PAUSE}),
}


class Advice(StrEnum):
    """What the desk proposes to do with a candidate."""

    SAME = "same"
    NEW = "new"
    REJECT = "reject"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Near:
    """A known act that a candidate may be about. ``days`` lie between their dates; 0 where they are compatible."""

    event: Event
    days: int
    dates: tuple[StatedDate, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the desk proposes, and why. ``near``: the nearest known acts, the nearest first."""

    advice: Advice
    why: str
    near: tuple[Near, ...] = ()


def suggest(candidate: Candidate) -> Suggestion:
    """Same act or new act, with the reason; a person decides."""
    edits = edits_of(candidate)
    near = tuple(nearest_acts(candidate))
    if candidate.status == Status.CALLED_FOR:
        return Suggestion(Advice.REJECT, "Others call for it; the authority itself has done nothing yet.", near)
    if edits.group is None:
        name = candidate.proposed["group_name"]
        return Suggestion(Advice.UNCLEAR, f"The record knows no group called {name}: choose one, or add it first.")
    if near:
        return Suggestion(Advice.SAME, _why_same(near[0], edits), near)
    if edits.regime is None:
        return Suggestion(Advice.UNCLEAR, "Several lists could be meant, or none is known: choose the list.")
    return Suggestion(Advice.NEW, _why_new(edits))


def nearest_acts(candidate: Candidate) -> list[Near]:
    """Known acts of the same list, group and effect at near dates, with nothing between that undid them.

    Where the list is not known, those of every list of the authority. A candidate without any date has none.
    """
    edits = edits_of(candidate)
    when = _when(candidate, edits)
    if edits.group is None or when is None or (edits.regime is None and candidate.authority is None):
        return []
    acts = queries.acts_on(edits.group)
    events = list(
        acts.filter(regime=edits.regime) if edits.regime else acts.filter(regime__authority=candidate.authority)
    )
    stated = _stated(events)
    limit = NEAR if edits.effect is not Effect.NONE else NEAR_WITHOUT_EFFECT
    found = []
    for event in events:
        nearest = min(stated[event.pk], key=when.days_apart)
        days = nearest.days_apart(when)
        if _alike(event, edits) and days <= limit and not _undone_between(nearest, when, event, events):
            found.append(Near(event, days, stated[event.pk]))
    return sorted(found, key=lambda near: (near.days, near.event.pk))


def _when(candidate: Candidate, edits: Edits) -> StatedDate | None:
    """The date to compare by. News without a date is about its own days, though all that is sure is "by then"."""
    published = candidate.document.published_on
    if published is None or candidate.status == Status.HISTORICAL or edits.stated != by_day(published):
        return edits.stated
    return StatedDate.on(published)


def _alike(event: Event, edits: Edits) -> bool:
    """Of the same effect; acts that change no state must be of the same kind."""
    if event.effect != edits.effect.value:
        return False
    return edits.effect is not Effect.NONE or event.kind == edits.kind.value


def _undone_between(known: StatedDate, when: StatedDate, event: Event, events: Iterable[Event]) -> bool:
    """Whether an act of the listing between the two dates undid the known one, so that this is another."""
    first, last = sorted((known, when), key=lambda each: (each.latest or date.max, each.earliest or date.min))
    starts, stops = first.latest, last.earliest
    if starts is None or stops is None or starts >= stops:
        return False
    undoes = _UNDOES.get(Effect(event.effect), frozenset())
    return any(
        other.regime_id == event.regime_id
        and Effect(other.effect) in undoes
        and (other.latest is None or other.latest > starts)
        and (other.earliest is None or other.earliest < stops)
        for other in events
    )


def _stated(events: Iterable[Event]) -> dict[int, tuple[StatedDate, ...]]:
    """Every date that the record and its sources state for each act, the record's own first."""
    found = {event.pk: [event.stated] for event in events}
    acts = {event.act_id: event.pk for event in events}
    for pk, stated in Citation.objects.alive().filter(event__in=found).values_list("event_id", "stated"):
        found[pk].append(stated)
    for act, stated in Settlement.objects.alive().filter(act__in=acts).values_list("act_id", "stated"):
        found[acts[act]].append(stated)
    return {pk: tuple(StatedDate.parse(text) for text in dict.fromkeys(texts) if text) for pk, texts in found.items()}


def _why_same(near: Near, edits: Edits) -> str:
    event = near.event
    known = f"{event.regime.authority.name} ({event.regime}) is known to have {_done(event)} on {event.stated}"
    if near.days == 0:
        agrees = edits.source_states is None or StatedDate.parse(event.stated).compatible(edits.source_states)
        return f"{known}, {'which agrees with this' if agrees else 'and a source of it states the date given here'}."
    days = "one day" if near.days == 1 else f"{near.days} days"
    return f"{known}, {days} from {edits.stated}, and nothing between undid it."


def _why_new(edits: Edits) -> str:
    if edits.effect is Effect.NONE:
        return f"The record has no act '{edits.kind.value}' of {edits.regime} on {edits.group} near {edits.stated}."
    return f"The record has no act of {edits.regime} on {edits.group} near {edits.stated} that does the same."


def _done(event: Event) -> str:
    return {
        EventKind.LISTED.value: f"listed {event.group.name}",
        EventKind.DELISTED.value: f"delisted {event.group.name}",
    }.get(event.kind, f"acted on {event.group.name} ({event.kind})")
