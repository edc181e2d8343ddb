"""The strongest doubt about a state is the shape that is drawn."""

import re
from pathlib import Path

import pytest

from designations.charts import matrix
from designations.charts.marks import VARIANTS, variant

SPRITE = Path("templates/_components/shapes.html").read_text(encoding="utf-8")
DRAWN = set(re.findall(r'id="m-([\w-]+)"', SPRITE))
STATES = [
    "listed",
    "suspended",
    "delisted",
    "announced",
    "not_listed",
    "no_list",
    "unknown",
    "covered",
    "mixed",
]


@pytest.mark.parametrize(
    ("asked", "shape"),
    [
        ({}, ""),
        ({"partial": True}, "part"),
        ({"partial": True, "hollow": True}, "hollow"),
        ({"partial": True, "hollow": True, "possible": True}, "possible"),
    ],
)
def test_doubt_comes_before_scope(asked: dict[str, bool], shape: str) -> None:
    assert variant("listed", **asked) == shape
    assert matrix.Statement("listed", **asked).variant == shape


def test_a_state_without_a_second_shape_is_drawn_plain() -> None:
    assert variant("no_list", possible=True, hollow=True, partial=True) == ""
    assert variant("delisted", possible=True, partial=True) == ""


@pytest.mark.parametrize("state", [*STATES, "conflict"])
def test_every_state_and_every_variant_has_a_drawing(state: str) -> None:
    assert {state, *(f"{state}-{name}" for name in VARIANTS.get(state, ()))} <= DRAWN
