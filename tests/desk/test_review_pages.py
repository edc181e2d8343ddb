"""The desk at /review/: a queue, a candidate, a decision that leads on to the next one."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from config.editors import make_editor
from designations.models import Event
from sources import inbox, review
from sources.models import Candidate, Decision, Telling, Verdict
from tests.counting import hold
from tests.desk.made import NOW, candidate, editor, keep
from tests.desk.test_review import LISTS_AGAIN

QUEUE = reverse("sources:queue")
COUNTS = Path(__file__).with_name("query_counts.json")
PLAN = "Kazakhstan designated Jamaat Nur as a terrorist organization on 5 June 2024."


@pytest.fixture
def desk(world) -> Client:
    make_editor("reviewer", "a password of no use")
    client = Client()
    client.force_login(get_user_model().objects.get(username="reviewer"))
    return client


def page(found: Candidate) -> str:
    return reverse("sources:candidate", args=[found.pk])


def filled(client: Client, found: Candidate, **changes: object) -> dict:
    """What the form of the page sends as it stands."""
    shown = html.fromstring(client.get(page(found)).content)
    [form] = shown.xpath("//form[@id='decision']")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"} | changes


def send(client: Client, found: Candidate, do: str, **changes: object):
    return client.post(page(found), filled(client, found, do=do, **changes))


@pytest.mark.parametrize("address", [QUEUE, reverse("sources:accuracy"), reverse("sources:candidate", args=[1])])
def test_the_desk_is_for_editors(world, client, address) -> None:
    assert client.get(address).url.startswith(reverse("admin:login"))
    get_user_model().objects.create_user("clerk", is_staff=True)
    client.force_login(get_user_model().objects.get(username="clerk"))
    assert client.get(address).status_code == 403


def test_an_empty_queue_says_so(desk) -> None:
    answer = desk.get(QUEUE)

    assert "Nothing waits" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer


def test_the_queue_is_sorted_by_confidence_or_by_age(desk) -> None:
    sure, other = candidate(), candidate(PLAN, title="Notes")
    assert sure.confidence != other.confidence
    surest, least = sorted((sure, other), key=lambda each: -each.confidence)

    def order(by):
        return re.findall(r'href="/review/(\d+)/\?by=\w+" data-row', desk.get(QUEUE, {"by": by}).text)

    assert order("confidence") == order("nonsense") == [str(surest.pk), str(least.pk)]
    assert order("age") == [str(sure.pk), str(other.pk)]


def test_a_candidate_shows_its_words_the_nearest_act_and_what_it_would_change(desk) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")

    shown = desk.get(page(found))

    assert f'<mark id="words">{found.evidence}</mark>' in shown.text
    assert "The desk proposes: a new act" in shown.text
    assert "Then: kz-court-list on taliban" in shown.text
    assert "style=" not in shown.text
    assert "default-src 'self'" in shown["Content-Security-Policy"]


def test_the_nearest_known_act_is_chosen_beforehand(desk, world) -> None:
    shown = html.fromstring(desk.get(page(candidate())).content)

    assert shown.xpath("//input[@name='act'][@checked]/@value") == [world.delisted.key]


def test_a_new_act_leads_on_to_the_next_candidate_and_may_be_undone_there(desk) -> None:
    first = candidate(LISTS_AGAIN, title="Back on the list")
    second = candidate(PLAN, title="Notes")
    by_age = f"{page(first)}?by=age"

    answer = desk.post(by_age, filled(desk, first, do="new"))

    assert answer.url == f"{page(second)}?by=age&after={first.pk}"
    first.refresh_from_db()
    assert (first.decision, first.decided_by.username) == ("accepted_new", "reviewer")
    assert f"act {first.published_as.key}" in desk.get(answer.url).text

    undone = desk.post(f"{page(first)}?by=age", {"do": "undo"})

    assert undone.url == f"{page(first)}?by=age"
    assert not Event.objects.alive().filter(act=first.published_as).exists()
    first.refresh_from_db()
    assert first.decision == "open"
    assert "undone by editor" in desk.get(page(first)).text


def test_the_same_act_gains_a_citation(desk, world) -> None:
    found = candidate()

    answer = send(desk, found, "same")

    assert answer.url == f"{QUEUE}?by=confidence&after={found.pk}"
    assert world.delisted.events.get(retracted_in=None).citations.count() == 2
    assert "is accepted same" in desk.get(answer.url).text


def test_what_a_person_changes_is_published(desk, world) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")

    send(desk, found, "new", stated="2024-06-02", why="The order is a day older.")

    found.refresh_from_db()
    assert found.published_as.events.get().stated == "2024-06-02"
    assert found.proposed["date"] == "2024-06-03"


def test_an_amendment_stays_open_and_is_shown(desk) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")

    answer = send(desk, found, "amend", stated="2024-06")

    assert answer.url == f"{page(found)}?by=confidence"
    assert 'value="2024-06"' in desk.get(page(found)).text


def test_a_preview_writes_nothing(desk) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")

    shown = send(desk, found, "preview", stated="2025-01-31")

    assert "2025-01-31" in shown.text
    found.refresh_from_db()
    assert (shown.status_code, found.decision) == (200, "open")


def test_a_rejection_needs_a_reason(desk) -> None:
    found = candidate()

    refused = send(desk, found, "reject")
    assert refused.status_code == 422
    assert "Say why" in refused.text

    send(desk, found, "reject", why="It repeats an older story.")
    found.refresh_from_db()
    assert (found.decision, found.why) == ("rejected", "It repeats an older story.")


def test_what_is_missing_is_told_beside_the_field(desk) -> None:
    found = candidate(PLAN, title="Notes")

    shown = send(desk, found, "new")

    assert shown.status_code == 422
    assert "Say which group it is" in shown.text


def test_a_wrong_field_is_told(desk) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")

    shown = send(desk, found, "new", group="no-such-group", stated="2024-13")

    assert shown.status_code == 422
    assert shown.text.count("report-error") == 2


def test_the_second_of_two_editors_is_told(desk) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    sent = filled(desk, found, do="new")
    review.reject(candidate=found, by=editor(), at=NOW, why="Seen before.")

    answer = desk.post(page(found), sent)

    assert answer.status_code == 409
    assert f"already rejected by editor {editor().pk}" in answer.text
    assert Event.objects.alive().filter(kind="reinstated").count() == 0


def test_skipping_follows_the_queue_and_back(desk) -> None:
    first, second = candidate(LISTS_AGAIN, title="Back"), candidate(PLAN, title="Notes")

    def link(found, rel):
        shown = html.fromstring(desk.get(page(found), {"by": "age"}).content)
        return shown.xpath(f"//a[@rel='{rel}']/@href")

    assert link(first, "next") == [f"{page(second)}?by=age"]
    assert link(second, "prev") == [f"{page(first)}?by=age"]
    assert (link(first, "prev"), link(second, "next")) == ([], [])
    surest = max((first, second), key=lambda each: each.confidence)
    shown = html.fromstring(desk.get(page(surest)).content)
    assert len(shown.xpath("//a[@rel='next']")) == 1


def test_further_tellings_stand_below_the_article_with_the_reason(desk) -> None:
    found = candidate(LISTS_AGAIN, title="Back on the list")
    inbox.read(keep(LISTS_AGAIN.replace("put", "has put").replace("3 June", "4 June"), title="Other").pk, at=NOW)
    Telling.objects.get()

    assert "the dates are 1 day apart" in desk.get(page(found)).text
    assert "<td>2</td>" in desk.get(QUEUE).text


def test_a_decided_candidate_shows_what_was_decided(desk) -> None:
    found = candidate()
    review.reject(candidate=found, by=editor(), at=NOW, why="Seen before.")

    shown = desk.get(page(found)).text

    assert "Seen before." in shown
    assert 'id="decision"' not in shown
    assert desk.post(page(found), {"do": "undo"}).status_code == 302
    assert [verdict.ruling for verdict in Verdict.objects.order_by("pk")] == ["rejected", "undone"]


def test_a_report_has_no_page_here(desk) -> None:
    report = inbox.report(about="/x/", what="error", message="A date is wrong.", contact="", at=NOW).candidates.get()

    assert desk.get(page(report)).status_code == 404


@pytest.mark.parametrize("after", ["", "x", "9" * 30, "0"])
def test_a_strange_word_for_what_was_decided_is_passed_over(desk, after) -> None:
    assert desk.get(QUEUE, {"after": after}).context["after"] is None


def test_accuracy_is_counted_from_decisions(desk) -> None:
    review.reject(candidate=candidate(), by=editor(), at=NOW, why="No act.")

    assert "<td>0.00</td>" in desk.get(reverse("sources:accuracy")).text


def test_before_anything_was_read_there_is_no_accuracy(desk) -> None:
    assert "No article has been read yet" in desk.get(reverse("sources:accuracy")).text


def told(first: Candidate, numbers: range) -> None:
    """One more candidate for each number, and one more telling of the first."""
    for number in numbers:
        day = date(2015 + number, 6, 4)
        text = f"Kazakhstan put the Taliban back on its list of terrorist organizations on 3 June {day.year}."
        inbox.read(keep(text, title=f"Notes {day.year}", published=day).pk, at=NOW)
        Telling.objects.create(
            candidate=first,
            document=keep(f"Another paper, number {number}, wrote of this.", title=f"T{number}"),
            fingerprint=f"{number:064x}",
            proposed=first.proposed,
            status="done",
            confidence=0.5,
            extractor_version="1",
            why="Because.",
            told_at=NOW,
        )


def test_pages_ask_as_many_questions_for_ten_rows_as_for_one(desk) -> None:
    first = candidate(LISTS_AGAIN, title="Back on the list")
    addresses = {"queue": QUEUE, "candidate": page(first), "accuracy": reverse("sources:accuracy")}

    def asked() -> dict[str, list[dict[str, str]]]:
        found = {}
        for name, address in addresses.items():
            desk.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(address).status_code == 200
            found[name] = captured.captured_queries
        return found

    told(first, range(1))
    few = asked()
    told(first, range(1, 9))
    many = asked()

    assert Candidate.objects.filter(decision=Decision.OPEN.value).count() == 10
    assert {name: len(queries) for name, queries in many.items()} == {
        name: len(queries) for name, queries in few.items()
    }
    # What a candidate's page asks of the record in order to preview an act is held where the record is read.
    for name in ("queue", "accuracy"):
        hold(COUNTS, name, many[name])
