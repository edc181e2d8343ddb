"""How a picture becomes a file: laid on a sheet, in colours that need no style sheet, and sent under a name that tells.

A file stands without the style sheet, so its colours are attributes: those of the light page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from designations.charts import sheet
from designations.charts.sheet import Key
from designations.web.citing import WORK, file_name
from designations.web.reading import Clock

INK = {
    "paper": "#fcfcfa", "wash": "#f2f3f1", "text": "#1a2129", "quiet": "#48535f", "rule": "#d8dcdf", "edge": "#8d97a1",
    "listed": "#1d3c6a", "suspended": "#c28100", "delisted": "#0a8276", "announced": "#7d5aab", "covered": "#7f9abb",
    "pale": "#e3eaf2", "silent": "#717c88", "conflict": "#c42a00", "clash": "#fbe3d9",
}  # fmt: skip
"""The colours of the light page, by what they are for."""

TONES = {
    "close": INK["delisted"],
    "pause": INK["suspended"],
    "announce": INK["announced"],
    "mixed": INK["listed"],
    "not_listed": INK["silent"],
    "no_list": INK["silent"],
    **{name: INK[name] for name in ("listed", "suspended", "delisted", "announced", "covered", "conflict")},
}
"""The colours of states and acts; an act that is not named here is drawn in the colour of text."""

UNWRITTEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Characters that no XML file may hold, whoever writes them into an address."""

WIDTH = 1000
ROOM = WIDTH - 2 * sheet.MARGIN
"""How wide a sheet is, and the picture on it, unless the picture needs more."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is laid on its sheet: ``kind`` names its template, ``path`` the page that holds it."""

    kind: str
    path: str
    title: str
    caption: str
    height: float
    drawn: Mapping[str, Any] = field(default_factory=dict)
    keys: tuple[Key, ...] = ()
    width: int = WIDTH


def filed(request: HttpRequest, clock: Clock, picture: Picture, *, as_asked: bool = False) -> HttpResponse:
    """A picture as a file to keep. ``as_asked``: its permalink keeps the filters that the address holds."""
    moment = clock.moment
    pinned = Clock(moment, picture.path, clock.kept if as_asked else (), ()).permalink
    source = (
        f"Source: {WORK}, state of {moment.day}, edition {moment.edition}. CC BY 4.0. "
        "A listing is a claim of the authority that makes it."
    )
    permalink = request.build_absolute_uri(pinned)
    caption = picture.caption.translate(UNWRITTEN)
    laid = sheet.lay(
        width=picture.width,
        height=picture.height,
        title=picture.title,
        caption=caption,
        keys=picture.keys,
        source=source,
        permalink=permalink,
    )
    text = render_to_string(
        f"pictures/{picture.kind}.svg",
        {
            **picture.drawn,
            "ink": INK,
            "sheet": laid,
            "margin": sheet.MARGIN,
            "room": picture.width - 2 * sheet.MARGIN,
            "height": round(picture.height),
            "title": picture.title,
            "caption": caption,
            "source": source,
            "permalink": permalink,
        },
    )
    return HttpResponse(
        text,
        content_type="image/svg+xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name(request.path, moment)}.svg"'},
    )
