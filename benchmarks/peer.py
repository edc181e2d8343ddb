"""The matrix of a day over HTTP beside Datasette on an SQLite file that holds the same record: 60 by 1,000.

Both answer JSON, one request at a time, each day asked for once so that nothing comes from a cache. That both give
the same cells is checked on every day that is measured.
"""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.parse
import venv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from benchmarks import made
from benchmarks.measuring import Figure
from benchmarks.servers import own_database
from benchmarks.serving import Server, atlas, free_port, serving

GROUPS, PER_GROUP = 1000, 84
DAYS = 15

TABLE = """
CREATE TABLE events (
    act TEXT PRIMARY KEY, regime TEXT, authority TEXT, grp TEXT, kind TEXT, effect TEXT, day TEXT
) WITHOUT ROWID
"""

INDEXES = (
    "CREATE INDEX turns ON events (grp, regime, day, effect, authority, act) WHERE effect <> 'none'",
    "CREATE INDEX days ON events (day)",
    "ANALYZE",
)

MATRIX = """
WITH turns AS (
    SELECT grp, regime, authority, act, effect,
        row_number() OVER latest AS place,
        max(effect = 'open') OVER (PARTITION BY grp, regime) AS opened
    FROM events WHERE effect <> 'none' AND day <= :day
    WINDOW latest AS (PARTITION BY grp, regime ORDER BY day DESC)
),
cells AS (
    SELECT grp, authority, act, CASE effect WHEN 'open' THEN 'listed' ELSE 'delisted' END AS state,
        row_number() OVER (PARTITION BY grp, authority ORDER BY effect DESC) AS place
    FROM turns WHERE place = 1 AND opened
)
SELECT grp AS "group", authority, state, act FROM cells WHERE place = 1
"""
"""The last act that opened or closed under each regime, and the stronger of the regimes of an authority."""


def run(*, full: bool = False) -> None:
    """Measure and print."""
    with own_database(), tempfile.TemporaryDirectory(prefix="atlas-peer-") as home:
        from benchmarks.pouring import pour
        from designations.projection import rebuild

        filled = pour(GROUPS * PER_GROUP, 2000, per_group=PER_GROUP)
        rebuild()
        print(f"{filled.acts} acts on {GROUPS} groups by {made.AUTHORITIES} authorities in {filled.editions} editions")
        file = _sqlite(Path(home) / "atlas.db")
        datasette = _installed(Path(home) / "venv")
        port = free_port()
        command = [datasette, "serve", str(file), "--port", str(port), "--setting", "max_returned_rows", "100000"]
        command += ["--setting", "sql_time_limit_ms", "60000"]
        with serving(command, port, "/atlas.json") as peer, atlas() as own:
            _compare(peer, own)
            _past(own, filled.editions)


def _sqlite(file: Path) -> Path:
    """The living events of the record as Datasette reads them."""
    from designations.models import Event

    rows = Event.objects.alive().values_list(
        "act__key", "regime__slug", "regime__authority__code", "group__slug", "kind", "effect", "stated"
    )
    with sqlite3.connect(file) as database:
        database.execute(TABLE)
        database.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", rows.iterator())
        for statement in INDEXES:
            database.execute(statement)
    database.close()
    return file


def _installed(home: Path) -> str:
    """Datasette in an environment of its own."""
    venv.create(home, with_pip=True)
    wanted = Path(__file__).with_name("requirements.txt")
    subprocess.run([home / "bin" / "pip", "install", "--quiet", "--requirement", wanted], check=True)
    return str(home / "bin" / "datasette")


def _compare(peer: Server, own: Server) -> None:
    source = random.Random(made.SEED)
    span = (made.LAST - date(2010, 1, 1)).days
    days = [date(2010, 1, 1) + timedelta(days=source.randrange(span)) for _ in range(DAYS + 2)]
    theirs, ours, plain = [], [], []
    for day in days:
        seconds, body = _timed(lambda day=day: _ask(peer, _peer_path(day)))
        plain.append(seconds)
        theirs_told = {(row["group"], row["authority"]): row["state"] for row in json.loads(body)}
        seconds, _ = _timed(lambda day=day: _ask(peer, _peer_path(day, "arrays")))
        theirs.append(seconds)
        seconds, body = _timed(lambda day=day: _ask(own, _own_path(day)))
        ours.append(seconds)
        ours_told = {(cell["group"], cell["authority"]): cell["state"] for cell in json.loads(body)["cells"]}
        if theirs_told != ours_told:
            raise RuntimeError(f"on {day} the cells differ: {set(theirs_told.items()) ^ set(ours_told.items())}")
    print(f"the same {len(ours_told)} cells on the last of {len(days)} days, and on each before it")
    print(Figure("Datasette, matrix of a day, rows as lists", tuple(theirs[2:])))
    print(Figure("Datasette, matrix of a day, rows as objects", tuple(plain[2:])))
    print(Figure("Atlas, matrix of a day, not asked for before", tuple(ours[2:])))
    times = statistics.median(theirs[2:]) / statistics.median(ours[2:])
    print(f"{times:.1f} times as fast as rows as lists (aim: 4)")
    path = _own_path(days[0])
    tag = own.get(path)[1]["ETag"]
    unchanged = [_timed(lambda: _unchanged(own, path, tag))[0] for _ in range(60)][10:]
    print(Figure("Atlas, unchanged, with its ETag: 304", tuple(unchanged)))
    print(f"{statistics.median(theirs[2:]) / statistics.median(unchanged):.0f} times as fast (aim: 50)")


def _past(own: Server, editions: int) -> None:
    """The same day at past editions, each asked for once; the present one in between, as often."""
    source = random.Random(made.SEED + 1)
    past, present = [], []
    for place in range(22):
        day = made.LAST - timedelta(days=place)
        seconds, _ = _timed(lambda day=day: _ask(own, _own_path(day)))
        present.append(seconds)
        path = f"{_own_path(day)}&known_at=e{source.randrange(2, editions)}"
        seconds, _ = _timed(lambda path=path: _ask(own, path))
        past.append(seconds)
    print(Figure("Atlas, matrix at the present edition", tuple(present[2:])))
    print(Figure("Atlas, matrix at 20 random past editions", tuple(past[2:])))
    print(
        f"{statistics.median(past[2:]) / statistics.median(present[2:]):.2f} times the present one (aim: 1.5 at most)"
    )


def _peer_path(day: date, shape: str = "array") -> str:
    return "/atlas.json?" + urllib.parse.urlencode({"sql": MATRIX, "day": day.isoformat(), "_shape": shape})


def _own_path(day: date) -> str:
    return f"/api/v1/matrix/?as_of={day.isoformat()}"


def _ask(server: Server, path: str) -> bytes:
    status, _, body = server.get(path)
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:300]!r}")
    return body


def _unchanged(server: Server, path: str, tag: str) -> bytes:
    status, _, body = server.get(path, {"If-None-Match": tag})
    if status != 304:
        raise RuntimeError(f"{path}: {status}")
    return body


def _timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    begun = time.perf_counter()
    body = work()
    return time.perf_counter() - begun, body
