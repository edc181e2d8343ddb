"""The record as files, and the page that tells what each holds."""

import math
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.throttling import AnonRateThrottle

from designations.exports.columns import GUARD, Column
from designations.exports.files import as_csv, as_zip
from designations.exports.tables import BY_NAME, TABLES, Table
from designations.queries import home, whole
from designations.queries.absent import ReadAs
from designations.queries.groups import named
from designations.queries.moments import Moment
from designations.web.citing import cite, file_name
from designations.web.reading import Clock, page, refused, sent_on

BLOCK = 65536
"""How much of a file is sent at a time."""


class FileRate(AnonRateThrottle):
    """How many files one address may fetch: each reads much of the record, and none is read anew while it is known."""

    scope = "file"
    rate = "120/hour"

    def get_cache_key(self, request: Any, view: Any) -> str:
        """By address alone: who is signed in is not looked up."""
        return str(self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)})


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as the page tells it."""

    table: Table
    rows: int
    href: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns."""
        return self.table.columns


@page
def data(request: HttpRequest, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Downloads, the API, how to cite."""
    counted = whole.counts(clock.moment)
    return "data.html", {
        "found": home.counts(clock.moment),
        "files": [Shown(each, counted[each.name], clock.keep(f"/data/{each.name}.csv")) for each in TABLES],
        "zip_href": clock.keep("/data/atlas.zip"),
        "pinned": request.build_absolute_uri(Clock(clock.moment, "/data/atlas.zip", (), ()).permalink),
        "guard": GUARD,
        "cite": cite(request, clock, "The record"),
    }


@page
def table(request: HttpRequest, clock: Clock, name: str) -> HttpResponseBase:
    """A table as CSV, of the whole record or of one group."""
    found = BY_NAME.get(name)
    if found is None:
        raise Http404(f"There is no file {name}.csv; there are {', '.join(BY_NAME)}.")
    if held := _held_back(request):
        return held
    group = request.GET.get("group", "").strip()
    if group and not found.by_group:
        return refused(request, f"The file {name}.csv is not narrowed to a group: leave group out.")
    if group:
        try:
            group = named(clock.moment, group)[0].slug
        except ReadAs as other:
            return sent_on(clock, request.path, group=other.slug)
    kept = f"/atlas/{name}/{group}.csv" if group else f"/atlas/{name}.csv"
    return _sent(as_csv(found, clock.moment, group), kept, clock.moment, "text/csv; charset=utf-8; header=present")


@page
def archive(request: HttpRequest, clock: Clock) -> HttpResponseBase:
    """All tables with their description, as one file."""
    if held := _held_back(request):
        return held
    return _sent(as_zip(clock.moment), "/atlas.zip", clock.moment, "application/zip")


def _held_back(request: HttpRequest) -> HttpResponse | None:
    """An answer that says when to come again, for an address that fetched many files."""
    rate = FileRate()
    if rate.allow_request(request, None):  # type: ignore[arg-type]
        return None
    response = refused(request, "Many files were fetched from your address within the hour. Please come again later.")
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(math.ceil(rate.wait() or 1))
    return response


def _sent(file: IO[bytes], path: str, moment: Moment, kind: str) -> FileResponse:
    """A file to keep, under a name that tells its edition and day."""
    name = f"{file_name(path, moment)}.{path.rpartition('.')[2]}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    response.block_size = BLOCK
    return response
