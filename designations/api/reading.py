"""How every address of the API is read: parameters first, one pin, 304 before any other query, then one call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpResponseBase, HttpResponsePermanentRedirect
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
from designations.queries.moments import Moment, etag, pin
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
        """What is answered, as plain values."""
        raise NotFound

    def moment_of(self, asked: Asked) -> tuple[Moment, str]:
        """The moment that is read, and what else tells this answer apart. One query. Raises BadMoment."""
        day = asked.get("as_of")
        return pin(day.isoformat() if day else None, asked.get("known_at"), now=timezone.now()), "json"

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """The answer, 304 where the reader has it, 308 where a group is read as another."""
        if not all(re.fullmatch(KEYS[name].pattern, key) for name, key in keys.items()):
            raise NotFound("The record holds nothing under a key of this form.")
        asked = self.asked(request)
        moment, variant = self.moment_of(asked)
        tag = etag(moment, variant, build())
        known = get_conditional_response(request._request, etag=tag)
        if known is not None:
            return _headed(known, tag)
        try:
            return _headed(Response(self.read(request, moment, asked, **keys)), tag)
        except ReadAs as other:
            return _headed(self._elsewhere(request, other), tag)

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


def _headed(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    patch_vary_headers(response, VARY)
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    return response
