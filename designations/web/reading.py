"""How every public page is read: pin day and edition once, answer 304 before any other query, say who may keep it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from designations.build import build
from designations.queries.absent import Absent
from designations.queries.moments import BadMoment, Moment, etag, pin
from designations.queries.once import together

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Part:
    """A page that is also asked for in part: the template of the part, and of the whole."""

    part: str
    whole: str


Page = tuple[str | Part, dict[str, Any]]
"""Template and context."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A page whose address asks for something that the record does not know: it says so, and keeps its form."""

    template: str
    context: dict[str, Any]


CLOCKS = ("as_of", "known_at")
VARY = ("Accept", "HX-Request", "Accept-Encoding")


@dataclass(frozen=True)
class Clock:
    """Day and edition of a page, and the addresses that keep or leave them."""

    moment: Moment
    path: str
    kept: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]

    def keep(self, path: str, **parameters: object) -> str:
        """An address of the atlas with the clocks that were asked for, and perhaps other parameters."""
        given = [(name, str(value)) for name, value in parameters.items() if value not in {None, ""}]
        query = urlencode([*given, *self.asked]) if given else self._asked_for
        return f"{path}?{query}" if query else path

    @cached_property
    def _asked_for(self) -> str:
        """The clocks that were asked for, written once for the hundreds of addresses of a page."""
        return urlencode(self.asked)

    def as_asked(self, path: str) -> str:
        """An address of the atlas with all that was asked for here, clocks and filters."""
        query = urlencode([*self.kept, *self.asked])
        return f"{path}?{query}" if query else path

    def at(self, day: object) -> str:
        """The address of this page on another day."""
        others = [(name, value) for name, value in self.asked if name != "as_of"]
        return f"{self.path}?{urlencode([*self.kept, ('as_of', str(day)), *others])}"

    @property
    def now_href(self) -> str:
        """The address of this page today, in the latest edition."""
        return f"{self.path}?{urlencode(self.kept)}" if self.kept else self.path

    @property
    def permalink(self) -> str:
        """The address of this page on this day in this edition."""
        pinned = [("as_of", self.moment.day.isoformat()), ("known_at", f"e{self.moment.edition}")]
        return f"{self.path}?{urlencode([*self.kept, *pinned])}"


def clock_of(request: HttpRequest) -> Clock:
    """The clock of a request. Raises BadMoment."""
    if any("\0" in value for value in request.GET.values()):
        raise BadMoment("", "The address holds a character that no text has.")
    asked = tuple((name, value) for name in CLOCKS if (value := request.GET.get(name, "").strip()))
    every = ((name, str(value)) for name, values in request.GET.lists() for value in values)
    kept = tuple((name, value) for name, value in every if name not in CLOCKS and value)
    given = dict(asked)
    pinned = pin(given.get("as_of"), given.get("known_at"), now=timezone.now())
    return Clock(pinned, request.path, kept, asked)


def etag_of(request: HttpRequest, pinned: Moment) -> str:
    """The weak ETag of a page. What is the present is part of it, since each page says whether it shows it."""
    form = "part" if is_part(request) else "page"
    return etag(pinned, f"{form}-{pinned.latest}-{pinned.today:%Y%m%d}", build())


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page, and not for a whole one out of its history."""
    asked = request.headers
    return asked.get("HX-Request") == "true" and asked.get("HX-History-Restore-Request") != "true"


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; without a session cookie nobody is, and no session is looked up."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(request.user.is_authenticated)


def page(
    view: Callable[Concatenate[HttpRequest, Clock, P], Page | Unanswered | HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Make a page of a view that returns template and context; a view that cannot returns a response of its own."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            clock = clock_of(request)
        except BadMoment as reason:
            return refused(request, str(reason), again=_without_clocks(request) if reason.parameter else "")
        private = is_signed_in(request)
        etag = "" if private else etag_of(request, clock.moment)
        if etag and etag in _known_to(request):
            return _headed(HttpResponseNotModified(), etag)
        try:
            with together():
                made = view(request, clock, *args, **kwargs)
        except Absent as reason:
            raise Http404(str(reason)) from reason
        if isinstance(made, HttpResponseBase):
            return _headed(made, etag) if made.status_code == HTTPStatus.OK else made
        if isinstance(made, Unanswered):
            told = {"clock": clock, "path": request.path, **made.context}
            return _unkept(render(request, made.template, told, status=HTTPStatus.BAD_REQUEST))
        template, context = made
        part = isinstance(template, Part) and is_part(request)
        if isinstance(template, Part):
            template = template.part if part else template.whole
        response = render(request, template, {"clock": clock, "path": request.path, "part": part, **context})
        if part:
            # What opens beside a page leaves the address of the page alone.
            response["HX-Push-Url"] = "false"
        return _headed(response, etag)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], answer)


def sent_on(clock: Clock, path: str, **parameters: str) -> HttpResponse:
    """Sent on to what is read in its place at this edition; not for ever, since that can change with any edition."""
    response = HttpResponse(status=302)
    response["Location"] = clock.keep(path, **parameters)
    response["Cache-Control"] = "no-cache"
    return response


def refused(request: HttpRequest, sentence: str, again: str = "") -> HttpResponse:
    """A 400 page with a sentence that helps, and perhaps the address that was meant."""
    told = {"sentence": sentence, "path": request.path, "again": again}
    return _unkept(render(request, "400.html", told, status=HTTPStatus.BAD_REQUEST))


def _without_clocks(request: HttpRequest) -> str:
    """The address of a page without a day and an edition."""
    asked = request.GET.copy()
    for name in CLOCKS:
        asked.pop(name, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _known_to(request: HttpRequest) -> set[str]:
    return {tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")}


def _headed(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    patch_vary_headers(response, VARY)
    if etag:
        response["ETag"] = etag
        response["Cache-Control"] = "no-cache"
    else:
        response["Cache-Control"] = "private, no-store"
    return response
