"""A site on loopback that plays what sites do, the failures that were really seen among them."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<html><body><p>A page</p></body></html>"
ETAG, CHANGED = '"v1"', "Mon, 02 Nov 2026 10:00:00 GMT"


class Site(BaseHTTPRequestHandler):
    """A path plays what its name says; ``files`` of the server are given out under theirs, as ``robots`` is."""

    def do_GET(self) -> None:
        path = self.path.strip("/").partition("?")[0]
        self.server.asked.append((path, dict(self.headers)))
        with self.server.counted:
            if path in self.server.files:
                self.given(self.server.files[path])
            else:
                getattr(self, "answer_" + path.replace("-", "_").replace(".", "_"), self.answer_missing)()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def given(self, content: bytes) -> None:
        """A file, with the conditional answers of an ordinary server."""
        etag = f'"{zlib.crc32(content)}"'
        if self.headers.get("If-None-Match") == etag:
            self.answer(b"", 304, ETag=etag)
        else:
            self.answer(content, Content_Type="application/octet-stream", ETag=etag)

    def onward(self, to: str) -> None:
        self.answer(b"", 302, Location=to)

    def answer_page(self) -> None:
        self.answer(PAGE)

    def answer_versioned(self) -> None:
        known = (self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"))
        if known == (ETAG, CHANGED):
            self.answer(b"", 304, ETag=ETAG)
        else:
            self.answer(PAGE, ETag=ETAG, Last_Modified=CHANGED)

    def answer_always_304(self) -> None:
        self.answer(b"", 304)

    def answer_moved(self) -> None:
        self.onward("/page?x=1")

    def answer_circle(self) -> None:
        self.onward("/circle")

    def answer_inward(self) -> None:
        self.onward("http://10.0.0.1/secret")

    def answer_metadata(self) -> None:
        self.onward("http://169.254.169.254/latest")

    def answer_nowhere(self) -> None:
        self.onward("http://[::1")

    def answer_away_from_http(self) -> None:
        self.onward("file:///etc/passwd")

    def answer_busy(self) -> None:
        self.answer(b"slow down", 429, Retry_After="120")

    def answer_busy_until(self) -> None:
        # The handler writes a Date of its own; the instant is far enough from it that a second does not count.
        self.answer(b"", 503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")

    def answer_broken(self) -> None:
        self.answer(b"", 500)

    def answer_cut(self) -> None:
        self.answer(PAGE, Content_Length=str(len(PAGE) + 1000))

    def answer_cut_packed(self) -> None:
        self.answer(gzip.compress(PAGE * 100)[:-12], Content_Encoding="gzip")

    def answer_packed(self) -> None:
        self.answer(gzip.compress(PAGE) + gzip.compress(PAGE), Content_Encoding="gzip")

    def answer_deflated(self) -> None:
        self.answer(zlib.compress(PAGE), Content_Encoding="deflate")

    def answer_deflated_bare(self) -> None:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        self.answer(packer.compress(PAGE) + packer.flush(), Content_Encoding="deflate")

    def answer_packed_nothing(self) -> None:
        self.answer(b"", Content_Encoding="gzip")

    def answer_packed_strangely(self) -> None:
        self.answer(PAGE, Content_Encoding="br")

    def answer_not_packed(self) -> None:
        self.answer(PAGE, Content_Encoding="gzip")

    def answer_bomb(self) -> None:
        self.answer(gzip.compress(bytes(200 * 2**20)), Content_Encoding="gzip")

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

    def answer_a_while(self) -> None:
        self.server.over.wait(0.3)
        self.answer(PAGE)

    def answer_hanging_up(self) -> None:
        self.close_connection = True

    def answer_robots_txt(self) -> None:
        if isinstance(self.server.robots, int):
            self.answer(b"", self.server.robots)
        else:
            self.answer(self.server.robots.encode(), Content_Type="text/plain")

    def answer_missing(self) -> None:
        self.answer(b"", 404)


class Counted:
    """How many are inside at once, and the most there were."""

    def __init__(self) -> None:
        self.lock, self.now, self.most = threading.Lock(), 0, 0

    def __enter__(self) -> None:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.now -= 1


@contextmanager
def running_site() -> Iterator[ThreadingHTTPServer]:
    """A site that runs; ``asked`` are the requests as (path, headers), ``robots`` its robots.txt or a status."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.over, server.robots, server.files = [], threading.Event(), 404, {}
    server.counted = Counted()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def url(site: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{site.server_port}/{path}"
