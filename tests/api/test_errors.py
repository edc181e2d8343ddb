"""Whatever a read below raises has one shape, and a fault of ours is none of it."""

import pytest
from django.http import Http404
from rest_framework.exceptions import ValidationError

from designations.api.errors import in_one_shape
from designations.queries.absent import Absent
from designations.queries.changes import BadCursor
from designations.queries.moments import BadMoment


@pytest.mark.parametrize(
    ("error", "status", "parameters"),
    [
        (BadMoment("as_of", "Write it as a day."), 400, {"as_of": "Write it as a day."}),
        (BadMoment("known_at", "There is no edition 9.", missing=True), 404, {}),
        (BadCursor(), 400, {"after": str(BadCursor())}),
        (Absent("The record knows no group 'nobody'."), 404, {}),
        (Http404("any"), 404, {}),
        (ValidationError({"group": {0: ["Too long."], 1: ["Too long."]}}), 400, {"group": "Too long."}),
        (ValidationError(["No."]), 400, {}),
    ],
)
def test_an_error_of_a_read_is_told_in_one_shape(error, status, parameters):
    response = in_one_shape(error, {})

    assert response.status_code == response.data["status"] == status
    assert response.data["parameters"] == parameters
    assert all(sentence in response.data["detail"] for sentence in parameters.values())
    assert response.data["detail"]


def test_a_fault_of_ours_is_left_to_be_logged():
    assert in_one_shape(ZeroDivisionError(), {}) is None
