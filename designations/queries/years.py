"""Years at a glance: groups that entered and left lists, and how many each authority had listed at the end of a year."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from designations.models import Event, Position
from designations.queries.moments import Moment

OPENING = ("open",)
CLOSING = ("close",)


@dataclass(frozen=True, slots=True)
class Turnover:
    """Number of listings opened and closed by year. An act of which only a span is known counts in its latest year."""

    opened: Mapping[int, int]
    closed: Mapping[int, int]

    @property
    def years(self) -> range:
        """From the first year with an act to the last; empty where there is none."""
        seen = [*self.opened, *self.closed]
        return range(min(seen), max(seen) + 1) if seen else range(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many groups an authority surely had listed on the last day of each year, and on the day itself."""

    authority: str
    name: str
    counts: Mapping[int, int]


def turnover(moment: Moment, **only: object) -> Turnover:
    """Openings and closings up to the day; ``only`` narrows them by lookups on events."""
    opened: Counter[int] = Counter()
    closed: Counter[int] = Counter()
    events = Event.objects.known_at(moment.edition).filter(
        effect__in=[*OPENING, *CLOSING], latest__lte=moment.day, **only
    )
    for effect, latest in events.values_list("effect", "latest"):
        if latest is not None:
            (opened if effect in OPENING else closed)[latest.year] += 1
    return Turnover(opened, closed)


def standings(moment: Moment, *, since: int, number: int) -> list[Standing]:
    """The authorities with the most groups listed on the day, with their counts by year since a year."""
    spans: dict[tuple[str, str], list[tuple[date | None, date | None]]] = defaultdict(list)
    rows = Position.objects.known_at(moment.edition).filter(state="listed", possible=False)
    for code, name, starts, ends in rows.values_list("authority__code", "authority__name", "starts", "ends"):
        spans[code, name].append((starts, ends))
    found = [
        Standing(code, name, {year: _on(held, _day_of(year, moment.day)) for year in range(since, moment.day.year + 1)})
        for (code, name), held in spans.items()
    ]
    ordered = sorted(found, key=lambda each: (-each.counts.get(moment.day.year, 0), each.name))
    return [each for each in ordered if any(each.counts.values())][:number]


def _day_of(year: int, last: date) -> date:
    return min(date(year, 12, 31), last)


def _on(spans: list[tuple[date | None, date | None]], day: date) -> int:
    return sum((starts is None or starts <= day) and (ends is None or day < ends) for starts, ends in spans)
