"""The facts of the sources: whole, consistent, and about regimes that there are."""

import csv
from pathlib import Path

import pytest

from sources.lists.dates import UnreadableDate, day_of, stated
from sources.lists.facts import FOLDER, BadFacts, all_sources, load, source
from sources.lists.readers.layout import layout_of
from tests.lists.samples import SHARED

ROOT = Path(__file__).parents[2]


def text_of(slug: str) -> str:
    return next(
        text for path in FOLDER.glob("*.yml") if f"slug: {slug}\n" in (text := path.read_text(encoding="utf-8"))
    )


def test_every_regime_of_a_source_is_in_the_record() -> None:
    places = (ROOT / "data" / "regimes.csv", SHARED.parent / "facts" / "regimes.csv")
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        pytest.skip("neither data/regimes.csv nor ../shared/facts is here")
    known = {row["slug"] for row in csv.DictReader(found.read_text(encoding="utf-8").splitlines())}

    assert {regime for facts in all_sources().values() for regime in facts.regimes} <= known


def test_addresses_are_https() -> None:
    addresses = [facts.homepage for facts in all_sources().values()]
    addresses += [file.url for facts in all_sources().values() for file in facts.files]

    assert [address for address in addresses if not address.startswith("https://")] == []


def test_layouts_of_tables_make_sense() -> None:
    tables = [facts for facts in all_sources().values() if facts.reader == "table"]

    assert len(tables) == 3
    for facts in tables:
        assert layout_of(facts.slug, facts.layout).names


def test_a_source_is_found_by_its_slug() -> None:
    assert source("un-consolidated").file("list").role == "list"
    with pytest.raises(KeyError):
        source("no-such-list")
    with pytest.raises(KeyError):
        source("un-consolidated").file("other")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("title: Currently", "heading: Currently", "missing title"),
        ("note: The feed", "mood: The feed", "unknown mood"),
        ("regimes: [ca-criminal-code]", "regimes: [us-fto]", "programmes lead to"),
        ("complete_for: [ca-criminal-code]", "complete_for: [us-fto]", "complete_for"),
        ("expected: {min: 50", "expected: {min: 500", "min <= max"),
        ("max_mebibytes: 16", "max_mebibytes: 16, colour: red", "unknown colour"),
        ("frequency: weekly", "frequency: sometimes", "sometimes"),
        ("expected:", "unknown_programmes: shrug\nexpected:", "stop or report"),
    ],
)
def test_bad_facts_are_refused_with_a_reason(old: str, new: str, what: str) -> None:
    text = text_of("ca-listed-entities")
    assert old in text

    with pytest.raises(ValueError, match=what):
        load(text.replace(old, new, 1))


def test_facts_are_a_mapping() -> None:
    with pytest.raises(BadFacts, match="mapping"):
        load("- a list")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ({"names": [{"column": "Name"}]}, "needs id and names"),
        ({"id": "name", "names": [], "colour": 1}, "no colour"),
        ({"id": "name", "names": [{"kind": "primary"}]}, "column"),
        ({"id": "name", "names": [{"column": "Name", "kind": "nick"}]}, "nick"),
        ({"id": {"column": "No", "pattern": "[0-9]+"}, "names": ["Name"]}, "one group"),
        ({"id": {"column": "No", "pattern": "("}, "names": ["Name"]}, "cannot be read"),
        ({"id": "name", "names": ["Name"], "listed_on": {"column": "On", "dates": ["moon"]}}, "moon"),
        ({"id": "name", "names": ["Name"], "type": {"column": "T", "words": {"E": "thing"}}}, "thing"),
    ],
)
def test_bad_layouts_are_refused_with_a_reason(raw: dict[str, object], what: str) -> None:
    with pytest.raises(BadFacts, match=what):
        layout_of("made", raw)


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("2001-10-06", "iso", "2001-10-06"),
        ("2001-10-06-04:00", "iso", "2001-10-06"),
        ("2024-05-02T23:59:59.123Z", "iso", "2024-05-02"),
        ("2001-10", "iso", "2001-10"),
        ("2001", "iso", "2001"),
        ("06/10/2001", "day/month/year", "2001-10-06"),
        ("6.10.2001", "day/month/year", "2001-10-06"),
        ("00/10/2001", "day/month/year", "2001-10"),
        ("dd/mm/2001", "day/month/year", "2001"),
        ("10/06/2001", "month/day/year", "2001-10-06"),
        ("6 October 2001", "day month year", "2001-10-06"),
        ("02-May-2024", "day month year", "2024-05-02"),
        ("Sept 2001", "day month year", "2001-09"),
        ("45000", "serial", "2023-03-15"),
        ("45000.5", "serial", "2023-03-15"),
    ],
)
def test_days_are_read_as_the_list_prints_them(text: str, form: str, day: str) -> None:
    assert stated(f" {text} ", form) == day


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2001-02-30", "iso"),
        ("32/01/2001", "day/month/year"),
        ("00/13/2001", "day/month/year"),
        ("6 Brumaire 2001", "day month year"),
        ("7", "serial"),
        ("soon", "iso"),
    ],
)
def test_what_is_no_day_is_refused(text: str, form: str) -> None:
    with pytest.raises(UnreadableDate):
        stated(text, form)


def test_no_text_is_no_day() -> None:
    assert stated("  ", "iso") is None
    assert day_of("", "iso") is None
    with pytest.raises(UnreadableDate, match="no single day"):
        day_of("2001-10", "iso")
