"""Rows of many editions, brought to the database at once and written there edition by edition.

They lie in temporary tables first. Each edition is then what it is in daily use: numbered, its rows added and retracted
while it is the one being written, under every trigger and constraint, and its digest chained to the last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from designations.actions.digest import SAID, chained, line
from designations.models import Edition

Row = Sequence[Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "group": ("id", "slug", "name", "description", "wikidata", "countries", "note"),
    "name": ("group_id", "text", "script", "language", "kind", "search_key"),
    "act": ("id", "key", "recorded_in"),
    "event": (
        "id", "act_id", "regime_id", "group_id", "kind", "effect", "scope", "closing_reason", "stated", "earliest",
        "latest", "official_ref", "note", "note_sha256", "recorded_in",
    ),
    "citation": (
        "id", "event_id", "key", "kind", "title", "publisher", "url", "published_on", "stated", "quote", "quote_sha256",
        "read", "read_in", "language", "bytes_sha256", "recorded_in",
    ),
    "change": ("edition", "seq", "kind", "subject", "act", "group", "authority", "regime", "before", "after"),
    "edition": ("number", "at", "by_id", "by_role", "action", "reason", "data_version", "digest"),
}  # fmt: skip
"""What is given of each row; the rest is as the table has it. The first column is the key."""

AT_ONCE = 40
"""Editions of one transaction: it keeps each number that the ledger has borne, and every row asks for the last."""


class Staging:
    """Editions on their way into the ledger, after the one that is the latest."""

    def __init__(self) -> None:
        self._before = Edition.objects.latest("number")
        self._rows: dict[str, list[Row]] = {table: [] for table in (*COLUMNS, "gone")}
        _lay_tables()

    def add(self, edition: Edition, rows: dict[str, list[Row]], gone: dict[str, list[int]]) -> None:
        """One more edition: the rows that it records, by table, and the ids of those that it retracts."""
        edition.digest = chained(edition, self._before.digest, _entries(rows, gone))
        self._before = edition
        rows = {**rows, "edition": [[getattr(edition, column) for column in COLUMNS["edition"]]]}
        for table, own in rows.items():
            self._rows[table] += [(edition.number, *row) for row in own]
        self._rows["gone"] += [(edition.number, table, pk) for table, pks in gone.items() for pk in pks]
        if len(self._rows["edition"]) == AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what is held, in one transaction."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self._rows.items():
                with cursor.copy(_INTO[table]) as copy:
                    for row in rows:
                        copy.write_row(row)
                rows.clear()
            cursor.execute(_WRITE)

    def finish(self) -> None:
        """Write what is left, and take the temporary tables away."""
        self.write()
        with connection.cursor() as cursor:
            cursor.execute(_DROP)


def _lay_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE poured_gone (poured_in bigint, said text, pk bigint)")
        for table, columns in COLUMNS.items():
            cursor.execute(_sql(_LIKE, table, columns))
        for table in (*COLUMNS, "gone"):
            cursor.execute(_sql("CREATE INDEX ON {poured} (poured_in)", table))


def _sql(statement: str, table: str, columns: Iterable[str] = ()) -> sql.Composed:
    return sql.SQL(statement).format(
        poured=sql.Identifier(f"poured_{table}"),
        table=sql.Identifier(f"designations_{table}"),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
    )


_LIKE = "CREATE TEMPORARY TABLE {poured} AS SELECT 0::bigint AS poured_in, {columns} FROM {table} WITH NO DATA"
_INTO = {
    **{table: _sql("COPY {poured} (poured_in, {columns}) FROM STDIN", table, of) for table, of in COLUMNS.items()},
    "gone": sql.SQL("COPY poured_gone (poured_in, said, pk) FROM STDIN"),
}
_ADD = [
    _sql("INSERT INTO {table} ({columns}) SELECT {columns} FROM {poured} WHERE poured_in = present;", table, columns)
    for table, columns in COLUMNS.items()
]
_RETRACT = [
    sql.SQL(
        "UPDATE {table} SET retracted_in = present WHERE id = ANY(ARRAY("
        "SELECT pk FROM poured_gone WHERE poured_in = present AND said = {said}));"
    ).format(table=sql.Identifier(f"designations_{said}"), said=sql.Literal(said))
    for said in ("citation", "event")
]
_EMPTY = [_sql("TRUNCATE {poured};", table) for table in (*COLUMNS, "gone")]
_DROP = sql.SQL(" ").join(_sql("DROP TABLE {poured};", table) for table in (*COLUMNS, "gone"))
_WRITE = sql.SQL(
    "DO $$ DECLARE present bigint; BEGIN"
    " FOR present IN SELECT number FROM poured_edition ORDER BY number LOOP"
    " UPDATE designations_ledger SET edition = present; {steps} END LOOP; {empty} END $$"
).format(steps=sql.SQL(" ").join([*_RETRACT, *_ADD]), empty=sql.SQL(" ").join(_EMPTY))


def _entries(rows: dict[str, list[Row]], gone: dict[str, list[int]]) -> Iterator[str]:
    """The entries of an edition as ``digest.entries`` reads them, in its order."""
    for table in ("act", "citation", "event"):
        for row in rows[table]:
            said = dict(zip(COLUMNS[table], row, strict=True))
            text = json.dumps([said.get(column) for column in SAID[table]], ensure_ascii=False)
            yield line([table, "recorded", row[0], text])
        for pk in sorted(gone.get(table, ())):
            yield line([table, "retracted", pk, ""])
