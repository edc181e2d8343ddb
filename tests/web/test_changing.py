"""The changes of the record by day, as a page and as a feed."""

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from lxml import etree

from designations.actions import acts
from designations.models import Act
from tests.queries.conftest import NOW, REMOVAL, citation
from tests.web.test_pages import plain, read

pytestmark = pytest.mark.usefixtures("record")

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def retracted(django_user_model: type[AbstractBaseUser]) -> AbstractBaseUser:
    """An edition of evidence, and one that withdraws Kazakhstan's removal of the Taliban."""
    editor = django_user_model.objects.create_user(username="editor", password="x")
    act = Act.objects.get(key=REMOVAL)
    acts.cite(act=act, citation=citation(), by=editor, at=NOW)
    acts.retract(act=act, by=editor, at=NOW, reason="never happened")
    return editor


def test_an_edition_tells_conflicts_first_and_where_the_rest_is(client: Client) -> None:
    html = read(client, "/changes/")
    told = plain(html)

    assert "Edition 1 conflicts found: 63, acts published: 1560" in told
    assert "Conflicts found Kyrgyzstan removed the Taliban" in told
    assert 'href="/changes/?edition=e1"' in html
    assert html.partition("<article")[2].partition("</article")[0].count("<li>") == 40


def test_the_latest_edition_stands_first_with_its_reason(client: Client, retracted: AbstractBaseUser) -> None:
    html = read(client, "/changes/")
    told = plain(html)

    assert told.index("Edition 3 conflicts changed: ") < told.index("Edition 2 acts given evidence: 1")
    assert "conflicts withdrawn: 3, acts retracted: 1" in told
    assert f"retract, by editor {retracted.pk}: never happened" in told
    assert f'href="/conflicts/obligation:{REMOVAL}:UN/?known_at=e2"' in html
    assert "%40e2&amp;to=" in html
    assert "Edition 3" not in plain(read(client, "/changes/?known_at=e2"))


def test_one_edition_is_told_whole(client: Client) -> None:
    html = read(client, "/changes/?edition=e1")

    assert html.partition("<article")[2].partition("</article")[0].count("<li>") == 3226
    assert "Kazakhstan delisted the Taliban, 2023-12-29" in plain(html)


def test_changes_are_narrowed_to_a_group_and_an_authority(client: Client, retracted: AbstractBaseUser) -> None:
    narrowed = plain(read(client, "/changes/?group=taliban&authority=KZ"))

    assert "Edition 3" in narrowed
    assert "Kazakhstan delisted the Taliban" in narrowed
    assert "Russia delisted" not in narrowed
    assert "No edition changed anything of this." in read(client, "/changes/?group=islamic-army-of-aden&authority=KZ")


def test_older_editions_are_a_page_away(client: Client, retracted: AbstractBaseUser) -> None:
    assert "Edition 3" not in plain(read(client, "/changes/?until=e2"))


@pytest.mark.parametrize("asked", ["edition=latest", "until=0", "edition=e99999999999999999"])
def test_what_is_no_edition_is_refused(client: Client, asked: str) -> None:
    response = client.get(f"/changes/?{asked}")

    assert response.status_code == 400
    assert "as an edition, such as e17" in response.content.decode()


def test_the_feed_is_an_atom_feed_of_editions(client: Client, retracted: AbstractBaseUser) -> None:
    response = client.get("/changes/atom/?group=taliban")
    feed = etree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"http://testserver/changes/?edition=e{number}" for number in (3, 2, 1)
    ]
    assert "conflicts withdrawn" in entries[0].findtext(f"{ATOM}title")
    assert "<li>Kazakhstan removed the Taliban" in entries[0].findtext(f"{ATOM}summary")


def test_an_unchanged_feed_is_not_sent_again(client: Client) -> None:
    first = client.get("/changes/atom/")

    assert client.get("/changes/atom/", headers={"If-None-Match": first["ETag"]}).status_code == 304
