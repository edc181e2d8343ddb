"""The desk in a real browser: fifty candidates are decided by keyboard, and the pages are accessible."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from sources.models import Candidate
from tests.desk.made import candidate
from tests.desk.test_review import LISTS_AGAIN
from tests.desk.test_review_pages import PLAN, desk
from tests.web.test_browser import AXE, CHROMIUM, WCAG, browser, open_page, wrongs

__all__ = ["browser", "desk"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]


def decision_of(found: Candidate) -> str:
    found.refresh_from_db()
    return found.decision


@pytest.fixture
def signed_in(transactional_db: None, browser: Browser, live_server: LiveServer, desk: Client) -> Iterator[Any]:
    """Opens pages of a signed-in editor."""
    opened = []

    def opening(**looks: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **looks)
        opened.append(context)
        session = desk.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return open_page(context)

    yield opening
    for context in opened:
        context.close()


def test_candidates_are_decided_by_keyboard_alone(signed_in) -> None:
    again, other, same = candidate(LISTS_AGAIN, title="Back"), candidate(PLAN, title="Notes"), candidate()
    page = signed_in(viewport={"width": 1440, "height": 900})
    page.goto("/review/?by=age")

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{again.pk}/**")
    page.keyboard.press("a")
    page.wait_for_url(f"**/review/{other.pk}/**")
    assert decision_of(again) == "accepted_new"

    page.keyboard.press("r")
    page.keyboard.type("a group of whom nothing is known")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/review/{same.pk}/**")
    assert (decision_of(other), other.why) == ("rejected", "a group of whom nothing is known")

    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "regime"
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    page.wait_for_url(f"**/review/{other.pk}/**")
    assert decision_of(other) == "open"
    page.keyboard.press("j")
    page.wait_for_url(f"**/review/{same.pk}/**")
    page.keyboard.press("s")
    page.wait_for_url("**/review/?by=age&after=*")
    assert decision_of(same) == "accepted_same"


@pytest.mark.parametrize(("look", "width"), [("light", 1440), ("dark", 390)])
def test_the_desk_is_accessible_and_fits(signed_in, look, width) -> None:
    found, unclear = candidate(LISTS_AGAIN, title="Back on the list"), candidate(PLAN, title="Notes")
    page = signed_in(viewport={"width": width, "height": 900}, color_scheme=look, bypass_csp=True)
    for number, address in enumerate(
        ("/review/", f"/review/{found.pk}/", f"/review/{unclear.pk}/", "/review/accuracy/")
    ):
        page.goto(address)
        page.add_script_tag(path=AXE)
        assert not wrongs(page, {"type": "tag", "values": WCAG}), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=f"{folder}/review-{look}-{number}.png", full_page=True)
