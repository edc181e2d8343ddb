"""Claims to candidates: each distinct claim of a document is proposed once, however often it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from designations.domain.acts import EventKind
from designations.domain.dates import DateError, StatedDate
from designations.models import Authority, Group
from sources import queries
from sources.models import Candidate, CandidateKind, Decision, Document
from sources.reading import VERSION, Action, Claim, Reading

ARTICLES = "reading"
REPORTS = "report form"
REPORT_FORM_VERSION = "1"


def propose(document: Document, reading: Reading, at: datetime) -> list[Candidate]:
    """One open candidate for each distinct claim of a reading.

    A claim that was proposed before stays as it was, with what a person decided on it. An open candidate that the
    reader no longer proposes, and that nobody has amended, is withdrawn.
    """
    claimed = {fingerprint(document, claim): claim for claim in reversed(reading.claims)}
    earlier = Candidate.objects.select_for_update().filter(document=document, kind=CandidateKind.ACT.value)
    known = {candidate.fingerprint: candidate for candidate in earlier.order_by("pk")}
    for mark, candidate in known.items():
        if candidate.decision == Decision.WITHDRAWN.value and mark in claimed:
            _turn(candidate, Decision.OPEN)
        elif candidate.decision == Decision.OPEN.value and mark not in claimed and candidate.amended_at is None:
            _turn(candidate, Decision.WITHDRAWN)
    found = _Found()
    fresh = [
        found.candidate(document, claim, mark, at) for mark, claim in reversed(claimed.items()) if mark not in known
    ]
    return Candidate.objects.bulk_create(fresh)


def propose_report(document: Document, proposed: Mapping[str, Any], at: datetime) -> Candidate:
    """The candidate of a reader's report; the same report is proposed once."""
    candidate, _ = Candidate.objects.get_or_create(
        fingerprint=_sha256([document.sha256, REPORTS]),
        defaults={
            "document": document,
            "kind": CandidateKind.REPORT.value,
            "extractor": REPORTS,
            "extractor_version": REPORT_FORM_VERSION,
            "proposed": dict(proposed),
            "proposed_at": at,
        },
    )
    return candidate


def fingerprint(document: Document, claim: Claim) -> str:
    """The same for every reading that claims the same of a document; the version of the reader plays no part."""
    what = [claim.authority, claim.action.value, claim.group or claim.group_name, claim.status.value, claim.date]
    return _sha256([document.sha256, ARTICLES, *what])


def kind_of(action: Action) -> EventKind:
    """The record's word for what a reader calls an action."""
    return EventKind.RENEWED if action is Action.EXTENDED else EventKind(action.value)


class _Found:
    """Rows of the record behind the keys of claims."""

    def __init__(self) -> None:
        self._authorities = {each.code: each for each in Authority.objects.all()}
        self._groups: dict[str, Group | None] = {}

    def candidate(self, document: Document, claim: Claim, mark: str, at: datetime) -> Candidate:
        """The candidate of a claim, not yet saved."""
        authority, group = self._authorities.get(claim.authority), self._group(claim.group)
        has_words = bool(claim.evidence)
        return Candidate(
            document=document,
            kind=CandidateKind.ACT.value,
            extractor=ARTICLES,
            extractor_version=VERSION,
            fingerprint=mark,
            proposed=asdict(claim),
            authority=authority,
            regime=queries.likely_regime(authority, group) if authority else None,
            group=group,
            event_kind=kind_of(claim.action).value,
            status=claim.status.value,
            stated=_stated(claim.date),
            evidence=claim.evidence,
            starts=claim.start if has_words else None,
            ends=claim.end if has_words else None,
            confidence=claim.confidence,
            sample=document.sample,
            proposed_at=at,
        )

    def _group(self, slug: str | None) -> Group | None:
        if slug is None:
            return None
        if slug not in self._groups:
            self._groups[slug] = Group.objects.filter(slug=slug).first()
        return self._groups[slug]


def _turn(candidate: Candidate, to: Decision) -> None:
    candidate.decision = to.value
    candidate.save(update_fields=["decision"])


def _stated(text: str | None) -> str:
    """A date as the record writes it; what it cannot write stays in the proposal alone."""
    try:
        return StatedDate.parse(text).text if text else ""
    except DateError:
        return ""


def _sha256(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
