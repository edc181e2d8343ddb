"""All acts, a page at a time, and narrowed by what the address says."""

import re

import pytest
from django.test import Client

from designations.queries.events import Wanted, events
from tests.queries.conftest import at
from tests.web.conftest import Counted
from tests.web.test_pages import read

pytestmark = pytest.mark.usefixtures("record")


def acts_of(html: str) -> list[str]:
    """Keys of the acts of a page, in their order."""
    return re.findall(r'<a class="dated" href="/acts/([a-z0-9]+)/', html)


def test_the_pager_leads_through_every_act_once(client: Client, counted: Counted) -> None:
    found: list[str] = []
    address = "/acts/?as_of=2026-11-25"
    while address:
        with counted("acts"):
            html = read(client, address)
        found += acts_of(html)
        following = re.search(r'<a href="([^"]+)" rel="next"', html)
        address = following[1].replace("&amp;", "&") if following else ""

    told = [row.act for row in events(at("2026-11-25"), Wanted(dated=True)).rows]
    assert found == told
    assert len(told) > 1500
    assert "All 1" not in html, "so many are not shown at once"


def test_acts_are_narrowed_by_kind_authority_and_year(client: Client, counted: Counted) -> None:
    with counted("acts_narrowed"):
        few = read(client, "/acts/?authority=KZ&year=2023&kind=delisted")
    with counted("acts_narrowed"):
        read(client, "/acts/?authority=US&year=2001&kind=listed")

    assert "nezrlagop2" in acts_of(few)
    for chosen in ("delisted", "KZ"):
        assert f'<option value="{chosen}" selected>' in few
    assert "<option selected>2023</option>" in few
    assert 'href="/acts/">Clear</a>' in few
    rows = {row.act: row for row in events(at(), Wanted(authorities=("KZ",), kinds=("delisted",), year=2023)).rows}
    assert set(acts_of(few)) == set(rows)
    assert {(row.latest or row.earliest).year for row in rows.values()} == {2023}


def test_acts_that_changed_a_listing_are_those_with_an_effect(client: Client) -> None:
    html = read(client, "/acts/?kind=change&year=2025&as_of=2026-11-25")
    told = [row for row in events(at("2026-11-25"), Wanted(year=2025, dated=True)).rows if row.effect != "none"]

    assert acts_of(html) == [row.act for row in told][:100]
    assert f"of {len(told)}<" in html


def test_the_form_offers_what_the_day_has(client: Client) -> None:
    form = read(client, "/acts/?as_of=1998-01-01").partition('<form class="filters"')[2].partition("</form>")[0]

    assert "<option>1997</option>" in form
    assert "<option>1999</option>" not in form
    assert '<option value="US">United States</option>' in form
    assert '<option value="KZ">' not in form
    assert '<input type="hidden" name="as_of" value="1998-01-01">' in form


def test_nothing_that_fits_is_said_and_leads_back(client: Client) -> None:
    html = read(client, "/acts/?authority=KZ&year=2001&as_of=2024-06-10")

    assert "No act fits." in html
    assert 'href="/acts/?as_of=2024-06-10">Every act up to this day</a>' in html


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("kind=praised", 400, "There is no kind of act"),
        ("year=MMXX", 400, "Write year as four digits"),
        ("year=0000", 400, "Write year as four digits"),
        ("page=two", 400, "Write page as a number"),
        ("page=9999999", 400, "Write page as a number"),
        ("page=999", 404, "There is no such page of acts"),
        ("authority=ZZ", 404, "The record holds no authority"),
    ],
)
def test_what_there_is_not_is_said(client: Client, query: str, status: int, sentence: str) -> None:
    response = client.get(f"/acts/?{query}")

    assert response.status_code == status
    assert sentence in response.content.decode()
