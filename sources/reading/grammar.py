"""A language as the engine sees it: compiled from the YAML file of that language, once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .patterns import PatternSet, compile_set
from .tokens import fold
from .words import HERE, load, phrases

LANGUAGES = HERE / "languages"
KEPT = 4
"""Letters that must remain of a word when its ending is taken off."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that differs between languages.

    ``order`` is ``vo`` (object after the verb), ``ov`` (before it) or ``free``. ``patterns`` carry labels
    such as
    ``heads.take.ed``, ``terms.list``, ``cues.negation``. ``sets`` are closed classes of single words.
    """

    language: str
    order: str
    prefixes: tuple[str, ...]
    endings: tuple[str, ...]
    abbreviations: frozenset[str]
    patterns: PatternSet
    sets: dict[str, frozenset[str]]
    calendar: dict[str, dict[str, int]]

    @property
    def scattered(self) -> bool:
        """Whether objects and complements may stand on either side of the verb."""
        return self.order in {"free", "ov"}

    @property
    def plain_present(self) -> bool:
        """Whether the infinitive without a particle is also the plural of the present, as in English."""
        return bool(self.sets.get("plain_present"))

    def has(self, name: str, norm: str) -> bool:
        """Whether a folded word belongs to a closed class."""
        return norm in self.sets.get(name, frozenset())

    def calendar_stem(self, norm: str) -> str:
        """A word as months and weekdays are filed: without its ending where it has one, else as it is."""
        return bare(norm, self.endings)

    def stem(self, norm: str) -> str:
        """A word without the longest ending that names take in this language."""
        return bare(norm, self.endings)


@lru_cache(maxsize=65536)
def bare(norm: str, endings: tuple[str, ...]) -> str:
    """A word without the first of the endings that leaves enough of it."""
    for ending in endings:
        if norm.endswith(ending) and len(norm) - len(ending) >= KEPT:
            return norm[: -len(ending)]
    return norm


def calendar_words(tables: dict[str, list[object]], endings: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Table -> word -> 1-based place."""
    return {
        table: {bare(fold(word), endings): place for place, words in enumerate(rows, 1) for word in phrases(words)}
        for table, rows in tables.items()
    }


def languages() -> list[str]:
    """The languages that have a grammar file."""
    return sorted(path.stem for path in LANGUAGES.glob("*.yaml"))


@lru_cache(maxsize=32)
def grammar(language: str) -> Grammar:
    """The grammar of a language; KeyError if there is no file for it."""
    source = load(LANGUAGES / f"{language}.yaml")
    if not source:
        raise KeyError(language)
    endings = sorted((fold(text) for text in phrases(source.get("endings"))), key=len, reverse=True)
    return Grammar(
        language=language,
        order=str(source.get("order", "vo")),
        prefixes=tuple(fold(text) for text in phrases(source.get("prefixes"))),
        endings=tuple(endings),
        abbreviations=frozenset(text if text == "#" else fold(text) for text in phrases(source.get("abbreviations"))),
        patterns=compile_set(labelled(source)),
        sets={name: frozenset(map(fold, phrases(words))) for name, words in source.get("grammar", {}).items()},
        calendar=calendar_words(source.get("calendar", {}), tuple(endings)),
    )


def labelled(source: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, pattern) of every phrase of the file."""
    found = [
        (f"heads.{sense}.{form}", text)
        for sense, forms in source.get("heads", {}).items()
        for form, texts in forms.items()
        for text in phrases(texts)
    ]
    for family in ("terms", "cues", "when"):
        for name, texts in source.get(family, {}).items():
            found += [(f"{family}.{name}", text) for text in phrases(texts)]
    return found
