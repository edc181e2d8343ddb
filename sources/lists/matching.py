"""Which groups of the record an entry may be: by official reference, then by names, with a score and the
reasons.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from sources.lists.entries import Entry, NameQuality
from sources.lists.names import folded, plain, variants

LIKELY_FROM = 0.84
SHOWN_FROM = 0.70
_ALIKE_WORD = 84.0
_CANDIDATES = 40


class Verdict(StrEnum):
    """How far a match may be trusted: by itself, by a person, or as a hint only."""

    CERTAIN = "certain"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group of the record: its key, all its names (the first is its own), and its references on official
    lists.
    """

    group: str
    names: tuple[str, ...]
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A group that an entry may be. ``score`` is 0 to 1; ``reasons`` are sentences for an editor."""

    group: str
    score: float
    verdict: Verdict
    reasons: tuple[str, ...]


class GroupIndex:
    """The groups of the record, laid out for search. Build it once, match many entries."""

    def __init__(self, groups: Iterable[KnownGroup]) -> None:
        self._refs: dict[str, set[str]] = defaultdict(set)
        self._plain: dict[str, set[str]] = defaultdict(set)
        self._folded: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, set[str]] = defaultdict(set)
        for known in groups:
            for ref in known.refs:
                self._refs[_reference(ref)].add(known.group)
            for variant in (each for name in known.names for each in variants(name) if each.faithful):
                self._plain[plain(variant.text)].add(known.group)
                self._folded[" ".join(folded(variant.text))].add(known.group)
            for variant in (each for name in known.names[:1] for each in variants(name) if each.faithful):
                self._first[" ".join(folded(variant.text))].add(known.group)
        self._texts = tuple(self._folded)

    def by_reference(self, ref: str) -> frozenset[str]:
        """The groups that bear this reference."""
        return frozenset(self._refs.get(_reference(ref), ()))

    def by_name(self, text: str) -> tuple[frozenset[str], bool]:
        """The groups that bear this name, and whether it is the same to the letter (else: after folding)."""
        if found := self._plain.get(plain(text)):
            return frozenset(found), True
        return frozenset(self._folded.get(" ".join(folded(text)), ())), False

    def by_first_name(self, text: str) -> frozenset[str]:
        """The groups that bear this name, after folding, as their first one."""
        return frozenset(self._first.get(" ".join(folded(text)), ()))

    def near(self, text: str) -> list[tuple[str, frozenset[str]]]:
        """The folded names nearest to this one in spelling, with the groups that bear them."""
        query = " ".join(folded(text))
        found = process.extract(query, self._texts, scorer=fuzz.token_sort_ratio, score_cutoff=60.0, limit=_CANDIDATES)
        return [(name, frozenset(self._folded[name])) for name, _, _ in found]


@dataclass(slots=True)
class _Evidence:
    """What speaks for one group."""

    score: float = 0.0
    sure: bool = False
    surest: bool = False
    exact: set[str] = field(default_factory=set)
    reasons: dict[str, float] = field(default_factory=dict)

    def add(self, score: float, reason: str) -> None:
        self.score = max(self.score, score)
        self.reasons[reason] = max(score, self.reasons.get(reason, 0.0))


def match(entry: Entry, groups: GroupIndex | Iterable[KnownGroup], *, source: str = "") -> tuple[Match, ...]:
    """The groups that the entry may be, best first; empty if nothing is near.

    ``certain``: a reference that one group bears, or an equal name that one group bears and that is neither
    weak, nor an acronym, nor a short word (or two such names together), and no rival that is as certain.
    ``likely``: equal otherwise, or alike. ``none``: worth showing to a person only. With ``source`` the
    references of that source, kept by the record as ``source:id``, count too.
    """
    index = groups if isinstance(groups, GroupIndex) else GroupIndex(groups)
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    _by_references(entry, index, source, found)
    certain = _certain(found)
    _by_equal_names(entry, index, found)
    certain = certain or _certain(found)
    if not certain:
        _by_like_names(entry, index, found)
    matches = [
        Match(group, round(evidence.score, 3), _verdict(group, evidence, certain), _reasons(evidence))
        for group, evidence in found.items()
        if evidence.score >= SHOWN_FROM
    ]
    order = list(Verdict)
    return tuple(sorted(matches, key=lambda each: (order.index(each.verdict), -each.score, each.group)))


def _certain(found: Mapping[str, _Evidence]) -> list[str]:
    """The groups there is sure evidence for; what the primary name says outweighs what aliases say."""
    surest = [group for group, evidence in found.items() if evidence.surest]
    return surest or [group for group, evidence in found.items() if evidence.sure]


def _verdict(group: str, evidence: _Evidence, certain: list[str]) -> Verdict:
    if certain == [group]:
        return Verdict.CERTAIN
    return Verdict.LIKELY if evidence.score >= LIKELY_FROM else Verdict.NONE


def _reasons(evidence: _Evidence) -> tuple[str, ...]:
    ordered = sorted(evidence.reasons.items(), key=lambda each: (-each[1], each[0]))
    return tuple(reason for reason, _ in ordered[:5])


# Until 2014 the United Nations wrote QE.A.112.04 for what is QDe.112 since, and TE.H.10.12 for TAe.010.
_OLD_REFERENCE = re.compile(r"(?P<list>[qt])(?P<kind>[ei])\.[a-z]+\.(?P<number>\d+)\.\d\d")


def _reference(text: str) -> str:
    reference = re.sub(r"\s+", "", text).rstrip(".").casefold()
    if old := _OLD_REFERENCE.fullmatch(reference):
        return f"{'qd' if old['list'] == 'q' else 'ta'}{old['kind']}.{int(old['number']):03d}"
    return reference


def _by_references(entry: Entry, index: GroupIndex, source: str, found: dict[str, _Evidence]) -> None:
    """A bare number means something on its own list only, so that it counts with the source's name before
    it.
    """
    refs = [ref for ref in (entry.official_ref, *entry.other_refs) if re.search(r"[A-Za-z]", ref)]
    if source:
        refs += [f"{source}:{ref}" for ref in dict.fromkeys((entry.id, entry.official_ref)) if ref]
    for ref in refs:
        bearers = index.by_reference(ref)
        for group in bearers:
            found[group].add(1.0, f"bears the reference {ref}")
            found[group].sure |= len(bearers) == 1
            found[group].surest |= len(bearers) == 1


def _by_equal_names(entry: Entry, index: GroupIndex, found: dict[str, _Evidence]) -> None:
    for name in entry.names:
        first = name is entry.names[0]
        for variant in variants(name.text):
            bearers, letter = index.by_name(variant.text)
            owner = _owner(bearers, index.by_first_name(variant.text) if first else frozenset())
            weight = (1.0 if letter else 0.98) * (1.0 if variant.faithful else 0.92)
            if not first and (variant.acronym or name.quality is NameQuality.WEAK):
                weight *= 0.8
            for group in bearers:
                evidence = found[group]
                how = "bears the name" if letter else "bears, in another spelling, the name"
                if group != owner:
                    evidence.add(weight * 0.93, f"{how} “{variant.text}”, as {len(bearers)} groups do")
                    continue
                evidence.add(weight, f"{how} “{variant.text}”")
                if variant.faithful:
                    evidence.exact.add(" ".join(folded(variant.text)))
                    telling = name.quality is not NameQuality.WEAK and _tells(variant.text, variant.acronym)
                    evidence.sure |= telling or len(evidence.exact) > 1
                    evidence.surest |= telling and first


def _owner(bearers: frozenset[str], first: frozenset[str]) -> str:
    """The one group that a name leads to: its only bearer, or the only one whose first name it is; else
    empty.
    """
    for holders in (bearers, bearers & first):
        if len(holders) == 1:
            return next(iter(holders))
    return ""


_TELLING_LETTERS = 7


def _tells(text: str, acronym: bool) -> bool:
    """Two words that carry, or a single long one: shorter names are borne by too many."""
    letters = len(plain(text).replace(" ", ""))
    return not acronym and (len(folded(text)) > 1 or letters >= _TELLING_LETTERS)


def _by_like_names(entry: Entry, index: GroupIndex, found: dict[str, _Evidence]) -> None:
    for name in entry.names:
        for variant in variants(name.text):
            if variant.acronym or not variant.faithful:
                continue
            words = folded(variant.text)
            for other, bearers in index.near(variant.text):
                score = _likeness(words, tuple(other.split()))
                if score < SHOWN_FROM:
                    continue
                if name.quality is NameQuality.WEAK:
                    score *= 0.8
                elif len(bearers) > 1:
                    score *= 0.9
                for group in bearers:
                    found[group].add(score, f"bears a name like “{variant.text}”")


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1, by the words that carry them: 1 for equal names, whatever their
    spelling.
    """
    return _likeness(folded(one), folded(other))


_GENERIC = frozenset(
    word
    for text in (
        "organization group network movement party front army forces force brigade brigades foundation",
        "society council islamic international company cell faction branch",
    )
    for word in folded(text)
)


@lru_cache(maxsize=65_536)
def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Words are paired by spelling. A word that finds no partner tells two groups apart, unless it is a
    generic one.
    """
    if one == other:
        return 1.0
    left, right = list(one), list(other)
    ratios: list[float] = []
    for word in one:
        best = max(right, key=lambda each: fuzz.ratio(word, each), default="")
        ratio = fuzz.ratio(word, best)
        if best and ratio >= _ALIKE_WORD:
            ratios.append(ratio / 100)
            left.remove(word)
            right.remove(best)
    if not ratios:
        return 0.0
    paired = sum(ratios) / len(ratios)
    if not left and not right:
        return 0.9 * paired + (0.08 if sorted(one) == sorted(other) else 0.05)
    share = len(ratios) / max(len(one), len(other))
    if left and right:
        return 0.8 * paired * share
    generic = all(word in _GENERIC for word in left + right)
    return paired * (0.88 if generic else 0.82 * share)
