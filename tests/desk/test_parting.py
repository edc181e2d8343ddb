"""A telling that joined a candidate wrongly is parted from it by a person."""

import pytest
from django.urls import reverse

from designations.actions.statements import Refused
from sources import inbox, review
from sources.models import Candidate, Document, Telling
from tests.desk.made import NOW, candidate, editor, keep
from tests.desk.test_review import LISTS_AGAIN
from tests.desk.test_review_pages import desk, page

__all__ = ["desk"]

OTHER = LISTS_AGAIN.replace("put", "has put").replace("3 June", "4 June")


@pytest.fixture
def joined(world) -> Telling:
    """What a second article tells, of the candidate of a first."""
    candidate(LISTS_AGAIN, title="Back on the list")
    inbox.read(keep(OTHER, title="Other").pk, at=NOW)
    return Telling.objects.get()


def test_a_parted_telling_is_a_candidate_of_its_own(joined) -> None:
    own = review.part(telling=joined, by=editor(), at=NOW)

    joined.refresh_from_db()
    assert joined.withdrawn
    assert (own.document, own.stated, own.proposed) == (joined.document, "2024-06-04", joined.proposed)
    assert (own.event_kind, own.group, own.decision) == ("reinstated", joined.candidate.group, "open")
    assert own.amended_by == editor()


def test_reading_it_again_neither_joins_it_nor_proposes_it_twice(joined) -> None:
    own = review.part(telling=joined, by=editor(), at=NOW)
    Document.objects.filter(pk=joined.document_id).update(state="waiting")

    inbox.read(joined.document_id, at=NOW)

    assert Telling.objects.get().withdrawn
    assert Candidate.objects.filter(document=joined.document).get() == own


def test_a_parted_telling_is_no_evidence_of_the_act(joined) -> None:
    first = joined.candidate
    review.part(telling=joined, by=editor(), at=NOW)

    event = review.accept_as_new(candidate=first, edits=review.edits_of(first), by=editor(), at=NOW)

    assert event.citations.count() == 1


def test_what_counts_no_longer_or_is_decided_is_not_parted(joined) -> None:
    review.part(telling=joined, by=editor(), at=NOW)
    with pytest.raises(Refused):
        review.part(telling=joined, by=editor(), at=NOW)

    review.reject(candidate=joined.candidate, by=editor(), at=NOW, why="Seen before.")
    with pytest.raises(review.AlreadyDecided):
        review.part(telling=joined, by=editor(), at=NOW)


def test_the_page_of_a_candidate_parts_and_leads_to_what_was_parted(desk, joined) -> None:
    address = reverse("sources:part", args=[joined.candidate_id, joined.pk])
    assert address in desk.get(page(joined.candidate)).text
    assert desk.get(address).status_code == 405

    answer = desk.post(address)

    own = Candidate.objects.get(document=joined.document)
    assert answer.url == f"{page(joined.candidate)}?by=confidence"
    shown = desk.get(answer.url).text
    assert page(own) in shown
    assert address not in shown
    assert desk.post(address).status_code == 302
    assert Candidate.objects.count() == 2
    assert desk.post(reverse("sources:part", args=[own.pk, joined.pk])).status_code == 404
