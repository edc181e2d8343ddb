"""How lists grew: entries and exits of each year, and how many groups each authority had listed at its end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from designations.domain.acts import Effect
from designations.domain.positions import State
from designations.models import Event, Position
from designations.queries.moments import Moment


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
    return turnover_of(moment, rows.values_list("effect", "latest"))


def turnover_of(moment: Moment, acts: Iterable[tuple[str, date | None]]) -> Turnover:
    """Openings and closings up to the day among acts, each told by its effect and its latest day."""
    opened: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    for effect, latest in acts:
        if latest is not None and latest <= moment.day:
            if effect == Effect.OPEN.value:
                opened[latest.year] += 1
            elif effect == Effect.CLOSE.value:
                closed[latest.year] += 1
    return Turnover(opened, closed)


def growth(moment: Moment, *, since: int, limit: int) -> tuple[Growth, ...]:
    """The authorities that list most groups on the day, with their counts by year since a year. One query."""
    spans: dict[tuple[str, str], list[tuple[date | None, date | None]]] = defaultdict(list)
    rows = Position.objects.known_at(moment.edition).filter(state=State.LISTED.value, possible=False)
    for code, name, starts, ends in rows.values_list("authority__code", "authority__name", "starts", "ends"):
        spans[code, name].append((starts, ends))
    days = {year: min(date(year, 12, 31), moment.day) for year in range(since, moment.day.year + 1)}
    found = [
        Growth(code, name, {year: _standing(held, day) for year, day in days.items()})
        for (code, name), held in spans.items()
    ]
    ordered = sorted(found, key=lambda each: (-each.counts.get(moment.day.year, 0), each.authority_name))
    return tuple(each for each in ordered if any(each.counts.values()))[:limit]


def _standing(spans: list[tuple[date | None, date | None]], day: date) -> int:
    return sum((starts is None or starts <= day) and (ends is None or day < ends) for starts, ends in spans)
