"""Pictures: each with title, description, table and files on its page; each file whole, with source and permalink."""

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from lxml import etree, html

from designations.web.pictures.files import INK
from designations.web.urls import urlpatterns
from tests.web.conftest import Counted
from tests.web.placing import boxes
from tests.web.test_pages import KAZAKHSTAN, PAGES

pytestmark = pytest.mark.usefixtures("record")

PICTURES = {
    "years": ("/years.svg", "/"),
    "growth": ("/growth.svg", "/"),
    "grid": ("/matrix/grid.svg", "/matrix/"),
    "timeline": ("/groups/taliban/timeline.svg", "/groups/taliban/"),
    "map": ("/groups/taliban/map.svg", "/groups/taliban/"),
    "years_of_authority": ("/authorities/KZ/years.svg", "/authorities/KZ/"),
    "years_of_regime": ("/regimes/un-1988/years.svg", "/regimes/un-1988/"),
    "strips": ("/conflicts/strips.svg", "/conflicts/"),
    "parties": (f"/conflicts/{KAZAKHSTAN}/parties.svg", f"/conflicts/{KAZAKHSTAN}/"),
    "heat": ("/agreement/heat.svg", "/agreement/"),
    "overlap": ("/agreement/US/GB/overlap.svg", "/agreement/US/GB/"),
}
"""Each kind of file, and the page that holds its picture."""

CROWDED = [
    "/matrix/grid.svg?rows=all&as_of=2024-06-10&compare=2010-01-01",
    "/matrix/grid.svg?region=Oceania",
    "/matrix/grid.svg?columns=bloc&sort=conflicts&state=listed&q=islam&list=sanctions",
    "/matrix/grid.svg?q=taliban&authority=KZ&as_of=2024-06-10",
    "/conflicts/strips.svg?open=all&kinds=all",
    "/conflicts/strips.svg?weight=high&authority=KZ&as_of=2024-01-01&open=all",
    "/groups/al-qaida/timeline.svg?as_of=1998-01-01",
    "/groups/muslim-brotherhood/timeline.svg",
    "/groups/hezbollah/map.svg",
    "/authorities/US/years.svg",
    "/agreement/US/UN/overlap.svg",
    "/agreement/LV/LT/overlap.svg",
    "/growth.svg?as_of=2002-01-01",
]
"""Files with much or little on them, and filters in their address."""

HELD = {"home", "matrix", "matrix_all", "group", "authority", "regime", "conflicts", "conflict", "agreement", "pair"}
"""Pages that hold pictures."""


def drawn(client: Client, address: str) -> Any:
    """The root of a file."""
    response = client.get(address)
    assert response.status_code == 200, address
    return etree.fromstring(response.content)


def said(root: Any) -> str:
    """All text that a file shows, title and description left out."""
    return " ".join(" ".join(text.itertext()) for text in root.iter("{*}text"))


@pytest.mark.parametrize("name", PAGES)
def test_each_picture_of_a_page_has_title_description_table_and_file(client: Client, name: str) -> None:
    page = html.fromstring(client.get(PAGES[name]).content)
    main = page.find(".//main")
    figures = main.findall(".//figure")

    assert bool(figures) == (name in HELD)
    for figure in figures:
        named = figure if figure.get("aria-label") else figure.find("svg")
        labels = (named.get("aria-labelledby", "") + " " + named.get("aria-describedby", "")).split()
        assert labels
        assert all(page.get_element_by_id(each).text_content().strip() for each in labels)
        assert named.get("aria-label") or named.find("title").get("id") in labels
        assert figure.findall(".//table//th[@scope='row']")
        assert figure.findall(".//table//th[@scope='col']")
        assert client.get(figure.find(".//a[@data-picture]").get("href")).status_code == 200
    shown = [svg for svg in main.iter("svg") if "mark" not in svg.get("class", "").split()]
    # Marks, and bars that are an ornament of their row in a table, are no pictures.
    small = [
        svg
        for svg in shown
        if {"grade", "weight"} & set(svg.getparent().get("class", "").split())
        or (svg.get("aria-hidden") and svg.getparent().tag == "td")
    ]
    assert all(any(each.tag == "figure" for each in svg.iterancestors()) for svg in shown if svg not in small)
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    assert bool(figures) == bool(page.findall(".//head/script[@src='/static/picture.js']"))


def test_no_page_and_no_file_is_left_out_here() -> None:
    files = {each.name for each in urlpatterns if str(each.pattern).endswith(".svg")}
    pages = {each.name for each in urlpatterns} - files - {"changes-atom", "near", "atlas", "table"}

    assert {resolve(address).url_name for address, _ in PICTURES.values()} == files
    assert {resolve(address.partition("?")[0]).url_name for address in PAGES.values()} == pages


def test_every_kind_of_file_is_offered_by_its_page(client: Client) -> None:
    for address, holder in PICTURES.values():
        page = html.fromstring(client.get(f"{holder}?as_of=2024-06-10").content)
        links = {link.get("href"): link.get("data-picture") for link in page.iterfind(".//a[@data-picture]")}
        response = client.get(f"{address}?as_of=2024-06-10")

        assert response["Content-Disposition"] == f'attachment; filename="{links[f"{address}?as_of=2024-06-10"]}.svg"'


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_file_with_its_source_and_permalink(client: Client, counted: Counted, name: str) -> None:
    address, holder = PICTURES[name]
    with counted(f"picture_{name}"):
        response = client.get(f"{address}?as_of=2024-06-10")
    root = etree.fromstring(response.content)
    shown = said(root)

    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="[\w.-]+-20240610-e1\.svg"', response["Content-Disposition"])
    assert f"http://testserver{holder}?as_of=2024-06-10&known_at=e1" in shown
    assert "Source: Designation Atlas, state of 2024-06-10, edition 1." in shown
    assert root.get("aria-labelledby") == "title desc"
    assert root.find("{*}title").text in shown
    assert len(root.find("{*}desc").text) > 60


@pytest.mark.parametrize("address", [*(address for address, _ in PICTURES.values()), *CROWDED])
def test_a_file_stands_alone_and_its_text_stays_inside_and_apart(client: Client, address: str) -> None:
    root = drawn(client, address)
    width, height = float(root.get("width")), float(root.get("height"))
    placed = boxes(root)
    used = {each.get("href", "#")[1:] for each in root.iter("{*}use")}
    filled = set(re.findall(r"url\(#([\w-]+)\)", etree.tostring(root, encoding="unicode")))
    there = {each.get("id") for each in root.iter() if each.get("id")}

    assert not [each for each in root.iter() if each.get("class") or each.get("style") or each.tag.endswith("style")]
    assert used | filled <= there
    assert "None" not in said(root)
    assert len(placed) > 4
    assert [box for box in placed if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height] == []
    assert [(one.text, two.text) for one, two in combinations(placed, 2) if one.overlaps(two)] == []


def test_text_that_leaves_its_frame_or_stands_on_other_text_is_seen() -> None:
    planted = etree.fromstring(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><svg x="50%" width="50" height="60">'
        '<text x="100%" y="20" text-anchor="end">abc</text><text x="90%" y="40">abc</text></svg>'
        '<g transform="translate(85 30) rotate(-90)"><text font-size="8">abc</text></g></svg>'
    )
    inside, outside, turned = boxes(planted)

    assert inside.right == 100
    assert 90 < outside.left < 100 < outside.right
    assert turned.right - turned.left < turned.bottom - turned.top < 20
    assert turned.overlaps(inside)
    assert not turned.overlaps(outside)


@pytest.mark.parametrize("name", PICTURES)
def test_an_unchanged_picture_is_answered_with_one_query(client: Client, counted: Counted, name: str) -> None:
    address, _ = PICTURES[name]
    first = client.get(address)
    with counted("not_modified"):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert first["Cache-Control"] == "no-cache"
    assert client.get(f"{address}?as_of=2024-06-10")["ETag"] != first["ETag"]


@pytest.mark.parametrize(
    ("name", "small", "large"),
    [
        ("picture_grid", "/matrix/grid.svg?q=taliban", "/matrix/grid.svg?rows=all"),
        ("picture_strips", "/conflicts/strips.svg?authority=IQ", "/conflicts/strips.svg?open=all&kinds=all"),
        ("picture_timeline", "/groups/islamic-army-of-aden/timeline.svg", "/groups/al-qaida/timeline.svg"),
    ],
)
def test_much_asks_as_many_queries_as_little(
    client: Client, counted: Counted, name: str, small: str, large: str
) -> None:
    for address in (small, large):
        with counted(name):
            assert client.get(address).status_code == 200


def test_a_picture_of_the_matrix_says_what_it_leaves_out_and_how_it_is_narrowed(client: Client) -> None:
    every = said(drawn(client, "/matrix/grid.svg?rows=all&as_of=2024-06-10"))
    second = said(drawn(client, "/matrix/grid.svg?page=2&sort=name&as_of=2024-06-10"))
    narrowed = said(
        drawn(client, "/matrix/grid.svg?region=Central+Asia&list=court_ban&conflicts=only&as_of=2024-06-10&q=tali")
    )

    total = int(re.search(r"Groups 1 to 100 of (\d+) by", every)[1])  # type: ignore[index]
    assert f"{total - 100} more groups are left out of this picture." in every
    assert f"Groups 101 to 200 of {total} by" in second
    assert "by name." in second
    assert "Only: named “tali”, Central Asia, court ban, rows with conflicts." in narrowed
    assert "left out" not in narrowed
    assert "Kazakhstan" in narrowed
    assert "Russia" not in narrowed
    assert (
        "/matrix/?region=Central+Asia&list=court_ban&conflicts=only&q=tali&as_of=2024-06-10&known_at=e1"
        in narrowed.replace(" ", "")
    )


def test_a_picture_of_the_matrix_marks_what_the_page_marks(client: Client) -> None:
    root = drawn(client, "/matrix/grid.svg?q=taliban&authority=KZ&as_of=2024-06-10&compare=2023-12-01")
    uses = [each.get("href") for each in root.iter("{*}use")]

    # Each once as a mark and once as its key.
    assert uses.count("#m-delisted") == 2
    assert uses.count("#m-conflict") == 2
    assert "Framed: changed since 2023-12-01." in said(root)
    assert "delisted" in said(root)
    assert "listed, unverified" not in said(root)
    assert "by 1 authority, most listed first. Only: named “taliban”, KZ." in said(root)


def test_filters_that_come_more_than_once_are_all_kept(client: Client) -> None:
    asked = "region=Central+Asia&region=Oceania"
    page = html.fromstring(client.get(f"/matrix/?{asked}").content)
    link = page.find(".//a[@data-picture]").get("href")

    assert link == f"/matrix/grid.svg?{asked}"
    assert f"/matrix/?{asked}&as_of=" in said(drawn(client, link)).replace(" ", "")


def test_a_picture_has_keys_of_what_it_shows_and_no_others(client: Client) -> None:
    low = said(drawn(client, "/conflicts/strips.svg?weight=low&kinds=all&as_of=2024-06-10"))
    opened = said(drawn(client, "/regimes/un-1988/years.svg?as_of=2024-06-10"))

    assert "low weight" in low
    assert "high weight" not in low
    assert "listings opened in the year" in opened
    assert "listings closed" not in opened


def test_the_timeline_has_a_line_for_each_list(client: Client) -> None:
    text = client.get("/groups/taliban/timeline.svg").content.decode()

    assert "Kazakhstan" in text
    assert "Kazakhstan delisted the Taliban, 2023-12-29" in text
    assert text.count("<use ") > 10


def test_text_of_an_address_is_never_markup_in_a_file(client: Client) -> None:
    response = client.get("/conflicts/strips.svg?open=all&authority=%3Cscript%3E")
    narrowed = client.get("/matrix/grid.svg?list=sanctions&list=%3Cscript%3E")

    assert response.status_code == 404
    assert b"<script>" not in response.content
    assert b"&lt;script&gt;" in narrowed.content
    assert "court ban, \ufffdx" in said(drawn(client, "/matrix/grid.svg?list=court_ban&list=%01%ffx"))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/groups/nobody/map.svg", 404),
        ("/groups/nobody/timeline.svg", 404),
        ("/authorities/ZZ/years.svg", 404),
        ("/regimes/no/years.svg", 404),
        ("/conflicts/none/parties.svg", 404),
        ("/conflicts/strips.svg?as_of=1950-01-01", 404),
        ("/agreement/heat.svg?as_of=1950-01-01", 404),
        ("/agreement/US/GB/overlap.svg?as_of=1950-01-01", 404),
        ("/agreement/US/ZZ/overlap.svg", 404),
        ("/growth.svg?as_of=1950-01-01", 404),
        ("/matrix/grid.svg?q=qqqqqqq", 404),
        ("/matrix/grid.svg?page=99", 404),
        ("/matrix/grid.svg?page=0", 400),
        ("/matrix/grid.svg?compare=then", 400),
        ("/years.svg?as_of=never", 400),
        ("/matrix/grid.svg?known_at=e99", 400),
    ],
)
def test_what_is_not_there_has_no_picture(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_the_colours_are_those_of_the_light_page() -> None:
    sheet = Path("static/atlas.css").read_text(encoding="utf-8")
    light = set(re.findall(r"light-dark\((#[0-9a-f]{6}),", sheet))

    assert set(INK.values()) <= light
