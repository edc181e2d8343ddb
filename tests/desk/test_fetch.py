"""Pages are fetched from public addresses alone, within limits of time and size."""

import io
import socket
import tracemalloc

import pytest

from sources import archive, fetch, inbox
from sources.fetch import Known, NotFetched
from tests.desk.made import NOW
from tests.desk.site import CHANGED, ETAG, PAGE, url


def test_a_page_is_fetched_in_our_name(site) -> None:
    page = fetch.fetch(url(site, "page"), most_bytes=1000)

    assert (page.content, page.content_type, page.url) == (PAGE, "text/html; charset=utf-8", url(site, "page"))
    assert site.asked[0][1]["User-Agent"].startswith("DesignationAtlas/")
    assert site.asked[0][1]["Host"] == f"127.0.0.1:{site.server_port}"


def test_a_fetched_page_is_kept_with_where_it_was_found(site, db, tmp_path, settings) -> None:
    settings.ARCHIVE_ROOT = tmp_path / "archive"

    document = inbox.keep_page(url(site, "moved"), at=NOW).document

    assert (document.url, document.declared_type) == (url(site, "page?x=1"), "text/html; charset=utf-8")
    assert (document.arrivals.get().how, document.arrivals.get().url) == ("url", url(site, "page?x=1"))
    assert archive.read(document.sha256) == PAGE
    with pytest.raises(inbox.NotKept, match="answered 404"):
        inbox.keep_page(url(site, "nothing-here"), at=NOW)


def test_a_redirect_is_followed_and_its_end_is_told(site) -> None:
    assert fetch.fetch(url(site, "moved"), most_bytes=1000).url == url(site, "page?x=1")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("circle", "in circles"),
        ("inward", "private address"),
        ("metadata", "private address"),
        ("away-from-http", "no web address"),
        ("nowhere", "an address that is none"),
        ("broken", "answered 500"),
        ("busy", "answered 429"),
        ("always-304", "answered 304"),
        ("cut", "broke off before all of it"),
        ("cut-packed", "broke off before all of it"),
        ("not-packed", "broke off before all of it"),
        ("hanging-up", "broke off before all of it"),
        ("packed-strangely", "not asked for"),
        ("bomb", "the most that is kept"),
        ("long", "the most that is kept"),
        ("endless", "the most that is kept"),
        ("nothing-here", "answered 404"),
    ],
)
def test_what_cannot_be_had_is_told_in_a_sentence(site, path, sentence) -> None:
    with pytest.raises(NotFetched, match=sentence):
        fetch.fetch(url(site, path), most_bytes=2**20)


@pytest.mark.parametrize("path", ["drip", "silent"])
def test_a_site_that_is_too_slow_is_left(site, path, monkeypatch) -> None:
    monkeypatch.setattr(fetch, "LONGEST_WAIT", 0.3)
    monkeypatch.setattr(fetch, "STEP_WAIT", 0.3)

    with pytest.raises(NotFetched, match=r"too slowly|in time"):
        fetch.fetch(url(site, path), most_bytes=2**20)


def test_loopback_is_closed_unless_a_setting_opens_it(site, settings) -> None:
    settings.FETCH_LOOPBACK = False

    with pytest.raises(NotFetched, match="private address"):
        fetch.fetch(url(site, "page"), most_bytes=1000)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::",
    ],
)  # fmt: skip
def test_a_name_that_leads_to_a_private_address_is_refused(number, monkeypatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (number, 443))])

    with pytest.raises(NotFetched, match="private address"):
        fetch.fetch("https://www.example.org/", most_bytes=1000)


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch) -> None:
    numbers = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: numbers)

    with pytest.raises(NotFetched, match="private address"):
        fetch.fetch("https://www.example.org/", most_bytes=1000)


def test_a_name_is_looked_up_once_and_that_number_is_asked(site, monkeypatch) -> None:
    answers = iter([[(0, 0, 0, "", ("127.0.0.1", site.server_port))]])
    look_up = socket.getaddrinfo

    def once(host, *args, **kwargs):
        return next(answers) if host == "changing.example" else look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", once)

    page = fetch.fetch(f"http://changing.example:{site.server_port}/page", most_bytes=1000)

    assert page.content == PAGE
    assert site.asked[0][1]["Host"] == f"changing.example:{site.server_port}"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ftp://example.org/x", "no web address"),
        ("file:///etc/passwd", "no web address"),
        ("https://", "no web address"),
        ("http://[::1", "no web address"),
        ("https://anna:secret@example.org/", "name or password"),
    ],
)
def test_an_address_that_is_none_is_refused(address, sentence) -> None:
    with pytest.raises(NotFetched, match=sentence):
        fetch.fetch(address, most_bytes=1000)


def test_a_name_that_nobody_knows_is_told(monkeypatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(NotFetched, match="No machine is known"):
        fetch.fetch("https://www.example.org/", most_bytes=1000)


@pytest.mark.parametrize(
    ("path", "content"),
    [("packed", PAGE * 2), ("deflated", PAGE), ("deflated-bare", PAGE), ("packed-nothing", b"")],
)
def test_what_is_packed_is_unpacked(site, path, content) -> None:
    assert fetch.fetch(url(site, path), most_bytes=1000).content == content


def test_a_packed_flood_never_fills_the_memory(site) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(NotFetched, match="the most that is kept"):
            fetch.fetch_into(io.BytesIO(), url(site, "bomb"), most_bytes=2**20)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    # The site itself makes the 200 MB packet in this process, before the first byte is sent.
    assert peak < 206 * 2**20


def test_what_has_not_changed_is_not_sent_again(site) -> None:
    first, again = io.BytesIO(), io.BytesIO()

    known = fetch.fetch_into(first, url(site, "versioned"), most_bytes=1000).known
    answer = fetch.fetch_into(again, url(site, "versioned"), most_bytes=1000, known=known)

    assert known == Known(ETAG, CHANGED)
    assert first.getvalue() == PAGE
    assert (answer.unchanged, answer.size, again.getvalue()) == (True, 0, b"")


def test_a_host_that_asks_for_patience_says_for_how_long(site) -> None:
    with pytest.raises(NotFetched) as busy:
        fetch.fetch(url(site, "busy"), most_bytes=1000)
    with pytest.raises(NotFetched) as later:
        fetch.fetch(url(site, "busy-until"), most_bytes=1000)
    with pytest.raises(NotFetched) as broken:
        fetch.fetch(url(site, "broken"), most_bytes=1000)

    assert (busy.value.status, busy.value.wait) == (429, 120)
    assert later.value.wait > 365 * 24 * 3600
    assert (broken.value.status, broken.value.wait) == (500, None)


def test_whom_to_write_to_stands_in_the_user_agent(site, settings) -> None:
    settings.FETCH_CONTACT = "https://atlas.example/contact"

    fetch.fetch(url(site, "page"), most_bytes=1000)

    assert "https://atlas.example/contact" in site.asked[0][1]["User-Agent"]


def test_a_host_that_cannot_be_reached_is_told(site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(NotFetched, match="could not be reached"):
        fetch.fetch(f"http://127.0.0.1:{port}/", most_bytes=1000)
