"""Which groups are compared with which: wings, continuations, entries and aliases, and groups read as one.

At whatever edition: a relation retracted since may still have to be undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db import connection

COMPARED = ("wing_of", "continues")
"""The kinds of relation whose groups are compared with each other."""

_TIES = """
SELECT group_id, other_id, false FROM designations_relation WHERE kind IN ('wing_of', 'continues') {and_of_some}
UNION
SELECT group_id, scope_of_id, false FROM designations_event WHERE scope_of_id IS NOT NULL {and_of_some}
UNION
SELECT group_id, into_id, true FROM designations_unification {where_of_some}
"""

_OF_ALL = _TIES.format(and_of_some="", where_of_some="")

_FAMILY = """
WITH RECURSIVE family(id) AS (
    SELECT unnest(%(groups)s::bigint[])
    UNION
    SELECT near.id FROM family JOIN LATERAL (
        SELECT other_id AS id FROM designations_relation
        WHERE group_id = family.id AND kind IN ('wing_of', 'continues')
        UNION ALL
        SELECT group_id FROM designations_relation WHERE other_id = family.id AND kind IN ('wing_of', 'continues')
        UNION ALL
        SELECT scope_of_id FROM designations_event WHERE group_id = family.id AND scope_of_id IS NOT NULL
        UNION ALL
        SELECT group_id FROM designations_event WHERE scope_of_id = family.id
        UNION ALL
        SELECT into_id FROM designations_unification WHERE group_id = family.id
        UNION ALL
        SELECT group_id FROM designations_unification WHERE into_id = family.id
    ) near ON true
)
"""

_OF_SOME = _FAMILY + _TIES.format(
    and_of_some="AND group_id = ANY(ARRAY(SELECT id FROM family))",
    where_of_some="WHERE group_id = ANY(ARRAY(SELECT id FROM family))",
)

Ties = Mapping[int, set[int]]


class Families:
    """The ties between groups. A tie of identity makes two groups one; any other sets them beside each other."""

    def __init__(self, ties: Iterable[tuple[int, int, bool]]) -> None:
        beside: dict[int, set[int]] = defaultdict(set)
        same: dict[int, set[int]] = defaultdict(set)
        for one, two, as_one in ties:
            tied = same if as_one else beside
            tied[one].add(two)
            tied[two].add(one)
        self._beside: Ties = dict(beside)
        self._same: Ties = dict(same)

    @classmethod
    def read(cls, groups: Iterable[int] | None = None) -> Families:
        """All ties, or those of some groups and of whatever they lead to. One query."""
        with connection.cursor() as cursor:
            if groups is None:
                cursor.execute(_OF_ALL)
            else:
                cursor.execute(_OF_SOME, {"groups": list(groups)})
            return cls(cursor.fetchall())

    def near(self, groups: Iterable[int]) -> set[int]:
        """The groups, those beside them, and all that were ever read as one with any of these."""
        own = self.one_with(groups)
        return self.one_with(own.union(*(self._beside[each] for each in own if each in self._beside)))

    def one_with(self, groups: Iterable[int]) -> set[int]:
        """The groups, and all that were ever read as one with any of them."""
        return _closed(groups, self._same)

    def apart(self, groups: Iterable[int]) -> Iterator[set[int]]:
        """The groups in whole families: no tie leads from one family to another."""
        ties = {
            each: self._same.get(each, set()) | self._beside.get(each, set()) for each in {**self._same, **self._beside}
        }
        seen: set[int] = set()
        for group in groups:
            if group not in seen:
                family = _closed([group], ties)
                seen |= family
                yield family


def _closed(groups: Iterable[int], ties: Ties) -> set[int]:
    """The groups, and all to which ties lead from them at any remove."""
    found = set(groups)
    unread = [each for each in found if each in ties]
    while unread:
        fresh = ties.get(unread.pop(), set()) - found
        found |= fresh
        unread += fresh
    return found
