"""The heat map: every share has its step and its number, and bars lie side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designations.charts.heat import STEPS, Member, draw, overlap, step_of


def test_a_row_says_how_much_of_it_each_column_holds():
    heat = draw(
        [Member("A", "Aland", 10), Member("B", "Bland", 40), Member("C", "Cland", 10)],
        {frozenset("AB"): (8, "/a-b/")},
    )

    assert [member.code for member in heat.members] == ["B", "A", "C"]
    (_, of_b), (_, of_a), (_, of_c) = heat.rows
    assert [(square.percent, square.step, square.own) for square in of_a] == [
        (80, 5, False),
        (0, 0, True),
        (0, 0, False),
    ]
    assert (of_b[1].percent, of_b[1].shared, of_b[1].href) == (20, 8, "/a-b/")
    assert {square.shared for square in of_c} == {0}


def test_a_list_without_names_has_no_share():
    with pytest.raises(ValueError, match="without names"):
        draw([Member("A", "Aland", 0)], {})


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_is_never_paler(one, two):
    low, high = sorted((one, two))

    assert 0 <= step_of(low) <= step_of(high) <= len(STEPS)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500))
def test_the_parts_of_two_lists_fill_the_line_in_order(only_one, only_two, shared):
    drawn = overlap(only_one + shared, only_two + shared, shared)

    assert drawn.one[0] == 0
    assert drawn.one[1] == drawn.both[0]
    assert drawn.both[0] + drawn.both[1] == pytest.approx(drawn.two[0])
    assert drawn.two[0] + drawn.two[1] == pytest.approx(100)
    assert drawn.upper == (0, pytest.approx(drawn.two[0]))
    assert drawn.lower == (drawn.both[0], pytest.approx(100 - drawn.both[0]))
    assert drawn.both[0] < drawn.middle < drawn.two[0]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500), st.integers(0, 2000))
def test_lists_drawn_to_one_scale_stay_on_the_line(only_one, only_two, shared, along):
    names = only_one + only_two + shared
    drawn = overlap(only_one + shared, only_two + shared, shared, along=along)
    end = drawn.two[0] + drawn.two[1]

    assert end == pytest.approx(100 * names / max(names, along), abs=0.01)
    assert drawn.both[1] == pytest.approx(100 * shared / max(names, along), abs=0.01)


@pytest.mark.parametrize("counts", [(0, 0, 0), (3, 2, 3), (3, 2, -1)])
def test_what_cannot_be_is_refused(counts):
    with pytest.raises(ValueError, match="cannot be shared"):
        overlap(*counts)
