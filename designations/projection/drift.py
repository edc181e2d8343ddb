"""Proof that the stored rows are what the rules make of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from designations.models import Act, Authority, Group, Ledger, Regime
from designations.projection.replay import Replayed, replay
from designations.projection.storing import KEEPER, MODELS, Span, stored

_KEYS = {
    "periods": ("regime_id", "group_id", "opened_by_id"),
    "positions": ("group_id", "authority_id", "starts"),
    "strips": ("group_id", "starts"),
    "troubles": ("key",),
    "conflicts": ("key",),
    "keepers": ("conflict", "regime_id", "group_id"),
}
"""What the parts of a row's key are called."""

_MODELS = {
    "act_id": Act, "opened_by_id": Act, "closed_by_id": Act, "group_id": Group, "other_group_id": Group,
    "regime_id": Regime, "authority_id": Authority, "body_id": Authority,
}  # fmt: skip


def drift() -> list[str]:
    """What differs between the stored rows and a replay of the ledger, a line each; empty where nothing does.

    Nothing is written or locked: both are compared as they stood at the edition that was the latest when it began.
    """
    until = Ledger.objects.get().edition
    return [line for replayed in replay(until) for table in MODELS for line in _differences(table, replayed, until)]


def _differences(table: str, replayed: Replayed, until: int) -> Iterator[str]:
    held = _counted(table, (span for _, span in stored(table, replayed.groups, until)))
    said = _counted(table, replayed.spans[table])
    name = MODELS[table].__name__
    yield from sorted(f"{name}: stored, not said by the ledger: {_line(row)}" for row in (held - said).elements())
    yield from sorted(f"{name}: said by the ledger, not stored: {_line(row)}" for row in (said - held).elements())


Row = tuple[tuple[str, Any], ...]
"""Names and values of the columns of a row, in a fixed order."""


def _counted(table: str, spans: Iterable[Span]) -> Counter[Row]:
    return Counter(_row(table, span) for span in spans)


def _row(table: str, span: Span) -> Row:
    said = sorted((name, tuple(value) if isinstance(value, list) else value) for name, value in span.values.items())
    known = (("known_from", span.known_from), ("known_until", span.known_until))
    return (*zip(_KEYS[table], span.key, strict=True), *said, *known)


def _line(row: Row) -> str:
    return ", ".join(f"{name.removesuffix('_id')}={_told(name, value)}" for name, value in row)


def _told(name: str, value: Any) -> Any:
    """A value with the public key of what it names in place of a database id."""
    if name == "keepers":
        return [" ".join(str(_told(*part)) for part in zip(KEEPER, party, strict=True)) for party in value]
    model = _MODELS.get(name)
    row = model._default_manager.filter(pk=value).first() if model is not None and isinstance(value, int) else None
    return value if row is None else getattr(row, {Act: "key", Authority: "code"}.get(type(row), "slug"))
