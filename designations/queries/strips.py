"""The whole matrix of a day as text: rows written out when the record was, marked as they are read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from designations.domain.positions import State
from designations.queries.cell_text import compact, marked, unsaid
from designations.queries.columns import Column, columns
from designations.queries.marks import marks
from designations.queries.moments import Moment

OF_DAY = """
    atlas_extent(strip.starts, strip.ends, strip.known_from, strip.known_until)
    @> atlas_moment(%(day)s::date, %(edition)s::bigint)
"""
"""What makes a strip one of a day, as an edition knows it; in SQL, as its index has it."""

# Keys and names first, without text: a page is cut before anything large is read. Sorted here, as plain letters.
_ROWS = f"""
SELECT named.name, named.slug, strip.id
FROM designations_strip strip JOIN designations_group named ON named.id = strip.group_id
WHERE {OF_DAY}
"""  # noqa: S608 (no value is part of it)

_TEXTS = "SELECT id, group_id, cells, coverings, unsaid FROM designations_strip WHERE id = ANY(%(page)s)"


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


def _conflicts(moment: Moment, held: list[Column]) -> dict[int, dict[str, int]]:
    """Open conflicts of each authority on each group, by id of the group and code of the authority."""
    codes = {column.pk: column.code for column in held}
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for (group, authority), number in marks(moment, kept=False).own.items():
        found[group][codes[authority]] = number
    return found
