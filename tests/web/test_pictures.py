"""Pictures as files: whole, with their source and permalink in them, and nothing fetched or styled from elsewhere."""

import re
from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

from designations.web.pictures.files import INK

pytestmark = pytest.mark.usefixtures("record")

PICTURES = [
    "/groups/taliban/timeline.svg",
    "/groups/taliban/map.svg",
    "/authorities/KZ/years.svg",
    "/regimes/un-1988/years.svg",
    "/years.svg",
]


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_is_a_file_with_its_source_and_permalink(client: Client, address: str) -> None:
    response = client.get(f"{address}?as_of=2024-06-10")
    drawn = etree.fromstring(response.content)
    text = " ".join(drawn.itertext())
    page = address.rpartition("/")[0]

    assert response["Content-Type"].startswith("image/svg+xml")
    assert response["Content-Disposition"].endswith('-20240610-e1.svg"')
    assert f"http://testserver{page}/?as_of=2024-06-10&known_at=e1" in text
    assert "Source: Designation Atlas, state of 2024-06-10, edition 1." in text
    assert b"style" not in response.content
    assert b"class=" not in response.content
    assert drawn.find("{*}title").text


def test_the_timeline_has_a_line_for_each_list(client: Client) -> None:
    text = client.get("/groups/taliban/timeline.svg").content.decode()

    assert "Kazakhstan" in text
    assert "Kazakhstan delisted the Taliban, 2023-12-29" in text
    assert text.count("<use ") > 10


@pytest.mark.parametrize(
    "address",
    ["/groups/nobody/map.svg", "/groups/nobody/timeline.svg", "/authorities/ZZ/years.svg", "/regimes/no/years.svg"],
)
def test_what_is_not_there_has_no_picture(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_colours_are_those_of_the_light_page() -> None:
    sheet = Path("static/atlas.css").read_text(encoding="utf-8")
    light = set(re.findall(r"light-dark\((#[0-9a-f]{6}),", sheet))

    assert set(INK.values()) <= light
