"""Names made comparable: one plain form for equality, one for likeness."""

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['`’‘ʻʼʿʾ´′]")


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """The name in small Latin letters and digits, words parted by one space.

    Other scripts are transliterated letter by letter; apostrophes vanish, other marks part words.
    """
    latin = _APOSTROPHE.sub("", anyascii(_APOSTROPHE.sub("", text))).lower()
    return _NOT_WORD.sub(" ", latin).strip()


_FILLERS = frozenset(
    word
    for words in (
        "the of and for in on at to a an by from with",
        "al el ul ur as ash ar at az ad an il l wa va fi bi li lil e i o",
        "le les la de del della des du der die das und y et",
    )
    for word in words.split()
)
_SPELLINGS = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"isation", "ization"),
        (r"^organization$", "org"),
        (r"ph", "f"),
        (r"(?:kh|ck|q)", "k"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"dj", "j"),
        (r"(?:ou|oo)", "u"),
        (r"ee", "i"),
        (r"(?:ayy|aiy|eyy)", "ai"),
        (r"(?:ay|ey|ei)", "ai"),
        (r"(?:iyy|iy|yi)", "i"),
        (r"w(?=[aeiou])", "v"),
        (r"e", "i"),
        (r"o", "u"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[aiu])h$", ""),
        (r"(?<=i)[ae]$", ""),
    )
)
# One organisation's acronyms, which its branches bear in turns: ISIS-Mozambique, Islamic State - Mozambique.
_ISLAMIC_STATE = re.compile(
    r"\b(?:islamic state (?:of|in) iraq and (?:the |al |ash )?(?:levant|syria|sham)|isis|isil|daesh)\b"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9'./&-]{1,9}")


@lru_cache(maxsize=65_536)
def folded(text: str) -> tuple[str, ...]:
    """The words of a name that carry it, each folded so that the usual transliterations of one word meet.

    Articles and small words are left out (unless nothing else stands there): ``Harakat ul-Mujahideen`` and
    ``Harakat al-Mujahidin`` are both ``harakat mujahidin``.
    """
    words = _ISLAMIC_STATE.sub("islamic state", plain(text)).split()
    carrying = [word for word in words if word not in _FILLERS] or words
    return tuple(_folded_word(word) for word in carrying)


@lru_cache(maxsize=65_536)
def _folded_word(word: str) -> str:
    if word.isdigit():
        return word
    for pattern, text in _SPELLINGS:
        word = pattern.sub(text, word)
    return word


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to read a name; ``faithful`` if leaving out what it leaves out cannot make it another's name."""

    text: str
    faithful: bool = True
    acronym: bool = False


@lru_cache(maxsize=65_536)
def variants(text: str) -> tuple[Variant, ...]:
    """The name as it is; without brackets; an acronym in brackets at its end; and the parts between
    slashes.

    Without ``(AQIM)`` a name is still itself; without ``(Bangladesh)`` it may be the mother organisation's.
    """
    found = [Variant(text, acronym=_is_acronym(text))]
    inside = [part.strip() for part in _BRACKETS.findall(text)]
    if inside:
        bare = " ".join(_BRACKETS.sub(" ", text).split())
        faithful = all(_stands_for(part, bare) for part in inside)
        found.append(Variant(bare, faithful, _is_acronym(bare)))
        if text.endswith((")", "]")) and _stands_for(inside[-1], bare):
            found.append(Variant(inside[-1], acronym=True))
    if "/" in text:
        found += [Variant(part.strip(), False, _is_acronym(part.strip())) for part in text.split("/")]
    return tuple(dict.fromkeys(variant for variant in found if plain(variant.text)))


def _is_acronym(text: str) -> bool:
    """A short word with at least two capitals and more capitals than small letters."""
    capitals = sum(letter.isupper() for letter in text)
    small = sum(letter.islower() for letter in text)
    return bool(_ACRONYM.fullmatch(text)) and capitals >= 2 and capitals > small and len(text) <= 6


def _stands_for(part: str, name: str) -> bool:
    """What stands in brackets is the acronym of the name before it.

    In a name of capitals alone a country would pass for one, so that there its letters must run through the
    name.
    """
    if not _is_acronym(part):
        return False
    if not name.isupper():
        return True
    initials = {word[0] for word in plain(name).split()}
    letters = iter(plain(name))
    wanted = plain(part).replace(" ", "")
    return wanted[0] in initials and all(letter in letters for letter in wanted)
