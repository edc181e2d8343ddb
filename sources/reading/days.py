"""Days as articles give them: the date expressions of a sentence, in figures or in words."""

import calendar as months
import re
from dataclasses import dataclass

from .grammar import Grammar
from .jalali import gregorian
from .views import View

YEAR = re.compile(r"(?:19|20)\d\d")
NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)")
RIO = ("rio", "de")
"""Before the one well-known place that is named for a month."""
WEEK = 7
DATES = "dates"


@dataclass(frozen=True, slots=True)
class When:
    """One expression: its place, and what it says. ``unit`` is day weekday week month year season."""

    first: int
    after: int
    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None

    @property
    def full(self) -> bool:
        """Whether the expression needs no other day to be resolved."""
        return self.year is not None


def expressions(view: View) -> list[When]:
    """The date expressions of a sentence from left to right, found once; a weekday beside a date is part
    of it.
    """
    if DATES not in view.found:
        view.found[DATES] = found_in(view)
    whens: list[When] = view.found[DATES]
    return whens


def found_in(view: View) -> list[When]:
    """Look for the date expressions of a sentence."""
    found: list[When] = []
    index = 0
    while index < len(view.tokens):
        hit = (
            relative(view, index)
            or numeric(view, index)
            or with_month(view, index)
            or weekday(view, index)
            or year_alone(view, index)
        )
        if hit is None:
            index += 1
            continue
        found.append(hit)
        index = hit.after
    return joined(view, found)


def joined(view: View, found: list[When]) -> list[When]:
    """Fold "Thursday, September 5" and "Kamis (29/4)" into one expression."""
    kept: list[When] = []
    for hit in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and hit.first - before.after <= 2
            and "weekday" in {before.unit, hit.unit}
            and before.unit != hit.unit
        ):
            main = hit if before.unit == "weekday" else before
            if main.unit == "day":
                kept[-1] = When(before.first, hit.after, main.unit, main.year, main.month, main.day, offset=main.offset)
                continue
        kept.append(hit)
    return kept


def relative(view: View, index: int) -> When | None:
    """ "Yesterday", "last week", "this month": a unit and how many of it from the day of publication."""
    for label, spans in view.spans.items():
        if label.startswith("when."):
            for first, after in spans:
                if first == index:
                    unit, _, offset = label.removeprefix("when.").partition("_")
                    return When(first, after, unit, offset=int(offset))
    return None


def numeric(view: View, index: int) -> When | None:
    """Days in figures: 2021-04-29, 29.04.2021, 29/4, 29/4/2021 (day before month, as in most of the
    world).
    """
    token = view.tokens[index]
    if token.kind != "number":
        return None
    match = NUMERIC.fullmatch(token.norm)
    if match:
        return day_of(index, index + 1, int(match[3]), int(match[2]), int(match[1]))
    parts = [token.norm]
    while index + len(parts) < len(view.tokens) and view.tokens[index + len(parts)].glued and len(parts) < 3:
        parts.append(view.norm(index + len(parts)))
    if len(parts) < 2 or not all(part.isdecimal() for part in parts):
        return None
    figures = [int(part) for part in parts]
    if len(figures) == 3 and YEAR.fullmatch(str(figures[0])):
        return day_of(index, index + 3, *figures)
    if len(figures) == 3 and YEAR.fullmatch(str(figures[2])):
        return day_of(index, index + 3, figures[2], figures[1], figures[0])
    return day_of(index, index + 2, None, figures[1], figures[0]) if len(figures) == 2 else None


def day_of(first: int, after: int, year: int | None, month: int, day: int) -> When | None:
    """A day, if there is such a day."""
    if not 1 <= month <= 12 or not 1 <= day <= months.monthrange(year or 2024, month)[1]:
        return None
    return When(first, after, "day", year, month, day)


def number_at(view: View, index: int) -> int | None:
    """A whole number at a place ("5", "5th"), in any digits."""
    norm = view.norm(index)
    if not norm.isdecimal():
        return None
    return int(norm)


def skip(view: View, index: int) -> int:
    """The next place that is neither a full stop of an abbreviation nor a small word inside dates."""
    while index < len(view.tokens) and (view.norm(index) in {".", ","} or view.is_a("date_words", index)):
        index += 1
    return index


def with_month(view: View, index: int) -> When | None:
    """A month with its day and year, in either order: "28 September 2012", "Sept. 28, 2012", "in June"."""
    day: int | None = None
    at = index
    number = number_at(view, at)
    if number is not None:
        if not 1 <= number <= 31:
            return None
        day, at = number, skip(view, at + 1 + view.is_a("ordinals", at + 1))
    month = month_of(view, at)
    if month is None:
        return with_persian_month(view, index, at, day)
    after = at + 1
    nearby = skip(view, after)
    if day is None:
        number = number_at(view, nearby)
        if number is not None and 1 <= number <= 31 and not view.grammar.sets.get("month_last"):
            day, after = number, nearby + 1 + view.is_a("ordinals", nearby + 1)
            nearby = skip(view, after)
    number = number_at(view, nearby)
    year = number if number is not None and YEAR.fullmatch(str(number)) else None
    after = nearby + 1 if year else after
    if day is None:
        return When(index, after, "month", year, month) if year or view.is_a("before_month", index - 1) else None
    return day_of(index, after, year, month, day)


def with_persian_month(view: View, index: int, at: int, day: int | None) -> When | None:
    """A day of the Persian calendar, where its year is given."""
    if "jalali_months" not in view.grammar.calendar:
        return None
    month = lookup(view.grammar, "jalali_months", view.norm(at))
    nearby = skip(view, at + 1)
    year = number_at(view, nearby)
    if month is None or day is None or year is None:
        return None
    try:
        found = gregorian(year, month, day)
    except ValueError:
        return None
    return When(index, nearby + 1, "day", found.year, found.month, found.day)


def month_of(view: View, index: int) -> int | None:
    """The month named at a place. English "may" and "march" need a capital."""
    if index >= len(view.tokens):
        return None
    token = view.tokens[index]
    if view.is_a("case_months", index) and not token.capital:
        return None
    if tuple(view.norm(place) for place in (index - 2, index - 1)) == RIO:
        return None
    return lookup(view.grammar, "months", token.norm)


def lookup(grammar: Grammar, table: str, norm: str) -> int | None:
    """1-based place of a word in the months or weekdays of a language."""
    return grammar.calendar.get(table, {}).get(grammar.calendar_stem(norm))


def weekday(view: View, index: int) -> When | None:
    """A day of the week; ``offset`` -1 or 1 where "last" or "next" stands beside it."""
    day = lookup(view.grammar, "weekdays", view.norm(index))
    if day is None:
        return None
    beside = (index - 1, index + 1)
    last = any(view.is_a("last", place) for place in beside)
    following = any(view.is_a("next", place) for place in beside)
    return When(index, index + 1, "weekday", weekday=day - 1, offset=-1 if last else 1 if following else None)


def year_alone(view: View, index: int) -> When | None:
    """A year introduced by "in", "since" and the like, or in brackets."""
    number = number_at(view, index)
    if number is None or not YEAR.fullmatch(str(number)):
        return None
    before = view.norm(index - 1)
    if view.grammar.sets.get("bare_years"):
        return When(index, index + 1, "year", year=number)
    if view.grammar.has("before_year", before) or (before == "(" and view.norm(index + 1) == ")"):
        return When(index, index + 1, "year", year=number)
    return None
