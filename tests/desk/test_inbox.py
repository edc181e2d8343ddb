"""Documents are kept once and read by whoever has their lease; claims are proposed once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from designations.actions import groups, registry
from designations.domain.acts import NameKind
from designations.models import Group, Regime, RegimeTerms
from sources import archive, inbox, proposing, queries, review, tasks
from sources.models import Candidate, Decision, Document, How, State
from sources.reading import Action, Article, Claim, Reading, Status, read_article
from tests.desk.made import ARTICLE, NOW, SAMPLE, TITLE, TWO_ACTS, candidate, editor, keep


def test_the_same_bytes_are_one_document_that_came_in_twice(world) -> None:
    first, second = keep(), keep()

    assert first == second
    assert Document.objects.count() == 1
    assert first.arrivals.count() == 2
    assert archive.read(first.sha256) == ARTICLE.encode()


def test_a_word_that_was_not_known_has_a_document_read_again(world) -> None:
    unread = keep(published=None)
    inbox.read(unread.pk, at=NOW)

    again = keep()

    assert again.state == State.WAITING.value
    assert again.published_on == date(2024, 6, 4)
    assert keep().state == State.WAITING.value


def test_bringing_a_read_document_once_more_changes_nothing(world) -> None:
    candidate()

    assert keep().state == State.READ.value


@pytest.mark.parametrize(
    ("content", "given", "sentence"),
    [
        pytest.param(b"", {}, "empty", id="empty"),
        pytest.param(b" \n\t ", {}, "empty", id="blank"),
        pytest.param(b"x" * (20 * 2**20), {}, "at most 15 MB", id="20 MB"),
        pytest.param(b"x", {"published": date(2026, 11, 21)}, "yet to come", id="published tomorrow"),
        pytest.param(b"x", {"url": "ftp://example.org/"}, "no web address", id="no web address"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(world, content, given, sentence) -> None:
    with pytest.raises(inbox.NotKept, match=sentence):
        inbox.keep(content, how=How.UPLOAD, at=NOW, given=inbox.Given(**given))

    assert not Document.objects.exists()


def test_a_binary_document_is_held_and_its_bytes_are_kept(world) -> None:
    content = b"\x89PNG\r\n\x1a\n" + bytes(300)
    document = inbox.keep(content, how=How.UPLOAD, at=NOW).document

    held = inbox.read(document.pk, at=NOW)

    assert (held.state, held.lease_until) == (State.HELD.value, None)
    assert "picture" in held.held_why
    assert archive.read(document.sha256) == content


def test_a_claim_becomes_a_candidate_with_its_words_and_their_place(world) -> None:
    found = candidate()

    assert (found.authority.code, found.event_kind, found.group, found.stated) == (
        "KZ",
        "delisted",
        world.group,
        "2024-06-03",
    )
    assert found.regime == world.regime
    assert found.document.text[found.starts : found.ends] == found.evidence
    assert found.proposed["action"] == "delisted"
    assert found.extractor_version == found.document.reader_version


def test_each_claim_of_a_document_is_proposed_once_however_often_it_is_read(world) -> None:
    document = keep(TWO_ACTS)
    inbox.read(document.pk, at=NOW)
    proposed = list(document.candidates.order_by("pk"))

    for _ in range(2):
        inbox.read_again(document)
        inbox.read(document.pk, at=NOW)

    assert [each.event_kind for each in proposed] == ["delisted", "listed"]
    assert list(document.candidates.order_by("pk")) == proposed


def test_a_claim_that_is_read_no_more_is_withdrawn(world) -> None:
    found = candidate(
        "Kazakhstan designated Jamaat Nur as a terrorist organization on 5 June 2024. It said no more.", title="Notes"
    )
    assert (found.group, found.proposed["new_group"]) == (None, True)

    registry.describe_one(
        model=Group,
        key="jamaat-nur",
        columns={"name": "Jamaat Nur"},
        names=[registry.NameStatement("Jamaat Nur", NameKind.PRIMARY)],
        by=editor(),
        at=NOW,
    )
    inbox.read_again(found.document)
    inbox.read(found.document_id, at=NOW)

    found.refresh_from_db()
    known = found.document.candidates.exclude(pk=found.pk).get()
    assert found.decision == Decision.WITHDRAWN.value
    assert (known.decision, known.group.slug) == (Decision.OPEN.value, "jamaat-nur")


def test_a_group_read_as_another_is_proposed_as_that_one(world) -> None:
    old = registry.describe_one(
        model=Group, key="students-movement", columns={"name": "Movement of Students"}, by=editor(), at=NOW
    )
    groups.unify(group=old, into=world.group, by=editor(), at=NOW, reason="Two names of one group.")

    found = candidate(
        "Kazakhstan removed the Movement of Students from its list of terrorist organizations in June 2024."
    )

    assert found.group == world.group


def test_a_sample_is_known_as_one(world) -> None:
    assert candidate(SAMPLE).sample
    assert not candidate().sample


def test_the_readers_word_for_an_extension_is_the_records(world) -> None:
    assert proposing.kind_of(Action.EXTENDED) == "renewed"
    assert {proposing.kind_of(action) for action in Action}


def test_one_reader_at_a_time_has_a_document(world) -> None:
    document = keep()
    leased = inbox._lease(NOW)

    assert leased == document
    assert inbox.read(document.pk, at=NOW) is None
    assert inbox.read_next(at=NOW + inbox.LEASE - timedelta(seconds=1)) is None


def test_a_document_whose_reader_died_is_read_when_its_lease_has_run_out(world) -> None:
    document = keep()
    dead = inbox._lease(NOW)

    read = inbox.read_next(at=NOW + inbox.LEASE)

    assert read == document
    assert read.state == State.READ.value
    assert read.candidates.count() == 1
    assert inbox._read_leased(dead, NOW).read_at == NOW + inbox.LEASE


def test_a_document_that_ends_every_reader_is_held_for_a_person(world) -> None:
    document = keep()
    for attempt in range(inbox.MOST_ATTEMPTS):
        assert inbox._lease(NOW + attempt * inbox.LEASE) == document

    held = inbox.read_next(at=NOW + inbox.MOST_ATTEMPTS * inbox.LEASE)

    assert held.state == State.HELD.value
    assert "began 3 times" in held.held_why
    assert inbox.read_next(at=NOW + timedelta(days=1)) is None


def test_the_sweep_reads_all_that_is_due(world) -> None:
    documents = [keep(f"{ARTICLE}\nCopy {number}.") for number in range(3)]

    tasks.read_document(documents[0].pk)
    assert Document.objects.filter(state=State.READ.value).count() == 1
    tasks.read_waiting()
    assert Document.objects.filter(state=State.READ.value).count() == 3
    assert [str(document) for document in Document.objects.all()]


def test_a_document_whose_bytes_are_lost_is_held(world) -> None:
    document = keep()
    archive.place_of(document.sha256).unlink()

    held = inbox.read(document.pk, at=NOW)

    assert "restore it from a backup" in held.held_why


def test_a_claim_of_an_unknown_authority_or_date_keeps_what_was_read(world) -> None:
    document = candidate().document
    made = Claim("ZZ", Action.LISTED, "nobody", "Nobody", Status.DONE, "1066", "", "", 0, 0, 0.5, (), new_group=False)

    [found] = proposing.propose(document, Reading("en", (made,), ()), NOW)

    assert (found.authority, found.regime, found.group, found.stated) == (None, None, None, "")
    assert (found.proposed["authority"], found.proposed["date"]) == ("ZZ", "1066")
    assert "ZZ listed Nobody" in str(found)
    assert review.suggest(found).advice is review.Advice.UNCLEAR


def test_a_withdrawn_claim_that_is_read_again_is_open_again(world) -> None:
    found = candidate()
    empty, whole = Reading("en", (), ()), read_article(Article(TITLE, found.document.text), queries.vocabulary())
    proposing.propose(found.document, empty, NOW)
    found.refresh_from_db()
    assert found.decision == Decision.WITHDRAWN.value

    proposing.propose(found.document, whole, NOW)

    found.refresh_from_db()
    assert found.decision == Decision.OPEN.value


def test_of_several_lists_none_is_likely_unless_one_alone_is_hard(world) -> None:
    other = registry.describe_one(
        model=Regime,
        key="kz-other",
        columns={"authority": world.regime.authority, "name": "Another list"},
        facts=(RegimeTerms, {"kind": "political_statement", "binds_members": False}),
        by=editor(),
        at=NOW,
    )

    assert queries.likely_regime(world.regime.authority, None) == world.regime
    registry.state_one(
        model=RegimeTerms,
        of={"regime": other},
        says={"kind": "sanctions", "binds_members": False},
        by=editor(),
        at=NOW,
    )
    assert queries.likely_regime(world.regime.authority, None) is None
    assert queries.likely_regime(world.regime.authority, world.group) == world.regime


def test_a_report_is_one_candidate_however_often_it_is_sent(world) -> None:
    said = {"about": "/groups/taliban/", "what": "error", "message": "The date is wrong.", "contact": "a@example.org"}

    first, second = inbox.report(**said, at=NOW), inbox.report(**said, at=NOW)

    found = first.candidates.get()
    assert first == second
    assert (found.kind, found.proposed) == ("report", {"about": "/groups/taliban/", "what": "error"})
    assert first.state == State.READ.value
    assert inbox.read_next(at=NOW) is None


@pytest.mark.parametrize(
    "change",
    [
        {"proposed": {"authority": "RU"}},
        {"evidence": "other words"},
        {"fingerprint": "0" * 64},
        {"extractor_version": "99"},
        {"stated": "2020"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_refuses_to_change_what_was_proposed(world, change) -> None:
    found = candidate()

    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        Candidate.objects.filter(pk=found.pk).update(**change)


def test_the_database_refuses_to_lose_a_candidate(world) -> None:
    found = candidate()

    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        Candidate.objects.filter(pk=found.pk).delete()


@pytest.mark.parametrize(
    "change",
    [
        {"decision": "accepted_new"},
        {"decision": "rejected"},
        {"decision": "somehow"},
        {"decided_at": NOW},
        {"amended_at": NOW},
    ],
    ids=str,
)
def test_the_database_refuses_a_decision_of_nobody(world, change) -> None:
    found = candidate()

    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=found.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [{"state": "held"}, {"state": "read"}, {"state": "lost"}, {"held_why": "why"}, {"sha256": "0" * 64}, {"size": 1}],
    ids=str,
)
def test_the_database_refuses_a_document_in_no_state(world, change) -> None:
    document = keep()

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(**change)
