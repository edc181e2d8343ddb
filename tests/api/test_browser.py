"""The page of the API in a real browser: it draws the schema and tries an address under the strict policy."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]


def test_an_address_can_be_tried_from_the_page(live_server, monkeypatch):
    # Playwright keeps an event loop in this thread, beside which the tests' own queries are harmless.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
    complaints, asked = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        page = browser.new_page(base_url=live_server.url)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/api/docs/")
        page.get_by_text("/api/v1/conflicts/{key}/").wait_for()
        page.locator("#operations-across-read_matrix").get_by_role("button").first.click()
        page.get_by_role("button", name="Try it out").click()
        page.get_by_role("button", name="Execute").click()
        page.locator(".live-responses-table .response-col_status", has_text="200").wait_for()
        browser.close()

    assert complaints == []
    assert all(url.startswith((live_server.url, "data:", "blob:")) for url in asked)
    assert any("/api/v1/matrix/" in url for url in asked)
