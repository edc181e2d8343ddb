"""A document's text as a page can show it, with some words of it marked."""

from __future__ import annotations

from dataclasses import dataclass

MOST_SHOWN = 100_000
"""Characters of a text on a page."""


@dataclass(frozen=True)
class Excerpt:
    """A text in three parts around some words of it; ``cut`` where it is too long to be shown whole."""

    before: str
    words: str
    after: str
    cut: bool


def excerpt(text: str, starts: int | None = None, ends: int | None = None) -> Excerpt:
    """A text, or as much of it around some words as a page can show."""
    first, last = starts or 0, ends or 0
    left = max(0, min(first - MOST_SHOWN // 4, len(text) - MOST_SHOWN))
    right = left + MOST_SHOWN
    return Excerpt(text[left:first], text[first:last], text[last:right], cut=len(text) > MOST_SHOWN)
