"""Proof that the stored rows are what the rules make of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Model

from designations.models import Conflict, Keeper, Period, Position, Strip, Trouble
from designations.projection.replay import rebuild

_TABLES: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Period, (
        "listing__regime__slug", "listing__group__slug", "opened_by__key", "closed_by__key", "standing", "scope",
        "scope_of__slug", "starts_earliest", "starts_latest", "ends_earliest", "ends_latest", "certain_from",
        "certain_until", "possible_from", "possible_until", "known_from", "known_until",
    )),
    (Position, (
        "group__slug", "authority__code", "starts", "ends", "state", "possible", "mixed", "political", "scope",
        "regimes", "act__key", "grade", "known_from", "known_until",
    )),
    (Strip, (
        "group__slug", "starts", "ends", "cells", "coverings", "unsaid", "known_from", "known_until",
    )),
    (Conflict, (
        "key", "rule", "weight", "weight_reason", "group__slug", "other_group__slug", "authority__code", "body__code",
        "regime__slug", "act__key", "scope", "suspended", "reason", "earliest", "starts", "ends", "likeness", "grade",
        "presumed_only", "by_default", "facets", "known_from", "known_until",
    )),
    (Keeper, (
        "conflict__key", "conflict__known_from", "authority__code", "regime__slug", "group__slug", "opened_by__key",
        "scope", "starts", "ends", "seen", "last_seen", "grade",
    )),
    (Trouble, (
        "key", "kind", "listing__regime__slug", "listing__group__slug", "acts", "why", "dates", "settled",
        "known_from", "known_until",
    )),
)  # fmt: skip


def drift() -> list[str]:
    """What differs between the stored rows and a replay of the ledger, a line each; empty where nothing does.

    The replay is rolled back: nothing is written.
    """
    with transaction.atomic():
        stored = _rows()
        rebuild()
        replayed = _rows()
        transaction.set_rollback(True)
    return list(_differences(stored, replayed))


def _rows() -> dict[str, set[str]]:
    return {model.__name__: {_line(row) for row in _values(model, names)} for model, names in _TABLES}


def _values(model: type[Model], names: Iterable[str]) -> Iterable[dict[str, object]]:
    return model._default_manager.values(*names).iterator()


def _line(row: dict[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in row.items())


def _differences(stored: dict[str, set[str]], replayed: dict[str, set[str]]) -> Iterator[str]:
    for table, rows in stored.items():
        yield from (f"{table}: stored, not said by the ledger: {row}" for row in sorted(rows - replayed[table]))
        yield from (f"{table}: said by the ledger, not stored: {row}" for row in sorted(replayed[table] - rows))
