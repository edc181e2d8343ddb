"""The site in a real browser: journeys by pointer, keyboard and thumb, accessibility, no console errors."""

import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.web.placing import boxes
from tests.web.test_pictures import PICTURES

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).with_name("axe.min.js")
"""axe-core 4.14.1, https://github.com/dequelabs/axe-core, Mozilla Public License 2.0; unchanged."""

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = [
    "/",
    "/matrix/?as_of=2024-06-10",
    "/matrix/taliban/KZ/",
    "/groups/",
    "/groups/taliban/?as_of=2024-06-10",
    "/authorities/",
    "/authorities/US/",
    "/regimes/un-1988/",
    "/conflicts/",
    "/conflicts/obligation:nezrlagop2:UN/",
    "/agreement/",
    "/agreement/US/GB/",
    "/changes/",
    "/compare/?from=2023-12-01&to=2024-09-10",
    "/acts/",
    "/acts/nezrlagop2/",
    "/search/?q=taliban",
    "/method/",
    "/followed/",
    "/legal/",
    "/data/",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, beside which the tests' own queries are harmless.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


def open_page(context: BrowserContext) -> Page:
    """A page that fails on any error of a script or the console, and any request that fails or leaves the host."""
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda message: message.type != "error" or pytest.fail(message.text))
    page.on("requestfailed", lambda request: pytest.fail(f"{request.url} failed"))
    page.on("request", lambda request: "localhost" in request.url or pytest.fail(f"asked {request.url}"))
    return page


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page as wide as a desk's screen."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url)
    yield open_page(context)
    context.close()


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page as wide as a phone, by thumb."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, base_url=live_server.url)
    yield open_page(context)
    context.close()


def test_an_analyst_walks_from_the_front_page_to_what_each_source_states(desk: Page) -> None:
    desk.goto("/?as_of=2024-06-10")
    desk.locator("li.conflict", has_text="Kazakhstan removed the Taliban").first.get_by_role("link").click()

    evidence = desk.locator("#act-nezrlagop2")
    assert "states 2023-12-29" in evidence.inner_text()
    assert "states 2024-06-03" in evidence.inner_text()
    assert all(
        link.get_attribute("href", timeout=1000).startswith("http")  # type: ignore[union-attr]
        for link in evidence.locator(".citation > a").all()
    )
    assert "as_of=2024-06-10" in desk.url


def test_a_cell_opens_its_evidence_in_place(desk: Page) -> None:
    desk.goto("/matrix/?as_of=2024-06-10&q=taliban")
    cell = desk.get_by_role("link", name="Taliban, Kazakhstan: delisted")
    cell.click()
    desk.wait_for_selector("#evidence h2")

    assert "Covered by UN 1988" in desk.locator("#evidence").inner_text()
    assert desk.url.endswith("/matrix/?as_of=2024-06-10&q=taliban")
    assert cell.get_attribute("aria-expanded") == "true"
    assert desk.evaluate("document.activeElement.tagName") == "H2"


def test_the_matrix_is_walked_by_keyboard(desk: Page) -> None:
    desk.goto("/matrix/?as_of=2024-06-10&q=taliban")
    desk.get_by_role("link", name="Taliban, Kazakhstan: delisted").focus()
    where = "document.activeElement.title"

    desk.keyboard.press("ArrowRight")
    assert desk.evaluate(where).startswith("Taliban, Kyrgyzstan: listed")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#evidence h2")
    desk.keyboard.press("Escape")
    assert desk.locator("#evidence").inner_html() == ""
    assert desk.evaluate(where).startswith("Taliban, Kazakhstan: delisted")
    desk.keyboard.press("ArrowDown")
    assert desk.evaluate(where).startswith("Tehrik-e Taliban Pakistan")


def test_the_years_are_walked_by_a_slider(desk: Page) -> None:
    desk.goto("/matrix/?as_of=2024-12-31&q=taliban")
    desk.get_by_role("slider", name="Year").focus()
    desk.keyboard.press("ArrowLeft")
    desk.wait_for_url("**/matrix/?q=taliban&as_of=2023-12-31")

    assert "on 2023-12-31" in desk.locator("#lead").inner_text()
    assert "The lists on 2023-12-31" in desk.locator("#clock").inner_text()
    assert desk.locator("#years [aria-current]").inner_text() == "2023"
    desk.get_by_role("link", name="Taliban, Tajikistan: listed").click()
    desk.wait_for_selector("#evidence h2")
    desk.get_by_role("button", name="Play").click()
    desk.wait_for_url("**/matrix/?q=taliban&as_of=2024-12-31")
    desk.get_by_role("button", name="Pause").click()


def test_an_analyst_finds_what_changed_between_two_days(desk: Page) -> None:
    desk.goto("/")
    desk.get_by_role("link", name="Compare").click()
    desk.get_by_role("group", name="From").get_by_label("Day").fill("2023-12-01")
    desk.get_by_role("group", name="To").get_by_label("Day").fill("2024-06-10")
    desk.get_by_role("button", name="Compare").click()
    desk.wait_for_url("**/compare/?from=2023-12-01**")
    row = desk.get_by_role("row").filter(has_text="Taliban").filter(has_text="Kazakhstan")
    row.get_by_role("link", name="2023-12-29").click()

    assert desk.get_by_role("heading", level=1).inner_text() == "Kazakhstan delisted the Taliban"
    assert "as_of=2024-06-10" in desk.url


def test_a_reader_on_a_phone_finds_a_group_in_cyrillic_and_takes_its_permalink(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("searchbox").fill("Талибан")
    phone.get_by_role("button", name="Search").tap()
    phone.wait_for_url("**/search/**")
    assert "Талибан" in unquote(phone.url)
    phone.get_by_role("link", name="Taliban", exact=True).first.tap()
    phone.wait_for_url("**/groups/taliban/**")
    phone.get_by_role("link", name="Cite or share").tap()

    permalink = phone.locator("#permalink a").inner_text()
    assert "/groups/taliban/?as_of=" in permalink
    assert "known_at=e" in permalink


def test_the_day_line_is_moved_by_keyboard(desk: Page) -> None:
    desk.goto("/groups/taliban/?as_of=2024-06-10")
    desk.get_by_role("slider", name="Day shown").focus()
    desk.keyboard.press("ArrowLeft")
    desk.wait_for_url("**/groups/taliban/?as_of=2024-06-09#timeline")

    assert "The lists on 2024-06-09" in desk.locator("#clock").inner_text()


def test_a_picture_is_taken_away_as_svg_and_as_png(desk: Page) -> None:
    desk.goto("/groups/taliban/?as_of=2024-06-10")
    with desk.expect_download() as svg:
        desk.get_by_role("link", name="This map as SVG").click()
    with desk.expect_download() as png:
        desk.get_by_role("button", name="This map as SVG, with its source: as PNG").click()

    assert svg.value.suggested_filename == "groups-taliban-map-20240610-e1.svg"
    assert png.value.suggested_filename == "groups-taliban-map-20240610-e1.png"
    width, height = size_of_svg(Path(svg.value.path()))
    assert size_of_png(Path(png.value.path())) == (2 * width, 2 * height)


def test_the_matrix_of_another_year_is_taken_away_with_its_filters(desk: Page) -> None:
    desk.goto("/matrix/?as_of=2024-12-31&q=tali")
    desk.get_by_role("slider", name="Year").fill(str(2020 - 1997))
    desk.wait_for_url("**/matrix/?q=tali&as_of=2020-12-31")
    desk.locator("#grid a[data-picture='matrix-grid-20201231-e1'] + button").wait_for()
    with desk.expect_download() as svg:
        desk.get_by_role("link", name="as SVG, with its source").click()
    with desk.expect_download() as png:
        desk.get_by_role("button", name="as PNG").click()

    text = Path(svg.value.path()).read_text(encoding="utf-8")
    assert "q=tali&amp;as_of=2020-12-31&amp;known_at=e1" in text
    assert png.value.suggested_filename == "matrix-grid-20201231-e1.png"
    width, height = size_of_svg(Path(svg.value.path()))
    assert size_of_png(Path(png.value.path())) == (2 * width, 2 * height)


def test_a_picture_that_is_too_large_to_double_is_drawn_as_large_as_browsers_can(desk: Page) -> None:
    large = '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="4000"><rect width="9" height="9"/></svg>'
    desk.route("**/strips.svg**", lambda route: route.fulfill(body=large, content_type="image/svg+xml"))
    desk.goto("/conflicts/")
    with desk.expect_download() as png:
        desk.get_by_role("button", name="as PNG").click()
    width, height = size_of_png(Path(png.value.path()))

    assert 15_900_000 < width * height <= 16_000_000
    assert abs(width / height - 3 / 4) < 0.001


@pytest.mark.parametrize("address", [address for address, _ in PICTURES.values()])
def test_the_letters_of_a_file_take_no_more_room_than_they_were_given(desk: Page, address: str) -> None:
    desk.goto("/legal/")
    drawn = desk.request.get(f"{address}?as_of=2024-06-10").text()
    desk.set_content(drawn)
    measured = desk.locator("svg text").evaluate_all("texts => texts.map((text) => text.getComputedTextLength())")
    placed = boxes(etree.fromstring(drawn.encode()))

    assert len(measured) == len(placed) > 4
    for length, box in zip(measured, placed, strict=True):
        room = max(box.right - box.left, box.bottom - box.top)
        assert length <= room + 0.5, box.text


def size_of_svg(file: Path) -> tuple[int, int]:
    """Width and height of a drawn file."""
    root = etree.fromstring(file.read_bytes())
    return int(root.get("width")), int(root.get("height"))


def size_of_png(file: Path) -> tuple[int, int]:
    """Width and height of an image, from its first chunk."""
    head = file.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_the_matrix_is_printed_with_all_its_columns_on_a_turned_sheet(desk: Page) -> None:
    desk.goto("/matrix/?as_of=2024-06-10")
    sheets = PdfReader(BytesIO(desk.pdf(prefer_css_page_size=True))).pages
    assert all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets)

    # The sheet between its margins, as many CSS pixels wide.
    inside = round((297 - 20) / 25.4 * 96)
    desk.emulate_media(media="print")
    desk.set_viewport_size({"width": inside, "height": 700})
    assert desk.evaluate("document.querySelector('#matrix').getBoundingClientRect().right") <= inside
    hidden = desk.locator("input:visible, select:visible, button:visible, .year-row:visible")
    assert hidden.count() == 0


def test_without_script_a_cell_is_a_page(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/matrix/?as_of=2024-06-10&q=taliban")
    page.get_by_role("link", name="Taliban, Kazakhstan: delisted").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Taliban, Kazakhstan"
    context.close()


def test_the_choice_of_dark_is_remembered(desk: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    desk.goto("/legal/")
    light = desk.evaluate(ground)
    desk.get_by_label("Dark").check()
    desk.goto("/method/")

    assert desk.evaluate(ground) != light


def wrongs(page: Page, rules: dict[str, str | list[str]]) -> list[str]:
    """What axe finds wrong on a page."""
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_is_accessible_and_fits(browser: Browser, live_server: LiveServer, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="light", base_url=live_server.url, bypass_csp=True
    )
    page = open_page(context)
    for address in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.add_script_tag(path=AXE)
        assert not wrongs(page, {"type": "tag", "values": WCAG}), address
        page.emulate_media(color_scheme="dark")
        assert not wrongs(page, {"type": "rule", "values": ["color-contrast"]}), f"{address}, dark"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()
