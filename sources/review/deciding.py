"""Decisions on candidates, each written down with its person in one transaction with what it does to the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from designations.actions import acts
from designations.actions.statements import Refused
from designations.models import Act, Citation, Event
from sources.models import Candidate, CandidateKind, Decision
from sources.review.edits import Edits

WRONG_KIND = {
    CandidateKind.ACT: "A report states no act: do in the record what it asks for, and then say what was done.",
    CandidateKind.REPORT: "Only a report is answered; an act is accepted or rejected.",
}


class AlreadyDecided(Exception):
    """Somebody else has decided the candidate; nothing was changed."""

    def __init__(self, candidate: Candidate) -> None:
        what = candidate.get_decision_display()
        when = f" on {candidate.decided_at:%Y-%m-%d %H:%M} UTC" if candidate.decided_at else ""
        who = f" by editor {candidate.decided_by_id}" if candidate.decided_by_id else ""
        super().__init__(f"This candidate is already {what}{who}{when}. Nothing was changed.")


def accept_as_new(
    *,
    candidate: Candidate,
    edits: Edits,
    by: AbstractBaseUser,
    at: datetime,
    why: str = "",
    although_it_does_not_fit: bool = False,
) -> Event:
    """Publish what a candidate states as an act of its own. Raises AlreadyDecided, and what publish raises."""
    with _deciding(candidate, CandidateKind.ACT) as open_one:
        event = acts.publish(
            act=edits.act(),
            citations=[edits.citation(open_one)],
            by=by,
            at=at,
            reason=why,
            although_it_does_not_fit=although_it_does_not_fit,
        )
        [citation] = event.citations.all()
        _accept(open_one, Decision.ACCEPTED_NEW, edits, citation, by, at, why)
    return event


def accept_as_same(
    *, candidate: Candidate, act: Act, edits: Edits, by: AbstractBaseUser, at: datetime, why: str = ""
) -> Citation:
    """Add a candidate's document to the evidence of a known act, with the date that it states itself.

    Raises AlreadyDecided, and what cite raises.
    """
    with _deciding(candidate, CandidateKind.ACT) as open_one:
        citation = acts.cite(act=act, citation=edits.citation(open_one), by=by, at=at, reason=why)
        _accept(open_one, Decision.ACCEPTED_SAME, edits, citation, by, at, why)
    return citation


def reject(*, candidate: Candidate, by: AbstractBaseUser, at: datetime, why: str) -> None:
    """Set a candidate aside, for a reason. Raises AlreadyDecided, Refused."""
    with _deciding(candidate) as open_one:
        _close(open_one, Decision.REJECTED, by, at, why)


def answer(*, candidate: Candidate, by: AbstractBaseUser, at: datetime, why: str) -> None:
    """Close a report, saying what was done about it. Raises AlreadyDecided, Refused."""
    with _deciding(candidate, CandidateKind.REPORT) as open_one:
        _close(open_one, Decision.ANSWERED, by, at, why)


def reopen(*, candidate: Candidate, by: AbstractBaseUser, at: datetime) -> None:
    """Open a rejected candidate once more; why it was rejected stays beside it. Raises AlreadyDecided."""
    with transaction.atomic():
        locked = _locked(candidate)
        if locked.decision != Decision.REJECTED.value:
            raise AlreadyDecided(locked)
        locked.decision = Decision.OPEN.value
        locked.decided_by_id = locked.decided_at = None
        locked.amended_by_id, locked.amended_at = by.pk, at
        locked.save(update_fields=["decision", "decided_by", "decided_at", "amended_by", "amended_at"])


def amend(*, candidate: Candidate, edits: Edits, by: AbstractBaseUser, at: datetime) -> None:
    """Write down what a candidate ought to say, and leave it open. Raises AlreadyDecided."""
    with _deciding(candidate, CandidateKind.ACT) as open_one:
        open_one.decided = edits.as_json()
        open_one.amended_by_id, open_one.amended_at = by.pk, at
        open_one.save(update_fields=["decided", "amended_by", "amended_at"])


@contextmanager
def _deciding(candidate: Candidate, kind: CandidateKind | None = None) -> Iterator[Candidate]:
    """The candidate, locked and still open, in the transaction of its decision; of a kind, if one is given."""
    with transaction.atomic():
        locked = _locked(candidate)
        if kind is not None and locked.kind != kind.value:
            raise Refused({"": WRONG_KIND[kind]})
        if locked.decision != Decision.OPEN.value:
            raise AlreadyDecided(locked)
        yield locked


def _close(candidate: Candidate, decision: Decision, by: AbstractBaseUser, at: datetime, why: str) -> None:
    if not why.strip():
        raise Refused({"why": "Say why: whoever sees it next will ask."})
    candidate.decision, candidate.why = decision.value, why
    candidate.decided_by_id, candidate.decided_at = by.pk, at
    candidate.save(update_fields=["decision", "why", "decided_by", "decided_at"])


def _locked(candidate: Candidate) -> Candidate:
    return Candidate.objects.select_for_update(of=("self",)).select_related("document").get(pk=candidate.pk)


def _accept(
    candidate: Candidate,
    decision: Decision,
    edits: Edits,
    citation: Citation,
    by: AbstractBaseUser,
    at: datetime,
    why: str,
) -> None:
    candidate.decision, candidate.decided, candidate.why = decision.value, edits.as_json(), why
    candidate.decided_by_id, candidate.decided_at = by.pk, at
    candidate.published_as_id, candidate.citation_key = citation.event.act_id, citation.key
    candidate.save()
