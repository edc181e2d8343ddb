"""What an act would do to the record, told without writing."""

from __future__ import annotations

from dataclasses import dataclass

from designations.domain import acts, rules
from designations.domain.conflicts import Conflict
from designations.domain.periods import Doubt, History, Misfit, Period, fold
from designations.domain.scene import Scene
from designations.projection.families import Families
from designations.projection.reading import Ledger, ListingKey, read_acts, read_ledger


@dataclass(frozen=True)
class Preview:
    """The consequences of one act: what it opens and closes, and where it would not fit."""

    periods_before: tuple[Period, ...]
    periods_after: tuple[Period, ...]
    misfits: tuple[Misfit, ...]
    doubts: tuple[Doubt, ...]
    conflicts_opened: tuple[Conflict, ...]
    conflicts_closed: tuple[Conflict, ...]


def preview(event: acts.Event, group: int, edition: int) -> Preview:
    """What the record would say if the act stood in it, beside what it says at an edition.

    An act whose key the ledger already holds replaces it, as a correction would. ``misfits`` and ``doubts`` are the
    new ones alone.
    """
    families = Families.read({group})
    ledger = read_ledger(families.near(families.near({group})), edition)
    key = (event.regime, event.group)
    before = _histories(ledger, None, key)
    after = _histories(ledger, event, key)
    was, becomes = before.get(key), after[key]
    old = {conflict.key: conflict for conflict in rules.conflicts(event.group, Scene(ledger.registry, before))}
    new = {conflict.key: conflict for conflict in rules.conflicts(event.group, Scene(ledger.registry, after))}
    return Preview(
        periods_before=was.periods if was else (),
        periods_after=becomes.periods,
        misfits=tuple(each for each in becomes.misfits if was is None or each not in was.misfits),
        doubts=tuple(each for each in becomes.doubts if was is None or each not in was.doubts),
        conflicts_opened=tuple(conflict for name, conflict in new.items() if name not in old),
        conflicts_closed=tuple(
            conflict
            for name, conflict in old.items()
            if name not in new or (conflict.span.ends is None and new[name].span.ends is not None)
        ),
    )


def _histories(ledger: Ledger, event: acts.Event | None, key: ListingKey) -> dict[ListingKey, History]:
    events = dict(ledger.events)
    if event is not None:
        others = {
            listing: [each for each in known if each.act != event.act] for listing, known in ledger.events.items()
        }
        events = {listing: known for listing, known in others.items() if known}
        events[key] = [*events.get(key, []), event]
    return {listing: fold(known) for listing, known in events.items()}


def misfit(event: acts.Event, group: int, edition: int) -> Misfit | None:
    """Why an act would not fit the state of its own listing, or None where it would. Reads that group alone."""
    known = read_acts({group}, edition).get((event.regime, event.group), ())
    events = [each for each in known if each.act != event.act]
    return next((each for each in fold([*events, event]).misfits if each.act == event.act), None)
