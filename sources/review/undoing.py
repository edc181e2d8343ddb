"""A decision undone: what it put into the record is taken back there, and the candidate is open once more."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from designations.actions import acts
from designations.actions.statements import ActStatement, CitationStatement, Refused
from designations.models import Act
from sources.models import Candidate, Decision, Ruling, Telling
from sources.review.deciding import AlreadyDecided, locked, write

TAKEN_BACK = "A decision of the desk was undone."


def undo(*, candidate: Candidate, by: AbstractBaseUser, at: datetime, why: str = TAKEN_BACK) -> None:
    """Take a decision back: a new act is retracted, added citations are left out, a rejection is lifted.

    Raises AlreadyDecided where nothing is to be undone, Refused where the act has gained other evidence since.
    """
    with transaction.atomic():
        decided = locked(candidate)
        decision = Decision(decided.decision)
        if not decision.accepted and decision not in (Decision.REJECTED, Decision.ANSWERED):
            raise AlreadyDecided(decided)
        if decided.published_as is not None:
            _take_back(decided, decided.published_as, by, at, why)
        write(decided, Ruling.UNDONE, by, at)
        decided.decision, decided.why, decided.citation_key = Decision.OPEN.value, "", ""
        decided.decided_at = decided.decided_by_id = decided.published_as_id = None
        decided.amended_by_id, decided.amended_at = by.pk, at
        decided.save()


def _take_back(candidate: Candidate, act: Act, by: AbstractBaseUser, at: datetime, why: str) -> None:
    tellings = Telling.objects.filter(candidate=candidate).exclude(citation_key="")
    own = {candidate.citation_key, *tellings.values_list("citation_key", flat=True)}
    event = acts.living(act)
    evidence = [CitationStatement.of(each) for each in event.citations.filter(retracted_in=None).order_by("pk")]
    others = [citation for citation in evidence if citation.key not in own]
    if candidate.decision == Decision.ACCEPTED_NEW.value:
        if others:
            raise Refused({"": f"Act {act.key} has gained other evidence since: correct or retract it in the record."})
        acts.retract(act=act, by=by, at=at, reason=why)
    else:
        statement = ActStatement.of(event)
        acts.correct(act=act, to=statement, citations=others, by=by, at=at, reason=why, although_it_does_not_fit=True)
    tellings.update(citation_key="")
