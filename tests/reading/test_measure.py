"""The figures on the text set of our own, held from falling."""

from pathlib import Path

import pytest

from sources.reading import Article, Reading, Vocabulary
from sources.reading.baseline import read_plainly
from sources.reading.measure import interval, main, measure, misses, said, table, texts

HERE = Path(__file__).parent / "texts"
NEWS = Path(__file__).parent / "news"
PARTS = measure(HERE)
IN_THE_NEWS = measure(NEWS)


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


def test_texts_written_after_the_rules_are_read_with_the_names_of_the_record() -> None:
    found = texts(NEWS)
    assert len(found) >= 110
    assert len({text.article.language for text in found}) == 11
    score = IN_THE_NEWS["all"]
    assert score.precision >= 0.98
    assert score.recall >= 0.95
    assert score.share("date") >= 0.92
    assert score.share("status") >= 0.97
    assert score.counts["alarmed"] <= 1 < 40 <= score.counts["quiet"]


def test_a_second_date_or_status_of_a_label_is_as_good() -> None:
    label = {"date": "2024-06-03", "also_date": "2024-06-04", "status": "done"}
    assert said(label, "date") == {"2024-06-03", "2024-06-04"}
    assert said(label, "status") == {"done"}


def test_misses_tell_what_was_missed_false_or_different(tmp_path) -> None:
    (tmp_path / "vocabulary.yaml").write_text(
        "authorities: KZ, TJ\ngroups: {taliban: {names: [Taliban], based_in: [AF]}}"
    )
    (tmp_path / "en.yaml").write_text(
        """
- id: one
  kind: act
  title: Notes
  published: 2024-06-05
  text: On Monday, Kazakhstan struck the Taliban from its list of terrorist organisations.
  claims: [{authority: KZ, action: delisted, group: taliban, status: announced, date: 2024-06-02}]
- id: two
  kind: act
  title: Notes
  published: 2024-06-05
  text: On Monday, Kazakhstan struck the Taliban from its list of terrorist organisations.
  claims: [{authority: TJ, action: delisted, group: taliban, status: done, date: 2024-06-03}]
"""
    )

    told = misses(tmp_path)

    assert [line.split()[0] for line in told] == ["differs", "missed", "false"]
    parts = measure(tmp_path)
    assert (parts["all"].counts["targets"], parts["all"].counts["found"], parts["all"].counts["false"]) == (2, 1, 1)


def test_every_folder_is_printed_with_the_baseline_beside_it(capsys, monkeypatch) -> None:
    monkeypatch.setattr("sys.argv", ["measure", str(HERE), "--misses"])

    main()

    told = capsys.readouterr().out
    assert told.count("false alarms") == 2
    assert "a plain baseline" in told
    assert "differs de-02" in told
