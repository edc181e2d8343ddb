"""Made histories at growing sizes: rebuilding, publishing one act, reading the matrix, memory of a request.

The first curve has more groups of the same length, the second longer histories. Editions are as many at every size.
Each size has a database and a program of its own; a size that fails is told, and the others are measured all the same.
"""

from __future__ import annotations

import gc
import json
import os
import random
import statistics
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from typing import Any

from benchmarks import made
from benchmarks.ending import as_by_interrupt, output_of
from benchmarks.measuring import print_machine
from benchmarks.servers import own_database
from benchmarks.serving import atlas, peak_memory

EDITIONS = 2000
MORE = (12_000, 120_000, 1_200_000)
LONGER = ((12_000, 320), (12_000, 1280))
COUNTED = 500_000
"""Events up to which event-folds are counted: counting them asks for as much memory as there are events."""

FIRST = made.codes()[2]
PATHS = (
    "/", "/matrix/?as_of=2020-06-10", "/matrix/?as_of=2020-06-10&rows=all&compare=2019-06-10", "/groups/",
    "/groups/made-0/", "/authorities/", "/authorities/UN/", f"/authorities/{FIRST}/", "/regimes/un-list/",
    "/conflicts/", "/agreement/", f"/agreement/UN/{FIRST}/", "/changes/", "/changes/?edition=e1000", "/changes/atom/",
    "/compare/?from=2019-01-01&to=2020-01-01", "/acts/", "/search/?q=made+12", "/method/", "/data/",
    "/api/v1/matrix/?as_of=2020-06-10", "/api/v1/matrix/?as_of=2020-06-10&covered=true&kept=true",
    "/api/v1/groups/?page_size=1000", "/api/v1/groups/made-0/", "/api/v1/authorities/", "/api/v1/authorities/UN/",
    "/api/v1/regimes/", "/api/v1/regimes/un-list/", "/api/v1/events/?page_size=1000",
    "/api/v1/listings/?page_size=1000", "/api/v1/conflicts/?page_size=1000", "/api/v1/changes/?after=1000&limit=1000",
    "/api/v1/compare/?from=2019-01-01&to=2020-01-01", "/api/v1/compare/?from=e500&to=e1500", "/api/v1/agreement/",
    f"/api/v1/agreement/?authority=UN&authority={FIRST}", "/data/acts.csv", "/data/listings.csv", "/data/atlas.zip",
)  # fmt: skip
"""What is asked for, each of a web worker that has answered nothing else, to find the most memory and time."""

HEADS = (
    "events", "groups", "acts a group", "rebuild", "of it in Python", "events/s", "event-folds/s",
    "publish one act, median (least)",
    "matrix, first page", "at past editions", "memory",
)  # fmt: skip


def run(*, full: bool = False) -> None:
    """Measure and print two tables: a line for each size, then memory and time of each address."""
    sizes = [(events, made.EVENTS_PER_GROUP) for events in MORE[: 3 if full else 1]] + list(LONGER[: 2 if full else 1])
    only = os.environ.get("GROWTH_SIZES")
    if only:
        sizes = [(int(events), int(each)) for events, each in (size.split("x") for size in only.split(","))]
    print(f"{EDITIONS} editions; {made.RETRACTED:.0%} retracted, {made.CORRECTED:.0%} corrected, {made.LATE:.0%} late")
    _print_row(HEADS)
    _print_row(["--:"] * len(HEADS))
    found = {}
    for events, per_group in sizes:
        told = _measured_apart(events, per_group)
        if told is not None:
            _print_row(told["row"])
            found[f"{events:,} × {per_group}"] = told["addresses"]
    _print_addresses(found)
    print_machine()


def _measured_apart(events: int, per_group: int) -> dict[str, Any] | None:
    """What a program of its own measures of one size; None, with a line that says so, where it fails."""
    command = [sys.executable, "-m", "benchmarks.growth", str(events), str(per_group)]
    printed = output_of(command)
    if printed is None:
        print(f"{events:,} events, {per_group} wanted of a group: failed", flush=True)
        return None
    told: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return told


def _print_row(cells: list[str] | tuple[str, ...]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _print_addresses(found: dict[str, dict[str, tuple[float, int]]]) -> None:
    """Memory and seconds of each address at each size, the dearest at the last size first."""
    if not found:
        return
    print()
    _print_row(["address, first asked", *found])
    _print_row(["---", *("--:" for _ in found)])
    last = found[list(found)[-1 if len(found) < len(MORE) else len(MORE) - 1]]
    for path in sorted(PATHS, key=lambda path: -last[path][1]):
        cells = (found[size][path] for size in found)
        _print_row([f"`{path}`", *(f"{memory / 2**20:.0f} MB, {_shown(seconds)}" for seconds, memory in cells)])


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _measured(events: int, per_group: int) -> dict[str, Any]:
    from benchmarks.pouring import pour
    from designations.models import Event, Group
    from designations.projection import rebuild

    pour(events, EDITIONS, per_group=per_group)
    _analyse()
    gc.collect()
    rows = Event.objects.count()
    begun, processing = time.perf_counter(), time.process_time()
    rebuild()
    seconds, processing = time.perf_counter() - begun, time.process_time() - processing
    _analyse()
    publishing, least = _publishing()
    present, past = _reading()
    addresses = {path: _asked(path) for path in PATHS}
    groups = Group.objects.count()
    row = [
        f"{rows:,}", f"{groups:,}", f"{rows / groups:.0f}", f"{seconds:.1f} s", f"{processing:.1f} s",
        f"{rows / seconds:,.0f}", f"{_folds() / seconds:,.0f}" if events <= COUNTED else "not counted",
        f"{publishing * 1000:.1f} ({least * 1000:.1f}) ms",
        f"{present * 1000:.0f} ms", f"{past / present:.2f} ×",
        f"{max(memory for _, memory in addresses.values()) / 2**20:.0f} MB",
    ]  # fmt: skip
    return {"row": row, "addresses": addresses}


def _analyse() -> None:
    """What autovacuum does in daily use within a minute."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _folds() -> int:
    """How many events a replay folds: those of a listing that stand, at each edition that touches its group."""
    from designations.models import Event
    from designations.projection.touched import touching

    began: dict[int, list[int]] = defaultdict(list)
    ended: dict[int, list[int]] = defaultdict(list)
    for group, recorded, retracted in Event.objects.values_list("group_id", "recorded_in_id", "retracted_in_id"):
        began[group].append(recorded)
        if retracted is not None:
            ended[group].append(retracted)
    for editions in (*began.values(), *ended.values()):
        editions.sort()
    groups = sorted(began)
    return sum(
        bisect_right(began[group], edition) - bisect_right(ended[group], edition)
        for start in range(0, len(groups), 2000)
        for edition, touched in touching(groups[start : start + 2000]).items()
        for group in touched
    )


def _publishing() -> tuple[float, float]:
    """The median and the least time of publishing a renewal of a listing; the groups are the same at every size."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from benchmarks.filling import SOURCE
    from designations.actions import acts
    from designations.models import Event

    user = get_user_model().objects.get(username="bench")
    taken = []
    for number in range(9):
        listed = Event.objects.alive().filter(group__slug=f"made-{number}", kind="listed").order_by("pk")
        for event in listed.select_related("regime__authority", "group")[:6]:
            begun = time.perf_counter()
            acts.publish(act=_renewal(event), citations=[SOURCE], by=user, at=timezone.now())
            taken.append(time.perf_counter() - begun)
    return statistics.median(taken[6:]), min(taken[6:])


def _renewal(event: Any) -> Any:
    from dataclasses import replace

    from designations.actions.statements import ActStatement
    from designations.domain.acts import Effect, EventKind
    from designations.domain.dates import StatedDate

    said = ActStatement.of(event)
    return replace(said, kind=EventKind.RENEWED, effect=Effect.NONE, stated=StatedDate.on(made.LAST))


def _reading() -> tuple[float, float]:
    """Seconds of the matrix now and at past editions, over HTTP."""
    source = random.Random(made.SEED)
    present: list[float] = []
    past: list[float] = []
    with atlas() as server:
        for place in range(22):
            path = f"/api/v1/matrix/?as_of=2020-06-{place + 1:02d}"
            for asked, taken in ((path, present), (f"{path}&known_at=e{source.randrange(2, EDITIONS)}", past)):
                begun = time.perf_counter()
                status, _, _ = server.get(asked)
                taken.append(time.perf_counter() - begun)
                if status != 200:
                    raise RuntimeError(f"{asked}: {status}")
    return statistics.median(present[2:]), statistics.median(past[2:])


def _asked(path: str) -> tuple[float, int]:
    """Seconds of an address, and the most memory that the worker held meanwhile."""
    with atlas() as server:
        begun = time.perf_counter()
        memory = peak_memory(server, path)
        return time.perf_counter() - begun, memory


if __name__ == "__main__":
    as_by_interrupt()
    with own_database():
        print(json.dumps(_measured(int(sys.argv[1]), int(sys.argv[2]))), flush=True)
