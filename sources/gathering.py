"""Stories gathered: copies of one text known as one story, and texts that tell of one act brought to one candidate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Q

from designations.actions.statements import usual_effect
from designations.domain.acts import Effect, EventKind
from designations.domain.dates import StatedDate
from sources.models import Candidate, CandidateKind, Decision, Document
from sources.reading import Status
from sources.reading.likeness import COPY, resemblance
from sources.reading.tokens import fold

SAME_ACT = 7
"""Days between the dates that two texts state of one act: of the decision, of its publication, of its effect."""

SAME_NEWS = 14
"""Days between the publication of two texts of one act, where one of them states no date."""

_TOLD_AS_DONE = frozenset({Status.DONE.value, Status.ANNOUNCED.value, Status.HISTORICAL.value})
_LOCK = 0x5354_4F52
"""Whoever looks for a story or a candidate to join holds this to the end of the transaction, so that two readers do
not each open one."""


def one_at_a_time() -> None:
    """Wait until no other transaction gathers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def story_of(document: Document) -> tuple[Document | None, float | None]:
    """The first print of the story that a document is a copy of, and how alike they are; (None, None) for an original.

    Only documents kept before it are looked at, so that a first print never becomes a copy of its copies.
    """
    if not document.sketch or document.copies.exists():
        return None, None
    near = Document.objects.filter(sketch__overlap=document.sketch, pk__lt=document.pk, story=None)
    alike = [(resemblance(document.sketch, each.sketch), each) for each in near.defer("text")]
    share, first = max(alike, key=lambda each: (each[0], -each[1].pk), default=(0.0, None))
    return (first, share) if share >= COPY else (None, None)


def candidate_of(fresh: Candidate) -> tuple[Candidate, str] | None:
    """The open candidate that a claim joins, with the reason; None where it is an act that no open one proposes.

    ``fresh`` is the candidate that it would be, not yet saved. A later version of a document (of the same address)
    never joins the candidate of the earlier one: what changed is for a person to see.
    """
    found: list[tuple[int, int, Candidate, str]] = []
    for other in _about_the_same(fresh):
        if fresh.document.url and fresh.document.url in _addresses(other):
            continue
        if fresh.document.first_print == other.document.first_print:
            share = fresh.document.likeness or other.document.likeness or 1.0
            found.append((-1, other.pk, other, f"A copy of a story that told of it before ({share:.0%} alike)."))
            continue
        days = _days_between(fresh, other)
        if days is not None:
            found.append((days, other.pk, other, _why(fresh, other, days)))
    if not found:
        return None
    _, _, nearest, why = min(found, key=lambda each: each[:2])
    return nearest, why


def _about_the_same(fresh: Candidate) -> Iterable[Candidate]:
    """Open candidates of other documents on the same authority and group, to the same effect, as far along."""
    kind = EventKind(fresh.event_kind)
    alike = [other.value for other in EventKind if _to_one_effect(kind, other)]
    told = _TOLD_AS_DONE if fresh.status in _TOLD_AS_DONE else {fresh.status}
    others = (
        Candidate.objects.filter(
            kind=CandidateKind.ACT.value,
            decision=Decision.OPEN.value,
            extractor=fresh.extractor,
            sample=fresh.sample,
            proposed__authority=fresh.proposed["authority"],
            event_kind__in=alike,
            status__in=told,
            group=fresh.group,
        )
        .exclude(Q(document=fresh.document) | Q(tellings__document=fresh.document))
        .select_related("document")
        .prefetch_related("tellings__document")
        .order_by("pk")
    )
    if fresh.group is not None:
        return others
    name = fold(fresh.proposed["group_name"])
    return [other for other in others if fold(other.proposed["group_name"]) == name]


def _to_one_effect(kind: EventKind, other: EventKind) -> bool:
    effect = usual_effect(kind)
    return kind is other or (effect is not Effect.NONE and effect is usual_effect(other))


def _addresses(candidate: Candidate) -> set[str]:
    return {candidate.document.url, *(telling.document.url for telling in candidate.tellings.all())}


def _days_between(fresh: Candidate, other: Candidate) -> int | None:
    """Days between what two texts say of when; None where that is too many for one act, or unknown."""
    if fresh.stated and other.stated:
        dates = [StatedDate.parse(fresh.stated), *_dates(other)]
        days = min(dates[0].days_apart(each) for each in dates[1:])
        return days if days <= SAME_ACT else None
    first, second = (_news_day(each) for each in (fresh, other))
    if first is None or second is None:
        return None
    days = abs((first - second).days)
    return days if days <= SAME_NEWS else None


def _dates(candidate: Candidate) -> list[StatedDate]:
    told = (telling.stated for telling in candidate.tellings.all() if not telling.withdrawn)
    return [StatedDate.parse(text) for text in dict.fromkeys((candidate.stated, *told)) if text]


def _news_day(candidate: Candidate) -> date | None:
    stated = StatedDate.parse(candidate.stated) if candidate.stated else None
    return (stated.latest if stated else None) or candidate.document.published_on


def _why(fresh: Candidate, other: Candidate, days: int) -> str:
    what = "The same authority, group and effect"
    if not (fresh.stated and other.stated):
        return f"{what}, in the news within {days + 1} days." if days else f"{what}, in the news on one day."
    if days == 0:
        return f"{what}, and dates that agree."
    return f"{what}; the dates are {days} day{'s' if days > 1 else ''} apart."
