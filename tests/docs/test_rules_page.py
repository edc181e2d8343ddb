"""The page of the rules says what the rules make of the shipped record."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from designations.domain.conflicts import WEIGHTS, Rule
from designations.queries.conflict_rows import ConflictRow
from designations.queries.conflicts import conflicts
from designations.queries.moments import pin

PAGE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


@pytest.fixture
def rows(db: None) -> tuple[ConflictRow, ...]:
    """Every conflict of the record, open or closed."""
    return conflicts(pin(None, None, now=datetime.now(UTC)), None).rows


def test_the_page_counts_what_the_rules_make(rows: tuple[ConflictRow, ...]) -> None:
    told = re.findall(r"^\| (\w+) \| (\w+) \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.M)
    counts = Counter(row.rule for row in rows)
    still = Counter(row.rule for row in rows if row.ends is None)
    shown = Counter(row.rule for row in rows if row.by_default)

    assert told == [
        (rule.value, WEIGHTS[rule].value, str(counts[rule]), str(still[rule]), str(shown[rule])) for rule in Rule
    ]


def test_the_page_lists_every_conflict_with_its_span(rows: tuple[ConflictRow, ...]) -> None:
    told = re.findall(r"^\| `([^`]+)` \| .* \| (\d{4}-\d{2}-\d{2}) \| (\S+) \| [^|]*\|$", PAGE, re.M)

    assert sorted(told) == sorted((row.key, str(row.starts), str(row.ends or "open")) for row in rows)


def test_each_worked_example_is_the_sentence_that_the_atlas_prints(rows: tuple[ConflictRow, ...]) -> None:
    told = dict(re.findall(r"^Worked example, `([^`]+)`:\n\n> (.+)$", PAGE, re.M))
    sentences = {row.key: row.sentence for row in rows}

    assert len(told) == len(Rule)
    assert told == {key: sentences[key] for key in told}
