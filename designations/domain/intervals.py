"""Spans of days: from a day until a day (exclusive), either side open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``starts`` until ``ends``, which is not one of them. None leaves a side open.

    Raises ValueError where it would hold no day: an empty span is no span.
    """

    starts: date | None
    ends: date | None

    def __post_init__(self) -> None:
        if self.starts is not None and self.ends is not None and self.ends <= self.starts:
            raise ValueError(f"a span that begins on {self.starts} cannot end on {self.ends}: its end is exclusive")

    @classmethod
    def between(cls, starts: date | None, ends: date | None) -> Span | None:
        """The span, or None where it would hold no day."""
        if starts is not None and ends is not None and ends <= starts:
            return None
        return cls(starts, ends)

    def contains(self, day: date) -> bool:
        """Whether the day is one of the span's."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day < self.ends)

    def covers(self, other: Span) -> bool:
        """Whether every day of another span is one of this one's."""
        return (self.starts is None or (other.starts is not None and self.starts <= other.starts)) and (
            self.ends is None or (other.ends is not None and other.ends <= self.ends)
        )

    def intersect(self, other: Span) -> Span | None:
        """The days that both hold, or None."""
        return Span.between(later(self.starts, other.starts), earlier(self.ends, other.ends))

    def length(self) -> int | None:
        """The number of days, or None where a side is open."""
        if self.starts is None or self.ends is None:
            return None
        return (self.ends - self.starts).days


ALWAYS = Span(None, None)


def later(one: date | None, two: date | None) -> date | None:
    """The later of two beginnings, None being the earliest of all."""
    if one is None or two is None:
        return one or two
    return max(one, two)


def earlier(one: date | None, two: date | None) -> date | None:
    """The earlier of two ends, None being the latest of all."""
    if one is None or two is None:
        return one or two
    return min(one, two)
