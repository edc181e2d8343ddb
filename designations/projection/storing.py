"""How derived rows lie in the database: read with the editions of their knowledge, closed, and added."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model, QuerySet
from psycopg import Copy, sql
from psycopg.copy import FileWriter

from designations.domain.conflicts import RULES_VERSION
from designations.models import Conflict, Contradiction, Group, Keeper, Listing, Period, Position, Strip, Trouble
from designations.models.projections import Known
from designations.projection.deriving import STORED, Key, Party, Rows, Values
from designations.projection.versions import stands

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

_KEEPER_KEY = ("regime_id", "group_id")
_KEEPER_VALUES = tuple(name for name in KEEPER if name not in _KEEPER_KEY)

MODELS: Mapping[str, type[Known]] = dict(zip(STORED, (Period, Position, Strip, Trouble, Conflict, Keeper), strict=True))


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
        "periods": _periods, "positions": _positions, "strips": _strips, "troubles": _troubles,
        "conflicts": _conflicts, "keepers": _keepers,
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
    held: dict[str, list[Span]] = {row["key"]: [] for row in rows}
    if held:
        for _, span in _of_contradictions(list(held), until):
            held[span.key[0]].append(span)
    for row in rows:
        parties = tuple(
            _party(each) for each in held[row["key"]] if stands(each.known_from, each.known_until, row["known_from"])
        )
        yield _span(row, (row["key"],), CONFLICT, keepers=parties)


def _party(span: Span) -> Party:
    """A keeper as its conflict holds it."""
    _, regime, group = span.key
    values = {"regime_id": regime, "group_id": group, **span.values}
    return tuple(values[name] for name in KEEPER)


def _keepers(groups: list[int], until: int | None) -> Iterator[tuple[int, Span]]:
    return _of_contradictions(Conflict.objects.filter(group__in=groups).values("key"), until)


def keepers_now(keys: Collection[str]) -> Iterator[tuple[int, Span]]:
    """The keepers that some conflicts have now, each after its own id."""
    return _of_contradictions(list(keys), None)


def _of_contradictions(keys: list[str] | QuerySet[Conflict, Any], until: int | None) -> Iterator[tuple[int, Span]]:
    known: dict[str, Any] = {"known_until": None} if until is None else {"known_from__lte": until}
    rows = Keeper.objects.filter(contradiction__in=keys, **known)
    rows = rows.order_by("contradiction", "authority__code", "regime__slug", "group__slug")
    for row in rows.values("pk", "known_from", "known_until", "contradiction_id", *KEEPER):
        yield _span(row, (row["contradiction_id"], *[row[name] for name in _KEEPER_KEY]), _KEEPER_VALUES)


def keeping(key: str, parties: Iterable[Party]) -> Rows:
    """The parties of a conflict that keep, by the key of the conflict, regime and group."""
    rows: Rows = {}
    for party in parties:
        values = dict(zip(KEEPER, party, strict=True))
        rows[(key, *[values.pop(name) for name in _KEEPER_KEY])] = values
    return rows


def empty() -> None:
    """Take every derived row away."""
    with connection.cursor() as cursor:
        models: list[type[Model]] = [*MODELS.values(), Contradiction, Listing]
        for model in models:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(model._meta.db_table)))


def close(table: str, pks: Collection[int], edition: int) -> None:
    """Say of rows that from an edition on they are no longer what the record knows."""
    if pks:
        MODELS[table]._default_manager.filter(pk__in=pks).update(known_until=edition)


def write(table: str, spans: Sequence[Span]) -> None:
    """Add rows to a table. Constraints and foreign keys are checked as for every other row."""
    if not spans:
        return
    if table == "periods":
        _write_periods(spans)
    elif table == "troubles":
        _write_troubles(spans)
    else:
        if table == "conflicts":
            _write_contradictions(_keys(spans))
        _copy(MODELS[table], _columns(table), _rows_of(table, spans))


@dataclass(frozen=True)
class Formed:
    """Derived rows in the form of ``COPY``, by table, but for those that refer to listings: only who writes knows them.

    ``contradictions``: the keys of the conflicts among them.
    """

    data: dict[str, bytes]
    contradictions: list[str]
    left: dict[str, list[Span]]

    def write(self) -> None:
        """Add them to their tables, as ``write`` would."""
        _write_contradictions(self.contradictions)
        for table in STORED:
            if table in self.data:
                with connection.cursor() as cursor, cursor.copy(_statement(MODELS[table], _columns(table))) as copy:
                    copy.write(self.data[table])
            else:
                write(table, self.left[table])


def formed(spans: Mapping[str, list[Span]]) -> Formed:
    """Rows by table, put into form. Nothing is asked of the database."""
    return Formed(
        {table: _formed(table, spans[table]) for table in _FORMS},
        _keys(spans["conflicts"]),
        {table: rows for table, rows in spans.items() if table not in _FORMS},
    )


def _formed(table: str, spans: Iterable[Span]) -> bytes:
    file = BytesIO()
    with connection.cursor() as cursor, Copy(cursor.cursor, binary=False, writer=FileWriter(file)) as copy:
        for row in _rows_of(table, spans):
            copy.write_row(row)
    return file.getvalue()


_FORMS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "positions": (("group_id", "authority_id", "starts"), POSITION),
    "strips": (("group_id", "starts"), STRIP),
    "conflicts": (("key",), CONFLICT),
    "keepers": (("contradiction_id", *_KEEPER_KEY), _KEEPER_VALUES),
}
"""The columns of the key and of the values, of the tables whose rows are written as they are."""

_KNOWN = ("known_from", "known_until", "rules_version")


def _columns(table: str) -> tuple[str, ...]:
    key, values = _FORMS[table]
    return (*key, *values, *_KNOWN)


def _rows_of(table: str, spans: Iterable[Span]) -> Iterator[tuple[Any, ...]]:
    picked = itemgetter(*_FORMS[table][1])
    return ((*key, *picked(values), since, until, RULES_VERSION) for key, values, since, until in spans)


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


def _write_troubles(spans: Sequence[Span]) -> None:
    ids = _listings(span.values["listing"] for span in spans)
    columns = ("key", "listing_id", *TROUBLE, *_KNOWN)
    _copy(Trouble, columns, (_row(span, TROUBLE, span.key[0], ids[span.values["listing"]]) for span in spans))


def _keys(conflicts: Iterable[Span]) -> list[str]:
    return sorted({span.key[0] for span in conflicts})


def _write_contradictions(keys: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CONTRADICTIONS, [keys])


_CONTRADICTIONS = "INSERT INTO designations_contradiction (key) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING"


def _listings(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Ids of listings by (regime, group), made where they are new. One query."""
    wanted = sorted(set(keys))
    with connection.cursor() as cursor:
        cursor.execute(_LISTINGS, {"regimes": [key[0] for key in wanted], "groups": [key[1] for key in wanted]})
        return {(regime, group): pk for regime, group, pk in cursor.fetchall()}


_LISTINGS = """
WITH wanted AS (
    SELECT * FROM unnest(%(regimes)s::bigint[], %(groups)s::bigint[]) AS wanted(regime_id, group_id)
),
held AS (
    SELECT regime_id, group_id, listing.id FROM designations_listing listing JOIN wanted USING (regime_id, group_id)
),
made AS (
    INSERT INTO designations_listing (regime_id, group_id)
    SELECT regime_id, group_id FROM wanted
    WHERE NOT EXISTS (SELECT FROM held WHERE (held.regime_id, held.group_id) = (wanted.regime_id, wanted.group_id))
    RETURNING regime_id, group_id, id
)
SELECT * FROM held UNION ALL SELECT * FROM made
"""


def _copy(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(_statement(model, columns)) as copy:
        for row in rows:
            copy.write_row(row)


def _statement(model: type[Model], columns: Sequence[str]) -> sql.Composed:
    stored_as = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    return sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(stored_as[name]) for name in columns)
    )
