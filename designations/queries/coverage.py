"""How much of each list the record knows, on which days, and when each was last seen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from designations.domain.acts import CoverageLevel
from designations.domain.periods import Standing
from designations.models import Citation, Coverage, Event, Period
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
    """Every regime of the record, or those of one authority, by authority and name. Five queries."""
    regimes = {
        regime.pk: regime
        for regime in instruments(moment).values()
        if not authority or regime.authority == authority.upper()
    }
    spans = _spans(moment, regimes)
    listed = _listed(moment, regimes)
    told = _told(moment, regimes)
    seen = _seen(moment, regimes)
    return tuple(
        RegimeCoverage(
            regime=regime,
            spans=tuple(spans.get(pk, ())),
            level=_level(spans.get(pk, ())),
            listed=listed.get(pk, 0),
            acts=told.get(pk, (0, None))[0],
            last_act=told.get(pk, (0, None))[1],
            last_seen=_last_seen(seen.get(pk), spans.get(pk, ()), moment.day),
        )
        for pk, regime in regimes.items()
    )


def _spans(moment: Moment, regimes: dict[int, Instrument]) -> dict[int, list[CoverageSpan]]:
    found: dict[int, list[CoverageSpan]] = defaultdict(list)
    rows = Coverage.objects.known_at(moment.edition).filter(regime__in=list(regimes)).order_by("starts")
    for pk, level, starts, ends, ground in rows.values_list("regime_id", "level", "starts", "ends", "ground"):
        on_day = starts <= moment.day and (ends is None or moment.day < ends)
        found[pk].append(CoverageSpan(level, starts, ends, ground, on_day))
    return found


def _level(spans: list[CoverageSpan] | tuple[()]) -> str:
    levels = {span.level for span in spans if span.on_day}
    return next((level.value for level in CoverageLevel if level.value in levels), "")


def _listed(moment: Moment, regimes: dict[int, Instrument]) -> dict[int, int]:
    rows = Period.objects.known_at(moment.edition).filter(
        holds(moment.day, "certain_from", "certain_until"),
        certain_from__isnull=False,
        standing=Standing.IN_FORCE.value,
        listing__regime__in=list(regimes),
    )
    return dict(
        rows.values("listing__regime_id")
        .annotate(groups=Count("listing__group", distinct=True))
        .values_list("listing__regime_id", "groups")
    )


def _told(moment: Moment, regimes: dict[int, Instrument]) -> dict[int, tuple[int, date | None]]:
    rows = Event.objects.known_at(moment.edition).filter(
        Q(earliest=None) | Q(earliest__lte=moment.day), regime__in=list(regimes)
    )
    counted = rows.values("regime_id").annotate(acts=Count("pk"), last=Max("latest", filter=Q(latest__lte=moment.day)))
    return {pk: (acts, last) for pk, acts, last in counted.values_list("regime_id", "acts", "last")}


def _seen(moment: Moment, regimes: dict[int, Instrument]) -> dict[int, date]:
    rows = Citation.objects.known_at(moment.edition).filter(
        read=True, event__regime__in=list(regimes), event__latest__lte=moment.day
    )
    latest = rows.values("event__regime_id").annotate(last=Max("event__latest"))
    return {pk: last for pk, last in latest.values_list("event__regime_id", "last") if last}


def _last_seen(cited: date | None, spans: list[CoverageSpan] | tuple[()], day: date) -> date | None:
    days = [cited] if cited else []
    for span in spans:
        if span.level == CoverageLevel.COMPLETE.value and span.starts <= day:
            days.append(min(day, date.fromordinal(span.ends.toordinal() - 1)) if span.ends else span.starts)
    return max(days, default=None)
