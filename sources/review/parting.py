"""A telling parted from the candidate that it joined: what that document tells of is an act of its own after all."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from designations.actions.statements import Refused
from sources.models import Candidate, Decision, Telling
from sources.proposing import kind_of
from sources.reading import Action
from sources.review.deciding import AlreadyDecided, locked

SAID = (
    "document",
    "fingerprint",
    "proposed",
    "status",
    "stated",
    "evidence",
    "starts",
    "ends",
    "confidence",
    "extractor_version",
)
SHARED = ("kind", "extractor", "authority", "regime", "group", "sample")


def part(*, telling: Telling, by: AbstractBaseUser, at: datetime) -> Candidate:
    """The candidate that a telling becomes, open and of the same claim; the telling counts no longer.

    The claim keeps its fingerprint, so that reading the document again neither joins it again nor proposes it twice.
    Raises AlreadyDecided where the candidate is no longer open, Refused where the telling counts no longer.
    """
    with transaction.atomic():
        joined = locked(telling.candidate)
        if joined.decision != Decision.OPEN.value:
            raise AlreadyDecided(joined)
        told = Telling.objects.select_for_update(of=("self",)).select_related("document").get(pk=telling.pk)
        if told.withdrawn:
            raise Refused({"": "That text no longer counts as telling of this act."})
        told.withdrawn = True
        told.save(update_fields=["withdrawn"])
        return Candidate.objects.create(
            **{name: getattr(told, name) for name in SAID},
            **{name: getattr(joined, name) for name in SHARED},
            event_kind=kind_of(Action(told.proposed["action"])).value,
            proposed_at=told.told_at,
            amended_by_id=by.pk,
            amended_at=at,
        )
