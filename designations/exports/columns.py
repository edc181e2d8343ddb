"""A column of a file: what it is called, what it means, how its values are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")

GUARD = (
    "A text that a spreadsheet would take for a formula, since it begins with =, +, -, @, a tab or a return, perhaps "
    "after apostrophes, has one apostrophe more in front. Take it away to have the text as the record holds it."
)
"""How texts are kept from being run, in words."""


class Kind(StrEnum):
    """What the values of a column are, in the words of Frictionless."""

    TEXT = "string"
    DAY = "date"
    WHOLE = "integer"
    FLAG = "boolean"
    SEVERAL = "array"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``path``: where a row holds its value, if not under its name. ``words``: the vocabulary that its values
    are of. ``refers``: the table and the column whose keys it holds. ``always``: whether every row has a value.
    """

    name: str
    means: str
    kind: Kind = Kind.TEXT
    path: str = ""
    words: type[StrEnum] | None = None
    refers: tuple[str, str] | None = None
    always: bool = False

    @property
    def value(self) -> Callable[[Any], Any]:
        """Reads its value off a row."""
        return attrgetter(self.path or self.name)

    def described(self) -> dict[str, Any]:
        """The column as a field of a Frictionless table schema."""
        bounds: dict[str, Any] = {"required": True} if self.always else {}
        if self.words:
            bounds["enum"] = [word.value for word in self.words]
        field = {"name": self.name, "type": self.kind.value, "description": self.means}
        return {**field, "constraints": bounds} if bounds else field


def written(value: Any) -> str:
    """A value as its cell holds it: days as ISO 8601 writes them, several texts as a JSON array, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return guarded(str(value))


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula. ``unguarded`` gives back the text."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell holds."""
    return cell[1:] if _GUARDED.match(cell) else cell
