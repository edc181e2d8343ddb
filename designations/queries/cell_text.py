"""The cells of a matrix as JSON text: there are many thousand, of a few dozen kinds, so each kind is written once.

Slugs, codes and keys of acts are plain letters, digits, hyphens and underscores, so they need no escaping.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from designations.queries.matrix import Cell

_MARKS = ("possible", "mixed", "political", "scope", "grade")


def cell_text(
    group: str, authority: str, kind: tuple[Any, ...], act: str, covered_by: Sequence[str], conflicts: int, kept: int
) -> str:
    """A cell without what is false, empty or nought. ``kind``: state, possible, mixed, political, scope, grade."""
    text = f'{{"group":"{group}","authority":"{authority}",{_kind(kind)}'
    if act:
        text += f',"act":"{act}"'
    if covered_by:
        regimes = '","'.join(covered_by)
        text += f',"covered_by":["{regimes}"]'
    if conflicts:
        text += f',"conflicts":{conflicts}'
    return f'{text},"kept":{kept}}}' if kept else f"{text}}}"


def cells_text(cells: Iterable[Cell]) -> str:
    """Cells, parted by commas: the inside of a JSON list."""
    return ",".join(
        cell_text(group, authority, tuple(kind), act, [each.regime for each in covered_by], conflicts, kept)
        for group, authority, *kind, act, covered_by, conflicts, kept in cells
    )


def marked(cells: str, conflicts: Mapping[str, int]) -> str:
    """The cells of one group with the number of open conflicts set in those of some authorities."""
    for authority, number in conflicts.items():
        place = f'"authority":"{authority}",'
        cells = cells.replace(place, f'{place}"conflicts":{number},', 1)
    return cells


def unsaid(cells: str, states: Mapping[str, str]) -> str:
    """The cells of one group, where no act of a hard regime speaks, with what the silence of some authorities means."""
    for authority, state in states.items():
        place = f'"authority":"{authority}","state":'
        cells = cells.replace(f'{place}"unknown"', f'{place}"{state}"', 1)
    return cells


def compact(value: Any) -> str:
    """A value as JSON without a space in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1024)
def _kind(kind: tuple[Any, ...]) -> str:
    """State and marks as the inside of a JSON object."""
    state, *marks = kind
    shown = {name: value for name, value in zip(_MARKS, marks, strict=True) if value}
    return compact({"state": state, **shown})[1:-1]
