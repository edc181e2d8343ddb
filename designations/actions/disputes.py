"""Settle which date of an act the record holds, where its sources disagree."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser

from designations.actions.acts import living
from designations.actions.editions import edition
from designations.actions.recording import keys_of
from designations.actions.statements import Refused
from designations.domain.dates import StatedDate
from designations.models import Act, Settlement


def settle(
    *, act: Act, stated: StatedDate, by: AbstractBaseUser, at: datetime, reason: str, role: str = "editor"
) -> Settlement:
    """Hold one date of an act, for a reason; the dates that other sources state stay visible.

    An earlier settlement of the act is retracted in the same edition. Raises AlreadyRetracted, Refused.
    """
    if not reason.strip():
        raise Refused({"reason": "Say why this date: the reason is shown beside it."})
    with edition(by=by, at=at, action="settle", reason=reason, role=role) as draft:
        event = living(act)
        before = Settlement.objects.alive().filter(act=act).first()
        if before:
            Settlement.objects.filter(pk=before.pk).update(retracted_in=draft.number)
        made = Settlement.objects.create(act=act, stated=stated.text, reason=reason, recorded_in_id=draft.number)
        draft.tell(
            "dispute_settled",
            act.key,
            before={"date": before.stated} if before else None,
            after={"date": stated.text},
            **keys_of(event),
        )
    return made
