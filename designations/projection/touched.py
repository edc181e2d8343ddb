"""Which groups an edition touched: one question, so that publishing and rebuilding cannot differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

_REGISTRY = """
    SELECT {edition} AS edition, regime_id FROM designations_coverage
    UNION ALL
    SELECT {edition}, regime_id FROM designations_regimeterms
    UNION ALL
    SELECT terms.{edition}, regime.id FROM designations_authorityterms terms
    JOIN designations_regime regime ON regime.authority_id = terms.authority_id
    UNION ALL
    SELECT membership.{edition}, regime.id FROM designations_membership membership
    JOIN designations_regime regime ON regime.authority_id = membership.member_id
    UNION ALL
    SELECT membership.{edition}, regime.id FROM designations_membership membership
    JOIN designations_regime regime ON regime.authority_id = membership.body_id
"""

_ENTRIES = """
    SELECT {edition} AS edition, group_id FROM designations_event
    UNION ALL
    SELECT citation.{edition}, event.group_id FROM designations_citation citation
    JOIN designations_event event ON event.id = citation.event_id
    UNION ALL
    SELECT settlement.{edition}, event.group_id FROM designations_settlement settlement
    JOIN designations_event event ON event.act_id = settlement.act_id
    UNION ALL
    SELECT {edition}, group_id FROM designations_unification
    UNION ALL
    SELECT {edition}, into_id FROM designations_unification
    UNION ALL
    SELECT {edition}, group_id FROM designations_relation
    UNION ALL
    SELECT {edition}, other_id FROM designations_relation
"""


def _both(sql: str) -> str:
    """What editions recorded and what they retracted."""
    return f"{sql.format(edition='recorded_in')} UNION ALL {sql.format(edition='retracted_in')}"


_TOUCHED = """
WITH RECURSIVE
named(edition, id) AS (
    SELECT edition, group_id FROM ({entries}) entry WHERE {which}
    {reached}
),
read_as(edition, id) AS (
    SELECT edition, id FROM named
    UNION
    SELECT read_as.edition, unification.into_id FROM designations_unification unification
    JOIN read_as ON read_as.id = unification.group_id
)
SELECT edition, id FROM read_as
"""

_BY_REGIMES = """
    UNION
    SELECT %(edition)s::bigint, group_id FROM designations_event WHERE regime_id = ANY(%(regimes)s)
"""

_BY_REGISTRY = """
    UNION
    SELECT edition, group_id FROM (
        SELECT terms.edition, event.group_id FROM ({registry}) terms
        JOIN (SELECT DISTINCT regime_id, group_id FROM designations_event) event USING (regime_id)
    ) reached WHERE {which}
"""

_TERMS = "SELECT edition, regime_id FROM ({registry}) terms WHERE {which}"

_ONE = "edition = %(edition)s"
_SOME = "edition IS NOT NULL AND group_id = ANY(%(groups)s)"

_REGIMES = _TERMS.format(registry=_both(_REGISTRY), which=_ONE)
_BY_EDITION = _TOUCHED.format(entries=_both(_ENTRIES), which=_ONE, reached="")
_BY_EDITION_AND_REGIMES = _TOUCHED.format(entries=_both(_ENTRIES), which=_ONE, reached=_BY_REGIMES)
_BY_GROUPS = _TOUCHED.format(
    entries=_both(_ENTRIES), which=_SOME, reached=_BY_REGISTRY.format(registry=_both(_REGISTRY), which=_SOME)
)


def touched(edition: int) -> set[int]:
    """Ids of the groups whose derived rows an edition may change, each under every identity it has ever had.

    A membership, bloc, coverage or regime reaches every group with an act under the regimes concerned.
    """
    # Asked first: most editions concern no regime, and then nothing that grows with the record is looked through.
    regimes = {regime for _, regime in _pairs(_REGIMES, {"edition": edition})}
    asked = {"edition": edition, "regimes": list(regimes)}
    return {group for _, group in _pairs(_BY_EDITION_AND_REGIMES if regimes else _BY_EDITION, asked)}


def touching(groups: Iterable[int]) -> dict[int, set[int]]:
    """The editions that touched some groups, in their order, each with those of the groups that it touched."""
    found: dict[int, set[int]] = {}
    for edition, group in sorted(_pairs(_BY_GROUPS, {"groups": list(groups)})):
        found.setdefault(edition, set()).add(group)
    return found


def _pairs(sql: str, values: dict[str, Any]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        pairs: list[tuple[int, int]] = cursor.fetchall()
    return pairs
