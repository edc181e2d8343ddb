"""From positions to strips: a group's rows of the matrix as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from designations.domain.intervals import Span
from designations.domain.positions import Position, State
from designations.domain.registry import Registry
from designations.domain.strips import Binding, Strip, cells_of, swept
from designations.queries.cell_text import cell_text

Said = tuple[str, bool]
"""A cell as text, and whether it leaves the state open."""


def said_in_cells(
    positions: Iterable[Position], grades: Mapping[str, str], bindings: Sequence[Binding], registry: Registry
) -> list[tuple[Span, Said]]:
    """The cells of one authority's positions as text, with their days. ``grades``: evidence by act."""
    return [
        (span, (_cell(position, covered_by, grades), position.state is State.UNKNOWN))
        for position in positions
        for span, (_, covered_by) in cells_of(position, bindings, registry)
    ]


Told = tuple[Strip[Said], dict[str, Any]]
"""A strip, and its columns."""


def told_in_strips(
    said: Mapping[str, Sequence[tuple[Span, Said]]],
    bindings: Sequence[Binding],
    before: Mapping[date | None, Told],
) -> dict[date | None, Told]:
    """The strips of a group by their first day, from what is said by each authority.

    One that is as it was ``before`` is the very same.
    """
    told: dict[date | None, Told] = {}
    for strip in swept(said, bindings):
        known = before.get(strip.span.starts)
        told[strip.span.starts] = known if known is not None and known[0] == strip else (strip, _columns(strip))
    return told


def _columns(strip: Strip[Said]) -> dict[str, Any]:
    texts, unsaid = zip(*strip.cells, strict=True)
    return {
        "ends": strip.span.ends,
        "cells": ",".join(texts),
        "coverings": ",".join(map(_covering, strip.bindings)),
        "unsaid": True in unsaid,
    }


def _cell(position: Position, covered_by: Sequence[str], grades: Mapping[str, str]) -> str:
    kind = (
        position.state.value,
        position.possible,
        position.mixed,
        position.political,
        position.scope.value if position.scope else "",
        grades[position.act] if position.act else "",
    )
    return cell_text(position.group, position.authority, kind, position.act or "", covered_by, 0, 0)


@lru_cache(maxsize=1024)
def _covering(binding: Binding) -> str:
    shown = {"body": binding.body, "regime": binding.regime, "scope": binding.scope.value, "act": binding.act}
    return json.dumps(shown, separators=(",", ":"))
