"""The first page: what stands against what now, what happened last, and how the lists grew."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from designations.domain.acts import Effect
from designations.domain.conflicts import Weight
from designations.models import Event, RegimeTerms
from designations.queries.columns import HARD
from designations.queries.conflict_rows import ConflictRow
from designations.queries.conflicts import Wanted, conflicts
from designations.queries.events import EventRow, events
from designations.queries.events import Wanted as WantedEvents
from designations.queries.moments import Moment
from designations.queries.pages import Cut

FIRST_YEAR = 1997
"""The year of the first list that is kept to this day, that of the United States."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """How many entries were opened and closed in a year, under regimes that make and break listings."""

    year: int
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How large the record is at the edition; ``open_conflicts`` are those of default views on the day."""

    groups: int
    authorities: int
    regimes: int
    acts: int
    open_conflicts: int


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page shows. ``undated``: openings and closings whose year is not known."""

    counts: Counts
    of_note: tuple[ConflictRow, ...]
    latest: tuple[EventRow, ...]
    years: tuple[YearRow, ...]
    undated: int


def home(moment: Moment, conflicts_of_note: int = 6, acts: int = 8) -> Home:
    """The first page at a moment. At most seven queries."""
    open_now = Wanted(open=True, by_default=True)
    heavy = conflicts(
        moment, Wanted(open=True, by_default=True, weight=(Weight.HIGH.value,)), Cut(conflicts_of_note, counted=False)
    )
    of_note = heavy.rows
    if len(of_note) < conflicts_of_note:
        known = {row.key for row in of_note}
        others = conflicts(moment, open_now, Cut(conflicts_of_note, counted=False)).rows
        of_note += tuple(row for row in others if row.key not in known)[: conflicts_of_note - len(of_note)]
    years, undated = openings_and_closings(moment)
    last = events(moment, WantedEvents(dated=True), Cut(acts, counted=False)).rows
    return Home(counts(moment), of_note, last, years, undated)


def counts(moment: Moment) -> Counts:
    """How large the record is. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"edition": moment.edition, "day": moment.day})
        return Counts(*cursor.fetchone())


_COUNTS = """
SELECT
    (SELECT count(*) FROM designations_group held WHERE NOT EXISTS (
        SELECT FROM designations_unification joined WHERE joined.group_id = held.id
        AND joined.recorded_in <= %(edition)s AND (joined.retracted_in IS NULL OR joined.retracted_in > %(edition)s)
    )),
    (SELECT count(*) FROM designations_authority),
    (SELECT count(*) FROM designations_regimeterms
        WHERE recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)),
    (SELECT count(*) FROM designations_act WHERE recorded_in <= %(edition)s),
    (SELECT count(*) FROM designations_conflict
        WHERE by_default AND starts <= %(day)s AND (ends IS NULL OR ends > %(day)s)
        AND known_from <= %(edition)s AND (known_until IS NULL OR known_until > %(edition)s))
"""


def openings_and_closings(moment: Moment) -> tuple[tuple[YearRow, ...], int]:
    """Entries opened and closed in each year since the first list, up to the day; and how many have no one year.

    One query.
    """
    hard = RegimeTerms.objects.known_at(moment.edition).filter(kind__in=HARD).values("regime_id")
    rows = (
        Event.objects.known_at(moment.edition)
        .filter(Q(earliest=None) | Q(earliest__lte=moment.day), regime__in=hard, effect__in=(_OPEN, _CLOSE))
        .values_list("effect", ExtractYear("earliest"), ExtractYear("latest"))
        .annotate(Count("pk"))
    )
    counted: Counter[tuple[str, int]] = Counter()
    undated = 0
    for effect, first, last, number in rows:
        if first is None or first != last:
            undated += number
        else:
            counted[effect, first] += number
    years = range(FIRST_YEAR, min(moment.day, moment.today).year + 1)
    return tuple(YearRow(year, counted[_OPEN, year], counted[_CLOSE, year]) for year in years), undated


_OPEN, _CLOSE = Effect.OPEN.value, Effect.CLOSE.value
