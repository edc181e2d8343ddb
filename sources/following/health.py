"""How each source is doing: its last good read, its last attempt, what is held and why, and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from sources.following.enrolling import enrol
from sources.models import Answer, Decision, Fetch, ListChange, ListEntry, Outcome, Snapshot, Source, Standing

LATE = 2.0
"""Times between two fetches after which a source is overdue."""


@dataclass(frozen=True, slots=True)
class Health:
    """A source and how it is doing. ``trouble`` are sentences, the worst first; empty if all is well."""

    source: Source
    last: Snapshot | None
    held: Snapshot | None
    failed: Fetch | None
    open_entries: int
    open_candidates: int
    trouble: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Whether nobody needs to look."""
        return not self.trouble


def health(at: datetime) -> list[Health]:
    """Every source, those that are followed first."""
    enrol()
    entries = dict(
        ListEntry.objects.filter(answer=Answer.OPEN.value, present=True)
        .values_list("source")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return [_health(source, entries.get(source.pk, 0), at) for source in Source.objects.order_by("-active", "slug")]


def _health(source: Source, open_entries: int, at: datetime) -> Health:
    last = Snapshot.objects.last_of(source)
    held = (
        Snapshot.objects.filter(source=source, standing=Standing.HELD.value, compared_with=last).order_by("-pk").first()
    )
    tried = source.fetches.order_by("-pk").first()
    failed = tried if tried is not None and tried.outcome == Outcome.FAILED.value else None
    return Health(
        source=source,
        last=last,
        held=held,
        failed=failed,
        open_entries=open_entries,
        open_candidates=ListChange.objects.filter(
            snapshot__source=source, candidate__decision=Decision.OPEN.value
        ).count(),
        trouble=tuple(_trouble(source, held, failed, at)),
    )


def _trouble(source: Source, held: Snapshot | None, failed: Fetch | None, at: datetime) -> list[str]:
    found = []
    if held is not None:
        found.append(f"Held since {held.seen_on}: {held.held_why}")
    if failed is not None:
        times = f", {source.failures} times in a row" if source.failures > 1 else ""
        found.append(f"Last attempt failed{times}: {failed.failure}")
    if source.active and late(source, at):
        good = source.last_good_at
        found.append(f"Not read whole since {good:%Y-%m-%d %H:%M} UTC." if good else "Never read whole.")
    return found


def late(source: Source, at: datetime) -> bool:
    """Whether a source ought to have been read by now."""
    every = timedelta(minutes=source.every_minutes)
    return source.last_good_at is None or at - source.last_good_at > LATE * every


def ago(instant: datetime, at: datetime) -> str:
    """How long ago, for people: minutes, hours or days."""
    minutes = max(int((at - instant).total_seconds() // 60), 0)
    for size, name in ((1440, "day"), (60, "hour"), (1, "minute")):
        if number := minutes // size:
            return f"{number} {name}{'s' if number > 1 else ''} ago"
    return "just now"
