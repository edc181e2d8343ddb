"""What a reader sees where a page is missing, or failed."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.mark.usefixtures("record")
def test_a_missing_page_says_what_is_missing(client: Client):
    told = client.get("/groups/nobody/")

    assert told.status_code == 404
    assert "nobody" in told.content.decode()
    assert told["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("record")
def test_a_page_that_failed_is_a_sentence_and_no_traceback(client: Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("not for readers")

    monkeypatch.setattr("designations.web.home.portraits.front", fail)
    client.raise_request_exception = False

    with CaptureQueriesContext(connection) as asked:
        told = client.get("/?as_of=2024-06-10")

    assert told.status_code == 500
    assert len(asked) == 1, "what failed had pinned its day and edition; the page that says so asked nothing"
    assert told["Cache-Control"] == "no-store"
    page = told.content.decode()
    assert "not for readers" not in page
    assert "Traceback" not in page
    assert "<h1" in page
    assert 'href="/?as_of=2024-06-10"' in page, "the same page again"
    assert 'href="/matrix/"' in page
    assert not re.search(r" style=|<style|<script|\son[a-z]+=|//", page.partition("<!doctype html>")[2])
    assert "unsafe" not in told["Content-Security-Policy"]


def test_a_page_that_failed_needs_neither_database_nor_static_files(client: Client) -> None:
    """Nothing here may open the database: the test has none."""
    client.raise_request_exception = False

    told = client.get("/groups/taliban/?q=<script>")

    assert told.status_code == 500
    assert "<script>" not in told.content.decode()


@pytest.mark.usefixtures("record")
def test_a_day_or_edition_that_is_not_there_leads_to_the_page_as_it_is_now(client: Client) -> None:
    html = client.get("/matrix/?known_at=e99&region=Europe").content.decode()

    assert "there is no edition 99 yet; the latest is e1" in html
    assert 'href="/matrix/?region=Europe"' in html
    assert "This page today" not in client.get("/matrix/?page=0").content.decode()
