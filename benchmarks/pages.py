"""Every page of the shipped record over HTTP: server time on days not asked for before, unchanged, and bytes sent."""

from __future__ import annotations

import datetime
import http.client
import random
import time
from collections.abc import Iterator
from itertools import islice
from statistics import median, quantiles
from urllib.parse import urlsplit

from benchmarks.servers import own_database
from benchmarks.serving import Server, atlas

PAGES = (
    "/",
    "/matrix/",
    "/matrix/?rows=all",
    "/matrix/?compare=2000-01-01",
    "/matrix/taliban/KZ/",
    "/groups/",
    "/groups/taliban/",
    "/groups/hezbollah/",
    "/authorities/",
    "/authorities/US/",
    "/regimes/un-1988/",
    "/conflicts/",
    "/conflicts/obligation:nezrlagop2:UN/",
    "/agreement/",
    "/agreement/US/GB/",
    "/changes/",
    "/compare/?from=2000-01-01",
    "/acts/",
    "/acts/nezrlagop2/",
    "/search/?q=hizbollah",
    "/method/",
    "/legal/",
    "/data/",
)
DAYS = 40
"""Days that each page is asked for, every one once, so that no answer was made before."""
AIM = 0.150


def run(*, full: bool = False) -> None:
    """Measure and print a line a page."""
    with own_database():
        load_record()
        with atlas() as server:
            print(f"{'page':<40} {'median':>9} {'p95':>9} {'304':>8} {'bytes':>9} {'sent':>8}")
            over = [path for path in PAGES if _line(server, path) > AIM]
            print(f"over {AIM * 1000:.0f} ms at the 95th percentile: {', '.join(over) or 'none'}")


def load_record() -> None:
    """Load the shipped record into the database that stands."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from designations.seeding import load, read_package

    user = get_user_model().objects.create(username="bench")
    load(read_package(settings.BASE_DIR / "data"), by=user, at=timezone.now())


def _line(server: Server, path: str) -> float:
    """Ask a page for many days, print what it took, and give the 95th percentile in seconds."""
    days = _days(path)
    # The first answers of a worker import and compile what later ones find ready.
    for day in islice(days, 5):
        server.get(_on(path, day))
    seconds = []
    for day in islice(days, DAYS):
        begun = time.perf_counter()
        status, _, _ = server.get(_on(path, day))
        seconds.append(time.perf_counter() - begun)
        if status != 200:
            raise RuntimeError(f"{_on(path, day)}: {status}")
    p95 = quantiles(seconds, n=20)[-1]
    _, headers, body = server.get(path)
    unchanged = median(_unchanged(server, path, headers["ETag"]) for _ in range(20))
    sent = _bytes_sent(server, path)
    shown = f"{median(seconds) * 1000:>6.1f} ms {p95 * 1000:>6.1f} ms {unchanged * 1000:>5.1f} ms"
    print(f"{path:<40} {shown} {len(body):>9,} {sent:>8,}", flush=True)
    return p95


def _unchanged(server: Server, path: str, etag: str) -> float:
    begun = time.perf_counter()
    status, _, _ = server.get(path, {"If-None-Match": etag})
    if status != 304:
        raise RuntimeError(f"{path}: {status} for an unchanged page")
    return time.perf_counter() - begun


def _bytes_sent(server: Server, path: str) -> int:
    """Bytes of a page as they travel, compressed."""
    asking = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    try:
        asking.request("GET", path, headers={"Accept-Encoding": "gzip"})
        return len(asking.getresponse().read())
    finally:
        asking.close()


def _days(seed: str) -> Iterator[datetime.date]:
    """Days of 2003 to 2026 in an order of their own for each seed, none of them twice."""
    first = datetime.date(2003, 1, 1).toordinal()
    last = datetime.date(2026, 1, 1).toordinal()
    for number in random.Random(seed).sample(range(first, last), last - first):
        yield datetime.date.fromordinal(number)


def _on(path: str, day: datetime.date) -> str:
    name = "to" if "from=" in path else "as_of"
    return f"{path}{'&' if urlsplit(path).query else '?'}{name}={day}"
