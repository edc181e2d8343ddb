"""What waits for a decision, in the order in which it is best taken."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from sources.models import Candidate, CandidateKind, Decision


class Order(StrEnum):
    """How the queue is sorted: the surest first, or what has waited longest."""

    CONFIDENCE = "confidence"
    AGE = "age"


_COLUMNS = {Order.CONFIDENCE: ("-confidence", "pk"), Order.AGE: ("proposed_at", "pk")}


def waiting(order: Order) -> QuerySet[Candidate]:
    """Open candidates of acts, each with the number of its further tellings (``more``)."""
    return (
        Candidate.objects.filter(kind=CandidateKind.ACT.value, decision=Decision.OPEN.value)
        .select_related("document", "authority", "group", "regime")
        .defer("document__text", "document__sketch")
        .annotate(more=Count("tellings", filter=Q(tellings__withdrawn=False)))
        .order_by(*_COLUMNS[order])
    )


def neighbours(candidate: Candidate, order: Order) -> tuple[Candidate | None, Candidate | None]:
    """The open candidates before and after one in the queue, whether it is open itself or not."""
    queue = Candidate.objects.filter(kind=CandidateKind.ACT.value, decision=Decision.OPEN.value)
    if order is Order.AGE:
        value = candidate.proposed_at
        before = Q(proposed_at__lt=value) | Q(proposed_at=value, pk__lt=candidate.pk)
        after = Q(proposed_at__gt=value) | Q(proposed_at=value, pk__gt=candidate.pk)
        back: tuple[str, ...] = ("-proposed_at", "-pk")
    else:
        sure = candidate.confidence or 0.0
        before = Q(confidence__gt=sure) | Q(confidence=sure, pk__lt=candidate.pk)
        after = Q(confidence__lt=sure) | Q(confidence=sure, pk__gt=candidate.pk)
        back = ("confidence", "-pk")
    earlier = queue.filter(before).only("pk").order_by(*back).first()
    later = queue.filter(after).only("pk").order_by(*_COLUMNS[order]).first()
    return earlier, later
