"""Decisions are written down for ever, may be undone, and are what the reader is judged by."""

import pytest
from django.db import IntegrityError, transaction

from designations.actions.statements import Refused
from designations.domain.acts import Effect, EventKind
from designations.models import Event
from sources import inbox, review
from sources.models import Candidate, Verdict
from tests.desk.made import NOW, SAMPLE, candidate, cited, editor, publish, statement
from tests.desk.test_review import ARTICLE_OF_2026, LISTS_AGAIN, accept_as_new, accept_as_same


def alive(act) -> list[Event]:
    return list(act.events.filter(retracted_in=None))


def rulings(found) -> list[str]:
    return list(Verdict.objects.filter(candidate=found).order_by("pk").values_list("ruling", flat=True))


def test_a_new_act_is_retracted_and_its_candidate_opens(world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    act = accept_as_new(found).act

    review.undo(candidate=found, by=editor(), at=NOW)

    assert alive(act) == []
    found.refresh_from_db()
    assert (found.decision, found.published_as, found.decided_by) == ("open", None, None)
    assert rulings(found) == ["accepted_new", "undone"]
    assert Verdict.objects.filter(candidate=found).first().act_key == act.key


def test_an_undone_candidate_may_be_decided_once_more(world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    accept_as_new(found)
    review.undo(candidate=found, by=editor(), at=NOW)

    event = accept_as_new(found)

    assert alive(event.act) == [event]


def test_an_added_citation_is_left_out_again(world) -> None:
    found = candidate()
    accept_as_same(found, world.delisted)

    review.undo(candidate=found, by=editor(), at=NOW, why="Another paper was meant.")

    [event] = alive(world.delisted)
    assert [citation.key for citation in event.citations.all()] == ["c1"]
    found.refresh_from_db()
    assert (found.decision, found.citation_key) == ("open", "")


def test_a_rejection_is_lifted(world) -> None:
    found = candidate()
    review.reject(candidate=found, by=editor(), at=NOW, why="No act.")

    review.undo(candidate=found, by=editor(), at=NOW)

    found.refresh_from_db()
    assert (found.decision, found.why) == ("open", "")


def test_an_act_that_gained_other_evidence_is_left_to_the_record(world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    act = accept_as_new(found).act
    accept_as_same(candidate(LISTS_AGAIN + " A second paper says so.", title="Another"), act)

    with pytest.raises(Refused, match="other evidence"):
        review.undo(candidate=found, by=editor(), at=NOW)

    assert len(alive(act)) == 1


def test_an_open_candidate_has_nothing_to_undo(world) -> None:
    with pytest.raises(review.AlreadyDecided):
        review.undo(candidate=candidate(), by=editor(), at=NOW)


def test_what_stands_in_the_record_is_opened_by_nobody_else(world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    accept_as_new(found)

    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=found.pk).update(
            decision="open", decided_at=None, decided_by=None, published_as=None, citation_key=""
        )


def test_verdicts_are_only_added(world) -> None:
    review.reject(candidate=candidate(), by=editor(), at=NOW, why="No act.")

    for change in (Verdict.objects.all().delete, lambda: Verdict.objects.update(why="Other.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_every_kind_of_decision_is_written_down(world) -> None:
    found = candidate()
    review.amend(candidate=found, edits=review.edits_of(found), by=editor(), at=NOW)
    review.reject(candidate=found, by=editor(), at=NOW, why="No act.")
    review.reopen(candidate=found, by=editor(), at=NOW)

    assert rulings(found) == ["amended", "rejected", "reopened"]
    report = inbox.report(about="/x/", what="error", message="A date is wrong.", contact="", at=NOW).candidates.get()
    review.answer(candidate=report, by=editor(), at=NOW, why="It was mended.")
    assert rulings(report) == ["answered"]


def test_the_reader_is_judged_by_what_was_decided(world) -> None:
    as_proposed = candidate(LISTS_AGAIN, title="Back on the list")
    accept_as_new(as_proposed)
    changed = candidate(ARTICLE_OF_2026, title="Off the list")
    edits = review.edits_of(changed)
    other = statement(world.regime, world.group, EventKind.DELISTED, Effect.CLOSE, "2026-05-31")
    review.accept_as_new(
        candidate=changed, edits=type(edits)(**{**vars_of(edits), "stated": other.stated}), by=editor(), at=NOW
    )
    review.reject(candidate=candidate(), by=editor(), at=NOW, why="No act.")
    candidate("Kazakhstan designated Jamaat Nur as a terrorist organization on 5 June 2024.", title="Notes")
    candidate(SAMPLE)

    [row] = review.accuracy()

    assert (row.right, row.changed, row.rejected, row.open, row.withdrawn) == (1, 1, 1, 1, 0)
    assert (row.decided, row.share) == (3, 1 / 3)


def vars_of(edits) -> dict:
    return {name: getattr(edits, name) for name in type(edits).__dataclass_fields__}


def test_before_the_first_decision_there_is_no_share(world) -> None:
    assert review.accuracy() == []
    candidate()

    [row] = review.accuracy()

    assert row.share is None


def test_the_evidence_of_a_known_act_stays_when_a_citation_is_undone(world) -> None:
    act = publish(world.regime, world.group, EventKind.LISTED, Effect.OPEN, "2026-01-05")
    assert cited().title
    found = candidate("Kazakhstan put the Taliban on its list of terrorist organizations on 5 January 2026.", title="N")
    accept_as_same(found, act)

    review.undo(candidate=found, by=editor(), at=NOW)

    assert alive(act)[0].stated == "2026-01-05"
