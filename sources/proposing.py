"""Claims to candidates: each distinct claim of a document is proposed once, however often it is read.

A claim about an act that an open candidate proposes already joins that candidate, as a further telling of it.
"""

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
from sources import gathering, queries
from sources.models import Candidate, CandidateKind, Decision, Document, Telling
from sources.reading import VERSION, Action, Claim, Reading

ARTICLES = "reading"
REPORTS = "report form"
REPORT_FORM_VERSION = "1"


def propose(document: Document, reading: Reading, at: datetime) -> list[Candidate]:
    """A candidate for each distinct act of a reading, or a telling of an open one that proposes it already.

    A claim that was proposed before stays as it was, with what a person decided on it. An open candidate that no
    reading proposes any more, and that nobody has amended, is withdrawn.
    """
    claimed = {fingerprint(document, claim): claim for claim in reversed(reading.claims)}
    known = _take_back(document, frozenset(claimed))
    found = _Found()
    opened = []
    for mark, claim in reversed(claimed.items()):
        if mark in known:
            continue
        fresh = found.candidate(document, claim, mark, at)
        joined = gathering.candidate_of(fresh)
        if joined is None:
            fresh.save()
            opened.append(fresh)
        else:
            _telling(fresh, *joined).save()
    return opened


def _take_back(document: Document, claimed: frozenset[str]) -> frozenset[str]:
    """Withdraw what a document no longer says, bring back what it says again; the marks of all it ever said."""
    tellings = Telling.objects.filter(document=document)
    tellings.exclude(fingerprint__in=claimed).update(withdrawn=True)
    parted = Candidate.objects.filter(document=document).values("fingerprint")
    tellings.filter(fingerprint__in=claimed).exclude(fingerprint__in=parted).update(withdrawn=False)
    own = Candidate.objects.select_for_update().filter(document=document, kind=CandidateKind.ACT.value)
    for candidate in own.order_by("pk"):
        stands = candidate.fingerprint in claimed or candidate.tellings.filter(withdrawn=False).exists()
        if candidate.decision == Decision.WITHDRAWN.value and stands:
            _turn(candidate, Decision.OPEN)
        elif candidate.decision == Decision.OPEN.value and not stands and candidate.amended_at is None:
            _turn(candidate, Decision.WITHDRAWN)
    marks = Candidate.objects.filter(document=document).values_list("fingerprint", flat=True)
    return frozenset(marks) | frozenset(tellings.values_list("fingerprint", flat=True))


def _telling(fresh: Candidate, candidate: Candidate, why: str) -> Telling:
    """What a claim says of the act of a candidate that it joins."""
    return Telling(
        candidate=candidate,
        document=fresh.document,
        fingerprint=fresh.fingerprint,
        proposed=fresh.proposed,
        status=fresh.status,
        stated=fresh.stated,
        evidence=fresh.evidence,
        starts=fresh.starts,
        ends=fresh.ends,
        confidence=fresh.proposed["confidence"],
        extractor_version=fresh.extractor_version,
        why=why,
        told_at=fresh.proposed_at,
    )


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
