"""Made histories at growing sizes: rebuilding, publishing one act, reading the matrix, memory of a request.

The first curve has more groups of the same length, the second longer histories. Editions are as many at every size.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import subprocess
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from typing import Any

from benchmarks import made
from benchmarks.servers import own_database
from benchmarks.serving import atlas, peak_memory

EDITIONS = 2000
MORE = (12_000, 120_000, 1_200_000)
LONGER = ((12_000, 80), (12_000, 320), (12_000, 1280))
PATHS = (
    "/api/v1/matrix/?as_of=2020-06-10", "/matrix/?as_of=2020-06-10", "/api/v1/conflicts/?page_size=100",
    "/api/v1/changes/?after=0&limit=500", "/api/v1/compare/?from=2019-01-01&to=2020-01-01", "/api/v1/agreement/",
    "/groups/made-0/", "/",
)  # fmt: skip
"""What is asked for to find the most memory that a request takes."""


HEADS = (
    "events", "groups", "acts a group", "rebuild", "of it in Python", "events/s", "event-folds/s",
    "publish one act, median (least)",
    "matrix, first page", "at past editions", "memory",
)  # fmt: skip


def run(*, full: bool = False) -> None:
    """Measure and print a table."""
    sizes = [(events, made.EVENTS_PER_GROUP) for events in MORE[: 3 if full else 1]] + list(
        LONGER[1 : 3 if full else 2]
    )
    only = os.environ.get("GROWTH_SIZES")
    if only:
        sizes = [(int(events), int(each)) for events, each in (size.split("x") for size in only.split(","))]
    print(f"{EDITIONS} editions; {made.RETRACTED:.0%} retracted, {made.CORRECTED:.0%} corrected, {made.LATE:.0%} late")
    print("| " + " | ".join(HEADS) + " |\n|" + " --: |" * len(HEADS), flush=True)
    for events, per_group in sizes:
        # A database and a program of its own for each.
        subprocess.run([sys.executable, "-m", "benchmarks.growth", str(events), str(per_group)], check=True)


def _measured(events: int, per_group: int) -> list[str]:
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
    present, past, memory = _reading()
    groups = Group.objects.count()
    return [
        f"{rows:,}", f"{groups:,}", f"{rows / groups:.0f}", f"{seconds:.1f} s", f"{processing:.1f} s",
        f"{rows / seconds:,.0f}", f"{_folds() / seconds:,.0f}", f"{publishing * 1000:.1f} ({least * 1000:.1f}) ms",
        f"{present * 1000:.0f} ms", f"{past / present:.2f} ×", f"{memory / 2**20:.0f} MB",
    ]  # fmt: skip


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


def _reading() -> tuple[float, float, int]:
    """Seconds of the matrix now and at past editions, over HTTP, and the most memory that a request takes."""
    source = random.Random(made.SEED)
    with atlas() as server:
        present, past = [], []
        for place in range(22):
            path = f"/api/v1/matrix/?as_of=2020-06-{place + 1:02d}"
            for asked, taken in ((path, present), (f"{path}&known_at=e{source.randrange(2, EDITIONS)}", past)):
                begun = time.perf_counter()
                status, _, _ = server.get(asked)
                taken.append(time.perf_counter() - begun)
                if status != 200:
                    raise RuntimeError(f"{asked}: {status}")
        memory = max(peak_memory(server, path) for path in PATHS)
    return statistics.median(present[2:]), statistics.median(past[2:]), memory


if __name__ == "__main__":
    with own_database():
        print("| " + " | ".join(_measured(int(sys.argv[1]), int(sys.argv[2]))) + " |", flush=True)
