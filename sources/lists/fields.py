"""Values of a record, taken once each; what nobody took is told, so that nothing is lost in silence."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TypeVar

from lxml import etree

from sources.lists.entries import Notice
from sources.lists.faults import MalformedFile, Place, UnknownCategory
from sources.lists.xml_stream import local

T = TypeVar("T")


class Notices:
    """Counts what a reader met and did not use."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, bool]] = Counter()

    def add(self, what: str, *, shape: bool = False) -> None:
        """Note this once more; ``shape`` if it is a field that the reader does not know."""
        self._counts[what, shape] += 1

    def all(self) -> tuple[Notice, ...]:
        """Everything noted, in order of the alphabet."""
        return tuple(Notice(what, count, shape) for (what, shape), count in sorted(self._counts.items()))


def collapsed(text: str | None) -> str:
    """The text with runs of white space (line ends too) as one space."""
    return " ".join(text.split()) if text else ""


class Row:
    """A row of a table: its cells under their column names, each to be popped."""

    def __init__(self, cells: Mapping[str, str], place: Place, at: str) -> None:
        self._cells = {name: collapsed(text) for name, text in cells.items()}
        self._left = dict(self._cells)
        self.place = place
        self.at = at

    def take(self, name: str) -> str:
        """The cell of this column (empty where it is empty); MalformedFile if the table has no such column."""
        if name not in self._cells:
            raise self.place.fault(MalformedFile, f"the column “{name}” is missing", self.at)
        self._left.pop(name, None)
        return self._cells[name]

    def peek(self, name: str) -> str:
        """The cell of this column, without taking it; empty if the table has no such column."""
        return self._cells.get(name, "")

    def finish(self, ignore: Collection[str], notices: Notices) -> None:
        """Tell of every cell with a value that was neither taken nor is ignored by name."""
        for name, text in self._left.items():
            if text and name not in ignore:
                notices.add(f"the column “{name}” is not read", shape=True)


class Record:
    """An XML element: attributes and children under their local names, each to be taken."""

    def __init__(self, element: etree._Element, place: Place) -> None:
        self.place = place
        self.tag = local(element.tag)
        self.at = f"<{self.tag}>, line {element.sourceline}"
        self._attributes = {local(name): collapsed(str(text)) for name, text in element.attrib.items()}
        self._own = collapsed(element.text)
        self._children: dict[str, list[etree._Element]] = {}
        for child in element:
            self._children.setdefault(local(child.tag), []).append(child)

    def attribute(self, name: str) -> str:
        """The value of the attribute, empty where there is none."""
        return self._attributes.pop(name, "")

    def own_text(self) -> str:
        """The text of the element itself."""
        text, self._own = self._own, ""
        return text

    def texts(self, tag: str) -> list[str]:
        """The texts of all children with this tag; empty ones are left out."""
        found = (collapsed("".join(map(str, child.itertext()))) for child in self._children.pop(tag, ()))
        return [text for text in found if text]

    def text(self, tag: str) -> str:
        """The text of the only child with this tag, empty where there is none; MalformedFile if there are
        several.
        """
        texts = self.texts(tag)
        if len(texts) > 1:
            raise self.place.fault(MalformedFile, f"<{tag}> stands {len(texts)} times where one is due", self.at)
        return texts[0] if texts else ""

    def needed(self, tag: str) -> str:
        """As ``text``, but MalformedFile where there is none."""
        text = self.text(tag)
        if not text:
            raise self.place.fault(MalformedFile, f"<{tag}> is missing", self.at)
        return text

    def records(self, *path: str) -> list["Record"]:
        """The records of all children at the end of this path of tags."""
        found = [Record(child, self.place) for child in self._children.pop(path[0], ())]
        if len(path) == 1:
            return found
        return [inner for record in found for inner in record.records(*path[1:])]

    def finish(self, ignore: Collection[str], notices: Notices) -> None:
        """Tell of every value that was neither taken nor is ignored by name (``@name`` for attributes)."""
        for name, text in self._attributes.items():
            if text and f"@{name}" not in ignore:
                notices.add(f"the attribute “{self.tag}@{name}” is not read", shape=True)
        for tag, children in self._children.items():
            if tag not in ignore and any(_holds_something(child) for child in children):
                notices.add(f"the element “{self.tag}/{tag}” is not read", shape=True)


def _holds_something(element: etree._Element) -> bool:
    return bool(element.attrib) or any(str(text).strip() for text in element.itertext())


def one_of(table: Mapping[str, T], word: str, what: str, place: Place, at: str) -> T:
    """What the table says of this word; UnknownCategory if it says nothing. Case does not matter."""
    found = table.get(word)
    if found is None:
        folded = {key.casefold(): value for key, value in table.items()}
        found = folded.get(word.casefold())
    if found is None:
        raise place.fault(UnknownCategory, f"{what} “{word}” is not known", at)
    return found
