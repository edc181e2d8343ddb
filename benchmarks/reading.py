"""Reading articles: how many a second on one core, how the time grows with length, and the longest text at once."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import Figure, measure
from sources.reading import Article, Vocabulary, read_article
from sources.reading.likeness import sketch
from sources.reading.measure import Labelled, of_record, texts

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 200_000
"""Bytes of a text that is to be read within two seconds."""
LENGTHS = (12_500, 25_000, 50_000, 100_000, LONGEST)
FILLER = (
    "Ministers from nine countries spoke of water and railways on Tuesday, and the talks went on until late at night. ",
    "A delegation of the Taliban was in town, though nobody would say whom it met, or what was agreed with the hosts. ",
    "The Security Council is to take up the matter in March, diplomats in New York told reporters of two newspapers. ",
    "Trade between the neighbours rose by a fifth last year, and a new list of tariffs was published in the gazette. ",
)


def run(*, full: bool = False) -> None:
    """Measure and print."""
    known = of_record(ROOT / "data")
    articles = [text.article for text in _labelled()]
    size = sum(len(article.text.encode()) for article in articles)

    def read_all() -> None:
        for article in articles:
            read_article(article, known)

    figure = measure(f"read {len(articles)} articles in eleven languages, {size // 1024} kB", read_all, runs=5)
    print(f"  {len(articles) / figure.median:.0f} articles a second (aim: at least 40)")
    figures = [_long(length, known) for length in LENGTHS]
    growth = figures[-1].median / figures[0].median / (LENGTHS[-1] / LENGTHS[0])
    print(
        f"  {LENGTHS[-1] // LENGTHS[0]} times the length takes {growth:.2f} times as long for each byte (1 is linear)"
    )
    long = _filled(LONGEST * (5 if full else 1))
    measure(f"sketch a text of {len(long) // 1000} kB, to find its copies", lambda: sketch(long), runs=3)


def _labelled() -> list[Labelled]:
    folder = ROOT / "tests" / "reading"
    return [*texts(folder / "texts"), *texts(folder / "news")]


def _long(length: int, known: Vocabulary) -> Figure:
    article = Article("A forum closes", _filled(length), None, "en")
    aim = "aim: under 2 s" if length == LONGEST else ""
    return measure(f"read one text of {length / 1000:.1f} kB", lambda: read_article(article, known), runs=3, aim=aim)


def _filled(length: int) -> str:
    turns = length // sum(map(len, FILLER)) + 1
    paragraphs = ("".join(FILLER) + ("\n\n" if turn % 3 == 0 else "") for turn in range(turns))
    return "".join(paragraphs)[:length]
