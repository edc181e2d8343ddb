"""The sheet that a picture is laid on to be taken away: title, what it shows, keys, the picture, source and permalink.

All text is broken to the width of the sheet, and the sheet is as high as what stands on it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from designations.charts import lettering

MARGIN = 20
"""Free room at either side; the picture is as wide as what lies between."""

TITLE, TEXT, FINE = 21.0, 12.5, 11.0
"""Sizes of letters: of the title, of what is said below it, of keys and source."""

TITLE_STEP, TEXT_STEP, FINE_STEP, KEY_STEP = 27, 17, 15, 20
"""From line to line."""

HEAD, GAP = 40, 18
"""The base line of the first line of the title; the room between parts."""

KEY_GAP = 18
"""Room between a key and the next."""


@dataclass(frozen=True, slots=True)
class Key:
    """A sample of a shape with its meaning; ``room``: how wide the sample is, ``tone``: its colour, if it has none."""

    shape: str
    text: str
    tone: str = ""
    room: int = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on its base line; ``kind``: title, caption, source or permalink."""

    kind: str
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A key: the left end of its sample, the middle of its line."""

    key: Key
    x: float
    y: int

    @property
    def text_x(self) -> float:
        """Where its words begin."""
        return round(self.x + self.key.room + 6, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where everything stands: ``top`` is the upper edge of the picture, ``rule`` the line above the source."""

    width: int
    height: int
    top: int
    rule: int
    lines: tuple[Line, ...]
    keys: tuple[Placed, ...]


def lay(
    *, width: int, height: float, title: str, caption: str, keys: Iterable[Key] = (), source: str, permalink: str
) -> Sheet:
    """Lay a picture of a height on a sheet of a width."""
    room = width - 2 * MARGIN
    heads = lettering.lines(title, room, TITLE, face=lettering.SERIF)
    told = lettering.lines(caption, min(room, 1100), TEXT)
    said = [Line("title", HEAD + place * TITLE_STEP, text) for place, text in enumerate(heads)]
    y = HEAD + max(len(heads) - 1, 0) * TITLE_STEP + 5
    said += [Line("caption", y + (place + 1) * TEXT_STEP, text) for place, text in enumerate(told)]
    y += len(told) * TEXT_STEP + GAP + 3
    placed = tuple(_placed(keys, y, width - MARGIN))
    top = (placed[-1].y + GAP if placed else y - GAP // 2) + 4
    rule = top + round(height) + GAP
    y = rule + 3
    for kind, text in (("source", source), ("permalink", permalink)):
        for line in lettering.lines(text, room, FINE):
            y += FINE_STEP
            said.append(Line(kind, y, line))
    return Sheet(width, y + MARGIN - 4, top, rule, tuple(said), placed)


def _placed(keys: Iterable[Key], y: int, end: float) -> Iterator[Placed]:
    """Keys from left to right, on as many lines as they need."""
    x = float(MARGIN)
    for key in keys:
        needed = key.room + 6 + lettering.width(key.text, FINE)
        if x > MARGIN and x + needed > end:
            x, y = float(MARGIN), y + KEY_STEP
        yield Placed(key, round(x, 1), y)
        x += needed + KEY_GAP
