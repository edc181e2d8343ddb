"""How names are compared: one folded, transliterated key for each."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def search_key(text: str) -> str:
    """A name in plain small Latin letters and single spaces: "Хезболла" and "Hezbolla" share a key."""
    plain = unicodedata.normalize("NFKC", text)
    return _NOT_WORDS.sub(" ", anyascii(plain).casefold()).strip()[:300]
