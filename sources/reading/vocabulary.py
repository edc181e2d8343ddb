"""The names that the reader knows: authorities with their words, groups with their spellings.

The caller gives what the record holds; the files beside this module add, for each language, demonyms,
capitals,
institutions and offices of authorities, and common spellings of groups that the record holds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .grammar import Grammar
from .names import DERIVED, Name, NameIndex
from .words import GROUP_SPELLINGS, authority_words


@dataclass(frozen=True, slots=True)
class AuthorityWords:
    """An authority and words for it in any language; what is empty is filled from the word lists by
    ``code``.
    """

    code: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupName:
    """One spelling of a group's name. ``language`` is ISO 639-1, ``script`` ISO 15924, where known."""

    text: str
    language: str | None = None
    script: str | None = None


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group and its spellings; the first is the one it is known by. ``based_in`` are country codes."""

    slug: str
    names: tuple[GroupName, ...]
    based_in: tuple[str, ...] = ()


PARENTHESES = re.compile(r"\s*\([^)]*\)")


@dataclass(slots=True)
class Vocabulary:
    """All names, by language on demand. Make it once, with ``build``; reading never changes what it says."""

    authorities: dict[str, AuthorityWords]
    groups: dict[str, GroupWords]
    _indexes: dict[str, NameIndex] = field(default_factory=dict, repr=False)

    @classmethod
    def build(cls, authorities: Iterable[AuthorityWords], groups: Iterable[GroupWords]) -> "Vocabulary":
        """A vocabulary from what the record holds."""
        return cls({entry.code: entry for entry in authorities}, {entry.slug: entry for entry in groups})

    def index(self, grammar: Grammar) -> NameIndex:
        """The names filed for one language; made once."""
        if grammar.language not in self._indexes:
            self._indexes[grammar.language] = NameIndex(
                [*self.authority_names(grammar.language), *self.group_names()], grammar
            )
        return self._indexes[grammar.language]

    def bases(self) -> dict[str, tuple[str, ...]]:
        """Slug -> the countries a group is based in."""
        return {slug: group.based_in for slug, group in self.groups.items()}

    def group_names(self) -> list[Name]:
        """Every spelling of every group; a spelling shared by several groups comes once for each."""
        found = []
        for slug, group in self.groups.items():
            texts = [name.text for name in group.names] + GROUP_SPELLINGS.get(slug, [])
            spellings = dict.fromkeys(spelling for text in texts for spelling in spellings_of(text))
            shorter = dict.fromkeys(short for text in spellings for short in without_country(text))
            found += [Name(text, "group", slug, rank) for rank, text in enumerate(spellings)]
            found += [Name(text, "group", slug, DERIVED) for text in shorter if text not in spellings]
        return found

    def authority_names(self, language: str) -> list[Name]:
        """Every word for every authority in a language: the caller's own and those of the word lists."""
        merged: dict[tuple[str, str, str], None] = {}
        for code, words in authority_words(language).items():
            for kind, texts in words.items():
                merged.update(((text, kind, code), None) for text in texts)
        for entry in self.authorities.values():
            own: dict[str, tuple[str, ...]] = {
                "name": entry.names,
                "demonym": entry.demonyms,
                "capital": entry.capitals,
            }
            own |= {"institution": entry.institutions, "office": entry.offices}
            for kind, spellings in own.items():
                merged.update(((text, kind, entry.code), None) for text in spellings)
        return [Name(text, kind, code) for text, kind, code in merged]


def without_country(text: str) -> list[str]:
    """A name without the country at its end, where enough remains ("Sipah-e-Sahaba Pakistan")."""
    *words, last = text.split()
    countries = {name for words in authority_words("en").values() for name in words.get("name", ())}
    long_enough = len(words) >= 2 or any("-" in word[1:-1] for word in words)
    if last not in countries or not long_enough or words[-1] in {"in", "of", "de", "the", "-", "–"}:
        return []
    return [" ".join(words)]


def spellings_of(text: str) -> list[str]:
    """A name as written and without what stands in brackets; what stands in brackets is no name of its
    own.
    """
    bare = PARENTHESES.sub("", text).strip(" -–")
    return [spelling for spelling in dict.fromkeys([text.strip(), bare]) if spelling]
