"""Rows straight from the driver, for reads of many thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Told = QuerySet[Any, tuple[Any, ...]]
"""A ``values_list``."""


def in_words(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """A set of rows as SQL with its parameters; None where no row can be in it, so that nothing need be asked."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def fetched(rows: Told) -> list[tuple[Any, ...]]:
    """The rows of a ``values_list`` as the driver gives them: no converter is run. One query, or none if empty."""
    asked = in_words(rows)
    if asked is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def placed(sets: Sequence[tuple[QuerySet[Any], int]]) -> tuple[str, list[Any]]:
    """Sets of rows, each cut and in its order, as SQL to join to: ``side``, the number of the set; ``stamp``, which is
    given with it; ``id`` and ``place`` of each row. Empty where no set can have any.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for side, (rows, stamp) in enumerate(sets):
        if (ids := in_words(rows.values("pk"))) is not None:
            parts.append(_PLACED.format(side=side, ids=ids[0]))
            parameters += [stamp, *ids[1]]
    return " UNION ALL ".join(parts), parameters


# The array keeps the order of the ids, whatever is joined to them.
_PLACED = """
SELECT {side} AS side, %s::bigint AS stamp, told.id, told.place
FROM unnest(ARRAY({ids})) WITH ORDINALITY AS told(id, place)
"""


class Differences:
    """The rows of two ``values_list`` of the same columns, ``one`` and ``two``, that differ or have no like.

    They are matched by ``keys``, columns of the rows, and compared by ``essence``, others of them; or kept although
    they are alike where ``also`` says so, a condition in SQL on ``one`` and ``two``.
    """

    def __init__(self, one: Told, two: Told, *, keys: Sequence[str], essence: Sequence[str], also: str = "") -> None:
        (first, of_first), (second, of_second) = one.query.sql_with_params(), two.query.sql_with_params()
        was, becomes = (", ".join(f"{side}.{column}" for column in essence) for side in ("one", "two"))
        differ = f"({was}) IS DISTINCT FROM ({becomes})"
        self._with = f"WITH one AS ({first}), two AS ({second})"
        self._from = f"FROM one FULL JOIN two USING ({', '.join(keys)})"
        self._where = f"WHERE ({differ} OR ({also}))" if also else f"WHERE {differ}"
        self._parameters = (*of_first, *of_second)

    def select(
        self, columns: str, *, joining: str = "", ending: str = "", parameters: Sequence[Any] = ()
    ) -> list[tuple[Any, ...]]:
        """Some columns of them, with tables joined to them and in an order. One query."""
        sql = f"{self._with} SELECT {columns} {self._from} {joining} {self._where} {ending}"
        with connection.cursor() as cursor:
            cursor.execute(sql, (*self._parameters, *parameters))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
