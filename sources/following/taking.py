"""One fetched list taken in: kept, read, judged, and, if it is believed, compared and written down, once."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from sources import archive
from sources.following import keeping
from sources.following.applying import apply
from sources.following.enrolling import facts_of
from sources.following.keeping import ListFile
from sources.lists.comparing import compare
from sources.lists.entries import Snapshot as Read
from sources.lists.guarding import Examination, classify, examine
from sources.lists.storing import packed, unpacked
from sources.models import Document, Snapshot, SnapshotFile, Source, Standing

Progress = Callable[[str, int, int], None]
"""Told of each step: what it is, how much is done, of how much."""


def _silent(*_: object) -> None:
    """Tell nobody."""


class NotReleased(Exception):
    """A snapshot cannot be released or refused; the message says why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot that was taken. ``fresh``: its files were not known before."""

    snapshot: Snapshot
    fresh: bool

    @property
    def held(self) -> bool:
        """Whether it waits for a person."""
        return self.snapshot.standing == Standing.HELD.value


def take(
    source: Source, files: Mapping[str, ListFile], *, at: datetime, seen_on: date, progress: Progress = _silent
) -> Taken:
    """Keep the files of a list as they were on a day, and take them in."""
    progress("keeping", 0, 4)
    documents = keeping.keep_files(facts_of(source), files, at)
    return take_documents(source, documents, at=at, seen_on=seen_on, progress=progress)


def take_documents(
    source: Source, documents: Mapping[str, Document], *, at: datetime, seen_on: date, progress: Progress = _silent
) -> Taken:
    """Take the kept files of a list as they were on a day.

    The same files of one day are one snapshot, and files that are those of the last one are the same list, seen once
    more. All that a believed snapshot changes is written in one transaction: after a crash, all of it or nothing.
    """
    facts = facts_of(source)
    files = {role: archive.place_of(document.sha256) for role, document in documents.items()}
    mark = keeping.fingerprint(documents)
    while True:
        last = Snapshot.objects.last_of(source)
        if known := _known(source, mark, seen_on, last):
            return Taken(known, fresh=False)
        progress("reading", 1, 4)
        accepted = stored(last) if last else None
        seen = examine(facts, files, accepted=accepted, seen_on=seen_on)
        progress("comparing", 2, 4)
        with transaction.atomic():
            locked = Source.objects.select_for_update().get(pk=source.pk)
            if Snapshot.objects.last_of(locked) == last and not _known(source, mark, seen_on, last):
                snapshot = _make(source, mark, seen_on, last, seen, at)
                _attach(snapshot, documents)
                if seen.snapshot is not None and seen.hold is None:
                    progress("matching", 3, 4)
                    apply(snapshot, seen.snapshot, seen.differences, seen.removals, at)
                progress("done", 4, 4)
                return Taken(snapshot, fresh=True)


def release(snapshot: Snapshot, *, by: AbstractBaseUser, at: datetime, why: str) -> Snapshot:
    """Believe a held snapshot, because a person has looked. Raises NotReleased."""
    with _deciding(snapshot, why) as held:
        if held.entries is None:
            raise NotReleased(f"Its files could not be read, so there is nothing to release: {held.held_why}")
        last = Snapshot.objects.last_of(held.source)
        if last != held.compared_with:
            raise NotReleased("Another snapshot was believed since it was held; this one is behind it.")
        # What is new on it was there on the first day that it was seen, however long it was held.
        old, new = stored(last) if last else None, replace(stored(held), seen_on=held.seen_on)
        differences = compare(old, new) if old else ()
        held.standing, held.applied_at = Standing.RELEASED.value, at
        _decide(held, by, at, why)
        apply(held, new, differences, classify(old, new, differences) if old else (), at)
        # Fetched at once, so that what follows a good read does.
        Source.objects.filter(pk=held.source_id).update(due_at=None)
    return held


def refuse(snapshot: Snapshot, *, by: AbstractBaseUser, at: datetime, why: str) -> Snapshot:
    """Set a held snapshot aside for good. Raises NotReleased."""
    with _deciding(snapshot, why) as held:
        held.standing = Standing.REFUSED.value
        _decide(held, by, at, why)
    return held


def stored(snapshot: Snapshot) -> Read:
    """The organisations that a snapshot held, as they were read, seen until it was last found unchanged."""
    read = unpacked(json.loads(zlib.decompress(bytes(snapshot.entries or b""))))
    return replace(read, seen_on=snapshot.last_seen_on)


def _known(source: Source, mark: str, seen_on: date, last: Snapshot | None) -> Snapshot | None:
    """The snapshot that these files are already: of that day, or the last one, or one that was judged before.

    It is then known to have been so on that day too.
    """
    same = Snapshot.objects.filter(source=source, fingerprint=mark)
    judged = Q(seen_on=seen_on) | Q(seen_on__lte=seen_on) & (
        Q(pk=last.pk if last else None) | Q(standing__in=[Standing.HELD, Standing.REFUSED], compared_with=last)
    )
    known = same.filter(judged).order_by("seen_on", "pk").last()
    if known is not None and known.last_seen_on < seen_on:
        known.last_seen_on = seen_on
        known.save(update_fields=["last_seen_on"])
    return known


def _make(source: Source, mark: str, seen_on: date, last: Snapshot | None, seen: Examination, at: datetime) -> Snapshot:
    """The row of a snapshot, as it was judged."""
    read, hold = seen.snapshot, seen.hold
    return Snapshot.objects.create(
        source=source,
        fingerprint=mark,
        seen_on=seen_on,
        last_seen_on=seen_on,
        day=(read and read.day) or seen_on,
        taken_at=at,
        standing=(Standing.HELD if hold else Standing.ACCEPTED).value,
        held_for=hold.reason.value if hold else "",
        held_why=hold.sentence if hold else "",
        compared_with=last,
        entries=zlib.compress(json.dumps(packed(read)).encode()) if read else None,
        count=len(read.entries) if read else 0,
        dropped=dict(read.dropped) if read else {},
        notices=[[notice.what, notice.count] for notice in read.notices] if read else [],
        applied_at=None if hold else at,
    )


def _attach(snapshot: Snapshot, documents: Mapping[str, Document]) -> None:
    SnapshotFile.objects.bulk_create(
        SnapshotFile(snapshot=snapshot, role=role, document=document) for role, document in documents.items()
    )


@contextmanager
def _deciding(snapshot: Snapshot, why: str) -> Iterator[Snapshot]:
    """A held snapshot, with its list locked, in the transaction of its decision."""
    if not why.strip():
        raise NotReleased("Say why: whoever sees it next will ask.")
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=snapshot.source_id)
        held = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
        held.source = source
        if held.standing != Standing.HELD.value:
            raise NotReleased(f"This snapshot is {held.standing}, and waits for nobody.")
        yield held


def _decide(held: Snapshot, by: AbstractBaseUser, at: datetime, why: str) -> None:
    held.decided_by_id, held.decided_at, held.why = by.pk, at, why.strip()
    held.save(update_fields=["standing", "applied_at", "decided_by", "decided_at", "why"])
