"""Conflicts between listings, and each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from designations.domain.conflicts import Rule, Weight
from designations.domain.sentences import NO_BREACH, NO_DUTY
from designations.queries import conflicts, portraits
from designations.queries.conflict_rows import ConflictRow
from designations.queries.conflicts import Wanted
from designations.queries.pages import Cut
from designations.web import drawing, paging
from designations.web.choosing import Chosen, choose
from designations.web.citing import cite
from designations.web.reading import Clock, Page, Unanswered, page, refused
from designations.web.words import RULE_MEANINGS, word

RULES, WEIGHTS = [rule.value for rule in Rule], [weight.value for weight in Weight]

SIZE = 300
"""Conflicts of one page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict as a block of a page. ``sentence`` is without its reservation, which a page says once."""

    title: str
    sentence: str
    rule_name: str
    weight: str
    span_text: str
    grade: str
    presumed: bool
    href: str
    open: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """An act with all the conflicts it began: what it did, said once, and what each rule finds."""

    sentence: str
    sides: tuple[tuple[str, Shown], ...]
    open: bool


@dataclass(frozen=True, slots=True)
class OfRule:
    """The conflicts of one page that one rule found, with what it finds."""

    rule: str
    name: str
    meaning: str
    weight: str
    conflicts: tuple[Shown, ...]


def by_rule(found: Sequence[ConflictRow], clock: Clock) -> list[OfRule]:
    """Conflicts gathered under the rules that found them, the weightiest rule first."""
    of_rules = [(rule, [each for each in found if each.rule == rule]) for rule in RULES]
    return [
        OfRule(rule, word("rule", rule), RULE_MEANINGS[rule], held[0].weight, tuple(shown(held, clock)))
        for rule, held in of_rules
        if held
    ]


def shown(found: Iterable[ConflictRow], clock: Clock) -> list[Shown]:
    """Conflicts as blocks of a page."""
    return [
        Shown(
            title=drawing.title_of(each),
            sentence=each.sentence.removesuffix(NO_BREACH).removesuffix(NO_DUTY).strip(),
            rule_name=word("rule", each.rule),
            weight=each.weight,
            span_text=drawing.span_in_words(each),
            grade=each.grade,
            presumed=each.presumed_only,
            href=clock.keep(f"/conflicts/{each.key}/"),
            open=each.open,
        )
        for each in found
    ]


def by_weight(found: Iterable[ConflictRow]) -> list[ConflictRow]:
    """Open ones first, then the weightiest, then as they come."""
    rank = {weight.value: place for place, weight in enumerate(Weight)}
    return sorted(found, key=lambda each: (not each.open, rank[each.weight]))


def stops(found: Iterable[ConflictRow], clock: Clock) -> list[Stop]:
    """Conflicts gathered by the act that began them, in the order of the first of each."""
    gathered: dict[str, list[ConflictRow]] = {}
    for each in by_weight(found):
        gathered.setdefault(each.act if each.authority else each.key, []).append(each)
    return [_stop(shown(held, clock)) for held in gathered.values()]


def _stop(sides: list[Shown]) -> Stop:
    """The words that all sides begin with, up to the end of a sentence, are said once."""
    shared = "".join(letters[0] for letters in takewhile(_alike, zip(*(side.sentence for side in sides), strict=False)))
    said = shared if len(sides) == 1 else shared[: shared.rfind(". ") + 1]
    return Stop(
        said,
        tuple((side.sentence.removeprefix(said).strip(), side) for side in sides),
        any(side.open for side in sides),
    )


def _alike(letters: tuple[str, ...]) -> bool:
    return len(set(letters)) == 1


def wanted_of(request: HttpRequest, chosen: Chosen) -> Wanted:
    """The conflicts that the address asks for."""
    asked = request.GET
    return Wanted(
        rule=tuple(rule for rule in asked.getlist("rule") if rule in RULES),
        weight=tuple(weight for weight in asked.getlist("weight") if weight in WEIGHTS),
        authority=chosen.kept["authority"],
        group=chosen.kept["group"],
        open=None if asked.get("open") == "all" else True,
        by_default=None if asked.get("kinds") == "all" else True,
    )


@page
def index(request: HttpRequest, clock: Clock) -> Page | Unanswered | HttpResponse:
    """All conflicts, narrowed by the address."""
    try:
        number = paging.page_of(request)
    except ValueError as reason:
        return refused(request, str(reason))
    chosen = choose(request, clock)
    wanted = wanted_of(request, chosen)
    form = {
        "wanted": wanted,
        "chosen": chosen,
        "rules": [(rule, word("rule", rule)) for rule in RULES],
        "weights": WEIGHTS,
        "reservation": NO_BREACH,
    }
    if chosen.unclear:
        return Unanswered("conflicts.html", form)
    found = conflicts.conflicts(clock.moment, wanted, Cut(SIZE, (number - 1) * SIZE), weightiest=True)
    if not found.rows and number > 1:
        raise Http404("There are not so many pages of conflicts.")
    return "conflicts.html", {
        **form,
        "found": by_rule(found.rows, clock),
        "strips": drawing.strips_of(found.rows, clock) if found.rows else None,
        "pager": paging.Pager.of(clock, number, SIZE, found.total, whole=False),
        "cite": cite(request, clock, "Conflicts between listings"),
    }


@page
def conflict(request: HttpRequest, clock: Clock, key: str) -> tuple[str, dict[str, Any]]:
    """One conflict: its sentence, both sides' instruments, the timeline of the parties, the evidence."""
    found = portraits.conflict(clock.moment, key)
    row = found.conflict
    return "conflict.html", {
        "found": found,
        "conflict": row,
        "shown": shown([row], clock)[0],
        "reservation": NO_BREACH if row.rule == Rule.OBLIGATION else NO_DUTY,
        "facets": [_facet(facet) for facet in row.facets],
        "timeline": drawing.timeline_of(found.periods, found.acts, [row], clock, across=True),
        "cite": cite(request, clock, f"Conflict: {drawing.title_of(row)}"),
    }


def _facet(facet: str) -> str:
    rule, _, body = facet.partition(":")
    return f"{word('rule', rule)} ({body})" if body else word("rule", rule)
