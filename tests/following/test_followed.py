"""What readers are told of the lists that are followed, apart from the pages of the record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from designations.actions.registry import good_read
from designations.models import Regime
from sources.following.health import ago
from tests.following.made import START, editor, un_source

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def followed_one(record):
    source = un_source()
    source.active, source.last_good_at = True, timezone.now() - timedelta(hours=3)
    source.save()
    return source


def test_the_head_of_the_matrix_asks_for_the_line(record, client) -> None:
    assert 'hx-get="/followed/"' in client.get("/matrix/").text


def test_a_followed_list_says_when_it_was_read(followed_one, client) -> None:
    line = client.get("/followed/", **PART)

    assert "followed, last read <time" in line.text
    assert "3 hours ago" in line.text
    assert "<html" not in line.text
    assert "ETag" not in line


def test_completely_is_said_where_the_record_was_told_so(followed_one, client) -> None:
    today = timezone.now().date()
    for slug in ("un-1267", "un-1988"):
        good_read(
            regime=Regime.objects.get(slug=slug),
            starts=today - timedelta(days=1),
            until=today + timedelta(days=1),
            ground="Read whole.",
            by=editor(),
            at=timezone.now(),
        )

    assert "followed completely, last read" in client.get("/followed/", **PART).text


def test_the_page_names_each_list_and_what_is_overdue(followed_one, client) -> None:
    followed_one.last_good_at = timezone.now() - timedelta(days=9)
    followed_one.save()

    page = client.get("/followed/").text

    assert "United Nations Security Council Consolidated List" in page
    assert "in part" in page
    assert "9 days ago), overdue" in page


def test_where_nothing_is_followed_it_is_said(record, client) -> None:
    assert "No official list is followed" in client.get("/followed/").text
    assert "No official list is followed" in client.get("/followed/", **PART).text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "just now"), (30, "just now"), (60, "1 minute ago"), (3 * 3600, "3 hours ago"), (50 * 3600, "2 days ago")],
)
def test_how_long_ago_is_said_for_people(seconds, words) -> None:
    assert ago(START - timedelta(seconds=seconds), START) == words
