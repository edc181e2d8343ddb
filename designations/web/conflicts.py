"""Conflicts between listings, and each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from designations.domain.conflicts import Rule, Weight
from designations.queries import conflicts, proof
from designations.queries.conflicts import Clash, Wanted
from designations.queries.sentences import RESERVATION, kept, sentence, stop
from designations.web import drawing
from designations.web.citing import cite
from designations.web.reading import Clock, page
from designations.web.words import word


@dataclass(frozen=True, slots=True)
class Shown:
    """A conflict as a block of a page."""

    title: str
    sentence: str
    rule: str
    rule_name: str
    weight: str
    span_text: str
    grade: str
    presumed: bool
    href: str
    open: bool
    kept: str


@dataclass(frozen=True, slots=True)
class Stop:
    """An act that stopped a listing, with all the conflicts it began; or a conflict that no act of stopping began."""

    sentence: str
    sides: tuple[Shown, ...]
    open: bool


def shown(found: Iterable[Clash], clock: Clock) -> list[Shown]:
    """Conflicts as blocks of a page."""
    return [
        Shown(
            title=drawing.title_of(each),
            sentence=sentence(each).removesuffix(RESERVATION).strip(),
            rule=each.rule,
            rule_name=word("rule", each.rule),
            weight=each.weight,
            span_text=drawing.span_in_words(each),
            grade=each.grade,
            presumed=each.presumed_only,
            href=clock.keep(f"/conflicts/{each.key}/"),
            open=each.open_on(clock.moment.day),
            kept=kept(each) if each.authority else "",
        )
        for each in found
    ]


def stops(found: Iterable[Clash], clock: Clock) -> list[Stop]:
    """Conflicts gathered by the act that began them, in the order of the first of each."""
    gathered: dict[str, list[Clash]] = {}
    for each in found:
        gathered.setdefault(f"{each.rule if not each.authority else ''}{each.act}", []).append(each)
    return [_stop(held, shown(held, clock)) for held in gathered.values()]


def _stop(held: list[Clash], sides: list[Shown]) -> Stop:
    first = held[0]
    return Stop(stop(first) if first.authority else sides[0].sentence, tuple(sides), any(side.open for side in sides))


@page
def index(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """All conflicts, narrowed by the address."""
    wanted = Wanted(
        rule=_one_of(request.GET.get("rule", ""), [rule.value for rule in Rule]),
        weight=_one_of(request.GET.get("weight", ""), [weight.value for weight in Weight]),
        authority=request.GET.get("authority", "").upper(),
        group=request.GET.get("group", "").lower(),
        open_only=request.GET.get("open", "yes") != "all",
        all_kinds=request.GET.get("kinds", "") == "all",
    )
    found = conflicts.conflicts(clock.moment, wanted)
    return "conflicts.html", {
        "wanted": wanted,
        "conflicts": shown(found, clock),
        "strips": drawing.strips_of(found, clock) if found else None,
        "rules": [(rule.value, word("rule", rule.value)) for rule in Rule],
        "weights": [weight.value for weight in Weight],
        "reservation": RESERVATION,
        "cite": cite(request, clock, "Conflicts between listings"),
    }


@page
def conflict(request: HttpRequest, clock: Clock, key: str) -> tuple[str, dict[str, Any]]:
    """One conflict: its sentence, both sides' instruments, the timeline of the parties, the evidence."""
    found = proof.conflict_page(clock.moment, key)
    if found is None:
        raise Http404(f"No conflict {key} is known at edition {clock.moment.edition}.")
    clash = found.conflict
    return "conflict.html", {
        "found": found,
        "conflict": clash,
        "shown": shown([clash], clock)[0],
        "reservation": RESERVATION,
        "facets": [_facet(facet) for facet in clash.facets],
        "timeline": drawing.timeline_of(found.spells, found.acts, [clash], clock, across=True),
        "cite": cite(request, clock, f"Conflict: {drawing.title_of(clash)}"),
    }


def _facet(facet: str) -> str:
    rule, _, body = facet.partition(":")
    return f"{word('rule', rule)} ({body})" if body else word("rule", rule)


def _one_of(value: str, allowed: list[str]) -> str:
    return value if value in allowed else ""
