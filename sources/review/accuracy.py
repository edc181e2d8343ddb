"""How often the reader was right, by its version, counted from what persons decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sources.models import Candidate, CandidateKind, Decision
from sources.review.edits import proposed

COMPARED = ("regime", "group", "kind", "effect", "stated")
"""What must stand as it was proposed for a proposal to have been right. What the machine left open was not wrong."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Counts for one version of a reader (of articles, of lists). ``changed``: accepted, but not as proposed."""

    reader: str
    version: str
    right: int
    changed: int
    rejected: int
    open: int
    withdrawn: int

    @property
    def decided(self) -> int:
        """How many proposals a person has decided."""
        return self.right + self.changed + self.rejected

    @property
    def share(self) -> float | None:
        """The share of decided proposals that were accepted as they stood; None before the first decision."""
        return self.right / self.decided if self.decided else None


def accuracy() -> list[Accuracy]:
    """One row for each version of each reader, the latest first."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    every = Candidate.objects.filter(kind=CandidateKind.ACT.value, sample=False).select_related(
        "document", "regime", "group"
    )
    for candidate in every.defer("document__text", "document__sketch").order_by("pk"):
        counts[candidate.extractor, candidate.extractor_version][_outcome(candidate)] += 1
    return [
        Accuracy(reader, version, *(found[name] for name in ("right", "changed", "rejected", "open", "withdrawn")))
        for (reader, version), found in sorted(counts.items(), reverse=True)
    ]


def _outcome(candidate: Candidate) -> str:
    decision = Decision(candidate.decision)
    if not decision.accepted:
        return decision.value
    said, decided = proposed(candidate).as_json(), candidate.decided or {}
    kept = all(said[name] in (None, decided.get(name)) for name in COMPARED)
    return "right" if kept else "changed"
