"""When a source is fetched, by whom, and when again: the work stands in the database, a message is only a nudge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import SystemRandom

from django.db import transaction
from django.db.models import Q

from sources.models import Source

LEASE = timedelta(minutes=20)
"""Longer than a task may run: whoever still holds one is dead."""

FIRST_WAIT = timedelta(minutes=5)
"""After the first failure; each further one doubles it, up to the time between two good fetches."""

SPREAD = 0.1
"""By how much of its time a good fetch is put off at random, so that sources do not all come due at once."""

Chance = Callable[[], float]
"""A number from 0 to 1."""

_chance = SystemRandom().random


def lease_next(
    at: datetime, *, now: bool = False, among: Iterable[str] = (), without: Iterable[int] = ()
) -> Source | None:
    """Take the lease of the source that has waited longest; None where none is due.

    ``now`` asks for every followed source, due or not; ``among`` for these alone, followed or not. What another worker
    holds is passed over.
    """
    slugs = list(among)
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    rows = Source.objects.filter(free, slug__in=slugs) if slugs else Source.objects.filter(free, active=True)
    if not now and not slugs:
        rows = Source.objects.due(at)
    with transaction.atomic():
        source = rows.exclude(pk__in=list(without)).select_for_update(skip_locked=True).order_by("due_at", "pk").first()
        if source is not None:
            source.lease_until, source.last_tried_at = at + LEASE, at
            source.save(update_fields=["lease_until", "last_tried_at"])
    return source


def went_well(source: Source, at: datetime, *, chance: Chance = _chance) -> None:
    """Give a source back that was fetched and believed."""
    every = timedelta(minutes=source.every_minutes)
    source.failures, source.last_good_at = 0, at
    _give_back(source, at + every * (1 + SPREAD * chance()))


def went_wrong(source: Source, at: datetime, *, wait: float | None = None, chance: Chance = _chance) -> None:
    """Give a source back that could not be fetched, or is held: it is tried again after a while that doubles.

    ``wait``: the seconds for which its host asks, which are kept if they are longer.
    """
    every = timedelta(minutes=source.every_minutes)
    grown = min(FIRST_WAIT * 2 ** min(source.failures, 20), every)
    source.failures += 1
    _give_back(source, at + max(grown * (0.5 + chance() / 2), timedelta(seconds=wait or 0)))


def _give_back(source: Source, due_at: datetime) -> None:
    source.due_at, source.lease_until = due_at, None
    source.save(update_fields=["due_at", "lease_until", "failures", "last_good_at"])
