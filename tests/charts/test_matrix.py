"""Every column of every row is drawn once, and emptiness costs nothing."""

from hypothesis import given
from hypothesis import strategies as st

from designations.charts import matrix
from designations.charts.matrix import CELL, COVERED, GAP, Column, Row, Statement

CODES = ["KZ", "RU", "TJ", "US", "GB", "UN"]
columns = st.lists(st.sampled_from(CODES), unique=True, min_size=1).flatmap(
    lambda codes: st.lists(st.sampled_from("ABC"), min_size=len(codes), max_size=len(codes)).map(
        lambda headings: [Column(code, code, heading) for code, heading in zip(codes, headings, strict=True)]
    )
)
rows = st.lists(st.sampled_from(["taliban", "isil", "eta"]), unique=True).map(lambda slugs: [Row(s, s) for s in slugs])
statements = st.dictionaries(
    st.tuples(st.sampled_from(["taliban", "isil", "eta"]), st.sampled_from(CODES)),
    st.builds(
        Statement,
        state=st.sampled_from(["", "listed", "delisted"]),
        covered_by=st.sampled_from([(), ("UN",), ("UN", "EU")]),
        conflict=st.booleans(),
    ),
)


@given(columns, rows, statements)
def test_the_runs_of_a_row_span_each_column_once(
    heads: list[Column], groups: list[Row], said: dict[tuple[str, str], Statement]
) -> None:
    grid = matrix.draw(matrix.gather(heads, "ABC"), groups, said)

    for row in grid.rows:
        at = 0
        for run in row.runs:
            assert run.column == at
            at += run.span
        assert at == len(heads)


@given(columns, rows, statements)
def test_headings_stand_together_and_span_each_column_once(
    heads: list[Column], groups: list[Row], said: dict[tuple[str, str], Statement]
) -> None:
    grid = matrix.draw(matrix.gather(heads, "ABC"), groups, said)

    titles = [heading.title for heading in grid.headings]
    assert titles == sorted(set(titles))
    assert [place for heading in grid.headings for place in heading.columns] == list(range(len(heads)))
    assert sum(head.closes_heading for head in grid.heads) == len(titles)


@given(columns, rows, statements)
def test_every_own_statement_is_a_cell_and_no_cell_is_made_up(
    heads: list[Column], groups: list[Row], said: dict[tuple[str, str], Statement]
) -> None:
    grid = matrix.draw(matrix.gather(heads, "ABC"), groups, said)

    drawn = {(row.row.slug, run.code) for row in grid.rows for run in row.runs if run.kind == CELL}
    shown = {(row.slug, head.code) for row in groups for head in heads}
    assert drawn == {at for at, one in said.items() if at in shown and (one.state or one.conflict)}
    assert all(row.count == sum(run.kind == CELL for run in row.runs) for row in grid.rows)


@given(columns, rows, statements)
def test_no_two_neighbouring_runs_of_a_heading_are_both_empty(
    heads: list[Column], groups: list[Row], said: dict[tuple[str, str], Statement]
) -> None:
    grid = matrix.draw(matrix.gather(heads, "ABC"), groups, said)

    for row in grid.rows:
        for before, after in zip(row.runs, row.runs[1:], strict=False):
            assert before.closes_heading or (before.kind, after.kind) != (GAP, GAP)
    assert grid.cells == sum(run.kind in {CELL, COVERED} for row in grid.rows for run in row.runs)


def test_neighbours_covered_by_the_same_body_are_one_run() -> None:
    heads = [Column(code, code, "A") for code in CODES[:4]]
    un, both = Statement(covered_by=("UN",)), Statement(covered_by=("UN", "EU"))
    grid = matrix.draw(
        heads,
        [Row("t", "t")],
        {("t", "KZ"): un, ("t", "RU"): un, ("t", "TJ"): both, ("t", "US"): Statement()},
    )

    assert [(run.kind, run.span) for run in grid.rows[0].runs] == [(COVERED, 2), (COVERED, 1), (GAP, 1)]


def test_headings_come_in_the_order_asked_for_and_others_after() -> None:
    heads = [Column("a", "a", "Z"), Column("b", "b", "X"), Column("c", "c", "Z"), Column("d", "d", "Y")]

    assert [head.code for head in matrix.gather(heads, ["Y", "Z"])] == ["d", "a", "c", "b"]
