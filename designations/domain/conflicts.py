"""Conflicts between listings: by which of six rules, since when, how alike the instruments, how heavy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from designations.domain.acts import EvidenceGrade, Reason, Scope
from designations.domain.intervals import Span
from designations.domain.keepers import Keeper

RULES_VERSION = 1
"""Rises whenever a rule changes what it says of the same acts."""


class Rule(StrEnum):
    """Which contradiction, strongest first."""

    OBLIGATION = "obligation"
    BLOC = "bloc"
    INTERNAL = "internal"
    DIVERGENCE = "divergence"
    FAMILY = "family"
    SCOPE = "scope"


class Weight(StrEnum):
    """How much a contradiction weighs by its rule."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Likeness(StrEnum):
    """Whether the instruments compared are alike; the closest pair tells."""

    SAME_KIND = "same_kind"
    DIFFERENT_KIND = "different_kind"
    DIFFERENT_SCOPE = "different_scope"


WEIGHTS = {
    Rule.OBLIGATION: Weight.HIGH,
    Rule.BLOC: Weight.MEDIUM,
    Rule.INTERNAL: Weight.MEDIUM,
    Rule.DIVERGENCE: Weight.LOW,
    Rule.FAMILY: Weight.LOW,
    Rule.SCOPE: Weight.LOW,
}

WEIGHT_REASONS = {
    Rule.OBLIGATION: "the regime that stays binds the members of its body",
    Rule.BLOC: "the parties belong to one body that counts as a bloc",
    Rule.INTERNAL: "one authority's own lists differ",
    Rule.DIVERGENCE: "nothing obliges the parties to agree",
    Rule.FAMILY: "one authority treats a group and its relative differently",
    Rule.SCOPE: "the parties list different parts of one family",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Listings that contradict each other during a span.

    ``key``: rule and stopping act (and body, or other group): it outlives changes of the parties. ``authority`` is
    the one that stopped; None for ``scope``, which has no stop. ``when`` bounds the stop's day.
    """

    key: str
    rule: Rule
    group: str
    authority: str | None
    act: str
    regime: str
    body: str | None
    other_group: str | None
    scope: Scope
    suspended: bool
    reason: Reason | None
    earliest: date | None
    span: Span
    likeness: Likeness
    grade: EvidenceGrade
    parties: tuple[Keeper, ...]
    facets: tuple[str, ...] = ()

    @property
    def weight(self) -> Weight:
        """The weight of its rule."""
        return WEIGHTS[self.rule]

    @property
    def weight_reason(self) -> str:
        """Why it weighs so much, in a clause."""
        return WEIGHT_REASONS[self.rule]

    @property
    def presumed_only(self) -> bool:
        """Whether no keeper was seen to keep its listing at the stop or later."""
        return not any(party.seen for party in self.parties)

    @property
    def in_default_views(self) -> bool:
        """Left out by default: divergences by lapse or of defunct groups, and those with presumed keepers only."""
        if self.rule is not Rule.DIVERGENCE:
            return True
        return self.reason not in (Reason.LAPSED, Reason.DEFUNCT) and not self.presumed_only


def hull(parties: Iterable[Keeper]) -> Span:
    """From the first beginning to the last end of the parties' spans."""
    spans = [party.span for party in parties]
    starts = [span.starts for span in spans]
    ends = [span.ends for span in spans]
    return Span(
        None if None in starts else min(day for day in starts if day),
        None if None in ends else max(day for day in ends if day),
    )
