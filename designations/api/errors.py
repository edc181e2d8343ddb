"""Every error in one shape, with a sentence that helps."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import exception_handler

from designations.queries.absent import Absent
from designations.queries.changes import BadCursor
from designations.queries.moments import BadMoment


class ErrorShape(serializers.Serializer[Any]):
    """What went wrong."""

    status = serializers.IntegerField(help_text="The HTTP status, once more.")
    title = serializers.CharField(help_text="The status in words.")
    detail = serializers.CharField(help_text="What went wrong and what to do, in a sentence or two.")
    parameters = serializers.DictField(
        child=serializers.CharField(), help_text="By name of a parameter: what is wrong with it."
    )


def in_one_shape(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to an error; None where it is none of ours, and so a fault to be logged."""
    response = exception_handler(_as_api_error(error), dict(context))
    if response is None:
        return None
    parameters = _parameters(response.data) if response.status_code == HTTPStatus.BAD_REQUEST else {}
    detail = _detail(response.data, parameters)
    response.data = {
        "status": response.status_code,
        "title": HTTPStatus(response.status_code).phrase,
        "detail": detail,
        "parameters": parameters,
    }
    response["Cache-Control"] = "no-store"
    return response


def _as_api_error(error: Exception) -> Exception:
    match error:
        case BadMoment() if error.missing:
            return exceptions.NotFound(str(error))
        case BadMoment():
            return exceptions.ValidationError({error.parameter: str(error)})
        case BadCursor():
            return exceptions.ValidationError({"after": str(error)})
        case Absent():
            return exceptions.NotFound(str(error))
        case Http404():
            return exceptions.NotFound("There is nothing at this address; /api/schema/ lists what there is.")
    return error


def _parameters(data: Any) -> dict[str, str]:
    if not isinstance(data, Mapping):
        return {}
    return {name: " ".join(_sentences(value)) for name, value in data.items() if name != "detail"}


def _sentences(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        found = [sentence for each in value for sentence in _sentences(each)]
        return list(dict.fromkeys(found))
    return [str(value)]


def _detail(data: Any, parameters: Mapping[str, str]) -> str:
    if parameters:
        return " ".join(f"{name}: {sentence}" for name, sentence in parameters.items())
    return str(data.get("detail", "")) if isinstance(data, Mapping) else " ".join(_sentences(data))
