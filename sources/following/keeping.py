"""Files of lists kept in the archive, and let go when the time of the persons named in them is over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from sources import archive
from sources.lists.facts import SourceFacts
from sources.models import Arrival, Document, DocumentKind, How, State


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file of a list: where its bytes lie, how they came, and where from."""

    path: Path
    how: How = How.FILE
    url: str = ""
    content_type: str = ""


def keep_files(facts: SourceFacts, files: Mapping[str, ListFile], at: datetime) -> dict[str, Document]:
    """Keep the files of a list, each once, with when and from where they came."""
    order = [each.role for each in facts.files]
    return {role: keep_file(facts, files[role], at) for role in sorted(files, key=order.index)}


def keep_file(facts: SourceFacts, file: ListFile, at: datetime) -> Document:
    """Keep one file; its bytes stay as long as the facts allow, counted from the last time that they came."""
    with file.path.open("rb") as content:
        sha256 = archive.keep_file(content)
    with transaction.atomic():
        document, _ = Document.objects.select_for_update().get_or_create(
            sha256=sha256,
            defaults={
                "size": file.path.stat().st_size,
                "kind": DocumentKind.LIST.value,
                "declared_type": file.content_type[:200],
                "title": facts.title,
                "publisher": facts.publisher,
                "url": facts.homepage,
                "language": facts.language,
                "kept_at": at,
                "state": State.READ.value,
                "read_at": at,
            },
        )
        stay(facts, document, at)
        Arrival.objects.create(document=document, how=file.how.value, url=file.url, name=file.path.name[:300], at=at)
    return document


def stay(facts: SourceFacts, document: Document, at: datetime) -> None:
    """Let the bytes of a file stay for their time, counted from now, since it is still what the list is."""
    if document.kind == DocumentKind.LIST.value:
        document.bytes_until, document.bytes_gone_at = at.date() + timedelta(days=facts.keep_bytes_days), None
        document.save(update_fields=["bytes_until", "bytes_gone_at"])


def fingerprint(documents: Mapping[str, Document]) -> str:
    """One SHA-256 for the files of a list together."""
    parts = sorted((role, document.sha256) for role, document in documents.items())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def let_go(at: datetime) -> int:
    """Remove the bytes whose time is over; how many files they were. What was read of them stays."""
    due = Document.objects.filter(bytes_until__lte=at.date(), bytes_gone_at=None)
    gone = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            document = due.select_for_update(skip_locked=True).filter(pk=pk).first()
            if document is not None:
                archive.let_go(document.sha256)
                document.bytes_gone_at = at
                document.save(update_fields=["bytes_gone_at"])
                gone += 1
    return gone
