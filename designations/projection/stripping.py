"""From positions to strips: a group's rows of the matrix as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from designations.domain.periods import History
from designations.domain.positions import Position, State
from designations.domain.registry import Registry
from designations.domain.strips import Binding, Strip, strips
from designations.queries.cell_text import cell_text


def strip_values(
    positions: Sequence[Position], grades: Mapping[str, str], histories: Sequence[History], registry: Registry
) -> list[tuple[date | None, dict[str, Any]]]:
    """The strips of a group: their first day, and their columns. ``grades``: evidence by act."""
    found = strips(positions, histories, registry)
    # Most cells of a strip are those of the one before it.
    texts = {
        id(cell): _cell(*cell, grades) for cell in {id(cell): cell for strip in found for cell in strip.cells}.values()
    }
    return [(strip.span.starts, _values(strip, texts)) for strip in found]


def _values(strip: Strip, texts: Mapping[int, str]) -> dict[str, Any]:
    return {
        "ends": strip.span.ends,
        "cells": ",".join([texts[id(cell)] for cell in strip.cells]),
        "coverings": ",".join([_covering(binding) for binding in strip.bindings]),
        "unsaid": any(position.state is State.UNKNOWN for position, _ in strip.cells),
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


def _covering(binding: Binding) -> str:
    shown = {"body": binding.body, "regime": binding.regime, "scope": binding.scope.value, "act": binding.act}
    return json.dumps(shown, separators=(",", ":"))
