"""The dated facts that the rules read beside the acts: regimes, memberships, coverage, relations, absent lists."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from designations.domain.acts import CoverageLevel, RegimeKind, RelationKind
from designations.domain.intervals import ALWAYS, Span


@dataclass(frozen=True, slots=True)
class Regime:
    """One legal list that an authority keeps."""

    slug: str
    authority: str
    kind: RegimeKind
    binds_members: bool = False

    @property
    def hard(self) -> bool:
        """Whether it makes and breaks listings in the rules."""
        return self.kind.hard


@dataclass(frozen=True, slots=True)
class Membership:
    """An authority belongs to a body during a span."""

    member: str
    body: str
    span: Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """The record claims to know every entry of a regime, or some, during a span."""

    regime: str
    span: Span
    level: CoverageLevel


@dataclass(frozen=True, slots=True)
class Relation:
    """One group's relation to another during a span: ``group`` is ``kind`` ``other``."""

    group: str
    kind: RelationKind
    other: str
    span: Span


@dataclass(frozen=True, slots=True)
class NoList:
    """An authority has stated that it keeps no list."""

    authority: str
    span: Span


@dataclass(frozen=True)
class Registry:
    """The facts of one edition, indexed for the rules."""

    regimes: dict[str, Regime]
    memberships: tuple[Membership, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    relations: tuple[Relation, ...] = ()
    no_lists: tuple[NoList, ...] = ()
    blocs: frozenset[str] = frozenset()
    _of_authority: dict[str, list[Regime]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _of_member: dict[str, list[Membership]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _complete: dict[str, tuple[Span, ...]] = field(init=False, repr=False, default_factory=dict)
    _of_group: dict[str, list[Relation]] = field(init=False, repr=False, default_factory=lambda: defaultdict(list))
    _belonging: dict[tuple[str, date], dict[str, Span]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for regime in self.regimes.values():
            self._of_authority[regime.authority].append(regime)
        for membership in self.memberships:
            self._of_member[membership.member].append(membership)
        for claimed in self.coverage:
            if claimed.level is CoverageLevel.COMPLETE:
                self._complete[claimed.regime] = (*self.complete_spans(claimed.regime), claimed.span)
        self._index_relations()

    def _index_relations(self) -> None:
        for relation in self.relations:
            self._of_group[relation.group].append(relation)
            self._of_group[relation.other].append(relation)

    @classmethod
    def of(cls, regimes: Iterable[Regime], **facts: tuple[object, ...] | frozenset[str]) -> Registry:
        """A registry from regimes and whatever facts there are."""
        return cls({regime.slug: regime for regime in regimes}, **facts)  # type: ignore[arg-type]

    def with_relations(self, relations: tuple[Relation, ...]) -> Registry:
        """The same facts with other relations between groups."""
        if relations == self.relations:
            return self
        made = copy.copy(self)
        object.__setattr__(made, "relations", relations)
        object.__setattr__(made, "_of_group", defaultdict(list))
        made._index_relations()
        return made

    def authority_of(self, regime: str) -> str:
        """The code of the authority that keeps a regime."""
        return self.regimes[regime].authority

    def hard_regimes(self, authority: str) -> list[Regime]:
        """The regimes of an authority that make and break listings."""
        return [regime for regime in self._of_authority.get(authority, ()) if regime.hard]

    def memberships_of(self, member: str) -> list[Membership]:
        """What bodies an authority belongs to, and when."""
        return self._of_member.get(member, [])

    def bodies_of(self, member: str, day: date) -> list[str]:
        """The bodies to which an authority belongs on a day."""
        return [each.body for each in self.memberships_of(member) if each.span.contains(day)]

    def belonging(self, member: str, day: date) -> Mapping[str, Span]:
        """The bodies to which an authority belongs on a day, each with the span during which it does.

        A body belongs to itself, always. The same stops are asked about at one edition after another.
        """
        found = self._belonging.get((member, day))
        if found is None:
            found = self._belonging[member, day] = {member: ALWAYS}
            for each in self.memberships_of(member):
                if each.span.contains(day):
                    found.setdefault(each.body, each.span)
        return found

    def complete_spans(self, regime: str) -> tuple[Span, ...]:
        """The spans of days on which every entry of a regime in force is known."""
        return self._complete.get(regime, ())

    def is_complete(self, regime: str, day: date) -> bool:
        """Whether every entry of a regime in force on a day is known."""
        return any(span.contains(day) for span in self.complete_spans(regime))

    def relations_with(self, group: str) -> list[Relation]:
        """The relations in which a group stands, on either side."""
        return self._of_group.get(group, [])

    def keeps_no_list(self, authority: str, day: date) -> bool:
        """Whether a dated statement says that an authority keeps no list on a day."""
        return any(each.authority == authority and each.span.contains(day) for each in self.no_lists)
