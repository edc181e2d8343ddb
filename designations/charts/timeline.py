"""The history of a group as lanes: one for each regime, gathered under its authority.

Bars are periods in force (or suspended); a bar is certain from its latest start to its earliest end and fades
outside that, as far as its earliest start and latest end. Acts are marks on their lane, conflicts are shaded
spans, the day asked for is a line. What cannot be placed on the line is left out; nothing is moved to another
day to look better.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from designations.charts.scale import DECIMALS, Scale, Tick, around

MARK_GAP = 1.7
"""Marks nearer than this share (percent) of the line stand on another level, so that both can be seen."""

LEVELS = 3

BAR_TOP, BAR_HEIGHT, MARK_STEP, LANE_FOOT = 6, 12, 15, 6
"""Heights inside a lane, in pixels: the bar, then one step for each level of marks, centred, then room."""

SHAPES = {"open": "open", "resume": "open", "close": "close", "pause": "pause"}
NOTE_SHAPES = {"announced": "announce", "confirmed": "confirm", "declined": "decline"}


@dataclass(frozen=True, slots=True)
class Spell:
    """A period of a listing as four days: it starts from ``starts_earliest`` to ``starts_latest`` and ends
    likewise.

    Ends are exclusive; an end of ``None`` is open. ``state`` names the colour, ``hollow`` marks what no
    source that was read bears out (or what has not been seen since its last check). ``what``, ``begins`` and
    ``until`` say it in words, for a table.
    """

    key: str
    state: str
    starts_earliest: date | None
    starts_latest: date | None
    ends_earliest: date | None
    ends_latest: date | None
    title: str
    href: str = ""
    hollow: bool = False
    partial: bool = False
    what: str = ""
    begins: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ActPoint:
    """An act with the first and last day it may be of; its effect, else its kind, names its shape.

    ``what`` and ``on`` say it in words, for a table.
    """

    key: str
    kind: str
    effect: str
    earliest: date | None
    latest: date | None
    title: str
    href: str = ""
    hollow: bool = False
    what: str = ""
    on: str = ""

    @property
    def shape(self) -> str:
        """The mark that is drawn: what the act did to the listing comes before what it is called."""
        return SHAPES.get(self.effect) or NOTE_SHAPES.get(self.kind, "note")


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict from a day until a day (``None``: still open), shaded in the lanes of the authority that
    stopped.

    ``authority`` of ``None`` shades every lane: the one conflict that a page is about.
    """

    key: str
    starts: date
    ends: date | None
    weight: str
    title: str
    href: str = ""
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class LaneInput:
    """A regime with its periods and acts. Lanes are drawn in the order given; neighbours of one authority
    share a head.
    """

    authority: str
    authority_name: str
    regime: str
    regime_name: str
    spells: tuple[Spell, ...] = ()
    acts: tuple[ActPoint, ...] = ()
    regime_kind: str = ""
    href: str = ""
    authority_href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: ``core`` is certain, ``rise`` and ``fall`` fade, ``possible`` has no certain day at
    all.
    """

    shape: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A period drawn: its pieces from left to right, touching, and whether it runs on beyond either end of
    the line.
    """

    spell: Spell
    x: float
    width: float
    pieces: tuple[Piece, ...]
    runs_on: bool
    runs_back: bool

    @property
    def ends(self) -> float:
        """Right end of the bar."""
        return round(self.x + self.width, DECIMALS)


@dataclass(frozen=True, slots=True)
class Mark:
    """An act at the middle of the days it may be of, ``reach`` to either side, on a level of its lane."""

    act: ActPoint
    x: float
    reach: float
    level: int

    @property
    def y(self) -> int:
        """Middle of the mark below the lane's upper edge, in pixels."""
        return BAR_TOP + BAR_HEIGHT + MARK_STEP * self.level + MARK_STEP // 2 + 3

    @property
    def starts(self) -> float:
        """Left end of the days that the act may be of."""
        return round(self.x - self.reach, DECIMALS)

    @property
    def ends(self) -> float:
        """Right end of those days."""
        return round(self.x + self.reach, DECIMALS)


@dataclass(frozen=True, slots=True)
class Shade:
    """A conflict drawn as a span behind the bars."""

    clash: Clash
    x: float
    width: float
    open: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A regime drawn. ``levels`` is the number of mark levels used, none if it has no marks."""

    source: LaneInput
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    shades: tuple[Shade, ...]
    levels: int

    @property
    def height(self) -> int:
        """Height of the lane, in pixels."""
        return BAR_TOP + BAR_HEIGHT + MARK_STEP * self.levels + LANE_FOOT


@dataclass(frozen=True, slots=True)
class Band:
    """An authority with its lanes."""

    authority: str
    name: str
    href: str
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole picture: ticks, bands of lanes, spans shaded across all lanes, and the day line (``None``:
    off the line).
    """

    scale: Scale
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    across: tuple[Shade, ...]
    day: date
    day_x: float | None

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """All lanes from top to bottom."""
        return tuple(lane for band in self.bands for lane in band.lanes)


def draw(
    lanes: Sequence[LaneInput],
    *,
    clashes: Sequence[Clash] = (),
    day: date,
    today: date,
    scale: Scale | None = None,
) -> Timeline:
    """Lay out the lanes on a scale (by default one that holds every stated day, the day asked for and today).

    What is open is drawn until today and no further: nobody knows that it will stand tomorrow.
    """
    scale = scale or around([*_days(lanes, clashes), day], today=today)
    frame = _Frame(scale, min(max(today + timedelta(days=1), scale.first), scale.last))
    bands = tuple(
        Band(
            code,
            members[0].authority_name,
            members[0].authority_href,
            tuple(_lane(lane, clashes, frame) for lane in members),
        )
        for code, run in groupby(lanes, key=lambda lane: lane.authority)
        for members in [list(run)]
    )
    across = tuple(_shades((clash for clash in clashes if clash.authority is None), frame))
    return Timeline(scale, scale.ticks(), bands, across, day, scale.x(day) if scale.holds(day) else None)


def _days(lanes: Iterable[LaneInput], clashes: Iterable[Clash]) -> Iterator[date]:
    for lane in lanes:
        for spell in lane.spells:
            yield from filter(
                None, (spell.starts_earliest, spell.starts_latest, spell.ends_earliest, spell.ends_latest)
            )
        for act in lane.acts:
            yield from filter(None, (act.earliest, act.latest))
    for clash in clashes:
        yield from filter(None, (clash.starts, clash.ends))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The line, and the day before which what is open is drawn."""

    scale: Scale
    now: date

    def span(self, starts: date | None, ends: date | None) -> tuple[float, float] | None:
        return self.scale.span(starts, ends or self.now)


def _lane(lane: LaneInput, clashes: Iterable[Clash], frame: _Frame) -> Lane:
    bars = tuple(bar for spell in lane.spells if (bar := _bar(spell, frame)))
    marks = tuple(_marks(lane.acts, frame.scale))
    shades = tuple(_shades((clash for clash in clashes if clash.authority == lane.authority), frame))
    return Lane(lane, bars, marks, shades, levels=max((mark.level + 1 for mark in marks), default=0))


def _bar(spell: Spell, frame: _Frame) -> Bar | None:
    outer = frame.span(spell.starts_earliest, spell.ends_latest)
    if outer is None:
        return None
    return Bar(
        spell,
        *outer,
        pieces=tuple(_pieces(spell, frame)),
        runs_on=spell.ends_latest is None or spell.ends_latest > frame.scale.last,
        runs_back=spell.starts_earliest is None or spell.starts_earliest < frame.scale.first,
    )


def _pieces(spell: Spell, frame: _Frame) -> Iterator[Piece]:
    certain_from, certain_until = spell.starts_latest, spell.ends_earliest
    if certain_from is None or (certain_until is not None and certain_until <= certain_from):
        shapes = [("possible", spell.starts_earliest, spell.ends_latest)]
    else:
        shapes = [("rise", spell.starts_earliest, certain_from), ("core", certain_from, certain_until)]
        if certain_until is not None:
            shapes.append(("fall", certain_until, spell.ends_latest))
    for shape, starts, ends in shapes:
        if span := frame.span(starts, ends):
            yield Piece(shape, *span)


def _marks(acts: Iterable[ActPoint], scale: Scale) -> Iterator[Mark]:
    free = [float("-inf")] * LEVELS
    for x, reach, act in sorted(_points(acts, scale), key=lambda point: (point[0], point[2].key)):
        level = next((level for level in range(LEVELS) if x - free[level] >= MARK_GAP), free.index(min(free)))
        free[level] = x
        yield Mark(act, x, reach, level)


def _points(acts: Iterable[ActPoint], scale: Scale) -> Iterator[tuple[float, float, ActPoint]]:
    for act in acts:
        first, last = act.earliest or act.latest, act.latest or act.earliest
        if first is None or last is None or last < scale.first or first >= scale.last:
            continue
        if first == last:
            yield scale.x(first), 0.0, act
            continue
        begin, until = scale.x(first), scale.x(last + timedelta(days=1) if last < date.max else last)
        yield round((begin + until) / 2, DECIMALS), round((until - begin) / 2, DECIMALS), act


def _shades(clashes: Iterable[Clash], frame: _Frame) -> Iterator[Shade]:
    for clash in clashes:
        if span := frame.span(clash.starts, clash.ends):
            yield Shade(clash, *span, open=clash.ends is None)
