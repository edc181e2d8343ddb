"""The map: every outline lies in its frame, and what has no place is told apart."""

import re
from itertools import pairwise

import pytest

from designations.charts.world import FRAME, SMALL, Said, draw, world


def said(*codes):
    return [Said(code, "listed", code, "listed", f"/{code}/") for code in codes]


def points(path):
    """The points of an outline, ring by ring."""
    for ring in filter(None, path.split("z")):
        start, _, steps = ring.removeprefix("M").partition("l")
        x, y = map(float, start.split())
        yield x, y
        numbers = [float(number) for number in re.findall(r"-?[0-9.]+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            yield x, y


def test_every_state_lies_on_the_map():
    for code, outline in world().outlines.items():
        assert len(code) == 2
        for x, y in [(outline.x, outline.y), *points(outline.path)]:
            assert 0 <= x <= 1000, code
            assert FRAME[1] <= y <= FRAME[1] + FRAME[3], code


def test_the_large_lie_below_the_small_and_bodies_elsewhere():
    drawn = draw(said("BH", "UN", "RU", "KZ"))

    assert [each.said.code for each in drawn.placed] == ["RU", "KZ", "BH"]
    assert [each.disc for each in drawn.placed] == [False, False, True]
    assert [each.code for each in drawn.elsewhere] == ["UN"]
    assert [each.code for each in drawn.every] == ["BH", "KZ", "RU", "UN"]
    assert drawn.frame == "95 0 870 445"
    assert all(one.outline.area >= two.outline.area for one, two in pairwise(drawn.placed))


@pytest.mark.parametrize(("code", "near"), [("KZ", (685, 100)), ("US", (240, 120)), ("NZ", (890, 390))])
def test_states_stand_where_they_are_looked_for(code, near):
    outline = world().outlines[code]

    assert outline.area > SMALL
    assert abs(outline.x - near[0]) < 60
    assert abs(outline.y - near[1]) < 60
