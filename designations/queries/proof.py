"""A conflict with all that proves it, and an act with all that follows from it."""

from dataclasses import dataclass

from designations.models import Event
from designations.queries import acts, conflicts, periods
from designations.queries.acts import History, Stated
from designations.queries.conflicts import Clash
from designations.queries.moments import Moment
from designations.queries.periods import Spell


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """A conflict with the acts that began it (``stopping``) and that its keepers stand on, by the key of each."""

    conflict: Clash
    stopping: Stated | None
    opening: tuple[Stated, ...]
    spells: tuple[Spell, ...]
    acts: tuple[Stated, ...]
    beside: tuple[Clash, ...]


def conflict_page(moment: Moment, key: str) -> ConflictPage | None:
    """A conflict as known at the edition; None where it is not known then."""
    clash = conflicts.conflict(moment, key)
    if clash is None:
        return None
    regimes = {clash.regime, *(party.regime for party in clash.parties)}
    groups = {clash.group, *(party.group for party in clash.parties)}
    listing = {"regime__slug__in": regimes, "group__slug__in": groups}
    found = acts.stated(moment, Event.objects.known_at(moment.edition).filter(**listing))
    opened = {party.opened_by for party in clash.parties}
    return ConflictPage(
        clash,
        next((each for each in found if each.act == clash.act), None),
        tuple(each for each in found if each.act in opened and each.act != clash.act),
        tuple(periods.spells(moment, **{f"listing__{name}": value for name, value in listing.items()})),
        tuple(found),
        tuple(each for each in conflicts.of_act(moment, clash.act) if each.key != key and each.act == clash.act),
    )


@dataclass(frozen=True, slots=True)
class ActPage:
    """An act with the history of its record, and the conflicts it began or in which its listing is kept."""

    history: History
    conflicts: tuple[Clash, ...]


def act_page(moment: Moment, key: str) -> ActPage | None:
    """An act as known at the edition; None where the record knows none of that key then."""
    history = acts.history_of(moment, key)
    return ActPage(history, tuple(conflicts.of_act(moment, key))) if history else None
