"""The first address of the API: what there is, and which edition answers."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.conf import settings
from django.urls import URLPattern, reverse
from rest_framework import serializers
from rest_framework.request import Request

from designations.api.reading import Asked, Reading, clocks
from designations.api.schema import with_clocks
from designations.api.shapes.kinds import number, text
from designations.domain.conflicts import RULES_VERSION
from designations.exports.files import LICENCE
from designations.queries.editions import latest
from designations.queries.moments import Moment


class AddressShape(serializers.Serializer[Any]):
    """An address of the API."""

    address = text("The address; what stands in braces is a key.")
    answers = text("What it answers.")


class IndexShape(serializers.Serializer[Any]):
    """What there is at the API, and which edition answers."""

    version = text("The version of the API, which stands in its addresses.")
    recorded_at = serializers.DateTimeField(allow_null=True, help_text="When the edition was recorded.")
    digest = text("The digest of the edition, which chains it to all before it.")
    rules = number("The version of the rules by which listings are set side by side.")
    licence = serializers.URLField(help_text="The licence of the record.")
    docs = serializers.URLField(help_text="A page on which every address can be read about and tried.")
    schema = serializers.URLField(help_text="The OpenAPI schema, a file.")
    files = serializers.URLField(help_text="The page of the files that hold the whole record.")
    addresses = AddressShape(many=True, help_text="Every address, and what it answers.")


class Index(Reading):
    """What there is: every address, the edition that answers, the licence."""

    operation, section = "read_index", "index"
    shape = IndexShape

    addresses: ClassVar[tuple[URLPattern, ...]] = ()
    """The addresses that are told."""

    @classmethod
    def answer_shape(cls) -> type[serializers.Serializer[Any]]:
        """The index with the clocks."""
        return with_clocks(cls.shape)

    def read(self, request: Request, moment: Moment, asked: Asked, **keys: str) -> Any:
        """The index. One query."""
        found = latest(moment, 1)
        told = {
            "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            "recorded_at": moment.recorded_at,
            "digest": found[0].digest if found else "",
            "rules": RULES_VERSION,
            "licence": LICENCE["path"],
            "docs": request.build_absolute_uri(reverse("api:docs")),
            "schema": request.build_absolute_uri(reverse("api:schema")),
            "files": request.build_absolute_uri(reverse("designations:data")),
            "addresses": [_address(request, pattern) for pattern in self.addresses],
        }
        return {**clocks(moment), **self.shape(told).data}


def _address(request: Request, pattern: URLPattern) -> dict[str, str]:
    """An address and the first line of its view's words."""
    path = re.sub(r"<\w+:(\w+)>", r"{\1}", str(pattern.pattern))
    view: type[Reading] = pattern.callback.cls  # type: ignore[attr-defined]  # set by Django REST framework
    return {
        "address": f"{request.build_absolute_uri('/api/')}{path}",
        "answers": (view.__doc__ or "").strip().splitlines()[0],
    }
