"""Some rows of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Count, QuerySet, Subquery, Value

from designations.queries.rows import in_words

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """The rows asked for, in their order, and how many there are in all, if that was asked."""

    rows: tuple[RowT, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Cut:
    """Which rows of many are asked for; no limit asks for all. ``counted``: how many there are in all is asked too."""

    limit: int | None = None
    offset: int = 0
    counted: bool = True

    @property
    def slice(self) -> slice:
        """The rows as a slice."""
        return slice(self.offset, None if self.limit is None else self.offset + self.limit)

    @property
    def counts(self) -> bool:
        """Whether the rows in all are to be counted apart from those asked for."""
        return self.counted and self.limit is not None


EVERYTHING = Cut()


def total_of(rows: QuerySet[Any]) -> Subquery:
    """How many rows there are, to be read with those of a page: the database counts them once, in the same query."""
    counted = rows.order_by().annotate(every=Value(1)).values("every").annotate(number=Count("pk"))
    return Subquery(counted.values("number"))


def counted(sets: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows several sets have, by name. One query, or none where no set can have any."""
    numbers = dict.fromkeys(sets, 0)
    parts: dict[str, str] = {}
    parameters: list[Any] = []
    for name, rows in sets.items():
        if (ids := in_words(rows.order_by().values("pk"))) is not None:
            parts[name] = _COUNT.format(ids=ids[0])
            parameters += ids[1]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts.values())}", parameters)
            numbers |= dict(zip(parts, cursor.fetchone() or (), strict=True))
    return numbers


_COUNT = "(SELECT count(*) FROM ({ids}) AS told)"
