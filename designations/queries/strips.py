"""The whole matrix of a day as text: rows written out when the record was, marked as they are read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from designations.domain.positions import State
from designations.queries.cell_text import compact, marked, unsaid
from designations.queries.columns import Column, columns
from designations.queries.marks import marks
from designations.queries.moments import Moment

# Keys and names first, without text: a page is cut before anything large is read. Sorted here, as plain letters.
_ROWS = """
SELECT named.name, named.slug, strip.id
FROM designations_strip strip JOIN designations_group named ON named.id = strip.group_id
WHERE daterange(strip.starts, strip.ends) @> %(day)s::date
AND int8range(strip.known_from, strip.known_until) @> %(edition)s::bigint
"""

_TEXTS = "SELECT id, group_id, cells, coverings, unsaid FROM designations_strip WHERE id = ANY(%(page)s)"


# Texts are compared only where the rows are not the same.
_DIFFERING = """
WITH one AS (
    SELECT * FROM designations_strip WHERE daterange(starts, ends) @> %(day)s::date
    AND int8range(known_from, known_until) @> %(edition)s::bigint
),
two AS (
    SELECT * FROM designations_strip WHERE daterange(starts, ends) @> %(other_day)s::date
    AND int8range(known_from, known_until) @> %(other_edition)s::bigint
)
SELECT named.slug, named.name, one.cells, one.coverings, two.cells, two.coverings
FROM one FULL JOIN two USING (group_id) JOIN designations_group named ON named.id = group_id
WHERE (%(slugs)s::text[] IS NULL OR named.slug = ANY(%(slugs)s))
AND (one.unsaid OR two.unsaid
OR one.id IS DISTINCT FROM two.id AND (one.cells, one.coverings) IS DISTINCT FROM (two.cells, two.coverings))
ORDER BY named.name, named.slug
"""


@dataclass(frozen=True, slots=True)
class MatrixText:
    """A page of a matrix. ``groups`` and ``cells`` are JSON lists; ``total``: rows on all pages."""

    columns: tuple[Column, ...]
    groups: str
    cells: str
    total: int


def matrix_text(moment: Moment, page: int, size: int) -> MatrixText:
    """The same rows and cells as those of the matrix with nothing selected, covered cells left to the rows.

    Four queries, whatever the size.
    """
    held = columns(moment)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"day": moment.day, "edition": moment.edition})
        rows = sorted(cursor.fetchall())
        shown = rows[(page - 1) * size : page * size]
        cursor.execute(_TEXTS, {"page": [pk for _, _, pk in shown]})
        texts = {pk: told for pk, *told in cursor.fetchall()}
    silences = {column.code: column.unstated for column in held if column.unstated != State.UNKNOWN.value}
    conflicts = _conflicts(moment, held)
    groups, cells = [], []
    for name, slug, pk in shown:
        group, told, coverings, speaks_softly = texts[pk]
        if group in conflicts:
            told = marked(told, conflicts[group])
        cells.append(unsaid(told, silences) if speaks_softly and silences else told)
        groups.append(f'{{"slug":"{slug}","name":{compact(name)},"coverings":[{coverings}]}}')
    return MatrixText(tuple(held), f"[{','.join(groups)}]", f"[{','.join(cells)}]", len(rows))


@dataclass(frozen=True, slots=True)
class Strip:
    """What is said of a group at a moment: the cells in which an authority speaks, and what binds members of bodies."""

    cells: tuple[Mapping[str, Any], ...]
    coverings: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A group of which two moments say different things."""

    slug: str
    name: str
    before: Strip
    after: Strip


def differing(one: Moment, two: Moment, slugs: Collection[str] | None = None) -> list[Differing]:
    """The groups of which two moments say different things, by name; of all groups or of some. One query.

    Also those of which some authority speaks by soft regimes alone: what its silence means may differ.
    """
    asked: dict[str, Any] = {
        "day": one.day,
        "edition": one.edition,
        "other_day": two.day,
        "other_edition": two.edition,
        "slugs": None if slugs is None else sorted(slugs),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING, asked)
        rows = cursor.fetchall()
    return [Differing(slug, name, _strip(*texts[:2]), _strip(*texts[2:])) for slug, name, *texts in rows]


def _strip(cells: str | None, coverings: str | None) -> Strip:
    return Strip(tuple(json.loads(f"[{cells or ''}]")), tuple(json.loads(f"[{coverings or ''}]")))


def _conflicts(moment: Moment, held: list[Column]) -> dict[int, dict[str, int]]:
    """Open conflicts of each authority on each group, by id of the group and code of the authority."""
    codes = {column.pk: column.code for column in held}
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for (group, authority), number in marks(moment, kept=False).own.items():
        found[group][codes[authority]] = number
    return found
