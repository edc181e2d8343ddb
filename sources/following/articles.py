"""Feeds and single pages followed: every attempt written down, each article kept once and left for the readers."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import feedparser
from django.conf import settings
from django.db.models import Count, Q

from sources import archive, fetch, hosts, inbox
from sources.fetch import Answer, Known, NotFetched
from sources.following import scheduling
from sources.models import Arrival, Document, DocumentKind, Fetch, How, Outcome, Source, State

FEED, PAGE = "feed", "page"
MOST_AT_ONCE = 10
"""New articles of one feed that one turn fetches; what is left is fetched by the next."""

MOST_FAILURES = 3
"""After so many attempts an article of a feed is given up."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of one article."""

    url: str
    title: str
    published: date | None


def fetch_page(source: Source, at: datetime) -> str:
    """Fetch a single page; other bytes than before are another document. What became of it, in a sentence."""
    try:
        row = _article(source, Item(source.address, "", None), at)
    except NotFetched as error:
        scheduling.went_wrong(source, at, wait=error.wait)
        return f"not fetched: {error}"
    scheduling.went_well(source, at)
    return "kept, to be read" if row.outcome == Outcome.KEPT.value else "unchanged"


def fetch_feed(source: Source, at: datetime) -> str:
    """Fetch a feed (RSS or Atom) and the articles in it that are new. What became of it, in a sentence.

    An article that cannot be had is written down and does not keep the others.
    """
    try:
        content = _feed(source, at)
    except NotFetched as error:
        scheduling.went_wrong(source, at, wait=error.wait)
        return f"not fetched: {error}"
    items = list(items_of(content))
    if not items:
        scheduling.went_wrong(source, at)
        return "no feed: no article is named in it"
    kept = failed = 0
    for item in _new(source, items)[:MOST_AT_ONCE]:
        try:
            _article(source, item, at)
            kept += 1
        except NotFetched:
            failed += 1
    scheduling.went_well(source, at)
    return f"{len(items)} articles named, {kept} new ones kept, {failed} not to be had"


def items_of(content: bytes) -> Iterator[Item]:
    """The articles that a feed names, each address once. What cannot be read names none."""
    seen = set()
    for entry in feedparser.parse(io.BytesIO(content)).entries:
        url = str(entry.get("link") or "")
        if url.startswith(("http://", "https://")) and url not in seen:
            seen.add(url)
            day = entry.get("published_parsed") or entry.get("updated_parsed")
            yield Item(url, str(entry.get("title") or ""), date(*day[:3]) if day else None)


def _new(source: Source, items: list[Item]) -> list[Item]:
    """The articles that have not been kept, nor given up."""
    urls = [item.url for item in items]
    known = set(Arrival.objects.filter(url__in=urls).values_list("url", flat=True))
    tried = Fetch.objects.filter(source=source, role=PAGE, url__in=urls).values("url")
    counts = tried.annotate(kept=Count("pk", filter=~Q(document=None)), failed=Count("pk", filter=Q(document=None)))
    known |= {row["url"] for row in counts if row["kept"] or row["failed"] >= MOST_FAILURES}
    return [item for item in items if item.url not in known]


def _feed(source: Source, at: datetime) -> bytes:
    """The bytes of a feed, kept before they are read. Raises NotFetched."""
    row, answer, content = _asked(source, FEED, source.address, at)
    if answer is None and row.document is not None:
        return archive.read(row.document.sha256)
    row.document, _ = Document.objects.get_or_create(
        sha256=archive.keep(content),
        defaults={
            "size": len(content),
            "kind": DocumentKind.FEED.value,
            "declared_type": answer.content_type[:200] if answer else "",
            "title": source.title,
            "publisher": source.publisher,
            "url": row.found_at,
            "kept_at": at,
            "state": State.READ.value,
            "read_at": at,
        },
    )
    row.save()
    return content


def _article(source: Source, item: Item, at: datetime) -> Fetch:
    """Fetch one article and keep it for the readers. Raises NotFetched."""
    row, answer, content = _asked(source, PAGE, item.url, at)
    if answer is None:
        return row
    given = inbox.Given(
        title=item.title,
        publisher=source.publisher,
        url=answer.url,
        language=source.language,
        published=item.published if item.published and item.published <= at.date() else None,
    )
    try:
        kept = inbox.keep(content, how=How.URL, at=at, given=given, declared=answer.content_type, found_at=answer.url)
    except inbox.NotKept as error:
        _failed(row, str(error))
        raise NotFetched(str(error)) from error
    row.document = kept.document
    row.save()
    return row


def _asked(source: Source, role: str, url: str, at: datetime) -> tuple[Fetch, Answer | None, bytes]:
    """Ask an address; what it answers, or None where it has nothing new and the attempt is written down as such.

    The row of an answer is not saved yet: it names the document that is made of it. Raises NotFetched.
    """
    last = Fetch.objects.filter(source=source, role=role, url=url).exclude(document=None).order_by("-pk").first()
    known = Known(last.headers.get("etag", ""), last.headers.get("last-modified", "")) if last else None
    row = Fetch(source=source, role=role, url=url, at=at)
    content, begun = io.BytesIO(), time.monotonic()
    try:
        answer = fetch.fetch_into(
            content, url, most_bytes=settings.DOCUMENT_MAX_BYTES, known=known, gate=hosts.courteous, accept=fetch.PAGES
        )
    except NotFetched as error:
        row.status, row.took_ms = error.status, _since(begun)
        _failed(row, str(error))
        raise
    row.took_ms, row.status, row.found_at, row.headers = _since(begun), answer.status, answer.url, dict(answer.headers)
    row.outcome = Outcome.KEPT.value
    if last is not None and answer.unchanged:
        row.outcome, row.document = Outcome.UNCHANGED.value, last.document
        row.save()
        return row, None, b""
    return row, answer, content.getvalue()


def _failed(row: Fetch, why: str) -> None:
    row.outcome, row.failure = Outcome.FAILED.value, why
    row.save()


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
