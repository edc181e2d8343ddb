"""The way in: a document is kept once, read by whoever has its lease, and each of its claims proposed once."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from designations.actions.statements import SAMPLE_MARK
from sources import archive, fetch, gathering, hosts, proposing, queries
from sources.models import Arrival, Document, DocumentKind, How, State
from sources.opening import Opened, Unreadable, open_bytes
from sources.reading import VERSION, Article, Reading, read_article
from sources.reading.likeness import sketch

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=20)
"""Longer than a task may run: whoever still holds one is dead."""

MOST_ATTEMPTS = 3
"""A document that ends its reader so often is held for a person."""


class NotKept(Exception):
    """A document was refused; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What whoever brings a document says of it; it goes before what the document says itself."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: date | None = None

    def as_json(self) -> dict[str, str]:
        """What is said, and nothing else."""
        return {key: str(value) for key, value in asdict(self).items() if value}


@dataclass(frozen=True)
class Kept:
    """A document in the archive. ``fresh``: it was not there before. ``waiting``: it is to be read."""

    document: Document
    fresh: bool

    @property
    def waiting(self) -> bool:
        """Whether it is to be read."""
        return self.document.state == State.WAITING.value


def keep_page(url: str, *, at: datetime, by: AbstractBaseUser | None = None, given: Given | None = None) -> Kept:
    """Fetch a page and keep it. Raises NotKept, with what kept it from being fetched."""
    try:
        page = fetch.fetch(url, most_bytes=settings.DOCUMENT_MAX_BYTES, gate=hosts.one_at_a_time)
    except fetch.NotFetched as error:
        raise NotKept(str(error)) from error
    said = given or Given()
    return keep(
        page.content,
        how=How.URL,
        at=at,
        by=by,
        given=Given(**{**asdict(said), "url": said.url or page.url}),
        declared=page.content_type,
        found_at=page.url,
    )


def keep(
    content: bytes,
    *,
    how: How,
    at: datetime,
    by: AbstractBaseUser | None = None,
    given: Given | None = None,
    declared: str = "",
    found_at: str = "",
    name: str = "",
) -> Kept:
    """Keep a document once: bytes that came before are the same document, come in once more.

    If they come with a word that was not known of them (a title, a day), it waits to be read again with that.
    Raises NotKept.
    """
    said = given or Given()
    _check(content, said, at.date())
    sha256 = archive.keep(content)
    with transaction.atomic():
        document, fresh = Document.objects.select_for_update().get_or_create(
            sha256=sha256,
            defaults={
                "size": len(content),
                "kind": DocumentKind.ARTICLE.value,
                "declared_type": declared[:200],
                "kept_at": at,
                "kept_by_id": by.pk if by else None,
                **_standing(said.as_json(), None),
            },
        )
        Arrival.objects.create(
            document=document, how=how.value, url=found_at, name=name[:300], at=at, by_id=by.pk if by else None
        )
        if not fresh and document.given | said.as_json() != document.given:
            _wait_again(document, said.as_json())
    return Kept(document, fresh)


def read_again(document: Document) -> None:
    """Let a document wait to be read once more, from the beginning."""
    with transaction.atomic():
        _wait_again(Document.objects.select_for_update().get(pk=document.pk), {})


def read(document_id: int, *, at: datetime) -> Document | None:
    """Read a document that waits; None where it does not wait, or another has its lease."""
    return _read_leased(_lease(at, document_id), at)


def read_next(*, at: datetime) -> Document | None:
    """Read the next document that is due; None where there is none."""
    return _read_leased(_lease(at), at)


def report(*, about: str, what: str, message: str, contact: str, at: datetime) -> Document:
    """Keep what a reader of the atlas reports, as a document with one candidate. The same words are one report."""
    said = {"about": about, "what": what, "message": message, "contact": contact}
    content = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    sha256 = archive.keep(content)
    with transaction.atomic():
        document, _ = Document.objects.get_or_create(
            sha256=sha256,
            defaults={
                "size": len(content),
                "kind": DocumentKind.REPORT.value,
                "content_type": "application/json",
                "encoding": "utf-8",
                "given": {"contact": contact} if contact else {},
                "title": f"{what}: {about}"[:500],
                "text": message,
                "kept_at": at,
                "state": State.READ.value,
                "read_at": at,
            },
        )
        Arrival.objects.create(document=document, how=How.REPORT.value, at=at)
        proposing.propose_report(document, {"about": about, "what": what}, at)
    return document


def _check(content: bytes, given: Given, today: date) -> None:
    if not content.strip():
        raise NotKept("It is empty: there is nothing to keep.")
    most = settings.DOCUMENT_MAX_BYTES
    if len(content) > most:
        raise NotKept(
            f"It has {len(content) / 2**20:.0f} MB; at most {most // 2**20} MB are kept of a document. Bring the"
            " article alone, or paste its text."
        )
    if given.published is not None and given.published > today:
        raise NotKept(f"It cannot have been published on {given.published}: that day is yet to come.")
    if given.url and not given.url.startswith(("http://", "https://")):
        raise NotKept(f"'{given.url}' is no web address: it begins with http:// or https://.")


def _wait_again(document: Document, said: Mapping[str, str]) -> None:
    document.given = document.given | dict(said)
    for column, value in _standing(document.given, None).items():
        setattr(document, column, value)
    document.state, document.held_why = State.WAITING.value, ""
    document.attempts, document.lease_until = 0, None
    document.save()


def _standing(given: Mapping[str, str], opened: Opened | None) -> dict[str, Any]:
    """What stands of a document: what was said of it, then what it says itself."""
    published = given.get("published")
    return {
        "given": dict(given),
        "title": (given.get("title") or (opened.title if opened else ""))[:500],
        "publisher": (given.get("publisher") or (opened.publisher if opened else ""))[:200],
        "url": given.get("url") or (opened.url if opened else ""),
        "language": (given.get("language") or (opened.language if opened else ""))[:12],
        "published_on": date.fromisoformat(published) if published else opened.published if opened else None,
    }


def _lease(at: datetime, document_id: int | None = None) -> Document | None:
    """Take the lease of a due document. Others pass it over until the lease runs out."""
    with transaction.atomic():
        due = Document.objects.due(at).filter(kind=DocumentKind.ARTICLE.value)
        if document_id is not None:
            due = due.filter(pk=document_id)
        document = due.select_for_update(skip_locked=True).order_by("pk").first()
        if document is None:
            return None
        document.attempts += 1
        document.lease_until = at + LEASE
        document.save(update_fields=["attempts", "lease_until"])
    return document


def _read_leased(document: Document | None, at: datetime) -> Document | None:
    if document is None:
        return None
    try:
        if document.attempts > MOST_ATTEMPTS:
            raise Unreadable(
                f"Its reading began {MOST_ATTEMPTS} times and never ended. Paste the text of the article instead."
            )
        opened = open_bytes(archive.read(document.sha256), document.declared_type, at.date())
    except (Unreadable, archive.Damaged) as error:
        return _finish(document, {"state": State.HELD.value, "held_why": str(error)}, None, at)
    found = _standing(document.given, opened)
    article = Article(found["title"], opened.text, found["published_on"], found["language"] or None, found["publisher"])
    reading = read_article(article, queries.vocabulary())
    found |= {
        "state": State.READ.value,
        "content_type": opened.content_type,
        "encoding": opened.encoding,
        "text": opened.text,
        "language": found["language"] or reading.language[:12],
        "sample": _is_sample(found["title"], opened),
        "sketch": sketch(opened.text),
        "notices": [*opened.notices, *reading.notices],
        "reader_version": VERSION,
        "read_at": at,
    }
    return _finish(document, found, reading, at)


def _is_sample(title: str, opened: Opened) -> bool:
    return any(words.lstrip().startswith(SAMPLE_MARK) for words in (title, opened.title, opened.text))


def _finish(document: Document, found: Mapping[str, Any], reading: Reading | None, at: datetime) -> Document:
    """Write down a reading with its candidates, unless another took the lease over meanwhile."""
    with transaction.atomic():
        now = Document.objects.select_for_update().get(pk=document.pk)
        if now.state != State.WAITING.value or now.attempts != document.attempts or now.given != document.given:
            log.info("Document %s was taken over by another reader", document.pk)
            return now
        for column, value in found.items():
            setattr(now, column, value)
        now.lease_until = None
        if reading is not None:
            gathering.one_at_a_time()
            now.story, now.likeness = gathering.story_of(now)
        now.save()
        if reading is not None:
            proposing.propose(now, reading, at)
    return now
