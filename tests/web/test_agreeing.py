"""The agreement of authorities as pages."""

import re

import pytest
from django.test import Client

from tests.web.test_pages import plain, read

pytestmark = pytest.mark.usefixtures("record")


def test_the_map_tells_each_share_with_its_pair(client: Client) -> None:
    html = read(client, "/agreement/?as_of=2026-01-01")

    assert 'href="/agreement/CA/GB/?as_of=2026-01-01"' in html
    assert "names of Canada are listed by United Kingdom too" in html
    assert "Coverage too thin, fewer than 10 names" in html


def test_a_day_before_long_lists_says_so(client: Client) -> None:
    assert "No two lists are long enough on this day." in read(client, "/agreement/?as_of=1980-01-01")


def test_a_pair_is_told_with_its_limits(client: Client) -> None:
    told = plain(read(client, "/agreement/US/GB/?as_of=2026-01-01"))

    assert "United States and United Kingdom" in told
    assert "in a hundred are listed by United Kingdom too" in told
    assert "No index of both: the lists of" in told
    assert "United States listed later" in told
    assert "followed" not in told.partition("Cite this view")[0]


def test_a_pair_of_which_nothing_is_known_is_told_too(client: Client) -> None:
    told = plain(read(client, "/agreement/LV/LT/?as_of=1980-01-01"))

    assert "lists 0 groups" in told
    assert "Coverage too thin" in told


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/agreement/?one=us&two=GB", "/agreement/US/GB/"),
        ("/agreement/us/gb/?known_at=e1", "/agreement/US/GB/?known_at=e1"),
        ("/agreement/US/US/", "/authorities/US/"),
    ],
)
def test_a_pair_has_one_address(client: Client, address: str, leads_to: str) -> None:
    response = client.get(address)

    assert response.status_code == 301
    assert response["Location"] == leads_to


def test_an_authority_that_is_not_there_has_no_pair(client: Client) -> None:
    assert client.get("/agreement/US/ZZ/").status_code == 404


def test_the_two_longest_lists_are_offered_first(client: Client) -> None:
    body = client.get("/agreement/?as_of=2026-01-01").content.decode()

    assert re.findall(r'value="(\w+)" selected', body) == ["US", "UN"]


def test_the_page_of_an_authority_tells_its_agreement_with_others_in_place(client: Client) -> None:
    html = read(client, "/authorities/US/?as_of=2026-01-01").partition('id="agreement"')[2].partition("</section>")[0]
    pair = plain(read(client, "/agreement/US/CA/?as_of=2026-01-01"))
    [row] = [plain(row) for row in html.split("<tr>") if "/agreement/US/CA/?as_of=2026-01-01" in row]

    count, both, share = re.search(r"United States lists (\d+).*?(\d+) are on both.*?(\d+) in a hundred", pair).groups()
    assert row.startswith(f"Canada {both} {share}% of {count}")
    later, pairs = re.search(r"Groups compared (\d+) Canada listed later (\d+)", pair).groups()[::-1]
    assert f"the other, {later} of {pairs} groups" in row
    assert "followed the other" in plain(html)


def test_the_page_of_a_list_is_told_within_its_own_limits(client: Client) -> None:
    fto = plain(
        read(client, "/regimes/us-fto/?as_of=2026-01-01").partition('id="agreement"')[2].partition("</table>")[0]
    )

    assert "groups are on this list on this day" in fto
    assert 'id="agreement"' not in read(client, "/regimes/us-tel/")
    assert 'id="agreement"' not in read(client, "/authorities/US/?as_of=1980-01-01")


def test_a_list_of_few_names_has_counts_and_no_share(client: Client) -> None:
    html = read(client, "/authorities/KG/?as_of=2005-06-10").partition('id="agreement"')[2].partition("</table>")[0]

    assert "/agreement/KG/" in html
    assert "%" not in plain(html)
