"""Phrase patterns of the grammar files, compiled once and matched against folded tokens.

A pattern is elements separated by spaces: ``word``, ``stem*`` (begins with), ``*tail`` (ends with),
``a|b*`` (either), ``~3`` (a gap of at
most three tokens), ``?the`` (may be missing). Marks that names disagree about are skipped in the text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .tokens import Token, fold

PREFIX = 2


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: exact words, beginnings and endings, or a gap; ``optional`` may be missing."""

    words: frozenset[str]
    stems: tuple[str, ...]
    tails: tuple[str, ...]
    gap: int = 0
    optional: bool = False

    def accepts(self, forms: Sequence[str]) -> bool:
        """Whether any form of a token fits."""
        for form in forms:
            if form in self.words or (self.stems and form.startswith(self.stems)):
                return True
            if self.tails and form.endswith(self.tails):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled phrase with the label that a match carries."""

    label: str
    elements: tuple[Element, ...]

    def end(self, forms: Sequence[Sequence[str]], start: int) -> int | None:
        """The index after the match that begins at ``start``, whose first word is known to fit, or None."""
        return start + 1 if len(self.elements) == 1 else _end(self.elements, 1, forms, start + 1)


def _end(elements: tuple[Element, ...], place: int, forms: Sequence[Sequence[str]], index: int) -> int | None:
    if place == len(elements):
        return index
    element = elements[place]
    if element.gap:
        for skip in range(element.gap + 1):
            stop = _end(elements, place + 1, forms, index + skip)
            if stop is not None:
                return stop
        return None
    if index < len(forms) and element.accepts(forms[index]):
        stop = _end(elements, place + 1, forms, index + 1)
        if stop is not None:
            return stop
    return _end(elements, place + 1, forms, index) if element.optional else None


def compile_pattern(label: str, text: str) -> Pattern:
    """Compile one pattern; a ValueError names a pattern without a fixed first word."""
    elements = tuple(_element(part) for part in text.split())
    if not elements or elements[0].gap or elements[0].optional:
        raise ValueError(f"pattern {text!r} of {label} must begin with a word")
    return Pattern(label, elements)


def _element(part: str) -> Element:
    if part.startswith("~"):
        return Element(frozenset(), (), (), gap=int(part[1:]))
    optional = part.startswith("?")
    words, stems, tails = set(), [], []
    for choice in part.removeprefix("?").split("|"):
        if choice.endswith("*"):
            stems.append(fold(choice[:-1]))
        elif choice.startswith("*"):
            tails.append(fold(choice[1:]))
        else:
            words.add(fold(choice))
    return Element(frozenset(words), tuple(stems), tuple(tails), optional=optional)


@dataclass(slots=True)
class PatternSet:
    """Patterns filed by their first word, so that a token meets only those that may begin with it."""

    exact: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    begun: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    other: list[Pattern] = field(default_factory=list)
    known: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)

    def add(self, pattern: Pattern) -> None:
        """File one pattern."""
        first = pattern.elements[0]
        for word in first.words:
            self.exact[word].append(pattern)
        for stem in first.stems:
            if len(stem) >= PREFIX:
                self.begun[stem[:PREFIX]].append(pattern)
            else:
                self.other.append(pattern)
        if first.tails:
            self.other.append(pattern)

    def beginning_with(self, form: str) -> tuple[Pattern, ...]:
        """The patterns whose first element accepts this form (remembered)."""
        if form not in self.known:
            near = [*self.exact.get(form, ()), *self.begun.get(form[:PREFIX], ()), *self.other]
            unique = dict.fromkeys(pattern for pattern in near if pattern.elements[0].accepts((form,)))
            if len(self.known) > 50_000:
                self.known.clear()
            self.known[form] = tuple(unique)
        return self.known[form]

    def matches(self, forms: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, int]]:
        """(label, first, after) of every match; of one label at one place the longest."""
        for index, own in enumerate(forms):
            longest: dict[str, int] = {}
            for form in own:
                for pattern in self.beginning_with(form):
                    stop = pattern.end(forms, index)
                    if stop is not None and stop > longest.get(pattern.label, 0):
                        longest[pattern.label] = stop
            for label, stop in longest.items():
                yield label, index, stop


def compile_set(phrases: Iterable[tuple[str, str]]) -> PatternSet:
    """A set from (label, pattern text) pairs."""
    compiled = PatternSet()
    for label, text in phrases:
        compiled.add(compile_pattern(label, text))
    return compiled


def forms_of(tokens: Sequence[Token], prefixes: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The folded form of each token, and behind it the form without each clitic prefix that it may carry."""
    return [_forms(token.norm, prefixes) for token in tokens]


def _forms(norm: str, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    bare = [norm[len(prefix) :] for prefix in prefixes if norm.startswith(prefix) and len(norm) - len(prefix) >= 2]
    return (norm, *dict.fromkeys(bare)) if bare else (norm,)
