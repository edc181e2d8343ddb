"""Cells of a file: what is written can be read back, and no spreadsheet runs it."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from designations.exports.columns import guarded, unguarded, written

NASTY = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\t\r\n,; "),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=40,
)


@given(text=NASTY)
@example(text="=HYPERLINK(1)")
@example(text="'=1")
@example(text="'Asa'ib Ahl al-Haq")
@example(text="")
def test_a_guarded_text_begins_no_formula_and_is_given_back(text):
    cell = guarded(text)

    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert unguarded(cell) == text


@given(text=NASTY)
def test_only_what_could_run_is_guarded(text):
    runs = text.lstrip("'")[:1] in {"=", "+", "-", "@", "\t", "\r"}

    assert (guarded(text) != text) is runs


@given(rows=st.lists(st.lists(NASTY, min_size=2, max_size=2), max_size=5))
def test_rows_of_any_text_come_back_from_the_csv_module(rows):
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([[written(text) for text in row] for row in rows])

    file.seek(0)
    assert [[unguarded(cell) for cell in row] for row in csv.reader(file)] == rows


@given(texts=st.lists(NASTY, min_size=1).map(tuple))
def test_several_texts_come_back_in_their_order(texts):
    assert tuple(json.loads(written(texts))) == texts


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (date(2024, 6, 10), "2024-06-10"),
        ((), ""),
        (("a", "Талибан"), '["a", "Талибан"]'),
        ("../2026-07-17", "../2026-07-17"),
        ("-17", "'-17"),
    ],
)
def test_a_value_is_written_in_one_way(value, cell):
    assert written(value) == cell
