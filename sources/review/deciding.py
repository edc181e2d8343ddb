"""Decisions on candidates, each written down with its person in one transaction with what it does to the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from designations.actions import acts
from designations.actions.statements import CitationStatement, Refused
from designations.models import Act, Citation, Event
from sources.models import Candidate, CandidateKind, Decision, Ruling, Telling, Verdict
from sources.review.edits import Edits, citation_of

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
    """Publish what a candidate states as an act of its own, with every document that tells of it as evidence.

    Raises AlreadyDecided, and what publish raises.
    """
    with _deciding(candidate, CandidateKind.ACT) as open_one:
        tellings = _tellings(open_one)
        event = acts.publish(
            act=edits.act(),
            citations=[edits.citation(open_one), *(_evidence(each, open_one, tellings) for each in tellings)],
            by=by,
            at=at,
            reason=why,
            although_it_does_not_fit=although_it_does_not_fit,
        )
        citation, *further = event.citations.order_by("pk")
        _accept(open_one, Decision.ACCEPTED_NEW, edits, citation, by, at, why)
        _cited(tellings, further)
    return event


def accept_as_same(
    *, candidate: Candidate, act: Act, edits: Edits, by: AbstractBaseUser, at: datetime, why: str = ""
) -> Citation:
    """Add the documents of a candidate to the evidence of a known act, each with the date that it states itself.

    Raises AlreadyDecided, and what cite raises.
    """
    with _deciding(candidate, CandidateKind.ACT) as open_one:
        tellings = _tellings(open_one)
        statements = [edits.citation(open_one), *(_evidence(each, open_one, tellings) for each in tellings)]
        citation, *further = [
            acts.cite(act=act, citation=statement, by=by, at=at, reason=why) for statement in statements
        ]
        _accept(open_one, Decision.ACCEPTED_SAME, edits, citation, by, at, why)
        _cited(tellings, further)
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
        one = locked(candidate)
        if one.decision != Decision.REJECTED.value:
            raise AlreadyDecided(one)
        one.decision = Decision.OPEN.value
        one.decided_by_id = one.decided_at = None
        one.amended_by_id, one.amended_at = by.pk, at
        one.save(update_fields=["decision", "decided_by", "decided_at", "amended_by", "amended_at"])
        write(one, Ruling.REOPENED, by, at)


def amend(*, candidate: Candidate, edits: Edits, by: AbstractBaseUser, at: datetime) -> None:
    """Write down what a candidate ought to say, and leave it open. Raises AlreadyDecided."""
    with _deciding(candidate, CandidateKind.ACT) as open_one:
        open_one.decided = edits.as_json()
        open_one.amended_by_id, open_one.amended_at = by.pk, at
        open_one.save(update_fields=["decided", "amended_by", "amended_at"])
        write(open_one, Ruling.AMENDED, by, at)


@contextmanager
def _deciding(candidate: Candidate, kind: CandidateKind | None = None) -> Iterator[Candidate]:
    """The candidate, locked and still open, in the transaction of its decision; of a kind, if one is given."""
    with transaction.atomic():
        one = locked(candidate)
        if kind is not None and one.kind != kind.value:
            raise Refused({"": WRONG_KIND[kind]})
        if one.decision != Decision.OPEN.value:
            raise AlreadyDecided(one)
        yield one


def _close(candidate: Candidate, decision: Decision, by: AbstractBaseUser, at: datetime, why: str) -> None:
    if not why.strip():
        raise Refused({"why": "Say why: whoever sees it next will ask."})
    candidate.decision, candidate.why = decision.value, why
    candidate.decided_by_id, candidate.decided_at = by.pk, at
    candidate.save(update_fields=["decision", "why", "decided_by", "decided_at"])
    write(candidate, Ruling(decision.value), by, at)


def locked(candidate: Candidate) -> Candidate:
    """The row of a candidate, held to the end of the transaction."""
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
    write(candidate, Ruling(decision.value), by, at)


def write(candidate: Candidate, ruling: Ruling, by: AbstractBaseUser, at: datetime) -> None:
    """Write a decision down, as it stands on the candidate now."""
    Verdict.objects.create(
        candidate=candidate,
        ruling=ruling.value,
        decided=candidate.decided,
        why=candidate.why,
        act_key=candidate.published_as.key if candidate.published_as else "",
        decided_at=at,
        decided_by_id=by.pk,
    )


def _tellings(candidate: Candidate) -> list[Telling]:
    return list(candidate.tellings.filter(withdrawn=False).select_related("document").order_by("pk"))


def _evidence(telling: Telling, candidate: Candidate, tellings: list[Telling]) -> CitationStatement:
    """The citation of a further document. Of several prints of one story only the first is counted as read."""
    earlier = [candidate.document, *(each.document for each in tellings if each.pk < telling.pk)]
    copied = telling.document.first_print in {document.first_print for document in earlier}
    return citation_of(telling, read=not copied)


def _cited(tellings: list[Telling], citations: list[Citation]) -> None:
    for telling, citation in zip(tellings, citations, strict=True):
        telling.citation_key = citation.key
        telling.save(update_fields=["citation_key"])
