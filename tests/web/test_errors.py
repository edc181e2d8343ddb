"""What a reader sees where a page is missing, or failed."""

import pytest
from django.test import Client


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

    told = client.get("/")

    assert told.status_code == 500
    assert told["Cache-Control"] == "no-store"
    page = told.content.decode()
    assert "not for readers" not in page
    assert "Traceback" not in page
    assert "<h1" in page
