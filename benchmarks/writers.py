"""Eight publishers on overlapping groups for a minute: acts a second, and what must not happen."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from typing import Any

from benchmarks.servers import own_database

WRITERS, GROUPS = 8, 12


def run(*, full: bool = False) -> None:
    """Measure and print; for ten seconds where not in full."""
    with own_database():
        from django.db import connections

        from benchmarks.pouring import pour
        from designations.models import Ledger
        from designations.projection import rebuild

        pour(6_000, 200)
        rebuild()
        first = Ledger.objects.get().edition
        for each in connections.all():
            # A pool's threads do not live on in the processes that write.
            each.close()
            each.close_pool()
        seconds = 60 if full else 10
        with multiprocessing.get_context("fork").Pool(WRITERS) as pool:
            begun = time.perf_counter()
            told = pool.starmap(_write, [(writer, seconds) for writer in range(WRITERS)])
            took = time.perf_counter() - begun
            # Told to end while it waits for work, a process might hold the others up.
            pool.close()
            pool.join()
        numbers = [number for written, _, _ in told for number in written]
        waits = sorted(wait for _, waited, _ in told for wait in waited)
        errors = sum((Counter(refused) for _, _, refused in told), Counter())
        print(f"{len(numbers)} acts by {WRITERS} publishers on {GROUPS} groups in {took:.0f} s")
        print(f"{len(numbers) / took:.1f} acts a second")
        print(f"an act took {waits[len(waits) // 2] * 1000:.0f} ms (median), {waits[-1] * 1000:.0f} ms (longest)")
        print(f"errors that reached a publisher: {dict(errors) or 'none'}")
        _check(numbers, first)


def _write(writer: int, seconds: float) -> tuple[list[int], list[float], list[str]]:
    """Publish until the time is up: the editions made, how long each took, and errors by name."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.utils import timezone

    from designations.actions import acts
    from designations.models import Group, Regime

    user = get_user_model().objects.get(username="bench")
    source = random.Random(writer)
    groups = list(Group.objects.filter(slug__in=[f"made-{number}" for number in range(GROUPS)]))
    regimes = list(Regime.objects.select_related("authority"))
    numbers, waits, errors = [], [], []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        said = _statement(source, regimes, groups)
        begun = time.perf_counter()
        try:
            event = acts.publish(
                act=said, citations=[_citation()], by=user, at=timezone.now(), although_it_does_not_fit=True
            )
            numbers.append(event.recorded_in_id)
        except Exception as error:  # whatever reaches a publisher is what is counted
            errors.append(type(error).__name__)
        waits.append(time.perf_counter() - begun)
    connection.close()
    return numbers, waits, errors


def _statement(source: random.Random, regimes: list[Any], groups: list[Any]) -> Any:
    from designations.actions.statements import ActStatement
    from designations.domain.acts import Effect, EventKind
    from designations.domain.dates import StatedDate

    kind, effect = source.choice(
        (("listed", "open"), ("delisted", "close"), ("renewed", "none"), ("confirmed", "none"))
    )
    return ActStatement(
        regime=source.choice(regimes),
        group=source.choice(groups),
        kind=EventKind(kind),
        effect=Effect(effect),
        stated=StatedDate.parse(f"20{source.randrange(10, 26)}-{source.randrange(1, 13):02d}-05"),
    )


def _citation() -> Any:
    from benchmarks.filling import SOURCE

    return SOURCE


def _check(numbers: list[int], first: int) -> None:
    from designations.actions.digest import verify
    from designations.models import Change, Edition
    from designations.projection import drift

    gapless = sorted(numbers) == list(range(first + 1, first + 1 + len(numbers)))
    kept = set(Edition.objects.filter(number__gt=first).values_list("number", flat=True)) == set(numbers)
    told = Change.objects.filter(edition__gt=first, kind="act_published").count() == len(numbers)
    print(f"editions without a gap or a repeat: {gapless}, all kept: {kept}, all told by the feed: {told}")
    print(f"lines of drift: {len(drift())}, faults in the chain of digests: {len(verify())}")
