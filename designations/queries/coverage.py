"""How much of each list the record knows, on which days, and when each was last seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from designations.domain.acts import CoverageLevel
from designations.domain.periods import Standing
from designations.queries.instruments import Instrument, instruments
from designations.queries.moments import Moment


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


# Written out: of all lists at once, each table is gone through once. The latest act is looked at first, until one has
# a source that was read; of most lists it is the very first.
_TOLD = """
WITH
claimed AS (
    SELECT regime_id, json_agg(json_build_object('level', level, 'starts', starts, 'ends', ends, 'ground', ground)
        ORDER BY starts) AS claims
    FROM designations_coverage WHERE regime_id = ANY(%(regimes)s)
    AND recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)
    GROUP BY regime_id
),
in_force AS (
    SELECT listing.regime_id, count(DISTINCT listing.group_id) AS listed
    FROM designations_period period JOIN designations_listing listing ON listing.id = period.listing_id
    WHERE listing.regime_id = ANY(%(regimes)s) AND period.standing = %(in_force)s
    AND period.certain_from <= %(day)s AND (period.certain_until IS NULL OR period.certain_until > %(day)s)
    AND period.known_from <= %(edition)s AND (period.known_until IS NULL OR period.known_until > %(edition)s)
    GROUP BY listing.regime_id
),
counted AS (
    SELECT regime_id, count(*) FILTER (WHERE earliest IS NULL OR earliest <= %(day)s) AS acts,
        max(latest) FILTER (WHERE latest <= %(day)s) AS last_act
    FROM designations_event WHERE regime_id = ANY(%(regimes)s)
    AND recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)
    GROUP BY regime_id
)
SELECT asked.id, coalesce(claims, '[]'), coalesce(listed, 0), coalesce(acts, 0), last_act, (
    SELECT latest FROM designations_event event WHERE event.regime_id = asked.id AND latest <= %(day)s
    AND recorded_in <= %(edition)s AND (retracted_in IS NULL OR retracted_in > %(edition)s)
    AND EXISTS (
        SELECT FROM designations_citation cited WHERE cited.event_id = event.id AND cited.read
        AND cited.recorded_in <= %(edition)s
        AND (cited.retracted_in IS NULL OR cited.retracted_in > %(edition)s)
    )
    ORDER BY latest DESC LIMIT 1
)
FROM unnest(%(regimes)s::bigint[]) AS asked(id)
LEFT JOIN claimed ON claimed.regime_id = asked.id
LEFT JOIN in_force ON in_force.regime_id = asked.id
LEFT JOIN counted ON counted.regime_id = asked.id
"""


def _told(moment: Moment, regimes: list[int]) -> dict[int, _Told]:
    asked: dict[str, Any] = {
        "regimes": regimes, "edition": moment.edition, "day": moment.day, "in_force": Standing.IN_FORCE.value,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, asked)
        return {pk: told for pk, *told in cursor.fetchall()}


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
