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
    nobody stopped; ``kept``: those in which it keeps while another stopped. ``groups``: by group, whoever the parties.
    """

    own: Counter[Place]
    kept: Counter[Place]
    groups: Counter[int]


NO_MARKS = Marks(Counter(), Counter(), Counter())
"""Where conflicts are not asked for."""


# An authority may keep under two regimes; it is one party.
_MARKS = """
WITH open AS MATERIALIZED (
    SELECT id, group_id, authority_id FROM designations_conflict
    WHERE daterange(starts, ends) @> %(day)s::date
    AND int8range(known_from, known_until) @> %(edition)s::bigint
    AND by_default
),
parties AS (
    SELECT keeper.group_id, keeper.authority_id, keeper.conflict_id, open.authority_id IS NULL AS own
    FROM open JOIN designations_keeper keeper ON keeper.conflict_id = open.id
    WHERE (open.authority_id IS NULL OR %(kept)s)
    AND keeper.starts <= %(day)s AND (keeper.ends IS NULL OR keeper.ends > %(day)s)
)
SELECT 'own', group_id, authority_id, count(*) FROM open WHERE authority_id IS NOT NULL GROUP BY 2, 3
UNION ALL
SELECT CASE WHEN own THEN 'own' ELSE 'kept' END, group_id, authority_id, count(DISTINCT conflict_id)
FROM parties GROUP BY 1, 2, 3
UNION ALL
SELECT 'group', group_id, NULL, count(*) FROM open GROUP BY 2
"""


def marks(moment: Moment, groups: Collection[int] | None = None, *, kept: bool = True) -> Marks:
    """The conflicts of default views that are open on the day, of all groups or of some. One query.

    ``kept``: whether keepers are counted; there are many more of them than of stops.
    """
    asked: dict[str, Any] = {"day": moment.day, "edition": moment.edition, "kept": kept}
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, asked)
        rows = cursor.fetchall()
    found = Marks(Counter(), Counter(), Counter())
    for what, group, authority, number in rows:
        if groups is not None and group not in groups:
            continue
        if what == "group":
            found.groups[group] += number
        else:
            (found.own if what == "own" else found.kept)[group, authority] += number
    return found
