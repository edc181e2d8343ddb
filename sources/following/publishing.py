"""What follows a good read: certain matches published where a list may do so, and the record told."""

from __future__ import annotations

from datetime import datetime

from designations.actions.refusals import REFUSALS
from sources import review
from sources.following import telling
from sources.lists.guarding import RemovalKind
from sources.models import WITH_A_GROUP, Candidate, Decision, ListChange, Source
from sources.review import Advice

WHY = "Published as the official list has it; its group was matched for certain."


def follow_up(source: Source, *, at: datetime) -> list[str]:
    """Do what follows from a good read of a list; a line for each thing done or found."""
    source.refresh_from_db()
    lines = []
    if source.publishes_certain:
        done, left = publish_certain(source, at=at)
        lines.append(f"{done} acts published, {left} left to an editor")
    return [*lines, *telling.tell(source, at=at)]


def publish_certain(source: Source, *, at: datetime) -> tuple[int, int]:
    """Publish what a list says of groups that are surely matched; how many acts, and how many wait for an editor.

    Only where the act is plainly a new one that fits, or plainly one that is known; what a mere likeness suggests,
    and removals that may be something else, wait.
    """
    changes = ListChange.objects.filter(
        snapshot__source=source,
        candidate__decision=Decision.OPEN.value,
        candidate__amended_at=None,
        entry__answer__in=WITH_A_GROUP,
        removal__in=["", RemovalKind.REAL.value],
    )
    done = left = 0
    for pk in changes.order_by("snapshot", "pk").values_list("candidate", flat=True):
        candidate = Candidate.objects.select_related("document", "regime__authority", "group").get(pk=pk)
        if _publish(candidate, at):
            done += 1
        else:
            left += 1
    return done, left


def _publish(candidate: Candidate, at: datetime) -> bool:
    suggestion, edits = review.suggest(candidate), review.edits_of(candidate)
    by = telling.account()
    try:
        if suggestion.advice is Advice.NEW:
            review.accept_as_new(candidate=candidate, edits=edits, by=by, at=at, why=WHY)
            return True
        if suggestion.advice is Advice.SAME and suggestion.near[0].days == 0:
            act = suggestion.near[0].event.act
            review.accept_as_same(candidate=candidate, act=act, edits=edits, by=by, at=at, why=WHY)
            return True
    except (*REFUSALS, review.AlreadyDecided):
        return False
    return False
