"""The figures on the text set of our own, held from falling."""

from pathlib import Path

import pytest

from sources.reading import Article, Reading, Vocabulary
from sources.reading.baseline import read_plainly
from sources.reading.measure import interval, measure, table, texts

HERE = Path(__file__).parent / "texts"
PARTS = measure(HERE)


def test_set_holds_texts_in_eleven_languages_and_quiet_ones() -> None:
    found = texts(HERE)
    assert len(found) >= 60
    assert len({text.article.language for text in found}) == 11
    assert sum(not text.claims for text in found) >= 20


@pytest.mark.parametrize("part", ["all", "en"])
def test_figures_do_not_fall(part: str) -> None:
    score = PARTS[part]
    assert score.precision >= 0.97
    assert score.recall >= 0.97
    assert score.share("date") >= 0.94
    assert score.share("status") >= 0.97


@pytest.mark.parametrize("language", ["ru", "es", "fr", "de", "ar", "fa", "tr", "pt", "id", "ur"])
def test_no_language_asserts_what_no_label_knows(language: str) -> None:
    assert PARTS[language].counts["false"] == 0


def test_reader_that_says_nothing_finds_nothing() -> None:
    def silent(article: Article, vocabulary: Vocabulary) -> Reading:
        return Reading("en", (), ())

    score = measure(HERE, silent)["all"]
    assert (score.precision, score.recall) == (1.0, 0.0)


def test_reader_is_far_better_than_the_plain_baseline() -> None:
    plain = measure(HERE, read_plainly)["all"]
    assert plain.precision < PARTS["all"].precision - 0.3
    assert plain.recall < PARTS["all"].recall - 0.1


def test_table_names_every_part() -> None:
    assert all(part in table(PARTS) for part in PARTS)


def test_intervals_are_those_of_wilson() -> None:
    assert interval(9, 10) == "0.60-0.98"
    assert interval(0, 10) == "0.00-0.28"
    assert interval(0, 0) == "-"


def test_baseline_is_alarmed_by_quiet_texts_and_the_reader_is_not() -> None:
    plain = measure(HERE, read_plainly)["all"]
    assert plain.counts["quiet"] == PARTS["all"].counts["quiet"] >= 20
    assert plain.counts["alarmed"] > plain.counts["quiet"] // 4
    assert PARTS["all"].counts["alarmed"] == 0
