"""A sentence with everything that was found in it: names, heads of acts, terms and cues."""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .grammar import Grammar
from .names import Found, NameIndex
from .patterns import forms_of
from .tokens import Sentence, Token

Span = tuple[int, int]
"""First token and the one after the last."""
COVERING = ("list", "label", "sponsor")
"""Terms whose inner words are no heads ("list of banned groups")."""


@dataclass(frozen=True, slots=True)
class Head:
    """A word that may state an act: its sense (put take label ...), its form (base ed ing noun ...), its
    place.
    """

    sense: str
    form: str
    first: int
    after: int


@dataclass(slots=True)
class View:
    """One sentence, analysed. ``number`` is its place in the article; the headline is 0 and ``title`` is
    set.
    """

    sentence: Sentence
    grammar: Grammar
    number: int
    names: list[Found]
    text: str
    index: NameIndex
    heads: list[Head] = field(default_factory=list)
    found: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    @property
    def title(self) -> bool:
        """Whether this is the headline."""
        return self.sentence.paragraph < 0

    @property
    def groups(self) -> list[Found]:
        """Group names in order."""
        return [found for found in self.names if found.name.is_group]

    @property
    def authorities(self) -> list[Found]:
        """Authority names in order."""
        return [found for found in self.names if not found.name.is_group]

    def norm(self, index: int) -> str:
        """The folded token at a place; empty outside the sentence."""
        return self.tokens[index].norm if 0 <= index < len(self.tokens) else ""

    def is_a(self, name: str, index: int) -> bool:
        """Whether the token at a place belongs to a closed class of the grammar."""
        return self.grammar.has(name, self.norm(index))

    def within(self, label: str, first: int, after: int) -> list[Span]:
        """Spans of a label that lie inside a stretch."""
        spans = self.spans.get(label, [])
        start = bisect_left(spans, (first, 0))
        return [span for span in spans[start:] if span[1] <= after]

    def has(self, label: str, first: int = 0, after: int | None = None) -> bool:
        """Whether a label occurs in a stretch (the whole sentence by default)."""
        return bool(self.within(label, first, len(self.tokens) if after is None else after))

    def gap(self, first: int, after: int) -> str:
        """The folded words of a stretch, joined by spaces."""
        return " ".join(token.norm for token in self.tokens[max(first, 0) : after])

    def sentence_text(self, span: Span) -> str:
        """A stretch as the article writes it."""
        return self.text[self.tokens[span[0]].start : self.tokens[span[1] - 1].end]

    def marks(self, first: int, after: int) -> Iterator[str]:
        """Punctuation marks of a stretch."""
        return (token.text for token in self.tokens[max(first, 0) : after] if token.kind == "mark")


def view(sentence: Sentence, grammar: Grammar, index: NameIndex, number: int, text: str) -> View:
    """Analyse one sentence of ``text`` (the headline, or the article's text)."""
    forms = forms_of(sentence.tokens, grammar.prefixes)
    found = View(sentence, grammar, number, index.find(sentence.tokens, forms), text, index)
    heads = []
    for label, first, after in grammar.patterns.matches(forms):
        family, _, rest = label.partition(".")
        if family == "heads":
            sense, _, form = rest.partition(".")
            heads.append(Head(sense, as_used(found, form, first, after), first, after))
        else:
            if family != "cues" or not named_over(found, first, after):
                found.spans[label].append((first, after))
    for spans in found.spans.values():
        spans.sort()
    heads = [head for head in heads if not misread(found, head, heads)]
    found.heads = sorted(
        (head for head in heads if not covered(found, head) and not inside_another(head, heads)),
        key=lambda head: (head.first, -head.after, head.sense),
    )
    return found


def inside_another(head: Head, heads: list[Head]) -> bool:
    """Whether a head is only part of a longer one ("ruled ... should not have listed")."""
    return any(other.first < head.first and head.after <= other.after for other in heads)


def named_over(found: View, first: int, after: int) -> bool:
    """Whether a cue is only part of a person's or an institution's name ("Bill Blair")."""
    return any(
        name.kind_is("office", "institution") and name.first <= first and after <= name.after and first < name.after
        for name in found.names
        if name.after - name.first > 1
    )


ACCENTS = {"present": "part", "noun": "past"}
"""Forms that only an accent on the last letters tells apart: désigne and désigné, retiro and retiró."""


def misread(found: View, head: Head, heads: list[Head]) -> bool:
    """Whether the accent of a word shows that it is another form of the same letters."""
    same = (head.sense, head.first, head.after)
    rivals = {other.form for other in heads if (other.sense, other.first, other.after) == same}
    for plain, accented in ACCENTS.items():
        if {plain, accented} <= rivals and head.form in {plain, accented}:
            tail = unicodedata.normalize("NFD", found.tokens[head.first].text[-3:])
            marked = any(unicodedata.combining(character) for character in tail)
            return head.form == (plain if marked else accented)
    return False


def as_used(found: View, form: str, first: int, after: int) -> str:
    """The form of a head; a gerund with an article before it or "of" behind it is a noun."""
    noun = found.is_a("articles", first - 1) or found.is_a("of", after)
    return "noun" if form == "ing" and noun and not found.is_a("possessor", first - 1) else form


def covered(found: View, head: Head) -> bool:
    """Whether a head is only part of a name or of a term ("Ban Ki-moon", "list of banned groups")."""
    for name in found.names:
        if name.name.kind != "hint" and name.first <= head.first < name.after:
            return True
    for first, after in found.spans.get("terms.nothead", []):
        if first <= head.first < after:
            return True
    for term in COVERING:
        for first, after in found.spans.get(f"terms.{term}", []):
            if first < head.first < after and head.sense != "absent":
                return True
            if term == "list" and first == head.first and head.form != "state" and after > head.after:
                return True
    return False
