"""The groups over which most listings contradict each other, with what each authority says of them: a small matrix."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from designations.queries.columns import Column, columns
from designations.queries.coverings import Covering
from designations.queries.marks import OPEN
from designations.queries.matrix import Cell, Row
from designations.queries.moments import Moment
from designations.queries.strips import OF_DAY
from designations.queries.wings import Wings, wings

MOST = 8
"""How many groups are told."""

# Those of default views, as everywhere; a conflict that nobody's act began marks no cell here.
_CONTESTED = f"""
WITH open AS (
    SELECT group_id, authority_id FROM designations_conflict WHERE {OPEN}
),
contested AS (
    SELECT group_id, count(*) AS conflicts,
        array_agg(DISTINCT authority.code::text) FILTER (WHERE authority.code IS NOT NULL) AS stoppers
    FROM open LEFT JOIN designations_authority authority ON authority.id = open.authority_id GROUP BY group_id
)
SELECT named.id, named.slug, named.name, strip.cells, strip.coverings, coalesce(contested.stoppers, ARRAY[]::text[])
FROM contested JOIN designations_group named ON named.id = contested.group_id
JOIN designations_strip strip ON strip.group_id = contested.group_id
AND {OF_DAY}
ORDER BY contested.conflicts DESC, named.name LIMIT %(most)s
"""  # noqa: S608 (no value is part of it)


@dataclass(frozen=True, slots=True)
class Contested:
    """A matrix of few rows, and of the authorities alone that say something of one of them, or of a wing of it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    changed: frozenset[tuple[str, str]] = frozenset()
    wings: Wings = field(default_factory=dict)


def contested(moment: Moment, most: int = MOST) -> Contested:
    """The groups with most open conflicts of default views on the day, the most first. Three queries, beside
    that of the identities."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTESTED, {"day": moment.day, "edition": moment.edition, "most": most})
        told = cursor.fetchall()
    held = {column.code: column for column in columns(moment)}
    rows: list[Row] = []
    cells: list[Cell] = []
    for _, slug, name, said, reaching, stoppers in told:
        coverings = tuple(Covering(**it) for it in json.loads(f"[{reaching}]"))
        rows.append(Row(slug, name, coverings))
        cells += _cells(json.loads(f"[{said}]"), coverings, held, stoppers)
    of_wings = wings(moment, [pk for pk, *_ in told])
    speaking = {cell.authority for cell in cells} | {authority for _, authority in of_wings}
    shown = tuple(column for code, column in held.items() if code in speaking)
    return Contested(shown, tuple(rows), tuple(cells), wings=of_wings)


def _cells(
    said: Sequence[Mapping[str, Any]],
    coverings: Sequence[Covering],
    held: Mapping[str, Column],
    stoppers: Collection[str],
) -> Iterator[Cell]:
    by_regime = {each.regime: each for each in coverings}
    for it in said:
        code = it["authority"]
        yield Cell(
            it["group"],
            code,
            held[code].state(it["state"]),
            it.get("possible", False),
            it.get("mixed", False),
            it.get("political", False),
            it.get("scope", ""),
            it.get("grade", ""),
            it.get("act", ""),
            tuple(by_regime[regime] for regime in it.get("covered_by", ()) if regime in by_regime),
            int(code in stoppers),
            0,
        )
