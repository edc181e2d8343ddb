"""How derived rows lie in the database: read with the editions of their knowledge, closed, and added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model
from psycopg import sql

from designations.domain.conflicts import RULES_VERSION
from designations.models import Conflict, Group, Keeper, Listing, Period, Position, Strip, Trouble
from designations.models.projections import Known
from designations.projection.deriving import TABLES, Key, Values

PERIOD = (
    "closed_by_id", "standing", "scope", "starts_earliest", "starts_latest", "ends_earliest", "ends_latest",
    "certain_from", "certain_until", "possible_from", "possible_until",
)  # fmt: skip
POSITION = ("ends", "state", "possible", "mixed", "political", "scope", "regimes", "act_id", "grade")
STRIP = ("ends", "cells", "coverings", "unsaid")
TROUBLE = ("kind", "acts", "why", "dates", "settled")
CONFLICT = (
    "rule", "weight", "weight_reason", "group_id", "other_group_id", "authority_id", "body_id", "regime_id", "act_id",
    "scope", "suspended", "reason", "earliest", "starts", "ends", "likeness", "grade", "presumed_only", "by_default",
    "facets",
)  # fmt: skip
KEEPER = (
    "authority_id", "regime_id", "group_id", "opened_by_id", "scope", "starts", "ends", "seen", "last_seen", "grade",
)  # fmt: skip
"""The columns of a keeper, in the order of the tuples that ``deriving`` makes."""

MODELS: Mapping[str, type[Known]] = dict(zip(TABLES, (Period, Position, Strip, Trouble, Conflict), strict=True))


class Span(NamedTuple):
    """A derived row, and the editions during which it was what the record knew; None: it still is."""

    key: Key
    values: Values
    known_from: int
    known_until: int | None


def stored(table: str, groups: Collection[int], until: int | None = None) -> Iterator[tuple[int, Span]]:
    """The rows about some groups that are known now, each after its own id.

    With ``until``, every row that was ever known by that edition, closed where it was closed by then.
    """
    read = {
        "periods": _periods, "positions": _positions, "strips": _strips, "troubles": _troubles, "conflicts": _conflicts,
    }[table]  # fmt: skip
    for pk, span in read(list(groups), until):
        open_then = until is not None and span.known_until is not None and span.known_until > until
        yield pk, span._replace(known_until=None) if open_then else span


def _rows(model: type[Known], until: int | None, which: dict[str, Any], *columns: str) -> Iterator[dict[str, Any]]:
    known: dict[str, Any] = {"known_until": None} if until is None else {"known_from__lte": until}
    rows = model._default_manager.filter(**which, **known)
    yield from rows.values("pk", "known_from", "known_until", *columns)


def _span(row: dict[str, Any], key: Key, columns: Iterable[str], **further: Any) -> tuple[int, Span]:
    values = {name: row[name] for name in columns} | further
    return row["pk"], Span(key, values, row["known_from"], row["known_until"])


def _periods(groups: list[int], until: int | None) -> Iterator[tuple[int, Span]]:
    listing = ("listing__regime_id", "listing__group_id")
    which = {"listing__group__in": groups}
    for row in _rows(Period, until, which, *listing, "opened_by_id", "scope_of__slug", *PERIOD):
        key = (row[listing[0]], row[listing[1]], row["opened_by_id"])
        yield _span(row, key, PERIOD, scope_of_slug=row["scope_of__slug"])


def _positions(groups: list[int], until: int | None) -> Iterator[tuple[int, Span]]:
    for row in _rows(Position, until, {"group__in": groups}, "group_id", "authority_id", "starts", *POSITION):
        yield _span(row, (row["group_id"], row["authority_id"], row["starts"]), POSITION)


def _strips(groups: list[int], until: int | None) -> Iterator[tuple[int, Span]]:
    for row in _rows(Strip, until, {"group__in": groups}, "group_id", "starts", *STRIP):
        yield _span(row, (row["group_id"], row["starts"]), STRIP)


def _troubles(groups: list[int], until: int | None) -> Iterator[tuple[int, Span]]:
    listing = ("listing__regime_id", "listing__group_id")
    for row in _rows(Trouble, until, {"listing__group__in": groups}, "key", *listing, *TROUBLE):
        yield _span(row, (row["key"],), TROUBLE, listing=(row[listing[0]], row[listing[1]]))


def _conflicts(groups: list[int], until: int | None) -> Iterator[tuple[int, Span]]:
    rows = list(_rows(Conflict, until, {"group__in": groups}, "key", *CONFLICT))
    parties: dict[int, list[tuple[Any, ...]]] = {row["pk"]: [] for row in rows}
    if parties:
        kept = Keeper.objects.filter(conflict__in=list(parties))
        for pk, *party in kept.order_by(
            "conflict", "authority__code", "regime__slug", "group__slug"
        ).values_list("conflict_id", *KEEPER):  # fmt: skip
            parties[pk].append(tuple(party))
    for row in rows:
        yield _span(row, (row["key"],), CONFLICT, keepers=tuple(parties[row["pk"]]))


def empty() -> None:
    """Take every derived row away."""
    with connection.cursor() as cursor:
        tables = [Keeper._meta.db_table, *(model._meta.db_table for model in MODELS.values()), Listing._meta.db_table]
        for table in tables:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def close(table: str, pks: Collection[int], edition: int) -> None:
    """Say of rows that from an edition on they are no longer what the record knows."""
    if pks:
        MODELS[table]._default_manager.filter(pk__in=pks).update(known_until=edition)


def write(table: str, spans: Sequence[Span]) -> None:
    """Add rows to a table. Constraints and foreign keys are checked as for every other row."""
    if spans:
        {
            "periods": _write_periods, "positions": _write_positions, "strips": _write_strips,
            "troubles": _write_troubles, "conflicts": _write_conflicts,
        }[table](spans)  # fmt: skip


_KNOWN = ("known_from", "known_until", "rules_version")


def _row(span: Span, columns: Iterable[str], *before: Any) -> tuple[Any, ...]:
    values = span.values
    return (*before, *[values[name] for name in columns], span.known_from, span.known_until, RULES_VERSION)


def _write_periods(spans: Sequence[Span]) -> None:
    ids = _listings((span.key[0], span.key[1]) for span in spans)
    slugs = {span.values["scope_of_slug"] for span in spans} - {None}
    entries = dict(Group.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    _copy(
        Period,
        ("listing_id", "opened_by_id", "scope_of_id", *PERIOD, *_KNOWN),
        (
            _row(span, PERIOD, ids[span.key[0], span.key[1]], span.key[2], entries.get(span.values["scope_of_slug"]))
            for span in spans
        ),
    )


def _write_positions(spans: Sequence[Span]) -> None:
    columns = ("group_id", "authority_id", "starts", *POSITION, *_KNOWN)
    _copy(Position, columns, (_row(span, POSITION, *span.key) for span in spans))


def _write_strips(spans: Sequence[Span]) -> None:
    columns = ("group_id", "starts", *STRIP, *_KNOWN)
    _copy(Strip, columns, (_row(span, STRIP, *span.key) for span in spans))


def _write_troubles(spans: Sequence[Span]) -> None:
    ids = _listings(span.values["listing"] for span in spans)
    columns = ("key", "listing_id", *TROUBLE, *_KNOWN)
    _copy(Trouble, columns, (_row(span, TROUBLE, span.key[0], ids[span.values["listing"]]) for span in spans))


def _write_conflicts(spans: Sequence[Span]) -> None:
    numbered = list(zip(_next_ids(Conflict, len(spans)), spans, strict=True))
    columns = ("id", "key", *CONFLICT, *_KNOWN)
    _copy(Conflict, columns, (_row(span, CONFLICT, pk, span.key[0]) for pk, span in numbered))
    parties = ((pk, *party) for pk, span in numbered for party in span.values["keepers"])
    _copy(Keeper, ("conflict_id", *KEEPER), parties)


def _listings(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Ids of listings by (regime, group), made where they are new."""
    wanted = set(keys)
    rows = Listing.objects.filter(group__in={group for _, group in wanted}).values_list("regime_id", "group_id", "pk")
    found = {(regime, group): pk for regime, group, pk in rows}
    new = [Listing(regime_id=regime, group_id=group) for regime, group in sorted(wanted - found.keys())]
    for row in Listing.objects.bulk_create(new, batch_size=2000):
        found[row.regime_id, row.group_id] = row.pk
    return found


def _next_ids(model: type[Model], count: int) -> list[int]:
    """Ids for rows to come, as the table itself would give them."""
    sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(sequence, [model._meta.db_table, count])
        return [pk for (pk,) in cursor.fetchall()]


def _copy(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    stored_as = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(stored_as[name]) for name in columns)
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
