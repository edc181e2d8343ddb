"""A timeline as lines of a sheet, with the keys of what it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from designations.charts import lettering, scale
from designations.charts.scale import Tick
from designations.charts.sheet import FINE, TEXT, Key
from designations.charts.timeline import Lane, Mark, Piece, Spell, Timeline
from designations.web.pictures.files import ROOM, TONES

LABELS = 270
"""Room left of the lanes."""

AXIS, HEADING = 40, 24
"""Height of the names of day and years, and of a line with a name."""

BARS = {
    "certain": "listed",
    "possible": "possible, since sources leave the day open",
    "hollow": "unverified",
    "part": "a part, or persons associated",
    "suspended": "suspended",
    "clash": "a conflict is open",
}
ACTS = {
    "open": "listed or reinstated",
    "close": "delisted, annulled or lapsed",
    "pause": "suspended",
    "announce": "announced",
    "confirm": "confirmed",
    "decline": "declined",
    "note": "amended, renamed or renewed",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a timeline: an authority's name, or a list with its lane; ``y`` is its upper edge."""

    y: int
    text: str
    lane: Lane | None = None

    @property
    def marks(self) -> list[tuple[Mark, str]]:
        """The acts of the lane, each with its colour; none for an act in the colour of text."""
        return [(mark, TONES.get(mark.act.shape, "")) for mark in self.lane.marks] if self.lane else []


def rows_of(drawn: Timeline) -> tuple[list[Row], int]:
    """The lines of a timeline from top to bottom, and the height of all."""
    rows: list[Row] = []
    y = AXIS
    for band in drawn.bands:
        rows.append(Row(y, lettering.cut(band.name, ROOM, TEXT, face=lettering.BOLD)))
        y += HEADING
        for lane in band.lanes:
            rows.append(Row(y, lettering.cut(lane.source.regime_name, LABELS - 20, TEXT), lane))
            y += max(lane.height, HEADING)
    return rows, y


def named_ticks(ticks: Sequence[Tick], day_x: float | None, plot: int) -> tuple[Tick, ...]:
    """The ticks whose names have room on a line so many pixels long."""
    longest = max((lettering.width(tick.label, FINE) for tick in ticks), default=0.0)
    return scale.named(ticks, day_x, 100 * (longest + 6) / plot)


def laid(drawn: Timeline) -> dict[str, Any]:
    """What a picture of a timeline needs: its lines, its height, its keys."""
    rows, height = rows_of(drawn)
    return {
        "height": height,
        "keys": tuple(_keys(drawn)),
        "drawn": {
            "timeline": drawn,
            "rows": rows,
            "labels": LABELS,
            "plot": ROOM - LABELS,
            "named": named_ticks(drawn.ticks, drawn.day_x, ROOM - LABELS),
            "axis": AXIS,
            "lanes": height - AXIS,
        },
    }


def _keys(drawn: Timeline) -> Iterator[Key]:
    shown = {name for lane in drawn.lanes for bar in lane.bars for name in _looks(bar.spell, bar.pieces)}
    if drawn.across or any(lane.shades for lane in drawn.lanes):
        shown.add("clash")
    yield from (Key(f"b-{name}", text, room=28) for name, text in BARS.items() if name in shown)
    acts = {mark.act.shape for lane in drawn.lanes for mark in lane.marks}
    yield from (Key(f"a-{name}", text, TONES.get(name, "")) for name, text in ACTS.items() if name in acts)


def _looks(spell: Spell, pieces: Sequence[Piece]) -> Iterator[str]:
    if any(piece.shape != "core" for piece in pieces):
        yield "possible"
    if spell.state == "suspended":
        yield "suspended"
    elif spell.partial:
        yield "part"
    elif spell.hollow:
        yield "hollow"
    else:
        yield "certain"
