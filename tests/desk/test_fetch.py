"""Pages are fetched from public addresses alone, within limits of time and size."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sources import archive, fetch, inbox
from sources.fetch import NotFetched
from tests.desk.made import NOW

PAGE = b"<html><body><p>A page</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A site that plays what sites do."""

    def do_GET(self) -> None:
        getattr(self, "answer_" + self.path.strip("/").partition("?")[0].replace("-", "_"), self.answer_missing)()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, content: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def onward(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def answer_page(self) -> None:
        self.server.asked.append(dict(self.headers))
        self.answer(PAGE)

    def answer_moved(self) -> None:
        self.onward("/page?x=1")

    def answer_circle(self) -> None:
        self.onward("/circle")

    def answer_inward(self) -> None:
        self.onward("http://10.0.0.1/secret")

    def answer_metadata(self) -> None:
        self.onward("http://169.254.169.254/latest")

    def answer_away_from_http(self) -> None:
        self.onward("file:///etc/passwd")

    def answer_long(self) -> None:
        self.answer(b"", Content_Length=str(10**9))

    def answer_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def answer_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.over.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            pass

    def answer_silent(self) -> None:
        self.server.over.wait(5)

    def answer_missing(self) -> None:
        self.send_error(404)


@pytest.fixture
def site(settings) -> Iterator[ThreadingHTTPServer]:
    settings.FETCH_LOOPBACK = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.over = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def url(site: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{site.server_port}/{path}"


def test_a_page_is_fetched_in_our_name(site) -> None:
    page = fetch.fetch(url(site, "page"), most_bytes=1000)

    assert (page.content, page.content_type, page.url) == (PAGE, "text/html; charset=utf-8", url(site, "page"))
    assert site.asked[0]["User-Agent"].startswith("DesignationAtlas/")
    assert site.asked[0]["Host"] == f"127.0.0.1:{site.server_port}"


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
    assert site.asked[0]["Host"] == f"changing.example:{site.server_port}"


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
