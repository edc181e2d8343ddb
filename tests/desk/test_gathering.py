"""Texts that tell of one act make one candidate; copies of one story are one story."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from designations.actions import registry
from designations.domain.acts import NameKind
from designations.models import Group
from sources import inbox, proposing, review
from sources.models import Candidate, Decision, Document, Telling
from sources.reading import Action, Claim, Reading, Status
from tests.desk.made import NOW, editor, keep

REMOVED = {
    "en": "Kazakhstan removed the Taliban from its list of terrorist organizations on 3 June 2024, a ministry said.",
    "en again": "The Taliban are off Kazakhstan's blacklist. Astana struck the movement from its list of terrorist"
    " organisations on Monday, and businessmen were glad of it.",
    "ru": "Казахстан исключил «Талибан» из списка террористических организаций. Об этом в понедельник.",
    "de": "Kasachstan hat die Taliban am Montag von seiner Liste der Terrororganisationen gestrichen.",
}
DESIGNATED = {
    "en": "Kazakhstan designated Jamaat Nur as a terrorist organization on 5 June 2024, the prosecutors wrote.",
    "en again": "A court in Astana declared Jamaat Nur a terrorist organisation on Wednesday.",
    "en once more": "Kazakhstan has declared Jamaat Nur a terrorist organisation, officials said on Thursday.",
}
BANNED = {
    "en": "Kazakhstan declared Hizb ut-Tahrir a terrorist organisation on 4 June 2024. The group denies any violence.",
    "es": "Kazajistán declaró el martes organización terrorista a Hizb ut-Tahrir, según el ministerio.",
    "fr": "Le Kazakhstan a classé mardi le Hizb ut-Tahrir comme organisation terroriste, a annoncé le ministère.",
}


def read(text, title="Notes", published=date(2024, 6, 6), **more) -> Document:
    document = inbox.read(keep(text, title=title, published=published, **more).pk, at=NOW)
    assert document is not None
    return document


def describe(slug, name):
    registry.describe_one(
        model=Group,
        key=slug,
        columns={"name": name},
        names=[registry.NameStatement(name, NameKind.PRIMARY)],
        by=editor(),
        at=NOW,
    )


def test_ten_rewordings_of_three_stories_make_three_candidates(world) -> None:
    describe("hizb-ut-tahrir", "Hizb ut-Tahrir")

    for text in [*REMOVED.values(), *DESIGNATED.values(), *BANNED.values()]:
        read(text)

    candidates = Candidate.objects.order_by("pk")
    assert [(each.event_kind, each.proposed["group_name"], each.tellings.count()) for each in candidates] == [
        ("delisted", "Taliban", 3),
        ("listed", "Jamaat Nur", 2),
        ("listed", "Hizb ut-Tahrir", 2),
    ]
    assert {telling.document.language for telling in Telling.objects.all()} == {"en", "ru", "de", "es", "fr"}
    assert all(telling.why.startswith("The same authority, group and effect") for telling in Telling.objects.all())


def test_an_accepted_candidate_gives_every_text_as_a_citation_with_its_own_date(world) -> None:
    read(REMOVED["en"])
    read("Kazakhstan removed the Taliban from its terrorist list on 4 June 2024, says another paper of the steppe.")
    found = Candidate.objects.get()

    review.accept_as_same(candidate=found, act=world.delisted, edits=review.edits_of(found), by=editor(), at=NOW)

    event = world.delisted.events.get(retracted_in=None)
    dates = list(event.citations.order_by("pk").values_list("stated", flat=True))
    assert dates == ["2023-12-29", "2024-06-03", "2024-06-04"]
    assert Telling.objects.get().citation_key == event.citations.order_by("pk").last().key


WIRE = """Kazakhstan put the Taliban back on its list of terrorist organizations on 3 June 2024, a ministry said.
Ministers in other capitals took note of the step and said that they would look at what it means for
trade and transit. The movement has ruled in Kabul since August 2021, and traders in Almaty fear for the
trains to Mazar that were to run this autumn."""


def test_ten_prints_of_one_agency_story_are_one_story_with_ten_citations(world) -> None:
    prints = [read(f"{WIRE} Paper number {number} printed this.", title=f"Print {number}") for number in range(10)]

    assert [document.story for document in prints] == [None, *[prints[0]] * 9]
    assert all(document.likeness > 0.5 for document in prints[1:])
    found = Candidate.objects.get()
    assert all("copy of a story" in telling.why for telling in found.tellings.all())

    event = review.accept_as_new(candidate=found, edits=review.edits_of(found), by=editor(), at=NOW)

    assert event.citations.count() == 10
    assert [citation.read for citation in event.citations.order_by("pk")] == [True, *[False] * 9]


def test_another_report_is_a_story_of_its_own(world) -> None:
    read(WIRE)
    own = read("Kazakhstan has put the Taliban back on its terrorist list as of 3 June 2024, our correspondent learnt.")

    assert own.story is None
    found = Candidate.objects.get()
    event = review.accept_as_new(candidate=found, edits=review.edits_of(found), by=editor(), at=NOW)
    assert [citation.read for citation in event.citations.all()] == [True, True]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        pytest.param("Kazakhstan removed the Taliban from its terrorist list on 3 July.", date(2024, 7, 4), id="later"),
        pytest.param("Kazakhstan put the Taliban on its terrorist list on 4 June.", date(2024, 6, 6), id="reverse"),
        pytest.param("Kazakhstan may remove the Taliban from its terrorist list.", date(2024, 6, 2), id="a plan"),
        pytest.param("Kazakhstan has removed the Taliban from its terrorist list.", date(2024, 6, 25), id="other news"),
        pytest.param("Kazakhstan has removed the Taliban from its terrorist list.", None, id="no day at all"),
    ],
)
def test_what_may_be_another_act_is_a_candidate_of_its_own(world, text, published) -> None:
    read("Kazakhstan has removed the Taliban from its list of terrorist organizations.")

    read(text, published=published)

    assert Candidate.objects.count() == 2


def test_a_text_without_a_date_joins_what_was_in_the_news_on_those_days(world) -> None:
    read(REMOVED["en"])
    first = Candidate.objects.get()
    copy = first.proposed | {"date": None}
    other = keep("A text without a date, which the reader is said to have read.", published=date(2024, 6, 6))

    proposing.propose(other, Reading("en", (_claim(copy),), ()), NOW)

    assert Telling.objects.get().why == "The same authority, group and effect, in the news within 4 days."


def _claim(proposed) -> Claim:
    named = proposed | {"action": Action(proposed["action"]), "status": Status(proposed["status"])}
    return Claim(**named | {"reasons": tuple(proposed["reasons"])})


def test_dates_some_days_apart_join_and_the_days_are_told(world) -> None:
    read(REMOVED["en"])
    read("Kazakhstan removed the Taliban from its list of terrorist organizations on 5 June 2024.")

    assert Telling.objects.get().why.endswith("the dates are 2 days apart.")


def test_a_changed_article_opens_a_candidate_of_its_own(world) -> None:
    address = "https://example.org/news/1"
    read(REMOVED["en"], url=address)
    read(REMOVED["en"].replace("3 June", "4 June") + " This text was corrected.", url=address)

    assert Candidate.objects.count() == 2


def test_a_decided_candidate_gathers_no_more(world) -> None:
    read(REMOVED["en"])
    review.reject(candidate=Candidate.objects.get(), by=editor(), at=NOW, why="Seen before.")

    read(REMOVED["en again"])

    assert Candidate.objects.filter(decision=Decision.OPEN.value).count() == 1


def test_a_telling_is_proposed_once_and_withdrawn_when_it_is_read_no_more(world) -> None:
    read(REMOVED["en"])
    document = read(REMOVED["de"])
    for _ in range(2):
        inbox.read_again(document)
        inbox.read(document.pk, at=NOW)
    assert Telling.objects.get().withdrawn is False

    proposing.propose(document, Reading("de", (), ()), NOW)

    assert Telling.objects.get().withdrawn is True
    inbox.read_again(document)
    inbox.read(document.pk, at=NOW)
    assert Telling.objects.get().withdrawn is False


def test_a_candidate_stays_open_while_another_text_tells_of_it(world) -> None:
    first = read(REMOVED["en"])
    read(REMOVED["de"])

    proposing.propose(first, Reading("en", (), ()), NOW)

    assert Candidate.objects.get().decision == Decision.OPEN.value


def test_a_document_with_copies_never_becomes_one(world) -> None:
    first = read(WIRE)
    second = read(f"{WIRE} Second print.")
    assert second.story == first

    inbox.read_again(first)
    inbox.read(first.pk, at=NOW)

    first.refresh_from_db()
    assert first.story is None


def test_what_a_document_tells_is_kept_as_it_was(world) -> None:
    read(REMOVED["en"])
    read(REMOVED["de"])
    telling = Telling.objects.get()

    for change in (lambda: telling.delete(), lambda: Telling.objects.update(evidence="Other words.")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
