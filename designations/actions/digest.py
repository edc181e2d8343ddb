"""Digests of editions: SHA-256 of the previous digest, the edition's own facts and its entries, in a fixed order.

Quoted words and notes enter as their own SHA-256, so that redacting them leaves every digest as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection
from psycopg import sql

from designations.models import Citation, Edition, Event

SAID: dict[str, tuple[str, ...]] = {
    "act": ("key",),
    "authorityterms": ("authority_id", "is_bloc"),
    "citation": (
        "event_id", "key", "kind", "title", "publisher", "url", "published_on", "stated", "quote_sha256", "read",
        "read_in", "language", "bytes_sha256",
    ),
    "coverage": ("regime_id", "starts", "ends", "level", "ground"),
    "event": (
        "act_id", "regime_id", "group_id", "kind", "effect", "scope", "scope_of_id", "closing_reason", "stated",
        "earliest", "latest", "day_order", "official_ref", "note_sha256",
    ),
    "membership": ("member_id", "body_id", "starts", "ends", "note"),
    "noliststatement": ("authority_id", "starts", "ends", "source_url", "source_title"),
    "regimeterms": ("regime_id", "kind", "binds_members"),
    "relation": ("group_id", "kind", "other_id", "starts_stated", "ends_stated", "starts", "ends", "checked", "note"),
    "settlement": ("act_id", "stated", "reason"),
    "unification": ("group_id", "into_id", "reason"),
}  # fmt: skip
"""What each table of the ledger says, column by column. A column added later is left out of older digests."""

REDACTED = ("citation", "event")


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _entries_sql() -> sql.Composed:
    recorded = (
        "SELECT {word}, 'recorded', id, jsonb_build_array({said})::text FROM {table} WHERE recorded_in = %(edition)s"
    )
    since = "SELECT {word}, {what}, id, '' FROM {table} WHERE {column} = %(edition)s"
    described = (
        "SELECT 'described', kind, seq, jsonb_build_array(subject, before, after)::text FROM designations_change"
        " WHERE edition = %(edition)s AND kind ~ '_(registered|described|named)$'"
    )
    parts: list[sql.Composable] = []
    for word, columns in SAID.items():
        table = sql.Identifier(f"designations_{word}")
        said = sql.SQL(", ").join(map(sql.Identifier, columns))
        parts.append(sql.SQL(recorded).format(word=sql.Literal(word), said=said, table=table))
        for what in ("retracted",) * (word != "act") + ("redacted",) * (word in REDACTED):
            parts.append(
                sql.SQL(since).format(
                    word=sql.Literal(word),
                    what=sql.Literal(what),
                    table=table,
                    column=sql.Identifier(f"{what}_in"),
                )
            )
    return sql.SQL(" UNION ALL ").join([*parts, sql.SQL(described)]) + sql.SQL(" ORDER BY 1, 2, 3")


_ENTRIES = _entries_sql()


def entries(edition: int) -> Iterator[str]:
    """The entries of an edition, a line each: what it recorded, retracted, redacted and described."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, {"edition": edition})
        for row in cursor.fetchall():
            yield line(list(row))


def chain(edition: Edition, previous: str) -> str:
    """The digest of an edition after its predecessor's."""
    return chained(edition, previous, entries(edition.number))


def chained(edition: Edition, previous: str, lines: Iterable[str]) -> str:
    """The same of an edition whose entries are at hand, a line each."""
    digest = hashlib.sha256(previous.encode())
    facts = [edition.number, edition.at, edition.by_id, edition.by_role, edition.action, edition.reason]
    digest.update(line([*facts, edition.data_version]).encode())
    for entry in lines:
        digest.update(b"\n")
        digest.update(entry.encode())
    return digest.hexdigest()


def verify() -> list[str]:
    """What is wrong with the chain, a sentence each; empty where every edition and every hash holds."""
    wrong: list[str] = []
    previous = ""
    for place, edition in enumerate(Edition.objects.order_by("number").iterator(), start=1):
        if edition.number != place:
            wrong.append(f"edition {place} is missing: the next is {edition.number}")
            return wrong
        if chain(edition, previous) != edition.digest:
            wrong.append(f"the digest of edition {edition.number} does not fit its entries and the digest before it")
        previous = edition.digest
    wrong += _unfit_hashes()
    return wrong


def _unfit_hashes() -> Iterator[str]:
    for model, text in ((Event, "note"), (Citation, "quote")):
        rows = model._default_manager.filter(redacted_in=None).values_list("pk", text, f"{text}_sha256")
        for pk, words, expected in rows.iterator():
            if sha256(words) != expected:
                yield f"the {text} of {model._meta.model_name} {pk} is not the one that was recorded"


def line(value: Any) -> str:
    """Facts in the one way of writing that digests are taken of."""
    return json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a digest")
