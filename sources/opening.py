"""Bytes opened: which kind they are, in which encoding, and the article text in them.

Nothing here asks the network or the database. What cannot be opened is told in one sentence for an editor.
"""

from __future__ import annotations

import codecs
import io
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pypdf
import trafilatura
from charset_normalizer import from_bytes

from sources.reading.language import detect
from sources.walls import claimed_language, why_no_article

log = logging.getLogger(__name__)

SHORTEST = 40
"""Characters; a page with fewer holds no article."""

LOOKED_AT = 200_000
"""Bytes that are looked at to recognise an encoding."""

PDF, HTML, JSON, PLAIN = "application/pdf", "text/html", "application/json", "text/plain"

_PICTURES_AND_ARCHIVES = {
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)
# Controls that no text holds, and halves of characters that UTF-8 cannot carry.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


class Unreadable(Exception):
    """Bytes hold no text that can be read; the message tells an editor what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The article in some bytes, and what it says of itself."""

    content_type: str
    encoding: str
    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: date | None = None
    notices: tuple[str, ...] = field(default=())


def open_bytes(content: bytes, declared: str, today: date) -> Opened:
    """Open bytes. ``declared``: their Content-Type as the sender named it, or nothing. Raises Unreadable."""
    if content.lstrip()[:5] == b"%PDF-":
        opened = _pdf(content)
    else:
        text, encoding = decode(content, declared)
        opened = replace(_of_text(text, declared), encoding=encoding)
    if len(opened.text.strip()) < SHORTEST:
        raise Unreadable(
            "No article was found in it: what text there is has fewer than"
            f" {SHORTEST} characters. Paste the text of the article instead."
        )
    if opened.published is not None and opened.published > today:
        told = f"It gives {opened.published} as its day of publication, which is yet to come; the day was left open."
        opened = replace(opened, published=None, notices=(*opened.notices, told))
    return opened


def decode(content: bytes, declared: str) -> tuple[str, str]:
    """The text of bytes and the encoding it was in. Raises Unreadable for what is no text."""
    for magic, what in _PICTURES_AND_ARCHIVES.items():
        if content.startswith(magic):
            raise Unreadable(f"This is {what}, no text. Save the article as a web page, PDF or plain text.")
    text, encoding = _decoded(content, declared)
    lost = text.count("�")
    if lost > max(10, len(text) // 200):
        raise Unreadable(
            f"Its encoding was lost before it came here: {lost} characters stand as '�'. Fetch it from its"
            " publisher again, or paste the text."
        )
    controls = len(_UNKEEPABLE.findall(text))
    if controls > max(10, len(text) // 100):
        raise Unreadable("This is no text, but binary data. Save the article as a web page, PDF or plain text.")
    return plain(text), encoding


def plain(text: str) -> str:
    """A text without the characters that a database cannot keep."""
    return _UNKEEPABLE.sub("", text)


def _decoded(content: bytes, declared: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, errors="replace"), encoding
    if b"\0" not in content:
        # Valid UTF-8 beyond ASCII is never so by chance, whatever a server says of it.
        for encoding in ("utf-8", *_declared(content, declared)):
            try:
                return content.decode(encoding), codecs.lookup(encoding).name
            except (LookupError, ValueError):
                continue
    best = from_bytes(content[:LOOKED_AT]).best()
    if best is None:
        raise Unreadable("It is in no encoding that could be recognised, or no text. Paste the text of the article.")
    return content.decode(best.encoding, errors="replace"), best.encoding


def _declared(content: bytes, declared: str) -> list[str]:
    found = [_CHARSET.search(declared.encode("ascii", "ignore")), _CHARSET.search(content[:4096])]
    return [match.group(1).decode("ascii") for match in found if match]


def _of_text(text: str, declared: str) -> Opened:
    start = text.lstrip()[:2000]
    if start.startswith("{"):
        article = _json(text)
        if article is not None:
            return article
    if _HTML.search(start) or declared.partition(";")[0].strip().lower() in (HTML, "application/xhtml+xml"):
        return _html(text)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Opened(PLAIN, "", text.strip(), title=first[:300])


def _json(text: str) -> Opened | None:
    """An article as JSON: ``text`` with ``title``, ``published``, ``language``, ``publisher``, ``url``."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        raise Unreadable("This JSON holds no article: it needs the text of one under the key 'text'.")
    said = {key: plain(value).strip() for key, value in found.items() if isinstance(value, str)}
    url = said.get("url", "")
    published, notice = _day(said.get("published", ""))
    return Opened(
        JSON,
        "",
        plain(found["text"]),
        title=said.get("title", ""),
        publisher=said.get("publisher", ""),
        url=url if url.startswith(("http://", "https://")) else "",
        language=said.get("language", ""),
        published=published,
        notices=notice,
    )


def _day(text: str) -> tuple[date | None, tuple[str, ...]]:
    """The day that a text begins with, or a notice that there is none in it."""
    if not text:
        return None, ()
    try:
        return date.fromisoformat(text[:10]), ()
    except ValueError:
        return None, (f"'{text[:40]}' is no day of publication that could be read; the day was left open.",)


def _html(text: str) -> Opened:
    found = _guarded(lambda: trafilatura.bare_extraction(text, with_metadata=True, include_comments=False), "page")
    if found is None:
        raise Unreadable(
            "The page holds no article that could be found (a menu, a form or a sign-in, perhaps). Paste the text of"
            " the article instead."
        )
    said: dict[str, Any] = {name: getattr(found, name, None) or "" for name in ("text", "title", "sitename", "date")}
    if why := why_no_article(text, said["text"]):
        raise Unreadable(why)
    published, notice = _day(said["date"])
    claimed, seen = claimed_language(text), detect(said["text"])
    if claimed not in ("", seen):
        notice = (
            *notice,
            f"The page calls its language '{claimed}', its words look like '{seen}': read as the latter.",
        )
    return Opened(
        HTML,
        "",
        plain(said["text"]),
        title=plain(said["title"]),
        publisher=plain(said["sitename"]),
        language=claimed if claimed == seen else "",
        published=published,
        notices=notice,
    )


def _pdf(content: bytes) -> Opened:
    reader = _guarded(lambda: pypdf.PdfReader(io.BytesIO(content)), "PDF")
    if reader.is_encrypted:
        raise Unreadable("The PDF is locked with a password. Paste the text of the article instead.")
    text = _guarded(lambda: "\n\n".join(page.extract_text() for page in reader.pages), "PDF")
    if not text.strip():
        raise Unreadable("The PDF holds pictures of pages and no text. Paste the text of the article instead.")
    title = _guarded(lambda: str((reader.metadata or {}).get("/Title") or ""), "PDF")
    return Opened(PDF, "", plain(text), title=plain(title))


def _guarded(work: Callable[[], Any], what: str) -> Any:
    """Run a library over bytes of strangers: whatever it stumbles over means that they cannot be opened."""
    try:
        return work()
    except Exception as error:
        log.info("A %s could not be opened", what, exc_info=True)
        raise Unreadable(
            f"The {what} is damaged and could not be opened ({type(error).__name__}). Fetch it again, or paste the"
            " text of the article."
        ) from error
