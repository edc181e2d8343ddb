"""Which groups an edition touched: one function, so that publishing and rebuilding cannot differ."""

from __future__ import annotations

from typing import Any

from django.db import connection

_TOUCHED = """
WITH RECURSIVE
terms AS (
    SELECT regime_id FROM designations_coverage WHERE recorded_in = %(edition)s OR retracted_in = %(edition)s
    UNION
    SELECT regime_id FROM designations_regimeterms WHERE recorded_in = %(edition)s OR retracted_in = %(edition)s
    UNION
    SELECT regime.id FROM designations_regime regime WHERE regime.authority_id IN (
        SELECT authority_id FROM designations_authorityterms
        WHERE recorded_in = %(edition)s OR retracted_in = %(edition)s
        UNION
        SELECT unnest(ARRAY[member_id, body_id]) FROM designations_membership
        WHERE recorded_in = %(edition)s OR retracted_in = %(edition)s
    )
),
named(id) AS (
    SELECT group_id FROM designations_event WHERE recorded_in = %(edition)s OR retracted_in = %(edition)s
    UNION
    SELECT event.group_id FROM designations_citation citation
    JOIN designations_event event ON event.id = citation.event_id
    WHERE citation.recorded_in = %(edition)s OR citation.retracted_in = %(edition)s
    UNION
    SELECT event.group_id FROM designations_settlement settlement
    JOIN designations_event event ON event.act_id = settlement.act_id
    WHERE settlement.recorded_in = %(edition)s OR settlement.retracted_in = %(edition)s
    UNION
    SELECT unnest(ARRAY[group_id, into_id]) FROM designations_unification
    WHERE recorded_in = %(edition)s OR retracted_in = %(edition)s
    UNION
    SELECT unnest(ARRAY[group_id, other_id]) FROM designations_relation
    WHERE recorded_in = %(edition)s OR retracted_in = %(edition)s
    UNION
    SELECT event.group_id FROM designations_event event JOIN terms ON terms.regime_id = event.regime_id
),
read_as(id) AS (
    SELECT id FROM named
    UNION
    SELECT unification.into_id FROM designations_unification unification
    JOIN read_as ON read_as.id = unification.group_id
)
SELECT id FROM read_as
"""

_NEIGHBOURS = """
SELECT id FROM designations_group WHERE id = ANY(%(groups)s)
UNION
SELECT unnest(ARRAY[group_id, other_id]) FROM designations_relation
WHERE kind IN ('wing_of', 'continues') AND (group_id = ANY(%(groups)s) OR other_id = ANY(%(groups)s))
UNION
SELECT unnest(ARRAY[group_id, scope_of_id]) FROM designations_event
WHERE scope_of_id IS NOT NULL AND (group_id = ANY(%(groups)s) OR scope_of_id = ANY(%(groups)s))
UNION
SELECT unnest(ARRAY[group_id, into_id]) FROM designations_unification
WHERE group_id = ANY(%(groups)s) OR into_id = ANY(%(groups)s)
"""


def touched(edition: int) -> set[int]:
    """Ids of the groups whose derived rows an edition may change, each under every identity it has ever had.

    A membership, bloc, coverage or regime reaches every group with an act under the regimes concerned.
    """
    return _ids(_TOUCHED, {"edition": edition})


def neighbours(groups: set[int]) -> set[int]:
    """The groups whose listings are compared with those of ``groups``, themselves included.

    Wings, continuations, entries and aliases, and the groups read as one with them, at whatever edition: a relation
    retracted since may still have to be undone.
    """
    return _ids(_NEIGHBOURS, {"groups": list(groups)})


def _ids(sql: str, values: dict[str, Any]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[0] for row in cursor.fetchall()}
