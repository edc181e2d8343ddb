"""The words in which the facts of a source describe its table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sources.lists.dates import FORMS
from sources.lists.entries import NameKind, NameQuality
from sources.lists.facts import BadFacts
from sources.lists.fields import Row, one_of

TYPES = ("organisation", "person", "vessel", "aircraft", "other")


@dataclass(frozen=True, slots=True)
class Pick:
    """Texts out of a row: the filled columns joined, split, and cut to what the pattern finds."""

    columns: tuple[str, ...]
    join: str = " "
    split: str = ""
    pattern: re.Pattern[str] | None = None
    prefix: str = ""

    def texts(self, row: Row) -> list[str]:
        """The texts, without empty ones."""
        whole = self.join.join(filter(None, (row.take(column) for column in self.columns)))
        parts = [part.strip() for part in whole.split(self.split)] if self.split else [whole]
        if self.pattern:
            parts = [found[1] for part in parts for found in self.pattern.finditer(part)]
        return [self.prefix + part for part in parts if part]

    def text(self, row: Row) -> str:
        """The first text, empty where there is none."""
        return next(iter(self.texts(row)), "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of ours: always the same one, or what a column says, translated."""

    always: str = ""
    column: str = ""
    words: Mapping[str, str] | None = None

    def word(self, row: Row, what: str) -> str:
        """The word; UnknownCategory where the column says something that is not translated."""
        if self.words is None:
            return self.always
        return one_of(self.words, row.take(self.column), what, row.place, row.at)


@dataclass(frozen=True, slots=True)
class NamePick:
    """Names out of a row, with what the list says of their kind and quality."""

    pick: Pick
    kind: Choice
    quality: Choice


@dataclass(frozen=True, slots=True)
class Dated:
    """A date out of a row, in one of the forms that ``dates.FORMS`` knows."""

    pick: Pick
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preamble:
    """A line before the head of the table whose pattern finds the day the file was made."""

    pattern: re.Pattern[str]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table, described. ``id`` is None where the list has no permanent id and the name serves."""

    encodings: tuple[str, ...]
    delimiter: str
    preamble: Preamble | None
    type: Choice
    id: Pick | None
    official_ref: Pick | None
    other_refs: tuple[Pick, ...]
    names: tuple[NamePick, ...]
    programmes: Pick | None
    listed_on: Dated | None
    updated_on: Dated | None
    addresses: tuple[Pick, ...]
    countries: tuple[Pick, ...]
    ignore: frozenset[str]


_WORDS = set(Layout.__slots__)


def layout_of(slug: str, raw: Mapping[str, Any]) -> Layout:
    """The layout that the facts of this source describe; BadFacts if it makes no sense."""
    if unknown := raw.keys() - _WORDS:
        raise BadFacts(f"{slug}: a layout has no {', '.join(sorted(unknown))}")
    if "id" not in raw or not raw.get("names"):
        raise BadFacts(f"{slug}: a layout needs id and names")
    try:
        return Layout(
            encodings=tuple(raw.get("encodings", ("utf-8-sig",))),
            delimiter=str(raw.get("delimiter", ",")),
            preamble=_preamble(raw["preamble"]) if "preamble" in raw else None,
            type=_choice(raw.get("type", "organisation"), TYPES),
            id=None if raw["id"] == "name" else _pick(raw["id"]),
            official_ref=_pick(raw["official_ref"]) if "official_ref" in raw else None,
            other_refs=tuple(_pick(each) for each in raw.get("other_refs", ())),
            names=tuple(_name(each) for each in raw["names"]),
            programmes=_pick(raw["programmes"]) if "programmes" in raw else None,
            listed_on=_dated(raw["listed_on"]) if "listed_on" in raw else None,
            updated_on=_dated(raw["updated_on"]) if "updated_on" in raw else None,
            addresses=tuple(_pick(each) for each in raw.get("addresses", ())),
            countries=tuple(_pick(each) for each in raw.get("countries", ())),
            ignore=frozenset(raw.get("ignore", ())),
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise BadFacts(f"{slug}: the layout cannot be read ({error})") from error


def _pick(raw: Any) -> Pick:
    """A column's name alone, or a mapping that names one or several and says how to read them."""
    if isinstance(raw, str):
        return Pick((raw,))
    columns = raw["columns"] if "columns" in raw else [raw["column"]]
    pattern = re.compile(raw["pattern"]) if "pattern" in raw else None
    if pattern and pattern.groups != 1:
        raise ValueError(f"a pattern has one group, not {pattern.groups}")
    return Pick(
        tuple(columns),
        str(raw.get("join", " ")),
        str(raw.get("split", "")),
        pattern,
        str(raw.get("prefix", "")),
    )


def _choice(raw: Any, allowed: tuple[str, ...]) -> Choice:
    if isinstance(raw, str):
        choice = Choice(always=raw)
        named = {raw}
    else:
        words = {str(key or ""): str(value) for key, value in raw["words"].items()}
        choice = Choice(column=str(raw["column"]), words=words)
        named = set(words.values())
    if odd := named - set(allowed):
        raise ValueError(f"{', '.join(sorted(odd))} is none of {', '.join(allowed)}")
    return choice


def _name(raw: Any) -> NamePick:
    more = raw if isinstance(raw, Mapping) else {}
    return NamePick(
        _pick(raw),
        _choice(more.get("kind", "primary"), tuple(NameKind)),
        _choice(more.get("quality", "unstated"), tuple(NameQuality)),
    )


def _forms(raw: Any) -> tuple[str, ...]:
    forms = tuple(raw["dates"])
    if odd := set(forms) - FORMS.keys():
        raise ValueError(f"{', '.join(sorted(odd))} is none of {', '.join(FORMS)}")
    return forms


def _dated(raw: Any) -> Dated:
    return Dated(_pick(raw), _forms(raw))


def _preamble(raw: Any) -> Preamble:
    return Preamble(re.compile(raw["pattern"]), _forms(raw))
