"""Pages that hold text and no article: a sign-in, a page that is not there; and the language that a page claims."""

from __future__ import annotations

import re

SHORT = 1200
"""Characters; a longer text is an article, whatever stands around it."""

_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_HEADING = re.compile(r"<(?:title|h1)\b[^>]*>(.*?)</(?:title|h1)>", re.IGNORECASE | re.DOTALL)
_GONE = re.compile(
    r"\b404\b|not found|no longer (?:available|exists)|introuvable|n['’]existe (?:pas|plus)|nicht gefunden|"
    r"no encontrad[ao]|não encontrad[ao]|не найден[ао]?|bulunamadı|tidak ditemukan|یافت نشد|پیدا نشد|"
    r"غير موجودة|لم يتم العثور|نہیں ملا",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)


def why_no_article(page: str, text: str) -> str:
    """Why the text that was found in a page is no article, in a sentence; nothing where it may be one."""
    if len(text) >= SHORT:
        return ""
    if _PASSWORD.search(page):
        return "The page asks for a sign-in and shows no article without one. Paste the text of the article instead."
    if any(_GONE.search(heading) for heading in _HEADING.findall(page)):
        return "The page says that what was asked for is not there. Paste the text of the article instead."
    return ""


def claimed_language(page: str) -> str:
    """The language that a page claims to be in, as a two or three letter code; empty where it claims none."""
    found = _LANGUAGE.search(page[:20_000])
    return found.group(1).lower() if found else ""
