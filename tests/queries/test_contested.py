"""The groups in most conflicts: the same cells as those of the matrix, of the authorities that speak."""

import pytest

from designations.queries.contested import contested
from designations.queries.matrix import Selection, matrix
from tests.queries.conftest import at

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize("day", ["2026-01-01", "2024-06-10", "2015-06-10"])
def test_the_cells_are_those_of_the_matrix(day: str) -> None:
    found = contested(at(day))
    slugs = tuple(row.slug for row in found.rows)
    whole = matrix(at(day), Selection(groups=slugs, covered=False, wings=True))
    # A conflict that nobody's act began marks the cells of all its parties there, and none here.
    cells = {(cell.group, cell.authority): cell._replace(conflicts=0) for cell in whole.cells}

    assert 0 < len(slugs) <= 8
    assert {(cell.group, cell.authority): cell._replace(conflicts=0) for cell in found.cells} == cells
    assert {row.slug: row.coverings for row in found.rows} == {row.slug: row.coverings for row in whole.rows}
    assert [column.code for column in found.columns] == [
        column.code
        for column in whole.columns
        if any(column.code == code for _, code in cells.keys() | whole.wings.keys())
    ]
    assert found.wings == whole.wings
    marked = {(cell.group, cell.authority) for cell in whole.cells if cell.conflicts}
    assert {(cell.group, cell.authority) for cell in found.cells if cell.conflicts} <= marked


def test_those_in_most_conflicts_come_first() -> None:
    few, more = contested(at("2026-01-01"), most=2), contested(at("2026-01-01"), most=5)

    assert few.rows == more.rows[:2]
    assert few.rows[0].slug == "taliban"


def test_a_day_without_conflicts_has_no_rows() -> None:
    found = contested(at("1980-01-01"))

    assert (found.columns, found.rows, found.cells) == ((), (), ())
