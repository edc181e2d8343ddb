"""How much of each list the record knows, on which days, and when each was last seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Aggregate, Count, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from designations.domain.acts import CoverageLevel
from designations.domain.periods import Standing
from designations.models import Citation, Coverage, Event, Period, Regime
from designations.queries.instruments import Instrument, instruments
from designations.queries.moments import Moment, holds


@dataclass(frozen=True, slots=True)
class CoverageSpan:
    """The record claims to know every entry of a regime, or some, from a day until a day (exclusive)."""

    level: str
    starts: date
    ends: date | None
    ground: str
    on_day: bool


@dataclass(frozen=True, slots=True)
class RegimeCoverage:
    """A regime with what is claimed of it.

    ``level``: on the day read, ``complete``, ``partial``, or empty where nothing is claimed. ``listed``: groups surely
    in force then. ``acts``: living acts. ``last_act``: the latest day of one. ``last_seen``: the latest day on which a
    read source, or complete coverage, shows the list; of coverage without an end, the day it began.
    """

    regime: Instrument
    spans: tuple[CoverageSpan, ...]
    level: str
    listed: int
    acts: int
    last_act: date | None
    last_seen: date | None


def coverage(moment: Moment, authority: str = "") -> tuple[RegimeCoverage, ...]:
    """Every regime of the record, or those of one authority, by authority and name. Two queries."""
    regimes = {
        regime.pk: regime
        for regime in instruments(moment).values()
        if not authority or regime.authority == authority.upper()
    }
    told = _told(moment, list(regimes))
    found = []
    for pk, regime in regimes.items():
        claimed, listed, acts, last_act, cited = told[pk]
        spans = tuple(_span(each, moment.day) for each in claimed)
        found.append(
            RegimeCoverage(
                regime=regime,
                spans=spans,
                level=_level(spans),
                listed=listed,
                acts=acts,
                last_act=last_act,
                last_seen=_last_seen(cited, spans, moment.day),
            )
        )
    return tuple(found)


_Told = tuple[list[dict[str, Any]], int, int, date | None, date | None]
"""Claims of coverage, groups in force, acts, the latest day of one, and of one that was read."""


def _told(moment: Moment, regimes: list[int]) -> dict[int, _Told]:
    claims = Coverage.objects.known_at(moment.edition).filter(regime=OuterRef("pk")).order_by("starts")
    in_force = Period.objects.known_at(moment.edition).filter(
        holds(moment.day, "certain_from", "certain_until"),
        certain_from__isnull=False,
        standing=Standing.IN_FORCE.value,
        listing__regime=OuterRef("pk"),
    )
    acts = Event.objects.known_at(moment.edition).filter(regime=OuterRef("pk"))
    begun = acts.filter(Q(earliest=None) | Q(earliest__lte=moment.day))
    dated = acts.filter(latest__lte=moment.day)
    seen = Citation.objects.known_at(moment.edition).filter(
        read=True, event__regime=OuterRef("pk"), event__latest__lte=moment.day
    )
    rows = Regime.objects.filter(pk__in=regimes).annotate(
        claims=ArraySubquery(
            claims.values(it=JSONObject(level="level", starts="starts", ends="ends", ground="ground"))
        ),
        listed=_one(in_force, Count("listing__group", distinct=True)),
        acts_told=_one(begun, Count("pk")),
        last_act=_one(dated, Max("latest")),
        cited=_one(seen, Max("event__latest")),
    )
    return {
        pk: (claims, listed or 0, number or 0, last, cited)
        for pk, claims, listed, number, last, cited in rows.values_list(
            "pk", "claims", "listed", "acts_told", "last_act", "cited"
        )
    }


def _one(rows: QuerySet[Any], value: Aggregate) -> Subquery:
    """One figure of all of some rows."""
    return Subquery(rows.order_by().annotate(all=Value(1)).values("all").annotate(figure=value).values("figure"))


def _span(claim: Mapping[str, Any], day: date) -> CoverageSpan:
    starts = date.fromisoformat(claim["starts"])
    ends = date.fromisoformat(claim["ends"]) if claim["ends"] else None
    return CoverageSpan(claim["level"], starts, ends, claim["ground"], starts <= day and (ends is None or day < ends))


def _level(spans: tuple[CoverageSpan, ...]) -> str:
    levels = {span.level for span in spans if span.on_day}
    return next((level.value for level in CoverageLevel if level.value in levels), "")


def _last_seen(cited: date | None, spans: tuple[CoverageSpan, ...], day: date) -> date | None:
    days = [cited] if cited else []
    for span in spans:
        if span.level == CoverageLevel.COMPLETE.value and span.starts <= day:
            days.append(min(day, date.fromordinal(span.ends.toordinal() - 1)) if span.ends else span.starts)
    return max(days, default=None)
