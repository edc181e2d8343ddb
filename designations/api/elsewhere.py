"""Addresses of the API at which there is nothing."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from designations.api.errors import in_one_shape


class NothingHere(APIView):
    """Answers 404 in the one shape of errors."""

    renderer_classes = (JSONRenderer,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse before any method is looked for."""
        raise NotFound("There is nothing at this address; /api/schema/ lists what there is.")

    def get_exception_handler(self) -> Any:
        """Errors in the API's one shape."""
        return in_one_shape
