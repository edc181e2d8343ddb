"""The script that a name is written in."""

import unicodedata
from collections import Counter
from functools import lru_cache

_SCRIPTS = {
    "LATIN": "Latn",
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "TAMIL": "Taml",
    "SINHALA": "Sinh",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "THAI": "Thai",
    "MYANMAR": "Mymr",
    "ETHIOPIC": "Ethi",
}


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """The ISO 15924 code of the script most letters of the text belong to, ``Zyyy`` where none is known."""
    if text.isascii():
        return "Latn" if any(letter.isalpha() for letter in text) else "Zyyy"
    counts: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            first = unicodedata.name(letter, "").partition(" ")[0]
            counts[_SCRIPTS.get(first, "Zyyy")] += 1
    return counts.most_common(1)[0][0] if counts else "Zyyy"
