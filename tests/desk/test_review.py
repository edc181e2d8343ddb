"""Candidates are decided by a person; what the machine proposed stays beside it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from designations.actions.acts import AlreadyRetracted, DoesNotFit, retract
from designations.actions.statements import Refused
from designations.domain.acts import Effect, EventKind
from designations.domain.dates import StatedDate
from designations.models import Act, Citation, Event
from sources import inbox, proposing, review
from sources.models import Candidate, Decision
from sources.reading import Action, Claim, Reading, Status
from sources.review import Advice
from tests.desk.made import NOW, SAMPLE, candidate, editor, publish

LISTS_AGAIN = "Kazakhstan put the Taliban back on its list of terrorist organizations on 3 June 2024."


def accept_as_same(found, act):
    return review.accept_as_same(candidate=found, act=act, edits=review.edits_of(found), by=editor(), at=NOW)


def accept_as_new(found, **more):
    return review.accept_as_new(candidate=found, edits=review.edits_of(found), by=editor(), at=NOW, **more)


def test_a_known_act_half_a_year_away_is_proposed_as_the_same(world) -> None:
    told = review.suggest(candidate())

    assert told.advice is Advice.SAME
    assert told.near[0].event.act == world.delisted
    assert told.near[0].days == 157
    assert "2023-12-29" in told.why
    assert "157 days" in told.why


def test_an_act_that_was_undone_between_is_not_the_same(world) -> None:
    publish(world.regime, world.group, EventKind.LISTED, Effect.OPEN, "2024-02-01")

    told = review.suggest(candidate())

    assert (told.advice, told.near) == (Advice.NEW, ())


def test_an_act_undone_later_is_still_the_same(world) -> None:
    publish(world.regime, world.group, EventKind.LISTED, Effect.OPEN, "2025-02-01")

    assert review.suggest(candidate()).near[0].event.act == world.delisted


def test_an_act_of_another_year_is_a_new_one(world) -> None:
    told = review.suggest(candidate(ARTICLE_OF_2026, published=date(2026, 6, 4)))

    assert told.advice is Advice.NEW
    assert "kz-court-list" in told.why


ARTICLE_OF_2026 = "Kazakhstan removed the Taliban from its list of terrorist organizations on 3 June 2026, it was said."


def test_a_citation_that_states_the_date_makes_an_act_near(world) -> None:
    accept_as_same(candidate(), world.delisted)

    [near] = review.nearest_acts(candidate(ARTICLE_OF_2024_AGAIN))

    assert near.days == 0
    assert [str(each) for each in near.dates] == ["2023-12-29", "2024-06-03"]


ARTICLE_OF_2024_AGAIN = (
    "A second paper has it too: Kazakhstan removed the Taliban from its list of terrorist organizations on 3 June 2024."
)


def test_a_call_by_others_is_no_act(world) -> None:
    found = candidate("Activists urged Kazakhstan to remove the Taliban from its terrorist list.", title="An appeal")

    assert found.status == "called_for"
    assert review.suggest(found).advice is Advice.REJECT


def test_a_group_that_the_record_does_not_know_is_asked_for(world) -> None:
    found = candidate("Kazakhstan designated Jamaat Nur as a terrorist organization on 5 June 2024.", title="Notes")

    told = review.suggest(found)

    assert told.advice is Advice.UNCLEAR
    assert "Jamaat Nur" in told.why
    with pytest.raises(Refused, match="Say which group"):
        accept_as_new(found)


def test_the_same_act_gains_a_citation_with_its_own_date(world) -> None:
    found = candidate()
    events = Event.objects.count()

    citation = accept_as_same(found, world.delisted)

    assert Event.objects.count() == events
    assert citation.event.act == world.delisted
    assert (citation.stated, citation.quote, citation.bytes_sha256) == (
        "2024-06-03",
        found.evidence,
        found.document.sha256,
    )
    found.refresh_from_db()
    assert (found.decision, found.published_as, found.citation_key) == ("accepted_same", world.delisted, citation.key)
    assert (found.decided_by, found.decided_at) == (editor(), NOW)


def test_a_new_act_is_published_with_its_document_as_evidence(world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")

    event = accept_as_new(found)

    assert (event.regime, event.group, event.kind, event.effect) == (world.regime, world.group, "reinstated", "open")
    assert event.stated == "2024-06-03"
    [citation] = event.citations.all()
    assert (citation.publisher, citation.title, citation.published_on) == (
        "Morning Post",
        "Back on the list",
        "2024-06-04",
    )
    assert Candidate.objects.get(pk=found.pk).published_as == event.act


def test_what_the_machine_proposed_and_what_the_person_decided_stay_apart(world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    before = dict(found.proposed)

    edits = replace(review.edits_of(found), kind=EventKind.LISTED, stated=StatedDate.parse("2024-06"))
    review.accept_as_new(candidate=found, edits=edits, by=editor(), at=NOW, why="The day was not given.")

    found.refresh_from_db()
    assert found.proposed == before
    assert (found.decided["kind"], found.decided["stated"]) == ("listed", "2024-06")
    assert Event.objects.get(act=found.published_as).stated == "2024-06"


def test_an_amended_candidate_stays_open_and_is_decided_as_amended(world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    edits = replace(review.edits_of(found), note="Read twice.", stated=StatedDate.parse("2024"))
    review.amend(candidate=found, edits=edits, by=editor(), at=NOW)

    found.refresh_from_db()

    assert (found.decision, found.amended_by) == ("open", editor())
    assert review.edits_of(found) == edits
    assert accept_as_new(found).note == "Read twice."


def test_an_announcement_changes_no_listing(world) -> None:
    found = candidate("Kazakhstan will remove the Taliban from its terrorist list, its president said.", title="Soon")

    edits = review.edits_of(found)

    assert found.status == "announced"
    assert (edits.kind, edits.effect) == (EventKind.ANNOUNCED, Effect.NONE)


def test_of_an_act_without_a_date_the_day_of_publication_is_the_latest(world) -> None:
    document = candidate().document
    [found, *_] = proposing.propose(document, Reading("en", (claim(Action.LISTED, None),), ()), NOW)

    edits = review.edits_of(found)

    assert (found.stated, found.starts) == ("", None)
    assert (str(edits.stated), edits.source_states) == ("../2024-06-04", None)
    assert review.suggest(found).advice is Advice.NEW


def claim(action: Action, stated: str | None, status: Status = Status.DONE) -> Claim:
    """A claim on Kazakhstan and the Taliban, as a reader could make it."""
    return Claim("KZ", action, "taliban", "Taliban", status, stated, "", "", 0, 0, 0.5, ("made",), new_group=False)


@pytest.mark.parametrize(
    ("made", "near"),
    [
        pytest.param(claim(Action.DELISTED, None), True, id="news without a date, half a year later"),
        pytest.param(claim(Action.LISTED, None), False, id="news without a date, long after"),
        pytest.param(claim(Action.LISTED, None, Status.HISTORICAL), True, id="history without a date"),
        pytest.param(claim(Action.LISTED, "2005"), True, id="the year agrees"),
        pytest.param(claim(Action.LISTED, "2004-12"), True, id="a month before"),
        pytest.param(claim(Action.LISTED, "2006-04-20"), False, id="more than a year after"),
        pytest.param(claim(Action.REINSTATED, "2005-03-15"), True, id="another word of the same effect"),
        pytest.param(claim(Action.CONFIRMED, "2010-05-03"), True, id="confirmed in the same week"),
        pytest.param(claim(Action.CONFIRMED, "2010-05-20"), False, id="confirmed in another week"),
        pytest.param(claim(Action.EXTENDED, "2010-05-01"), False, id="renewed on the day of a confirmation"),
    ],
)
def test_an_act_is_near_by_list_group_effect_and_date(world, made, near) -> None:
    publish(world.regime, world.group, EventKind.CONFIRMED, Effect.NONE, "2010-05-01")
    [found, *_] = proposing.propose(candidate().document, Reading("en", (made,), ()), NOW)

    told = review.suggest(found)

    assert told.advice is (Advice.SAME if near else Advice.NEW)


def test_without_a_list_the_acts_of_every_list_of_the_authority_are_near(world) -> None:
    found = candidate()
    review.amend(candidate=found, edits=replace(review.edits_of(found), regime=None), by=editor(), at=NOW)
    found.refresh_from_db()

    assert review.suggest(found).near[0].event.act == world.delisted
    review.amend(
        candidate=found,
        edits=replace(review.edits_of(found), regime=None, stated=StatedDate.parse("2015")),
        by=editor(),
        at=NOW,
    )
    found.refresh_from_db()
    assert "choose the list" in review.suggest(found).why


def test_what_does_not_fit_is_refused_in_the_words_of_the_domain(world) -> None:
    found = candidate()

    with pytest.raises(DoesNotFit, match=r"Kazakhstan's list .* does not hold Taliban on 2024-06-03"):
        accept_as_new(found)

    found.refresh_from_db()
    assert found.decision == "open"
    assert accept_as_new(found, although_it_does_not_fit=True).kind == "delisted"


def test_a_sample_ends_as_a_candidate(world, settings) -> None:
    found = candidate(SAMPLE)
    edits = replace(review.edits_of(found), title="An innocent title")

    for decide in (
        lambda: review.accept_as_same(candidate=found, act=world.delisted, edits=edits, by=editor(), at=NOW),
        lambda: review.accept_as_new(candidate=found, edits=edits, by=editor(), at=NOW, although_it_does_not_fit=True),
    ):
        with pytest.raises(Refused, match="SAMPLE"):
            decide()

    settings.ATLAS_DEMO = True
    citation = review.accept_as_same(candidate=found, act=world.delisted, edits=edits, by=editor(), at=NOW)
    assert citation.title == "SAMPLE: An innocent title"


def test_a_candidate_is_rejected_for_a_reason_and_may_be_opened_again(world) -> None:
    found = candidate()

    with pytest.raises(Refused, match="Say why"):
        review.reject(candidate=found, by=editor(), at=NOW, why=" ")
    review.reject(candidate=found, by=editor(), at=NOW, why="It reports a rumour.")
    review.reopen(candidate=found, by=editor(), at=NOW)

    found.refresh_from_db()
    assert (found.decision, found.why, found.decided_by) == ("open", "It reports a rumour.", None)
    accept_as_same(found, world.delisted)


def test_the_second_of_two_editors_is_told(world) -> None:
    found = candidate()
    accept_as_same(found, world.delisted)
    citations = Citation.objects.count()

    for decide in (
        lambda: accept_as_same(found, world.delisted),
        lambda: accept_as_new(found),
        lambda: review.reject(candidate=found, by=editor(), at=NOW, why="No."),
        lambda: review.amend(candidate=found, edits=review.edits_of(found), by=editor(), at=NOW),
        lambda: review.reopen(candidate=found, by=editor(), at=NOW),
    ):
        with pytest.raises(review.AlreadyDecided, match="already accepted same by editor"):
            decide()
    assert Citation.objects.count() == citations


def test_a_decision_that_the_record_refuses_leaves_the_candidate_open(world) -> None:
    found = candidate()
    retract(act=world.delisted, by=editor(), at=NOW, reason="A test of it.")

    with pytest.raises(AlreadyRetracted):
        accept_as_same(found, world.delisted)

    assert Candidate.objects.get(pk=found.pk).decision == Decision.OPEN.value


def test_what_was_accepted_stays_accepted(world) -> None:
    found = candidate()
    accept_as_same(found, world.delisted)

    with pytest.raises(IntegrityError, match="stands in the record"), transaction.atomic():
        Candidate.objects.filter(pk=found.pk).update(why="Another word.")


def test_a_report_is_answered_and_states_no_act(world) -> None:
    document = inbox.report(about="/acts/x/", what="error", message="The date is wrong.", contact="", at=NOW)
    found = document.candidates.get()

    with pytest.raises(Refused, match="states no act"):
        review.accept_as_same(candidate=found, act=Act.objects.first(), edits=None, by=editor(), at=NOW)
    review.answer(candidate=found, by=editor(), at=NOW, why="Corrected.")

    found.refresh_from_db()
    assert (found.decision, found.why) == ("answered", "Corrected.")


def test_an_act_is_not_answered(world) -> None:
    with pytest.raises(Refused, match="Only a report"):
        review.answer(candidate=candidate(), by=editor(), at=NOW, why="Done.")
