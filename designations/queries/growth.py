"""How lists grew: entries and exits of each year, and how many groups each authority had listed at its end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, islice

from django.db.models import Case, Count, Value, When
from django.db.models.functions import ExtractYear

from designations.domain.acts import Effect
from designations.domain.positions import State
from designations.models import Event, Position
from designations.queries.moments import Moment

BEFORE_ALL, AFTER_ALL = 0, 10_000
"""Years in which nothing begins or ends."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """Listings opened and closed by year. An act of which only a span is known counts in its latest year."""

    opened: Mapping[int, int]
    closed: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Growth:
    """How many groups an authority surely had listed on the last day of each year; of the day's year, on the day."""

    authority: str
    authority_name: str
    counts: Mapping[int, int]


def turnover(moment: Moment, *, authority: str = "", regime: str = "") -> Turnover:
    """Openings and closings up to the day, of one authority's lists or of one list. One query."""
    turning = (Effect.OPEN.value, Effect.CLOSE.value)
    rows = Event.objects.known_at(moment.edition).filter(effect__in=turning, latest__lte=moment.day)
    if authority:
        rows = rows.filter(regime__authority__code=authority)
    if regime:
        rows = rows.filter(regime__slug=regime)
    counted = rows.values_list("effect", ExtractYear("latest")).annotate(Count("pk"))
    return turnover_of((effect, year, number) for effect, year, number in counted)


def turnover_of(acts: Iterable[tuple[str, int, int]]) -> Turnover:
    """Openings and closings among acts, each told by its effect, its latest year, and how many are like it."""
    opened: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    for effect, year, number in acts:
        if effect == Effect.OPEN.value:
            opened[year] += number
        elif effect == Effect.CLOSE.value:
            closed[year] += number
    return Turnover(opened, closed)


def growth(moment: Moment, *, since: int, limit: int) -> tuple[Growth, ...]:
    """The authorities that list most groups on the day, with their counts by year since a year. One query."""
    turned: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    rows = Position.objects.known_at(moment.edition).filter(state=State.LISTED.value, possible=False)
    began, ended = _year("starts", moment.day, BEFORE_ALL), _year("ends", moment.day, AFTER_ALL)
    told = rows.values_list("authority__code", "authority__name", began, ended).annotate(Count("pk"))
    for code, name, first, last, number in told:
        turned[code, name][first] += number
        turned[code, name][last] -= number
    years = range(since, moment.day.year + 1)
    found = [Growth(*named, _standing(turns, years)) for named, turns in turned.items()]
    ordered = sorted(found, key=lambda each: (-each.counts.get(moment.day.year, 0), each.authority_name))
    return tuple(each for each in ordered if any(each.counts.values()))[:limit]


def _year(column: str, until: date, unbounded: int) -> Case:
    """The year of a bound, if it lies by a day, and what stands for one where there is no bound."""
    return Case(
        When(**{f"{column}__isnull": True}, then=Value(unbounded)),
        When(**{f"{column}__lte": until}, then=ExtractYear(column)),
        default=Value(AFTER_ALL),
    )


def _standing(turns: Mapping[int, int], years: range) -> dict[int, int]:
    """From how many more began than ended in each year: how many stood at the end of each of some years."""
    before = sum(number for year, number in turns.items() if year < years.start)
    standing = accumulate((turns[year] for year in years), initial=before)
    return dict(zip(years, islice(standing, 1, None), strict=True))
