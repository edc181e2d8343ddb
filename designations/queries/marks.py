"""Where conflicts stand on a day, counted by authority and group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from designations.queries.moments import Moment

Place = tuple[int, int]
"""Ids of a group and of an authority."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Open conflicts by place. ``own``: those that the authority's own stop made, or to which it is a party where
    nobody stopped; ``kept``: those in which it keeps while another stopped.
    """

    own: Counter[Place]
    kept: Counter[Place]


NO_MARKS = Marks(Counter(), Counter())
"""Where conflicts are not asked for."""

OPEN = """
    daterange(starts, ends) @> %(day)s::date AND int8range(known_from, known_until) @> %(edition)s::bigint
    AND by_default
"""
"""What makes a conflict one of default views that is open on a day, as an edition knows it; in SQL."""

KEPT = """
    keeper.conflict_key = {0}.key AND keeper.known_from <= {0}.known_from
    AND (keeper.known_until IS NULL OR keeper.known_until > {0}.known_from)
"""
"""What makes a keeper a party of a conflict, in the form in which that stands; in SQL."""

# An authority may keep under two regimes; it is one party. A conflict of one group may have a keeper of its relative.
_MARKS = """
WITH open AS MATERIALIZED (
    SELECT key, known_from, group_id, authority_id FROM designations_conflict WHERE {open} {some}
),
stops AS (
    SELECT group_id, authority_id FROM open WHERE authority_id IS NOT NULL
),
parties AS (
    SELECT keeper.group_id, keeper.authority_id, open.key, open.authority_id IS NULL AS own
    FROM open JOIN designations_keeper keeper ON {kept}
    WHERE (open.authority_id IS NULL OR %(kept)s)
    AND keeper.starts <= %(day)s AND (keeper.ends IS NULL OR keeper.ends > %(day)s)
)
SELECT true, group_id, authority_id, count(*) FROM stops WHERE {wanted} GROUP BY 2, 3
UNION ALL
SELECT own, group_id, authority_id, count(DISTINCT key) FROM parties WHERE {wanted} GROUP BY 1, 2, 3
"""

_OF_GROUPS = """
    AND (group_id = ANY(%(groups)s) OR key IN (
        SELECT conflict_key FROM designations_keeper
        WHERE group_id = ANY(%(groups)s) AND int8range(known_from, known_until) @> %(edition)s::bigint
    ))
"""

_OF_CONFLICT = KEPT.format("open")
_MARKS_OF_ALL = _MARKS.format(
    open=OPEN,
    some="",
    kept=_OF_CONFLICT,
    wanted="(%(authority)s::bigint IS NULL OR authority_id = %(authority)s)",
)
_MARKS_OF_GROUPS = _MARKS.format(open=OPEN, some=_OF_GROUPS, kept=_OF_CONFLICT, wanted="group_id = ANY(%(groups)s)")

_IN_CONFLICT = f"""
SELECT group_id, count(*) FROM designations_conflict
WHERE {OPEN} AND (%(groups)s::bigint[] IS NULL OR group_id = ANY(%(groups)s)) GROUP BY 1
"""  # noqa: S608 (no value is part of it)


def marks(
    moment: Moment, groups: Collection[int] | None = None, *, authority: int | None = None, kept: bool = True
) -> Marks:
    """The conflicts of default views that are open on the day, of some groups, or of all with one authority or any.

    ``kept``: whether keepers are counted; there are many more of them than of stops. One query.
    """
    asked = {"groups": None if groups is None else list(groups), "authority": authority, "kept": kept}
    found = Marks(Counter(), Counter())
    for own, group, by, number in _read(_MARKS_OF_ALL if groups is None else _MARKS_OF_GROUPS, moment, asked):
        (found.own if own else found.kept)[group, by] += number
    return found


def in_conflict(moment: Moment, groups: Collection[int] | None = None) -> Counter[int]:
    """How many conflicts of default views are open on the day, by group, of all groups or of some. One query."""
    return Counter(dict(_read(_IN_CONFLICT, moment, {"groups": None if groups is None else list(groups)})))


def _read(sql: str, moment: Moment, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"day": moment.day, "edition": moment.edition, **asked})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
