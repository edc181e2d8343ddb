"""What the rules look at: the facts of an edition and the folded histories of a group and its family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from designations.domain.acts import RelationKind
from designations.domain.intervals import Span
from designations.domain.periods import History
from designations.domain.registry import Registry

GRACE_DAYS = 7
"""Acts of one authority within so many days are one: a list is replaced in days, not in an instant."""

SHORTEST_DAYS = 8
"""A contradiction of fewer days is none."""


@dataclass(frozen=True)
class Scene:
    """The histories of a group and its relatives, by (regime, group), with the registry of the same edition."""

    registry: Registry
    histories: Mapping[tuple[str, str], History]
    _of_group: dict[str, list[History]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _of_authority: dict[tuple[str, str], list[History]] = field(
        init=False, repr=False, default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        for history in self.histories.values():
            regime = self.registry.regimes[history.regime]
            if regime.hard:
                self._of_group[history.group].append(history)
                self._of_authority[regime.authority, history.group].append(history)

    def hard_histories(self, group: str) -> list[History]:
        """The histories of a group under every regime that makes and breaks listings."""
        return self._of_group.get(group, [])

    def authorities(self, group: str) -> list[str]:
        """The authorities of those regimes, in a fixed order."""
        return sorted([authority for authority, listed in self._of_authority if listed == group])

    def holds_alone(self, group: str) -> bool:
        """Whether no other group is looked at."""
        return all(history.group == group for history in self.histories.values())

    def of_authority(self, authority: str, group: str) -> list[History]:
        """The hard histories of a group under one authority."""
        return self._of_authority.get((authority, group), [])

    def in_force(self, authority: str, group: str, day: date) -> list[Span]:
        """The days of each listing that is surely in force on a day under a hard regime of an authority."""
        return [
            span
            for history in self.of_authority(authority, group)
            for span, _ in history.in_force
            if span.contains(day)
        ]

    def wholes_of(self, group: str, day: date) -> list[str]:
        """The groups of which this one is a wing on a day."""
        return [
            relation.other
            for relation in self.registry.relations_with(group)
            if relation.kind is RelationKind.WING_OF and relation.group == group and relation.span.contains(day)
        ]

    def wings_of(self, group: str, day: date) -> list[str]:
        """The wings of a group on a day."""
        return [
            relation.group
            for relation in self.registry.relations_with(group)
            if relation.kind is RelationKind.WING_OF and relation.other == group and relation.span.contains(day)
        ]

    def continuations(self, group: str, day: date) -> list[str]:
        """The groups that this one continues, or that continue it, under another name."""
        return [
            relation.other if relation.group == group else relation.group
            for relation in self.registry.relations_with(group)
            if relation.kind is RelationKind.CONTINUES and relation.span.contains(day)
        ]
