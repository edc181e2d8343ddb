"""The way to a host: one request at a time over all workers, a pause between two, and its robots.txt obeyed.

The time is the database's, so that all machines mean the same.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from django.db import connection

from sources.fetch import NAME, NotFetched, fetch_into
from sources.models import Host
from sources.robots import MOST_BYTES, Rules, rules_for

LEASE = timedelta(minutes=10)
"""How long one request may hold a host; longer than any may take, so that whoever still holds it is dead."""

PAUSE = 1.0
"""Seconds between two requests to one host, at least."""

PATIENCE = 30.0
"""Seconds that a request waits for its turn."""

LONGEST_REST = 24 * 3600.0
"""Seconds; a host that asks to be left alone for longer is asked again after these."""

ROBOTS_LAST = timedelta(hours=24)
"""A robots.txt older than this is fetched anew."""

_TAKE = """
UPDATE sources_host SET busy_until = clock_timestamp() + make_interval(secs => %s)
WHERE name = %s AND coalesce(busy_until, '-infinity') <= clock_timestamp()
  AND coalesce(free_at, '-infinity') <= clock_timestamp()
RETURNING busy_until, robots, robots_at, clock_timestamp()
"""
_GIVE = """
UPDATE sources_host SET busy_until = NULL, free_at = clock_timestamp() + make_interval(secs => %s)
WHERE name = %s AND busy_until = %s
"""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A host held for one request."""

    name: str
    until: datetime
    robots: str
    robots_at: datetime | None
    now: datetime


@contextmanager
def courteous(target: httpx.URL) -> Iterator[None]:
    """Hold the way to a host for one request, as its robots.txt allows. Raises NotFetched."""
    with _turn(target) as turn:
        rules = _rules(turn, target)
        if not rules.allow(target.raw_path.decode("ascii")):
            raise NotFetched(f"{target.host} asks readers like this one, in its robots.txt, not to fetch {target}.")
        yield


@contextmanager
def one_at_a_time(target: httpx.URL) -> Iterator[None]:
    """Hold the way to a host for one request that a person asked for. Raises NotFetched."""
    with _turn(target):
        yield


@contextmanager
def _turn(target: httpx.URL) -> Iterator[_Turn]:
    turn = _take(target)
    rest = max(PAUSE, rules_for(NAME, turn.robots).delay)
    try:
        yield turn
    except NotFetched as error:
        rest = max(rest, min(error.wait or 0.0, LONGEST_REST))
        raise
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_GIVE, [rest, turn.name, turn.until])


def _take(target: httpx.URL) -> _Turn:
    """Wait for a turn and take it. Raises NotFetched where none comes."""
    name = f"{target.scheme}://{target.netloc.decode('ascii')}"
    Host.objects.get_or_create(name=name)
    ends = time.monotonic() + PATIENCE
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [LEASE.total_seconds(), name])
            row = cursor.fetchone()
        if row:
            return _Turn(name, *row)
        if time.monotonic() > ends:
            raise NotFetched(_why_not(name, target.host))
        time.sleep(min(0.2, PATIENCE / 5))


def _why_not(name: str, host: str) -> str:
    """What stood in the way of a turn."""
    row = Host.objects.get(name=name)
    if row.busy_until is None and row.free_at is not None:
        return f"{host} asked to be left alone until {row.free_at:%Y-%m-%d %H:%M:%S} UTC."
    return f"{host} is being asked by another worker, and took longer than {PATIENCE:.0f} seconds."


def _rules(turn: _Turn, target: httpx.URL) -> Rules:
    """What a host asks of us, from its robots.txt; fetched where ours is too old. Raises NotFetched."""
    if turn.robots_at is None or turn.robots_at <= turn.now - ROBOTS_LAST:
        text = _fetched_robots(target)
        Host.objects.filter(name=turn.name).update(robots=text, robots_at=turn.now)
        return rules_for(NAME, text)
    return rules_for(NAME, turn.robots)


def _fetched_robots(target: httpx.URL) -> str:
    """The robots.txt of a host; empty where it has none. RFC 9309: where it cannot be known, nothing is fetched."""
    file = io.BytesIO()
    try:
        fetch_into(file, str(target.copy_with(raw_path=b"/robots.txt")), most_bytes=MOST_BYTES)
    except NotFetched as error:
        if error.status is not None and 400 <= error.status < 500 and error.status != httpx.codes.TOO_MANY_REQUESTS:
            return ""
        if error.status != httpx.codes.OK:
            raise NotFetched(
                f"Its robots.txt is not to be had: {error}", status=error.status, wait=error.wait
            ) from error
    return file.getvalue()[:MOST_BYTES].decode("utf-8", errors="replace").replace("\x00", "")
