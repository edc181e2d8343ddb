"""Made histories: how filling and rebuilding grow with the number of events."""

from __future__ import annotations

import time

from benchmarks.measuring import Figure
from benchmarks.servers import own_database

EDITIONS = 200
"""In the measure that is run by default; an archive fills in thousands."""


def run(*, full: bool = False) -> None:
    """Measure and print."""
    for events in (12_000, 120_000)[: 2 if full else 1]:
        with own_database():
            from benchmarks.filling import fill
            from designations.models import Conflict, Event, Period
            from designations.projection import rebuild

            filled = fill(events, EDITIONS)
            count = Event.objects.count()
            print(Figure(f"fill {count} events ({count / filled.seconds:.0f} a second)", (filled.seconds,)))
            begun = time.perf_counter()
            rebuild()
            seconds = time.perf_counter() - begun
            print(Figure(f"rebuild {count} events ({count / seconds:.0f} a second)", (seconds,)))
            print(f"{Period.objects.count()} periods, {Conflict.objects.count()} conflicts")
