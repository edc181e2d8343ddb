"""The matrix at a fixed size: columns stand apart and in order, heads and headings fit where they stand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from designations.charts import lettering, matrix, plate
from designations.charts.lettering import BOLD
from designations.charts.matrix import Column, Row
from designations.charts.plate import HEADS, MOST, NAMES, ROW, SMALL

HEADINGS = ["International bodies", "Oceania", "Latin America and Caribbean"]
columns = st.lists(
    st.tuples(st.text("ab", min_size=1, max_size=40), st.sampled_from(HEADINGS), st.booleans()), min_size=1, max_size=80
).map(lambda told: [Column(f"C{at}", name, under, complete=whole) for at, (name, under, whole) in enumerate(told)])
rows = st.lists(st.text("ab W", max_size=80), max_size=6).map(
    lambda names: [Row(str(at), name) for at, name in enumerate(names)]
)


def laid(heads: list[Column], groups: list[Row]) -> plate.Plate:
    return plate.lay(matrix.draw(matrix.gather(heads, HEADINGS), groups, {}), 960)


@given(columns, rows)
def test_columns_stand_side_by_side_in_the_order_of_the_grid(heads: list[Column], groups: list[Row]) -> None:
    found = laid(heads, groups)

    assert [each.code for each in found.columns] == [each.code for each in matrix.gather(heads, HEADINGS)]
    assert all(one.end <= two.x + 0.02 for one, two in pairwise(found.columns))
    assert all(each.x < each.middle < each.end for each in found.columns)
    assert found.names <= NAMES
    assert found.names < found.columns[0].x
    assert found.columns[-1].end <= found.width + 0.02
    assert found.bottom == found.y(len(groups)) == found.top + ROW * len(groups)


@given(columns, rows)
def test_heads_and_headings_fit(heads: list[Column], groups: list[Row]) -> None:
    found = laid(heads, groups)

    for each in found.columns:
        assert lettering.width(each.name, SMALL) <= HEADS or each.name == each.code
        assert each.middle - SMALL / 2 >= each.x - 0.02
        assert each.end - each.x >= plate.LEAST - 0.02
    for heading in found.headings:
        assert all(
            heading.x + lettering.width(line, SMALL, face=BOLD) <= heading.end + plate.GAP for _, line in heading.lines
        )
        assert max(y for y, _ in heading.lines) < found.heads_end - max(
            lettering.width(each.name, SMALL) for each in found.columns
        )


def test_few_columns_stand_no_wider_than_need_be_and_long_names_give_way_to_codes() -> None:
    heads = [Column("UN", "United Nations (Security Council)", "Oceania"), Column("X", "a" * 60, "Oceania")]
    found = laid(heads, [])

    assert [each.name for each in found.columns] == ["United Nations", "X"]
    assert all(round(each.end - each.x, 1) <= MOST for each in found.columns)
