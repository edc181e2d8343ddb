"""Who lists a wing of a group: said beside what each says of the whole, never in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import connection

from designations.domain.acts import RelationKind
from designations.domain.positions import State
from designations.queries.identity import identity
from designations.queries.moments import Moment


class Wing(NamedTuple):
    """A wing of a group."""

    slug: str
    name: str


Wings = dict[tuple[str, str], tuple[Wing, ...]]
"""By slug of the whole and code of the authority: the wings that it surely lists."""

_WINGS = """
WITH same AS (
    SELECT * FROM unnest(%(absorbed)s::bigint[], %(into)s::bigint[]) AS same (absorbed, into_id)
),
wing_of AS (
    SELECT DISTINCT coalesce(same_wing.into_id, relation.group_id) AS wing_id,
        coalesce(same_whole.into_id, relation.other_id) AS whole_id
    FROM designations_relation relation
    LEFT JOIN same same_wing ON same_wing.absorbed = relation.group_id
    LEFT JOIN same same_whole ON same_whole.absorbed = relation.other_id
    WHERE relation.kind = %(wing_of)s AND relation.other_id = ANY(%(members)s)
    AND (relation.starts IS NULL OR relation.starts <= %(day)s) AND (relation.ends IS NULL OR relation.ends > %(day)s)
    AND relation.recorded_in <= %(edition)s AND (relation.retracted_in IS NULL OR relation.retracted_in > %(edition)s)
)
SELECT whole.slug, authority.code, wing.slug, wing.name
FROM wing_of
JOIN designations_position held ON held.group_id = wing_of.wing_id
JOIN designations_group whole ON whole.id = wing_of.whole_id
JOIN designations_group wing ON wing.id = wing_of.wing_id
JOIN designations_authority authority ON authority.id = held.authority_id
WHERE wing_of.wing_id <> wing_of.whole_id AND held.state = %(listed)s AND NOT held.possible
AND (held.starts IS NULL OR held.starts <= %(day)s) AND (held.ends IS NULL OR held.ends > %(day)s)
AND held.known_from <= %(edition)s AND (held.known_until IS NULL OR held.known_until > %(edition)s)
ORDER BY wing.name, wing.slug
"""


def wings(moment: Moment, groups: Collection[int]) -> Wings:
    """The wings of some groups that authorities surely list on the day. One query beside the identities."""
    known_as = identity(moment)
    asked: dict[str, Any] = {
        "absorbed": list(known_as.into),
        "into": list(known_as.into.values()),
        "members": [member for group in groups for member in known_as.members(group)],
        "wing_of": RelationKind.WING_OF.value,
        "listed": State.LISTED.value,
        "day": moment.day,
        "edition": moment.edition,
    }
    found: dict[tuple[str, str], list[Wing]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_WINGS, asked)
        for whole, authority, slug, name in cursor.fetchall():
            found[whole, authority].append(Wing(slug, name))
    return {place: tuple(those) for place, those in found.items()}
