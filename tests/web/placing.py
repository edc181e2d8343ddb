"""Where the text of a drawn file stands: its boxes in the coordinates of the whole picture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from designations.charts import lettering

SVG = "{http://www.w3.org/2000/svg}"
RISE, FALL = 0.76, 0.24
"""How far letters reach above and below their base line, as shares of their size."""


@dataclass(frozen=True)
class Box:
    """The room that a text takes at most."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether two texts touch by more than half a pixel."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > 0.5
            and min(self.bottom, other.bottom) - max(self.top, other.top) > 0.5
        )


@dataclass(frozen=True)
class Place:
    """What an element inherits: origin, whether it is turned, width and height for percentages, size and face."""

    x: float
    y: float
    turned: bool
    width: float
    height: float
    size: float
    face: float


def boxes(root: Any) -> list[Box]:
    """All text of a file."""
    width, height = float(root.get("width")), float(root.get("height"))
    return list(_walk(root, Place(0, 0, False, width, height, 12.5, 1.0)))


def _walk(element: Any, place: Place) -> Iterator[Box]:
    place = _within(element, place)
    if element.tag == f"{SVG}text":
        yield _box(element, place)
        return
    for child in element:
        if child.tag != f"{SVG}defs":
            yield from _walk(child, place)


def _within(element: Any, place: Place) -> Place:
    x, y, turned = place.x, place.y, place.turned
    if moved := re.match(r"translate\(([-\d.]+) ([-\d.]+)\)( rotate\(-90\))?$", element.get("transform", "")):
        x, y, turned = x + float(moved[1]), y + float(moved[2]), turned or bool(moved[3])
    width, height = place.width, place.height
    if element.tag == f"{SVG}svg" and element.getparent() is not None:
        x, y = x + _length(element.get("x"), width), y + _length(element.get("y"), height)
        width, height = _length(element.get("width"), width), _length(element.get("height"), height)
    face = place.face
    if element.get("font-weight") == "600":
        face = lettering.BOLD
    if "serif" in element.get("font-family", "").split(", ")[-1] and "Palatino" in element.get("font-family", ""):
        face = lettering.SERIF
    return Place(x, y, turned, width, height, float(element.get("font-size", place.size)), face)


def _box(element: Any, place: Place) -> Box:
    text = "".join(element.itertext())
    along = lettering.width(text, place.size, face=place.face)
    x = _length(element.get("x"), place.width) + float(element.get("dx", 0))
    y = _length(element.get("y"), place.height) + float(element.get("dy", 0))
    x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")] * along
    if place.turned:
        left, bottom = place.x + y - RISE * place.size, place.y - x
        return Box(text, left, bottom - along, place.x + y + FALL * place.size, bottom)
    top = place.y + y - RISE * place.size
    return Box(text, place.x + x, top, place.x + x + along, place.y + y + FALL * place.size)


def _length(given: str | None, whole: float) -> float:
    if not given:
        return 0.0
    return float(given.removesuffix("%")) * (whole / 100 if given.endswith("%") else 1)
