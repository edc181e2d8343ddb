"""Phrases of the word lists: how they are compiled and matched."""

import pytest

from sources.reading.patterns import compile_pattern
from sources.reading.words import load, load_list


@pytest.mark.parametrize("text", ["", "~2 list", "?the list"])
def test_phrase_without_a_fixed_first_word_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must begin with a word"):
        compile_pattern("terms.list", text)


@pytest.mark.parametrize(
    ("phrase", "said", "end"),
    [
        ("terror ?group list", "terror group list", 3),
        ("terror ?group list", "terror list", 2),
        ("terror ~2 list", "terror and crime list", 4),
        ("terror ~2 list", "terror and very long list", None),
        ("terror list*|roll", "terror listings", 2),
        ("terror *liste", "terror sperrliste", 2),
        ("terror *liste", "terror tafel", None),
        ("terror list", "terror", None),
    ],
)
def test_phrase_ends_where_its_last_word_does(phrase: str, said: str, end: int | None) -> None:
    forms = [(word,) for word in said.split()]
    assert compile_pattern("terms.list", phrase).end(forms, 0) == end


def test_a_word_list_that_is_not_there_is_empty(tmp_path) -> None:
    assert load(tmp_path / "none.yaml") == {}
    assert load_list(tmp_path / "none.yaml") == []
