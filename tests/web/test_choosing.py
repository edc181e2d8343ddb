"""Forms that ask for a group and an authority: names or keys are read, and what is not known is said."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from tests.web.test_pages import plain, read

pytestmark = pytest.mark.usefixtures("record")
FORMS = ["/compare/?from=2023-12-01&to=2024-06-10", "/changes/?known_at=e1", "/conflicts/?open=all"]


@pytest.mark.parametrize("page", FORMS)
def test_a_name_finds_the_same_as_a_key_and_stays_in_the_form(client: Client, page: str) -> None:
    by_key = read(client, f"{page}&group=taliban&authority=KZ")
    by_name = read(client, f"{page}&group={quote('Талибан')}&authority=kz")

    assert "Taliban" in _answer(by_key)
    assert _answer(by_key) == _answer(by_name)
    assert 'value="Taliban"' in by_name
    assert re.findall(r'<option value="(\w+)" selected>Kazakhstan', by_name) == ["KZ"]


def _answer(html: str) -> str:
    """What a page tells between its form and how it is cited."""
    return plain(html.partition('<form class="filters"')[2].partition("</form>")[2].partition('class="print-only"')[0])


@pytest.mark.parametrize("page", FORMS)
def test_a_group_that_is_not_known_is_said_beside_the_form(client: Client, page: str) -> None:
    response = client.get(f"{page}&group=talban")
    html = response.content.decode()

    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    assert "The record knows no group 'talban'." in plain(html).replace("&#x27;", "'")
    [near] = re.findall(r'<a href="([^"]*)">Taliban</a>', html.partition('id="unclear"')[2].partition("</p>")[0])
    assert read(client, near.replace("&amp;", "&"))
    assert 'value="talban"' in html
    assert 'aria-describedby="unclear"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("page", FORMS)
def test_an_authority_that_is_not_known_is_said_too(client: Client, page: str) -> None:
    response = client.get(f"{page}&authority=ZZ")

    assert response.status_code == 400
    assert "The record knows no authority" in response.content.decode()


def test_a_feed_of_what_is_not_known_is_refused(client: Client) -> None:
    assert client.get("/changes/atom/?group=nobody-at-all").status_code == 400
    assert client.get("/changes/atom/?group=taliban").status_code == 200


def test_the_feed_and_the_pages_of_a_choice_hold_its_keys(client: Client) -> None:
    html = read(client, f"/changes/?group={quote('Талибан')}")

    assert 'href="/changes/atom/?group=taliban"' in html


def test_names_are_offered_while_one_types(client: Client) -> None:
    offered = read(client, f"/search/near/?group={quote('хезб')}")

    assert "<html" not in offered
    assert '<option value="Hezbollah">' in offered
    assert read(client, "/search/near/").strip() == ""
