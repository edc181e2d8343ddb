"""A matrix beside another day: which cells differ, and which rows have one that does."""

from datetime import date

import pytest

from designations.queries.matrix import matrix
from designations.queries.selection import Selection
from tests.queries.conftest import at

pytestmark = pytest.mark.usefixtures("record")

DAY = date(2023, 12, 1)


def told(day: str) -> dict[tuple[str, str], tuple[object, ...]]:
    """Own states by place."""
    return {(each.group, each.authority): each[2:7] for each in matrix(at(day), Selection(covered=False)).cells}


def test_exactly_the_cells_that_differ_are_named():
    one, two = told("2023-12-01"), told("2024-06-10")
    found = matrix(at("2024-06-10"), Selection(beside=DAY))

    assert found.changed == {place for place in one.keys() | two.keys() if one.get(place) != two.get(place)}
    assert ("taliban", "KZ") in found.changed


def test_rows_without_a_change_can_be_left_out():
    found = matrix(at("2024-06-10"), Selection(beside=DAY, only_changed=True))

    assert {row.slug for row in found.rows} == {group for group, _ in found.changed}
    assert matrix(at("2024-06-10"), Selection()).changed == frozenset()


def test_cells_can_be_those_of_one_kind_of_list():
    courts = matrix(at("2024-06-10"), Selection(lists=("court_ban",), covered=False))
    codes = {cell.authority for cell in courts.cells}

    assert "KZ" in codes
    assert "UN" not in codes
    statements = matrix(at("2024-06-10"), Selection(lists=("political_statement",), covered=False))
    assert all(cell.political for cell in statements.cells)
