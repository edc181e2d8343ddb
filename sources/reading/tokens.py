"""Text to sentences of tokens. Offsets always point into the text as given; folding never moves them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

ORDINAL_DOT = "#"
"""Stands among the abbreviations of a language that writes the 4th as "4."."""
INVISIBLE = "\u00ad\u200b\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
TOKEN = re.compile(
    rf"(?P<acronym>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?)"
    rf"|(?P<clitic>['’](?:s|t|re|ve|ll|d|m)\b)"
    rf"|(?P<number>\d+(?:[.,:]\d+)*)"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670{INVISIBLE}]|\d)*)"
    rf"|(?P<mark>[^\w\s{INVISIBLE}\u200c])"
)
LETTERS = str.maketrans(
    {
        "ı": "i",
        "ي": "ی",
        "ك": "ک",
        "ة": "ه",
        "ى": "ی",
        "ہ": "ه",
        "ھ": "ه",
        "ے": "ی",
        "ۀ": "ه",
        "ـ": None,
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)
ENDS = frozenset(".!?…؟۔।。！？")
CLOSERS = frozenset("\"'”’»)]")
HYPHENS = frozenset("-‐‑–—")
SILENT = frozenset("'’‘ʼʻ`´-‐‑/·")
"""Marks inside names that spellings disagree about."""
QUOTES = frozenset("\"'“”„‟«»‹›‘’`")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; ``norm`` is its folded form, ``kind`` one of acronym clitic number word mark.

    ``glued``: joined to the token before by a hyphen or another mark that names disagree about.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: str
    glued: bool = False

    @property
    def capital(self) -> bool:
        """Begins with an upper-case letter."""
        return self.text[:1].isupper()

    @property
    def acronym(self) -> bool:
        """Written in capitals, two at least."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 1 and all(c.isupper() for c in letters)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence. ``paragraph`` counts from 0; the headline is in paragraph -1."""

    tokens: tuple[Token, ...]
    paragraph: int

    @property
    def start(self) -> int:
        """Offset of the first token."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after the last token."""
        return self.tokens[-1].end


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case, marks and invisible characters, letters of one sound in one form."""
    text = unicodedata.normalize("NFKD", word.replace("İ", "i")).casefold()
    kept = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Cf", "Me"})
    return kept.translate(LETTERS)


def tokenise(text: str, offset: int = 0) -> list[Token]:
    """Tokens of a stretch of text; ``offset`` is where the stretch begins in the whole."""
    found = []
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        word = match.group()
        norm = "'" + fold(word[1:]) if kind == "clitic" else fold(word.replace(".", "") if kind == "acronym" else word)
        if norm:
            found.append(Token(match.start() + offset, match.end() + offset, word, norm, kind))
    return found


def without_silent(tokens: list[Token]) -> tuple[Token, ...]:
    """Tokens without quotation marks and without the marks inside words; a dash between spaces stays."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        joined = index > 0 and tokens[index - 1].end == token.start
        if token.text in QUOTES or (token.text in SILENT and (joined or token.text not in HYPHENS)):
            continue
        glued = joined and tokens[index - 1].text in SILENT and bool(kept) and kept[-1].end == tokens[index - 1].start
        kept.append(replace(token, glued=True) if glued else token)
    return tuple(kept)


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, without its marks."""
    return tuple(token.norm for token in tokenise(name) if token.kind not in {"mark", "clitic"})


def sentences(text: str, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    """Sentences in order. A line break ends one; a full stop does unless it belongs to an abbreviation."""
    offset = 0
    paragraph = 0
    for line in text.splitlines(keepends=True):
        tokens = tokenise(line, offset)
        for part in split(tokens, abbreviations):
            kept = without_silent(part)
            if kept:
                yield Sentence(kept, paragraph)
        paragraph += bool(tokens)
        offset += len(line)


def split(tokens: list[Token], abbreviations: frozenset[str]) -> Iterator[list[Token]]:
    """Cut one paragraph's tokens at the ends of sentences."""
    begin = 0
    index = 0
    while index < len(tokens):
        if ends_here(tokens, index, abbreviations):
            stop = index + 1
            while stop < len(tokens) and tokens[stop].text in CLOSERS and tokens[stop].start == tokens[stop - 1].end:
                stop += 1
            yield tokens[begin:stop]
            begin = index = stop
        else:
            index += 1
    if begin < len(tokens):
        yield tokens[begin:]


def ends_here(tokens: list[Token], index: int, abbreviations: frozenset[str]) -> bool:
    """Whether the sentence ends with this token."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.kind == "acronym":
        return False
    if token.text not in ENDS:
        return False
    if token.text != "." or following is None:
        return True
    before = tokens[index - 1] if index else None
    if following.start == token.end and following.text not in CLOSERS:
        return False
    if before is not None and before.end == token.start:
        if before.norm in abbreviations or (len(before.text) == 1 and before.capital):
            return False
        if ORDINAL_DOT in abbreviations and before.text.isdigit() and len(before.text) <= 2:
            return False
    return not following.text[:1].islower()
