"""Anyone may report an error or send a reply; each report becomes a candidate."""

import pytest
from django.urls import reverse

from sources.models import Candidate, Document

REPORT = reverse("sources:report")
SAID = {"what": "error", "about": "/groups/taliban/", "message": "The date of the delisting is wrong.", "contact": ""}


@pytest.fixture(autouse=True)
def archive(db, tmp_path, settings) -> None:
    settings.ARCHIVE_ROOT = tmp_path / "archive"


def test_a_report_becomes_a_candidate(client) -> None:
    answer = client.post(REPORT, {**SAID, "contact": "reader@example.org"}, follow=True)

    assert "Thank you" in answer.text
    found = Candidate.objects.get()
    assert (found.kind, found.decision, found.proposed["about"]) == ("report", "open", "/groups/taliban/")
    assert found.document.text == SAID["message"]
    assert "reader@example.org" not in str(found.proposed)


@pytest.mark.parametrize(
    ("left", "about"),
    [
        ("http://testserver/groups/taliban/?as_of=2024-06-10", "/groups/taliban/?as_of=2024-06-10"),
        ("http://elsewhere.example/groups/taliban/", ""),
        ("http://testserver/report/", ""),
        ("", ""),
    ],
)
def test_a_report_is_about_the_page_that_the_reader_left(client, left, about) -> None:
    form = client.get(REPORT, headers={"referer": left}).context["form"]

    assert (form["about"].value(), form["what"].value()) == (about, "error")


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ({"about": "/acts/x/"}, "/acts/x/"),
        ({"group": "taliban"}, "/groups/taliban/"),
        ({"act": "nezrlagop2"}, "/acts/nezrlagop2/"),
        ({"group": "a\0b"}, "/groups/ab/"),
        ({}, ""),
    ],
)
def test_the_page_says_what_it_is_about(client, asked, about) -> None:
    answer = client.get(REPORT, asked)

    assert answer.status_code == 200
    assert answer.context["form"]["about"].value() == about
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"message": ""}, "required"),
        ({"message": "Wrong."}, "a little more"),
        ({"message": "Null \0 characters in it."}, "Null characters"),
        ({"what": "spam"}, "valid choice"),
        ({"contact": "nobody"}, "valid email"),
        ({"about": "x" * 301}, "at most 300"),
    ],
)
def test_what_cannot_be_taken_is_told(client, change, sentence) -> None:
    answer = client.post(REPORT, {**SAID, **change})

    assert answer.status_code == 400
    assert sentence in answer.text
    assert not Document.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_not_heard(client) -> None:
    assert client.post(REPORT, {**SAID, "website": "https://example.org/"}).status_code == 302
    assert not Document.objects.exists()


def test_one_address_sends_only_so_many(client) -> None:
    for number in range(20):
        assert client.post(REPORT, {**SAID, "message": f"Report number {number} of many."}).status_code == 302

    answer = client.post(REPORT, {**SAID, "message": "One report too many."})

    assert answer.status_code == 429
    assert "within the hour" in answer.text
    assert Document.objects.count() == 20
