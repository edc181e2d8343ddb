"""What a host's robots.txt asks of us: the rules of RFC 9309, and nothing of the network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

LONGEST_DELAY = 60.0
"""Seconds; a longer Crawl-delay is kept as this."""

MOST_BYTES = 512 * 1024
"""What is read of a robots.txt; RFC 9309 asks for 500 KiB at least."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is asked of one reader: rules as (path, whether it may be read), and seconds between two requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be read: the longest rule that fits says so, the kinder one of equals."""
        fitting = [(len(rule), allowed) for rule, allowed in self.rules if _fits(rule, _normal(path))]
        return max(fitting, default=(0, True))[1] or path == "/robots.txt"


def rules_for(name: str, text: str) -> Rules:
    """The rules for a reader of this name, of all groups that name it; else those for everybody."""
    groups = list(_groups(text))
    own = [lines for names, lines in groups if name.lower() in names]
    lines = [line for part in own or [lines for names, lines in groups if "*" in names] for line in part]
    found = tuple((_normal(value), key == "allow") for key, value in lines if key != "crawl-delay" and value)
    return Rules(found, min(_delay(lines), LONGEST_DELAY))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The groups as (names, lines), each line a word and what it says."""
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for key, value in _lines(text):
        if key == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            names.add(value.partition("/")[0].strip().lower())
        elif names and key in ("allow", "disallow", "crawl-delay"):
            lines.append((key, value))
    yield names, lines


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _delay(lines: Iterable[tuple[str, str]]) -> float:
    told = [value for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d+)?", value)]
    return max(map(float, told), default=0.0)


def _normal(path: str) -> str:
    """A path in its one spelling, so that ``%7e`` and ``~`` are the same."""
    return quote(unquote(path), safe="/*$?=&:;,+@!'()~-._%#[]")


def _fits(rule: str, path: str) -> bool:
    """Whether a path begins as a rule says: ``*`` is anything, ``$`` at the end is the end.

    Found part by part from the left, which is enough for a pattern without other signs, and never backtracks.
    """
    whole = rule.endswith("$")
    first, *parts = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, part in enumerate(parts, start=1):
        if whole and number == len(parts):
            return path.endswith(part) and len(path) - len(part) >= place
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return not whole or place == len(path)
