"""How a view is cited: permalink with day and edition, plain text, BibTeX, RIS."""

import hashlib
import re
from dataclasses import dataclass

from django.http import HttpRequest

from designations.queries.moments import Moment
from designations.web.reading import Clock

WORK = "Designation Atlas"
SPECIAL = str.maketrans({"{": "(", "}": ")", "\\": "/", "%": "\\%", "&": "\\&", "#": "\\#", "_": "\\_", "$": "\\$"})


@dataclass(frozen=True, slots=True)
class Cite:
    """The forms in which one view is cited."""

    permalink: str
    plain: str
    bibtex: str
    ris: str


def cite(request: HttpRequest, clock: Clock, title: str) -> Cite:
    """The forms for this page on its day in its edition."""
    permalink = request.build_absolute_uri(clock.permalink)
    moment = clock.moment
    recorded = moment.recorded_at.date() if moment.recorded_at else moment.today
    state = f"state of {moment.day}, edition {moment.edition} of {recorded}"
    # Two views of one day and edition need two keys in one bibliography.
    place = re.sub(r"[^a-z0-9]+", "-", clock.path.lower()).strip("-") or "home"
    asked = f"-{hashlib.sha256(clock.permalink.encode()).hexdigest()[:6]}" if clock.kept else ""
    key = f"atlas-{place}-e{moment.edition}-{moment.day:%Y%m%d}{asked}"
    return Cite(
        permalink,
        plain=f"{WORK}: {title}, {state}. {permalink} (read on {moment.today}).",
        bibtex="\n".join(
            (
                f"@misc{{{key},",
                f"  author = {{{{{WORK}}}}},",
                f"  title = {{{title.translate(SPECIAL)}}},",
                f"  year = {{{recorded.year}}},",
                f"  note = {{{state.capitalize()}}},",
                f"  howpublished = {{\\url{{{permalink}}}}},",
                f"  urldate = {{{moment.today}}}",
                "}",
            )
        ),
        ris="\n".join(
            (
                "TY  - ELEC",
                f"AU  - {WORK}",
                f"TI  - {title}",
                f"PY  - {recorded.year}",
                f"N1  - {state.capitalize()}",
                f"UR  - {permalink}",
                f"Y2  - {moment.today:%Y/%m/%d}",
                "ER  - ",
            )
        ),
    )


def file_name(path: str, moment: Moment) -> str:
    """The name, without its end, under which the file at an address is kept: what it is, of which day and edition."""
    stem = path.strip("/").rpartition(".")[0].replace("/", "-").replace(":", "-")
    return f"{stem}-{moment.day:%Y%m%d}-e{moment.edition}"
