"""Finding the names of authorities and groups in a sentence, whatever their spelling and case ending."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from .grammar import Grammar
from .tokens import Token, tokenise, without_silent, words_of

CONNECTORS = frozenset(
    (
        "al",
        "el",
        "ul",
        "ur",
        "ud",
        "us",
        "ut",
        "ad",
        "ash",
        "as",
        "an",
        "at",
        "il",
        "e",
        "i",
        "wal",
        "de",
        "en",
    )
)
"""Small words inside names that spellings disagree about ("Lashkar-e-", "Lashkar-i-", "Hizb ut-", "Hizb
ul-").
"""
SKIPPED = CONNECTORS | {"'s"}
ARTICLES = frozenset(("the",))
DERIVED = 1000
"""Rank of spellings that were derived from others, behind all that are given."""
SHORT = 2
LONG_ENOUGH = 12
NEARLY = 86.0
"""Names shorter than this, or less alike than this (0 to 100), are not taken for spellings of one another."""


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling and what it stands for. ``kind``: group, or name demonym capital institution office."""

    text: str
    kind: str
    value: str
    rank: int = 0

    @property
    def is_group(self) -> bool:
        """Whether the name is a group's."""
        return self.kind == "group"


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a sentence: the tokens first..after, what is meant, and all it could mean."""

    first: int
    after: int
    name: Name
    others: tuple[Name, ...] = ()

    def kind_is(self, *kinds: str) -> bool:
        """Whether the name is of one of these kinds."""
        return self.name.kind in kinds

    @property
    def last(self) -> int:
        """Index of the last token."""
        return self.after - 1


class NameIndex:
    """All names of a vocabulary, filed for one language."""

    def __init__(self, names: Iterable[Name], grammar: Grammar) -> None:
        self.grammar = grammar
        kept = list(names)
        self.entries = by_first_words((key, name) for name in kept for key in self.keys(name.text))
        spelled = [("".join(self.reduce(words_of(name.text))), name) for name in kept if name.is_group]
        self.long_names = [text for text, _ in spelled if len(text) >= LONG_ENOUGH]
        self.long_names_of = [name for text, name in spelled if len(text) >= LONG_ENOUGH]

    def nearest(self, text: str) -> Name | None:
        """The group whose name is spelled nearly as a text is; None if none is, or if it is too short to
        tell.
        """
        key = "".join(self.reduce(list(words_of(text))))
        if len(key) < LONG_ENOUGH:
            return None
        hit = process.extractOne(key, self.long_names, scorer=fuzz.ratio, score_cutoff=NEARLY)
        return self.long_names_of[hit[2]] if hit else None

    def keys(self, text: str) -> Iterable[tuple[str, ...]]:
        """The keys under which a spelling is filed: stems, without small words inside."""
        words = [token.norm for token in without_silent(tokenise(text)) if token.kind not in {"mark", "clitic"}]
        key = self.reduce(words)
        if key and not (len(key) == 1 and len(key[0]) <= SHORT and not text.isupper()):
            yield key
            if len(key) > SHORT and key[0] in ARTICLES:
                yield key[1:]

    def reduce(self, words: Sequence[str]) -> tuple[str, ...]:
        """Stems of the words; small words are left out behind the first, and ``el`` is ``al``."""
        stems = [self.grammar.stem(word) for word in words]
        kept = [stem for place, stem in enumerate(stems) if place == 0 or words[place] not in CONNECTORS]
        if kept and kept[0] in {"el", "il"}:
            kept[0] = "al"
        return tuple(kept)

    def find(self, tokens: Sequence[Token], forms: Sequence[Sequence[str]]) -> list[Found]:
        """Names without overlaps, from left to right; of two that overlap the longer, then the surer,
        then the first.
        """
        stems = [tuple(map(self.stem_of, own)) for own in forms]
        places = [place for place, own in enumerate(stems) if any(stem in self.entries for stem in own)]
        hits = [hit for place in places for hit in [self.at(tokens, stems, place)] if hit is not None]
        hits.sort(key=lambda hit: (hit.first - hit.after, hit.name.kind == "hint", hit.first))
        taken: set[int] = set()
        kept = []
        for hit in hits:
            covered = range(hit.first, hit.after)
            if taken.isdisjoint(covered):
                taken.update(covered)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.first)

    def whole(self, name: Name, tokens: Sequence[Token], first: int, after: int) -> bool:
        """Whether a name suits the text, and is no more than the first word of a longer one ("Jamaat
        ...").
        """
        if not fits(name, tokens[first:after], self.grammar):
            return False
        alone = name.is_group and after - first == 1 and self.grammar.has("organisation", tokens[first].norm)
        return not (alone and after < len(tokens) and tokens[after].kind == "word" and tokens[after].capital)

    def stem_of(self, form: str) -> str:
        """The stem under which a first word is filed; spellings of the Arabic article are one."""
        stem = self.grammar.stem(form)
        return "al" if stem in {"el", "il"} else stem

    def at(self, tokens: Sequence[Token], stems: Sequence[tuple[str, ...]], index: int) -> Found | None:
        """The longest name that begins at this token."""
        best: list[tuple[int, Name]] = []
        second = significant(tokens, index + 1)
        beside = (*stems[second], ALONE) if second < len(stems) else (ALONE,)
        nearby = stems[index + 1] if index + 1 < second and index + 1 < len(stems) else ()
        for first in stems[index]:
            filed = self.entries.get(first, {})
            for stem in {*beside, *nearby}:
                for key, name in filed.get(stem, ()):
                    after = follow(key, tokens, stems, index)
                    if after is not None and self.whole(name, tokens, index, after):
                        best.append((after, name))
        if not best:
            return None
        after = max(stop for stop, _ in best)
        meant = sorted(
            {name for stop, name in best if stop == after},
            key=lambda name: preference(name, tokens[index:after]),
        )
        given = [name for name in meant[1:] if name.rank < DERIVED or meant[0].rank >= DERIVED]
        return Found(index, after, meant[0], tuple(given))


def significant(tokens: Sequence[Token], index: int) -> int:
    """The next place that holds no small word."""
    while index < len(tokens) and tokens[index].norm in SKIPPED:
        index += 1
    return index


def follow(key: tuple[str, ...], tokens: Sequence[Token], stems: Sequence[tuple[str, ...]], index: int) -> int | None:
    """The index after the key if the text goes on as the key does."""
    here, size = index + 1, len(stems)
    for stem in key[1:]:
        while here < size and tokens[here].norm in SKIPPED and tokens[here].norm != stem:
            here += 1
        if here >= size or stem not in stems[here]:
            return None
        here += 1
    return here


def fits(name: Name, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """Whether the case of the text suits the name: acronyms in capitals, proper names with one."""
    if name.text.islower() or not has_case(name.text):
        return True
    if len(tokens) == 1 and is_acronym(name.text):
        return tokens[0].acronym or (len(name.text) > 3 and tokens[0].capital and name.text.casefold() not in COMMON)
    if name.kind == "hint" and len(tokens) == 1:
        return tokens[0].capital
    if grammar.has("descriptive", tokens[0].norm):
        return sum(token.capital for token in tokens) >= sum(word[:1].isupper() for word in name.text.split())
    return tokens[0].capital or tokens[-1].capital


COMMON = frozenset(
    ("tip", "rim", "shat", "aim", "ira", "nat", "mit", "bif", "rock", "tak", "hasm", "unit", "is", "hut")
)


def has_case(text: str) -> bool:
    """Whether the script has capitals."""
    return text.upper() != text.lower()


def is_acronym(text: str) -> bool:
    """One word in capitals, at most eight letters."""
    return text.isupper() and len(text) <= 8 and " " not in text


def preference(name: Name, tokens: Sequence[Token]) -> tuple[int, int, int, str, str, int, str]:
    """What is meant first: authorities before groups, the exact spelling before a near one, a main name
    before an alias, a country's name before the adjective that is written alike.
    """
    written = " ".join(token.norm for token in tokens)
    own = " ".join(token.norm for token in without_silent(tokenise(name.text)) if token.kind != "mark")
    described = int(name.kind in {"demonym", "hint"})
    return (int(name.is_group), int(written != own), name.rank, name.value, name.text, described, name.kind)


Filed = dict[str, dict[str, list[tuple[tuple[str, ...], Name]]]]
ALONE = ""
"""Stands for the second word of a name that has one word."""


def by_first_words(names: Iterable[tuple[tuple[str, ...], Name]]) -> Filed:
    """Names filed by their first word and by their second."""
    filed: Filed = defaultdict(lambda: defaultdict(list))
    for key, name in names:
        filed[key[0]][key[1] if len(key) > 1 else ALONE].append((key, name))
    return {first: dict(seconds) for first, seconds in filed.items()}
