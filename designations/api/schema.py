"""The OpenAPI schema, read off what each address declares."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.views import APIView

from designations.api.errors import ErrorShape
from designations.api.fields import ACT, CODE, CONFLICT, SLUG


class Key(NamedTuple):
    """A key in an address: what it is, and how it is written."""

    words: str
    pattern: str


KEYS = {
    "slug": Key("Its slug.", SLUG),
    "code": Key("Its code, in whatever case.", CODE),
    "act": Key("The key of the act.", ACT),
    "key": Key("The key of the conflict: its rule, its stopping act, and the body or other group.", CONFLICT),
}


class Declared(APIView):
    """What an address declares of itself."""

    operation: ClassVar[str]
    section: ClassVar[str]
    parameters: ClassVar[type[serializers.Serializer[Any]]]
    shape: ClassVar[type[serializers.Serializer[Any]]]
    may_be_elsewhere: ClassVar[bool] = False

    @classmethod
    def answer_shape(cls) -> type[serializers.Serializer[Any]]:
        """The shape of the whole answer."""
        return cls.shape


class ReadSchema(AutoSchema):
    """Parameters from ``parameters``, answers from ``shape``, errors in their one shape."""

    view: Declared  # type: ignore[override]  # every address that has this schema declares itself

    def get_override_parameters(self) -> list[Any]:
        """The declared query parameters, and the keys in the address."""
        keys = [
            OpenApiParameter(
                name, OpenApiTypes.STR, OpenApiParameter.PATH, description=key.words, pattern=key.pattern, required=True
            )
            for name, key in KEYS.items()
            if f"{{{name}}}" in self.path
        ]
        return [self.view.parameters, *keys]

    def get_filter_backends(self) -> list[Any]:
        """None: what may be asked is declared."""
        return []

    def get_operation_id(self) -> str:
        """A plain name: ``list_groups``, ``read_group``."""
        return self.view.operation

    def get_tags(self) -> list[str]:
        """One section."""
        return [self.view.section]

    def get_summary(self) -> str:
        """The first line of the view's words."""
        return (self.view.__doc__ or "").strip().splitlines()[0]

    def get_description(self) -> str:  # type: ignore[override]  # as the library itself has it
        """All of the view's words."""
        return "\n".join(line.strip() for line in (self.view.__doc__ or "").strip().splitlines())

    def get_response_serializers(self) -> Any:
        """What each status carries."""
        errors = {
            400: OpenApiResponse(ErrorShape, "A parameter is unknown, malformed or given twice."),
            404: OpenApiResponse(ErrorShape, "The record holds no such thing, or has no such edition or page."),
            406: OpenApiResponse(ErrorShape, "Only JSON is served."),
            429: OpenApiResponse(ErrorShape, "Too many requests; `Retry-After` says when to try again."),
        }
        answers: dict[int, Any] = {
            200: OpenApiResponse(self.view.answer_shape(), "The answer."),
            304: OpenApiResponse(None, "Unchanged since the answer whose `ETag` the request names."),
        }
        if self.view.may_be_elsewhere:
            answers[308] = OpenApiResponse(None, "The group is read as another, at `Location`.")
        return answers | errors


def with_clocks(shape: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """A shape together with the clocks that it was read at."""
    return type(f"{shape.__name__}At", (_Clocked, shape), {"__doc__": shape.__doc__})


class _Clocked(serializers.Serializer[Any]):
    as_of = serializers.DateField(help_text="The day that was read.")
    known_at = serializers.CharField(help_text="The edition that was read, as `e17`.")


def in_pages(shape: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """A page of rows of a shape."""
    return type(
        f"{shape.__name__}Page",
        (_Clocked,),
        {
            "__doc__": "A page of rows.",
            "count": serializers.IntegerField(help_text="Rows on all pages."),
            "page": serializers.IntegerField(help_text="Which page this is."),
            "pages": serializers.IntegerField(help_text="How many pages there are."),
            "next": serializers.URLField(allow_null=True, help_text="Address of the next page."),
            "previous": serializers.URLField(allow_null=True, help_text="Address of the page before."),
            "results": shape(many=True, help_text="The rows."),
        },
    )
