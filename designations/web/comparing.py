"""Two days, two editions or both, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from designations.queries import compare as queries
from designations.queries.compare import Comparison, Wanted
from designations.queries.moments import BadMoment, Moment
from designations.queries.pages import Cut
from designations.web import telling
from designations.web.choosing import choose
from designations.web.citing import cite
from designations.web.conflicts import Shown, shown
from designations.web.reading import Clock, Page, Unanswered, page, refused

BACK = timedelta(days=365)
"""How far the earlier side lies before the later one where the address does not say."""

FIRST_ROWS = 100
"""Rows of each part that a page shows unless all are asked for."""

ALL_ROWS = 1000
"""Rows of each part that it shows then; the API has the rest, in pages."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two moments as a form holds it."""

    name: str
    title: str
    moment: Moment

    @property
    def written(self) -> str:
        """The moment as an address writes it: day and edition."""
        return f"{self.moment.day.isoformat()}@e{self.moment.edition}"


@page
def compare(request: HttpRequest, clock: Clock) -> Page | Unanswered | HttpResponse:
    """What differs between two moments, with the acts that lie between and what was learnt late."""
    try:
        before, after = _sides(request, clock)
    except BadMoment as reason:
        return refused(request, str(reason))
    sides = (Side("from", "From", before), Side("to", "To", after))
    there = _clock_at(clock, sides)
    chosen = choose(request, there, after)
    asked = {"clock": there, "sides": sides, "chosen": chosen, "swapped_href": _swapped(there, sides)}
    if chosen.unclear:
        return Unanswered("compare.html", asked)
    whole = request.GET.get("rows") == "all"
    found = queries.compare(before, after, Wanted(chosen.groups, chosen.codes), Cut(ALL_ROWS if whole else FIRST_ROWS))
    return "compare.html", {
        **asked,
        "found": found,
        "cells": _cells(found, there),
        "coverings": telling.coverings(found.coverings, there),
        "opened": shown(found.conflicts_opened, there),
        "closed": shown(found.conflicts_closed, there),
        "changed": _pairs(found, there),
        "all_href": _all_rows(there) if not whole and max(found.counts.values()) > FIRST_ROWS else "",
        "cite": cite(request, there, f"Comparison of {sides[0].written} and {sides[1].written}"),
    }


def _sides(request: HttpRequest, clock: Clock) -> tuple[Moment, Moment]:
    """The moments that the address asks for. Raises BadMoment."""
    later = _written(request, "to")
    earlier = _written(request, "from")
    if not earlier:
        given = later.partition("@")[0]
        last = date.fromisoformat(given) if _is_day(given) else clock.moment.day
        earlier = (last - BACK if last - date.min > BACK else date.min).isoformat()
    return queries.sides_of(clock.moment, earlier, later)


def _written(request: HttpRequest, name: str) -> str:
    """A side as one text; a form without script sends day and edition apart."""
    text, edition = request.GET.get(name, "").strip(), request.GET.get(f"{name}_edition", "").strip()
    if not edition or "@" in text:
        return text
    return f"{text}@{edition}" if text else edition


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2000-01-01")


def _clock_at(clock: Clock, sides: Sequence[Side]) -> Clock:
    """The clock of the later side: what a reader follows from here is shown as it stands there."""
    before, after = sides
    others = [pair for pair in clock.kept if pair[0] not in {"from", "to", "from_edition", "to_edition"} and pair[1]]
    asked = [("as_of", after.moment.day.isoformat())] if after.moment.other_day else []
    if after.moment.past_edition or "known_at" in dict(clock.asked):
        asked.append(("known_at", f"e{after.moment.edition}"))
    kept = (("from", before.written), ("to", after.written), *others)
    return replace(clock, moment=after.moment, kept=kept, asked=tuple(asked))


def _cells(found: Comparison, clock: Clock) -> SafeString:
    acts = {act.act: act for act in found.explaining}
    rows = ((cell, [acts[key] for key in cell.acts if key in acts]) for cell in found.cells)
    editions = found.before.edition != found.after.edition
    return telling.cells(rows, clock, "the record alone" if editions else "a date that stays open")


def _pairs(found: Comparison, clock: Clock) -> list[tuple[Shown, Shown]]:
    was = shown((pair[0] for pair in found.conflicts_changed), clock)
    becomes = shown((pair[1] for pair in found.conflicts_changed), clock)
    return list(zip(was, becomes, strict=True))


def _all_rows(clock: Clock) -> str:
    return f"{clock.path}?{urlencode([*clock.kept, ('rows', 'all'), *clock.asked])}"


def _swapped(clock: Clock, sides: Sequence[Side]) -> str:
    before, after = sides
    others = [pair for pair in clock.kept if pair[0] not in {"from", "to"}]
    return f"{clock.path}?{urlencode([('from', after.written), ('to', before.written), *others, *clock.asked])}"
