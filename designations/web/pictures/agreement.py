"""The pictures of agreement: all lists that are long enough, and the overlap of two."""

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize

from designations.charts import heat, lettering, plate
from designations.charts.sheet import FINE, TEXT
from designations.domain.wording import with_article
from designations.queries import agreement as queries
from designations.queries.absent import Absent
from designations.queries.agreement import Shared
from designations.queries.naming import names_of
from designations.web.agreeing import counts_of, heat_of
from designations.web.pictures.files import ROOM, WIDTH, Picture, filed
from designations.web.reading import Clock, page

LABELS, COUNTS = 190, 46
"""Room for the name of a row, and for how many names it has."""

SIDE, ROW, LEAST = 40, 26, 26
"""Width of a square, at most and at least, and its height."""

STEPS = (0.0, 0.09, 0.2, 0.36, 0.78, 1.0)
"""How strong the colour of each step is."""


@page
def heat_map(request: HttpRequest, clock: Clock) -> HttpResponse:
    """The heat map of agreement as a file."""
    pairs = queries.agreements(clock.moment)
    drawn = heat_of(pairs, names_of((), counts_of(pairs)), clock)
    if drawn is None:
        raise Absent("No two lists are long enough on this day.")
    side = max(LEAST, min(SIDE, (ROOM - LABELS - COUNTS) // len(drawn.members)))
    left = LABELS + COUNTS
    heads = [plate.head(member.name, member.code) for member in drawn.members]
    top = plate.heads_room(heads) + 8
    picture = Picture(
        "heat",
        "/agreement/",
        f"How much of each list stands on each other list on {clock.moment.day}",
        "Of the names of the row, how many in a hundred the column lists too. A group that the record does not know on "
        "a list may be on it; that two list the same group does not say that one followed the other.",
        height=top + ROW * len(drawn.rows),
        drawn={
            "rows": [
                (
                    top + place * ROW,
                    lettering.cut(row.name.partition(" (")[0], LABELS - 8, TEXT),
                    row.count,
                    [(left + at * side, square, STEPS[square.step]) for at, square in enumerate(squares)],
                )
                for place, (row, squares) in enumerate(drawn.rows)
            ],
            "heads": [(left + at * side + side // 2 + 3, head) for at, head in enumerate(heads)],
            "heads_end": top - 8,
            "left": left,
            "side": side,
            "half": side // 2 - 1,
            "row": ROW,
        },
        width=max(WIDTH, left + side * len(drawn.members) + WIDTH - ROOM),
    )
    return filed(request, clock, picture)


@page
def overlap(request: HttpRequest, clock: Clock, one: str, two: str) -> HttpResponse:
    """The overlap of two authorities' lists as a file."""
    shared = queries.agreement(clock.moment, one, two).shared
    if not shared.one_count + shared.two_count:
        raise Absent("Neither lists a group on this day.")
    names = names_of((), (one, two))
    rows = ((names[one], shared.one_count), (names[two], shared.two_count))
    picture = Picture(
        "overlap",
        f"/agreement/{one}/{two}/",
        f"{names[one]} and {names[two]}: what both list on {clock.moment.day}",
        _caption(shared, with_article(names[one]), with_article(names[two])),
        height=104,
        drawn={
            "overlap": heat.overlap(shared.one_count, shared.two_count, shared.shared),
            "labels": LABELS,
            "plot": ROOM - LABELS,
            "names": [(lettering.cut(name, LABELS - 60, FINE, face=lettering.BOLD), count) for name, count in rows],
            "both": shared.shared,
        },
    )
    return filed(request, clock, picture)


def _caption(shared: Shared, one: str, two: str) -> str:
    groups = f"{shared.one_count} group{pluralize(shared.one_count)}"
    both = f"{shared.shared} {pluralize(shared.shared, 'is,are')} on both lists"
    return f"As far as the record knows, {one} lists {groups}, {two} {shared.two_count}; {both}."
