"""The comparison of two moments as a page."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from designations.actions import acts
from designations.models import Act
from designations.web.comparing import FIRST_ROWS
from tests.web.conftest import Counted
from tests.web.test_pages import plain, read

pytestmark = pytest.mark.usefixtures("record")


def test_two_days_differ_by_the_founding_case(client: Client) -> None:
    html = read(client, "/compare/?from=2023-12-01&to=2024-06-10&group=taliban")
    told = plain(html)

    assert "Taliban Kazakhstan listed delisted 2023-12-29 delisted" in told
    assert "Conflicts that opened Kazakhstan removed the Taliban" in told
    assert 'href="/groups/taliban/?as_of=2024-06-10"' in html


def test_the_sides_are_a_year_apart_where_the_address_says_nothing(client: Client) -> None:
    html = read(client, "/compare/?to=2024-06-10")

    assert "between 2023-06-11 and 2024-06-10" in plain(html)
    assert "from=2023-06-11%40e1&amp;to=2024-06-10%40e1" in html


def test_day_and_edition_may_come_from_two_fields(client: Client) -> None:
    apart = read(client, "/compare/?from=2023-12-01&from_edition=e1&to=2024-06-10&to_edition=e1")
    joined = read(client, "/compare/?from=2023-12-01@e1&to=2024-06-10@e1")
    edition = read(client, "/compare/?from=2023-12-01&from_edition=&to=&to_edition=e1&as_of=2024-06-10")

    content = re.compile(r"<main.*?<details", re.DOTALL)
    assert content.findall(apart) == content.findall(joined) == content.findall(edition)


def test_the_permalink_holds_both_days_and_both_editions(client: Client) -> None:
    html = read(client, "/compare/?from=2023-12-01&to=2024-06-10")

    assert "/compare/?from=2023-12-01%40e1&amp;to=2024-06-10%40e1&amp;as_of=2024-06-10&amp;known_at=e1" in html


def test_the_sides_can_be_swapped(client: Client) -> None:
    told = plain(read(client, "/compare/?from=2024-06-10@e1&to=2023-12-01@e1&group=taliban"))

    assert "Taliban Kazakhstan delisted listed 2023-12-29 delisted" in told
    assert "Conflicts that closed Kazakhstan removed the Taliban" in told


def test_a_long_comparison_comes_in_part_with_the_whole_as_a_choice(client: Client) -> None:
    address = "/compare/?from=2005-01-01&to=2024-06-10"
    part, whole = read(client, address), read(client, f"{address}&rows=all")

    told = re.findall(rf"The first {FIRST_ROWS} of (\d+); all of them on one page", plain(part))
    assert told == [str(whole.count('<tr><th scope="row">')), str(whole.count('<li class="act'))]
    assert "rows=all" in part
    assert "The first" not in plain(whole)


def test_one_day_beside_itself_says_that_nothing_differs(client: Client) -> None:
    assert "No cell of the matrix differs." in read(client, "/compare/?from=2024-06-10&to=2024-06-10")


@pytest.mark.parametrize("side", ["from=yesterday", "to=2024-02-30", "to=e99", "from=2024-06-10@e99"])
def test_a_side_that_cannot_be_read_is_refused_with_a_sentence(client: Client, side: str) -> None:
    response = client.get(f"/compare/?{side}")

    assert response.status_code == 400
    assert side.partition("=")[0] in response.content.decode()


@pytest.fixture
def editions(record: None) -> None:
    """A record of three editions: acts withdrawn in two of them."""
    editor = get_user_model().objects.create_user("editor")
    for key in ("nezrlagop2", "skvujevd3f"):
        acts.retract(act=Act.objects.get(key=key), by=editor, at=datetime.now(UTC), reason="for the test")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("compare_of_group", "/compare/?from=2023-12-01&to=2024-06-10&group=taliban&authority=KZ"),
        ("compare_editions", "/compare/?from=e1&to=e3"),
        ("compare_backwards", "/compare/?from=e3&to=e1"),
        ("compare_both", "/compare/?from=2023-12-01@e1&to=2025-06-10@e2"),
        ("compare_both", "/compare/?from=2001-01-01@e1&to=2025-06-10@e2"),
        ("compare_all", "/compare/?from=2001-01-01@e1&to=2025-06-10@e2&group=taliban&authority=KZ&rows=all"),
    ],
)
@pytest.mark.usefixtures("editions")
def test_every_form_of_a_comparison_asks_few_queries(client: Client, counted: Counted, name: str, address: str) -> None:
    with counted(name):
        read(client, address)


@pytest.mark.usefixtures("editions")
def test_two_editions_tell_what_was_withdrawn(client: Client) -> None:
    told = plain(read(client, "/compare/?from=2024-06-10@e1&to=2024-06-10@e3"))

    assert "Taliban Kazakhstan delisted listed the record alone" in told
    assert "Withdrawn Acts that edition 3 no longer states." in told
