"""How every address of the API is read: parameters first, one pin, 304 before any other query, then one call."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from designations.api.errors import in_one_shape
from designations.api.pagination import paged
from designations.api.parameters import Clocks
from designations.api.schema import KEYS, Declared, ReadSchema, in_pages, with_clocks
from designations.build import build
from designations.queries.absent import ReadAs
from designations.queries.moments import BadMoment, Moment, etag, pin
from designations.queries.once import together
from designations.queries.pages import Page

VARY = ("Accept", "HX-Request", "Accept-Encoding")

Asked = Mapping[str, Any]
"""Validated parameters, by name."""


class Reading(Declared):
    """One address: declares what may be asked and what is answered, and makes one call."""

    http_method_names = ("get", "head", "options")
    renderer_classes = (JSONRenderer,)
    schema = ReadSchema()

    parameters: ClassVar[type[Serializer[Any]]] = Clocks

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """What is answered: plain values, or a response where those would be too slow."""
        raise NotFound

    def moment_of(self, query: QueryDict) -> tuple[Moment, str]:
        """The moment that is read, and what else tells this answer apart. One query. Raises BadMoment."""
        return pin(query.get("as_of"), query.get("known_at"), now=timezone.now()), "json"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """304 where the reader has the answer, before anything else; else what the method answers.

        The tag holds the address: a reader that has one was answered there before.
        """
        self.pinned: tuple[Moment, str] | None = None
        if request.method in ("GET", "HEAD") and "If-None-Match" in request.headers:
            try:
                self.pinned = self.moment_of(request.GET)
            except BadMoment:
                return super().dispatch(request, *args, **kwargs)
            tag = _tag(request, *self.pinned)
            known = get_conditional_response(request, etag=tag)
            if known is not None:
                return _headed(known, tag)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """The answer, or 308 where a group is read as another."""
        if not all(re.fullmatch(KEYS[name].pattern, key) for name, key in keys.items()):
            raise NotFound("The record holds nothing under a key of this form.")
        asked = self.asked(request)
        moment, variant = self.pinned or self.moment_of(request.query_params)
        try:
            with together():
                answer = self.read(request, moment, asked, **keys)
        except ReadAs as other:
            answer = self._elsewhere(request, other)
        response = answer if isinstance(answer, HttpResponseBase) else Response(answer)
        return _headed(response, _tag(request._request, moment, variant))

    def asked(self, request: Request) -> Asked:
        """The parameters of a request. Raises ValidationError for each that is unknown, given twice or malformed."""
        reader = self.parameters(data=request.query_params)
        known = reader.fields
        wrong = {
            name: [f"There is no such parameter here; there are {', '.join(sorted(known))}."]
            for name in request.query_params
            if name not in known
        }
        for name, field in known.items():
            given = request.query_params.getlist(name)
            if "" in given:
                wrong[name] = ["It is empty: leave it out."]
            elif len(given) > 1 and not hasattr(field, "child"):
                wrong[name] = ["It is given more than once."]
        if wrong:
            raise ValidationError(wrong)
        reader.is_valid(raise_exception=True)
        checked: Asked = reader.validated_data
        return checked

    def get_exception_handler(self) -> Any:
        """Errors in the API's one shape."""
        return in_one_shape

    def _elsewhere(self, request: Request, other: ReadAs) -> HttpResponsePermanentRedirect:
        match = request.resolver_match
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": other.slug}) if match else ""
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, preserve_request=True)


class Listing(Reading):
    """Many rows, in pages; each row in ``shape``."""

    @classmethod
    def answer_shape(cls) -> type[Serializer[Any]]:
        """A page of rows."""
        return in_pages(cls.shape)

    def rows(self, moment: Moment, asked: Asked) -> Page[Any]:
        """The rows of the page."""
        raise NotFound

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """The page, with the clocks that it was read at."""
        found = self.rows(moment, asked)
        shown = self.shape(found.rows, many=True).data
        return {**clocks(moment), **paged(request, asked, found.total, shown)}


class Detail(Reading):
    """One thing in full, in ``shape``."""

    @classmethod
    def answer_shape(cls) -> type[Serializer[Any]]:
        """The thing with the clocks."""
        return with_clocks(cls.shape)

    def found(self, moment: Moment, **keys: str) -> Any:
        """The thing. Raises Absent, ReadAs."""
        raise NotFound

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """The thing, with the clocks that it was read at."""
        return {**clocks(moment), **self.shape(self.found(moment, **keys)).data}


def clocks(moment: Moment) -> dict[str, Any]:
    """The moment as an answer shows it."""
    return {"as_of": moment.day.isoformat(), "known_at": f"e{moment.edition}"}


def _tag(request: HttpRequest, moment: Moment, variant: str) -> str:
    address = zlib.crc32(request.get_full_path().encode())
    return etag(moment, f"{variant}-{address:08x}", build())


def _headed(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    patch_vary_headers(response, VARY)
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    return response
