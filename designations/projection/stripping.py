"""From positions to strips: a group's rows of the matrix as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from designations.domain.intervals import Span
from designations.domain.positions import Position, State
from designations.domain.registry import Registry
from designations.domain.strips import Binding, cells_of, swept
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


def strip_values(
    said: Mapping[str, Sequence[tuple[Span, Said]]], bindings: Sequence[Binding]
) -> Iterator[tuple[date | None, dict[str, Any]]]:
    """The strips of a group, from what is said by each authority: their first day, and their columns."""
    reaching, coverings = None, ""
    for span, cells, bound in swept(said, bindings):
        if bound is not reaching:
            reaching, coverings = bound, ",".join(map(_covering, bound))
        texts, unsaid = zip(*cells, strict=True)
        yield span.starts, {
            "ends": span.ends, "cells": ",".join(texts), "coverings": coverings, "unsaid": True in unsaid,
        }  # fmt: skip


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
