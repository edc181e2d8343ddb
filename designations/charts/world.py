"""A map of states: who says what, as outlines laid out once and marks that need no colour to be told apart.

The outlines are those of Natural Earth 1:110m (public domain), in the Equal Earth projection, simplified to less than a
pixel of a picture a thousand wide and kept in ``world.json``. Borders are the data set's. A state that is too small to
be seen, or that the data set leaves out, is a disc.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FRAME = (95, 0, 870, 445)
"""Left, top, width and height of what is shown: all inhabited land but the outermost islands."""

SMALL = 45
"""Area in square pixels below which a state is marked by a disc as well."""

COVERED = "covered"
"""The mark of a state that says nothing of its own and is reached by the listing of a body."""

FILE = Path(__file__).with_name("world.json")


@dataclass(frozen=True, slots=True)
class Outline:
    """A state: its outline as path data (empty: none is known), its middle, and its largest part's area."""

    path: str
    x: float
    y: float
    area: float


@dataclass(frozen=True, slots=True)
class World:
    """All outlines by ISO 3166-1 code, and all land as one path."""

    outlines: dict[str, Outline]
    land: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an authority says of a group: ``state`` is the mark, ``words`` all of it."""

    code: str
    state: str
    name: str
    words: str
    href: str

    @property
    def title(self) -> str:
        """Who says what."""
        return f"{self.name}: {self.words}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A state on the map, with a disc where it is too small to be seen."""

    said: Said
    outline: Outline
    disc: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map: land below, states that say something above; ``elsewhere``: what has no place on it."""

    land: str
    placed: tuple[Placed, ...]
    elsewhere: tuple[Said, ...]

    @property
    def every(self) -> tuple[Said, ...]:
        """All that is said by name, what is only covered after what says something of its own."""
        said = (*(each.said for each in self.placed), *self.elsewhere)
        return tuple(sorted(said, key=lambda each: (each.state == COVERED, each.name)))

    @property
    def frame(self) -> str:
        """What is shown, as a viewBox."""
        return " ".join(str(number) for number in FRAME)


@cache
def world() -> World:
    """The outlines, read once."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    outlines = {code: Outline(each["d"], each["x"], each["y"], each["size"]) for code, each in held["places"].items()}
    return World(outlines, "".join(each.path for each in outlines.values()) + held["rest"])


def draw(said: Iterable[Said]) -> Drawn:
    """Place what is said on the map, the smallest on top; bodies and territories have no place."""
    outlines = world().outlines
    every = tuple(said)
    placed = [
        Placed(each, outlines[each.code], outlines[each.code].area < SMALL) for each in every if each.code in outlines
    ]
    placed.sort(key=lambda each: -each.outline.area)
    return Drawn(world().land, tuple(placed), tuple(each for each in every if each.code not in outlines))
