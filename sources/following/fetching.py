"""A followed source fetched: every attempt written down, what changed taken in, what failed tried again later."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from sources import archive, fetch, hosts
from sources.fetch import Known, NotFetched
from sources.following import keeping, scheduling
from sources.following.articles import fetch_feed, fetch_page
from sources.following.enrolling import facts_of
from sources.following.keeping import ListFile
from sources.following.publishing import follow_up
from sources.following.taking import take_documents
from sources.lists.facts import FileFacts, SourceFacts
from sources.models import Document, Fetch, How, Outcome, Source, SourceKind, Standing

LONGEST = 240.0
"""Seconds for one file of a list."""


def fetch_list(source: Source, at: datetime) -> str:
    """Fetch the files of a list and take them in; what became of it, in a sentence.

    One file that cannot be had stops the attempt: a list is read whole or not at all.
    """
    facts = facts_of(source)
    try:
        documents = {each.role: _document(source, facts, each, at) for each in facts.files}
    except NotFetched as error:
        scheduling.went_wrong(source, at, wait=error.wait)
        return f"not fetched: {error}"
    snapshot = take_documents(source, documents, at=at, seen_on=at.date()).snapshot
    if snapshot.standing == Standing.HELD.value:
        scheduling.went_wrong(source, at)
        return f"held: {snapshot.held_why}"
    if snapshot.standing == Standing.REFUSED.value:
        scheduling.went_wrong(source, at)
        return f"the same files that were refused: {snapshot.why}"
    scheduling.went_well(source, at)
    lines = follow_up(source, at=at)
    return f"read whole: {snapshot.count} organisations, as of {snapshot.day}. {' '.join(lines)}".strip()


FETCHERS: Mapping[str, Callable[[Source, datetime], str]] = {
    SourceKind.LIST.value: fetch_list,
    SourceKind.FEED.value: fetch_feed,
    SourceKind.PAGE.value: fetch_page,
}
"""How each kind of source is fetched. A fetcher gives the source back through ``scheduling``."""


def fetch_one(source: Source, at: datetime) -> str:
    """Fetch a leased source; what became of it, in a sentence. Whatever it stumbles over, it is tried again later."""
    try:
        return FETCHERS[source.kind](source, at)
    except BaseException:
        source.refresh_from_db()
        scheduling.went_wrong(source, at)
        raise


def _document(source: Source, facts: SourceFacts, file: FileFacts, at: datetime) -> Document:
    """One file of a list, fetched and kept, or the one that we have where the host says that it has no other."""
    known, held = _known(source, file)
    with tempfile.TemporaryDirectory(prefix="atlas-list-") as folder:
        path = Path(folder) / f"{source.slug}-{file.role}"
        started = time.monotonic()
        row = Fetch(source=source, role=file.role, url=file.url, at=at)
        try:
            with path.open("w+b") as content:
                answer = fetch.fetch_into(
                    content, file.url, most_bytes=file.max_bytes, known=known, gate=hosts.courteous, longest=LONGEST
                )
        except NotFetched as error:
            row.outcome, row.failure, row.status = Outcome.FAILED.value, str(error), error.status
            row.took_ms = _since(started)
            row.save()
            raise
        row.took_ms, row.status, row.found_at = _since(started), answer.status, answer.url
        row.headers = dict(answer.headers)
        if held is not None and answer.unchanged:
            keeping.stay(facts, held, at)
            row.outcome, row.document = Outcome.UNCHANGED.value, held
        else:
            brought = ListFile(path, How.URL, answer.url, answer.content_type)
            row.outcome, row.document = Outcome.KEPT.value, keeping.keep_file(facts, brought, at)
        row.save()
        return row.document


def _known(source: Source, file: FileFacts) -> tuple[Known | None, Document | None]:
    """What the last good answer of an address said of its version, if its bytes are still here."""
    last = (
        Fetch.objects.filter(source=source, role=file.role, url=file.url)
        .exclude(outcome=Outcome.FAILED.value)
        .select_related("document")
        .order_by("-pk")
        .first()
    )
    if last is None or last.document is None or not archive.place_of(last.document.sha256).exists():
        return None, None
    return Known(last.headers.get("etag", ""), last.headers.get("last-modified", "")), last.document


def _since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
