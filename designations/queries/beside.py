"""A list beside those of the other authorities on a day: the agreement of each pair, with one of the two held."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection

from designations.domain.acts import CoverageLevel, Effect
from designations.domain.periods import Standing
from designations.domain.positions import State
from designations.queries.agreement import PAIRS, Opening, Order, Shared, first_openings, hard, order, shares
from designations.queries.columns import Column, columns
from designations.queries.coverage import RegimeCoverage
from designations.queries.identity import identity
from designations.queries.instruments import instruments
from designations.queries.moments import Moment

MOST = 8
"""How many others are told."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another authority's lists beside the one that is asked about, which is the first of the two.

    ``order``: None where fewer groups are shared than an order needs.
    """

    name: str
    shared: Shared
    order: Order | None


@dataclass(frozen=True, slots=True)
class Beside:
    """The others that share most groups with a list, the most first. ``count``: groups of the list; ``sharing``: how
    many others share any.
    """

    count: int
    others: tuple[Other, ...]
    sharing: int


def of_authority(moment: Moment, column: Column, most: int = MOST) -> Beside:
    """An authority's own lists, taken together, beside those of others. At most four queries."""
    kept = instruments(moment).values()
    own = [regime.pk for regime in kept if regime.hard and regime.authority == column.code]
    return _beside(moment, column, _OF_AUTHORITY, own, most)


def of_regime(moment: Moment, row: RegimeCoverage, most: int = MOST) -> Beside:
    """One list beside those of other authorities: known whole or not as that list is. At most four queries."""
    regime = row.regime
    [keeper] = columns(moment, codes=[regime.authority])
    whole = row.level == CoverageLevel.COMPLETE.value
    column = replace(keeper, name=regime.title, unstated=(State.NOT_LISTED if whole else State.UNKNOWN).value)
    return _beside(moment, column, _OF_REGIMES, [regime.pk], most)


_OF_AUTHORITY = "SELECT group_id FROM listed WHERE authority_id = %(authority)s"

_OF_REGIMES = """
SELECT DISTINCT listing.group_id
FROM designations_period period JOIN designations_listing listing ON listing.id = period.listing_id
WHERE listing.regime_id = ANY(%(own)s) AND period.standing = %(in_force)s
AND period.certain_from <= %(day)s AND (period.certain_until IS NULL OR period.certain_until > %(day)s)
AND period.known_from <= %(edition)s AND (period.known_until IS NULL OR period.known_until > %(edition)s)
"""

# Openings are told only where enough is shared for an order, and only of those that are shown.
_TOLD = """
WITH listed AS MATERIALIZED (
    SELECT authority_id, group_id FROM designations_position
    WHERE state = %(listed)s AND NOT possible
    AND (starts IS NULL OR starts <= %(day)s) AND (ends IS NULL OR ends > %(day)s)
    AND known_from <= %(edition)s AND (known_until IS NULL OR known_until > %(edition)s)
),
own AS MATERIALIZED ({own}),
told AS (
    SELECT %(authority)s::bigint AS authority_id, count(*) AS names, array_agg(group_id) AS shared,
        %(own)s::bigint[] AS regimes
    FROM own
    UNION ALL
    SELECT authority_id, count(*), array_agg(own.group_id) FILTER (WHERE own.group_id IS NOT NULL),
        %(hard)s::bigint[]
    FROM listed LEFT JOIN own USING (group_id)
    WHERE authority_id <> %(authority)s GROUP BY authority_id
),
ranked AS (
    SELECT told.*, row_number() OVER (
        ORDER BY authority_id = %(authority)s DESC, cardinality(shared) DESC NULLS LAST, authority.name
    ) AS place
    FROM told JOIN designations_authority authority ON authority.id = told.authority_id
)
SELECT authority_id, names, coalesce(shared, ARRAY[]::bigint[]), CASE
WHEN cardinality(shared) >= %(pairs)s AND place <= %(most)s + 1 THEN (
    SELECT jsonb_agg(jsonb_build_array(event.group_id, event.earliest, event.latest, event.id))
    FROM designations_event event JOIN designations_regime regime ON regime.id = event.regime_id
    WHERE regime.authority_id = ranked.authority_id AND event.regime_id = ANY(ranked.regimes)
    AND event.effect = %(open)s AND event.latest <= %(day)s
    AND event.recorded_in <= %(edition)s AND (event.retracted_in IS NULL OR event.retracted_in > %(edition)s)
) END
FROM ranked
"""


@dataclass(frozen=True, slots=True)
class _Told:
    """An authority: how many groups it surely lists, which of them are shared, and its openings."""

    names: int
    shared: frozenset[int]
    openings: tuple[Opening, ...]


def _beside(moment: Moment, column: Column, own: str, regimes: list[int], most: int) -> Beside:
    held = {each.pk: each for each in columns(moment)}
    told = _told(moment, column, own, regimes, most)
    mine = told.pop(column.pk)
    sharing = sorted(
        (pk for pk, each in told.items() if each.shared), key=lambda pk: (-len(told[pk].shared), held[pk].name)
    )
    shown = sharing[:most]
    opened = (opening for each in (mine, *(told[pk] for pk in shown)) for opening in each.openings)
    begun = first_openings(opened, mine.shared, identity(moment))
    return Beside(
        mine.names,
        tuple(
            Other(
                held[pk].name,
                shares(column, held[pk], mine.names, told[pk].names, len(told[pk].shared)),
                order(begun.get(column.pk, {}), begun.get(pk, {}), told[pk].shared)
                if len(told[pk].shared) >= PAIRS
                else None,
            )
            for pk in shown
        ),
        len(sharing),
    )


def _told(moment: Moment, column: Column, own: str, regimes: list[int], most: int) -> dict[int, _Told]:
    """By id of the authority; that of the list itself holds the list, whatever else its authority keeps. One query."""
    asked: dict[str, Any] = {
        "day": moment.day,
        "edition": moment.edition,
        "listed": State.LISTED.value,
        "in_force": Standing.IN_FORCE.value,
        "open": Effect.OPEN.value,
        "authority": column.pk,
        "own": regimes,
        "hard": hard(moment),
        "pairs": PAIRS,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOLD.format(own=own), asked)
        rows = cursor.fetchall()
    return {pk: _Told(names, frozenset(shared), tuple(_openings(pk, told))) for pk, names, shared, told in rows}


def _openings(authority: int, told: str | None) -> Iterable[Opening]:
    for group, earliest, latest, pk in json.loads(told) if told else ():
        yield authority, group, date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest), pk
