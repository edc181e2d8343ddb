"""The pictures of conflicts: when each was open, and the parties of one over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from designations.charts import lettering
from designations.charts.sheet import FINE, Key
from designations.charts.strips import Strip
from designations.domain.conflicts import Rule
from designations.domain.sentences import NO_BREACH, NO_DUTY
from designations.queries import conflicts, portraits
from designations.queries.absent import Absent
from designations.queries.conflicts import Wanted
from designations.queries.pages import Cut
from designations.web import drawing
from designations.web.choosing import choose
from designations.web.conflicts import wanted_of
from designations.web.pictures import lanes
from designations.web.pictures.files import ROOM, Picture, filed
from designations.web.reading import Clock, page
from designations.web.words import word

MOST = 100
"""Conflicts in one picture at most."""

LABELS, ONE_DAY, TWO_DAYS = 372, 84, 176
"""Room for the name of a conflict, and for the day or days between which it was open."""

AXIS, HEADING, STEP = 40, 30, 21
"""Heights: the names of day and years, the name of a rule, a conflict."""

KEYS = {
    "high": Key("s-high", "high weight", room=28),
    "medium": Key("s-medium", "medium weight", room=28),
    "low": Key("s-low", "low weight", room=28),
    "presumed": Key("s-presumed", "no keeper was seen to keep its listing at the stop or later", room=28),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line: the name of a rule, or a conflict with its strip; ``y`` is its upper edge."""

    y: int
    text: str
    span: str = ""
    strip: Strip | None = None


@page
def strips(request: HttpRequest, clock: Clock) -> HttpResponse:
    """When each conflict was open, as the address narrows them, as a file."""
    chosen = choose(request, clock)
    if chosen.unclear:
        raise Absent(chosen.unclear)
    wanted = wanted_of(request, chosen)
    found = conflicts.conflicts(clock.moment, wanted, Cut(MOST), weightiest=True)
    if not found.rows:
        raise Absent("No conflict fits on this day.")
    drawn = drawing.strips_of(found.rows, clock)
    span = ONE_DAY if all(row.open for row in drawn.rows) else TWO_DAYS
    rows, height = _rows(drawn.rows)
    picture = Picture(
        "strips",
        "/conflicts/",
        f"Conflicts between listings{' open' if wanted.open else ''} on {clock.moment.day}",
        _caption(found.total, wanted),
        height=height,
        drawn={
            "strips": drawn,
            "rows": rows,
            "day": clock.moment.day.isoformat(),
            "since": "since" if span == ONE_DAY else "from, and until",
            "days": LABELS,
            "labels": LABELS + span,
            "plot": ROOM - LABELS - span,
            "named": lanes.named_ticks(drawn.ticks, drawn.day_x, ROOM - LABELS - span),
        },
        keys=tuple(key for name, key in KEYS.items() if name in {_look(row) for row in drawn.rows}),
    )
    return filed(request, clock, picture, as_asked=True)


@page
def parties(request: HttpRequest, clock: Clock, key: str) -> HttpResponse:
    """The lists of the parties of a conflict over time, as a file."""
    found = portraits.conflict(clock.moment, key)
    row = found.conflict
    drawn = drawing.timeline_of(found.periods, found.acts, [row], clock, across=True)
    picture = Picture(
        "timeline",
        f"/conflicts/{row.key}/",
        f"{drawing.title_of(row)}, the parties over time",
        f"A conflict between listings: {word('rule', row.rule)}, {drawing.span_in_words(row)}. "
        f"{NO_BREACH if row.rule == Rule.OBLIGATION else NO_DUTY}",
        **lanes.laid(drawn),
    )
    return filed(request, clock, picture)


def _look(strip: Strip) -> str:
    return "presumed" if strip.conflict.presumed else strip.conflict.weight


def _rows(strips: Sequence[Strip]) -> tuple[list[Row], int]:
    """The strips under the rules that found them, and the height of all."""
    rules: dict[str, list[Strip]] = {}
    for strip in strips:
        rules.setdefault(strip.conflict.rule, []).append(strip)
    rows: list[Row] = []
    y = AXIS
    for rule, held in rules.items():
        rows.append(Row(y, rule))
        y += HEADING
        for strip in held:
            ends = strip.conflict.ends
            span = f"{strip.conflict.starts} to {ends}" if ends else f"{strip.conflict.starts}"
            rows.append(Row(y, lettering.cut(strip.conflict.title, LABELS - 22, FINE), span, strip))
            y += STEP
    return rows, y


def _caption(total: int, wanted: Wanted) -> str:
    said = f"The first {MOST} of {total}, open ones and the weightiest first. " if total > MOST else ""
    only = [
        *(word("rule", rule) for rule in wanted.rule),
        *(f"{weight} weight" for weight in wanted.weight),
        *filter(None, (wanted.authority, wanted.group)),
    ]
    said += f"Only: {', '.join(only)}. " if only else ""
    if wanted.by_default:
        said += "Divergences by lapse, of defunct groups or with presumed keepers only are left out. "
    return f"{said}{NO_BREACH}"
