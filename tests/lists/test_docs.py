"""The page about official lists says what is so."""

from pathlib import Path

from sources.lists.comparing import DifferenceKind
from sources.lists.dates import FORMS
from sources.lists.facts import SourceFacts, all_sources
from sources.lists.faults import Reason
from sources.lists.guarding import RemovalKind
from sources.lists.matching import Verdict
from sources.lists.readers.layout import Layout

PAGE = (Path(__file__).parents[2] / "docs" / "lists.md").read_text(encoding="utf-8")
HEAD = "| source | publisher | files | regimes | renewed | expected | held if more go | states days |"


def row(facts: SourceFacts) -> str:
    """The line of the table for one source."""
    files = ", ".join(f"{file.role}.{file.format.value}" for file in facts.files)
    regimes = ", ".join(f"`{regime}`" for regime in facts.regimes) or "none followed"
    cells = (
        f"[`{facts.slug}`]({facts.homepage})",
        facts.publisher,
        files,
        regimes,
        facts.frequency.value,
        f"{facts.expected[0]} to {facts.expected[1]}",
        str(facts.max_removals),
        "yes" if facts.dated else "no",
    )
    return f"| {' | '.join(cells)} |"


def test_the_table_of_sources_is_that_of_the_facts() -> None:
    rows = [row(facts) for _, facts in sorted(all_sources().items())]
    table = "\n".join([HEAD, "|" + "---|" * 8, *rows])

    written = PAGE.partition("<!-- sources -->\n")[2].partition("\n<!-- end of sources -->")[0]

    assert written == table


def test_every_word_is_explained() -> None:
    words = [*Reason, *RemovalKind, *DifferenceKind, *Verdict, *FORMS, *Layout.__slots__]

    assert [word for word in words if f"`{word}`" not in PAGE] == []
