"""What the front page tells: conflicts of note, the latest acts, the years, and how large the record is."""

from dataclasses import dataclass

from django.db.models import Count

from designations.models import Act, Conflict, Position
from designations.queries import acts, conflicts, years
from designations.queries.acts import Stated
from designations.queries.cells import on_day
from designations.queries.conflicts import Clash
from designations.queries.moments import Moment
from designations.queries.years import Standing, Turnover

OF_NOTE = 4
LATEST = 8
PANELS = 14


@dataclass(frozen=True, slots=True)
class Front:
    """The front page. ``groups`` and ``authorities`` are those with a listing in force on the day."""

    groups: int
    authorities: int
    listings: int
    acts: int
    open_conflicts: int
    conflicts: tuple[Clash, ...]
    latest: tuple[Stated, ...]
    turnover: Turnover
    standings: tuple[Standing, ...]


def front_page(moment: Moment, *, since: int) -> Front:
    """The front page of the day as known at the edition, its years charted since one."""
    listed = Position.objects.known_at(moment.edition).filter(on_day(moment.day), state="listed")
    counts = listed.aggregate(
        groups=Count("group", distinct=True), authorities=Count("authority", distinct=True), listings=Count("pk")
    )
    standing = Conflict.objects.known_at(moment.edition).filter(on_day(moment.day), by_default=True)
    return Front(
        **counts,
        acts=Act.objects.filter(recorded_in__lte=moment.edition).count(),
        open_conflicts=standing.count(),
        conflicts=tuple(conflicts.of_note(moment, OF_NOTE)),
        latest=tuple(acts.latest_acts(moment, LATEST)),
        turnover=years.turnover(moment),
        standings=tuple(years.standings(moment, since=since, number=PANELS)),
    )
