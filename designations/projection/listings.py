"""Every version of the acts of one listing, and what they amount to at an edition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from designations.domain import acts, dates
from designations.projection.versions import Dated, next_change, standing, stands


@dataclass(slots=True)
class ActVersion:
    """One version of an act, with every version of its citations and of its settled date."""

    recorded: int
    retracted: int | None
    event: acts.Event
    citations: list[Dated[acts.Citation]]
    settled: list[Dated[dates.StatedDate]]

    def at(self, edition: int, group: str) -> acts.Event:
        """The act as the rules read it: the very same object as before where it says the same."""
        known = self.event
        citations = tuple(standing(self.citations, edition))
        settled = next(standing(self.settled, edition), None) if self.settled else None
        if known.citations != citations or known.settled != settled or known.group != group:
            self.event = replace(known, citations=citations, settled=settled, group=group)
        return self.event


class Listing:
    """Every version of the acts of a group, under its own name, of one regime."""

    __slots__ = ("_events", "_read_as", "_since", "_until", "regime", "versions")

    def __init__(self, regime: str) -> None:
        self.regime = regime
        self.versions: list[ActVersion] = []
        self._events: tuple[acts.Event, ...] = ()
        self._read_as, self._since, self._until = "", 0, 0

    def at(self, edition: int, group: str) -> tuple[acts.Event, ...]:
        """The acts that stand at an edition, of the group that it is read as then."""
        if not (self._since <= edition < self._until and self._read_as == group):
            self._events = tuple(
                version.at(edition, group)
                for version in self.versions
                if stands(version.recorded, version.retracted, edition)
            )
            self._read_as, self._since = group, edition
            self._until = next_change(self._changes(), edition)
        return self._events

    def _changes(self) -> Iterator[Dated[object]]:
        for version in self.versions:
            yield version.recorded, version.retracted, None
            yield from version.citations
            yield from version.settled
