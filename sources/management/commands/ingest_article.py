"""Bring in one article."""

import sys
import time
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sources import inbox, nudges
from sources.models import Candidate, Document, How, State


def day(text: str) -> date:
    """A day of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no day: write it as 2024-06-04") from None


class Command(BaseCommand):
    """Keep an article, have it read, and print the candidates that were found in it."""

    help = (
        "Keep an article once and have it read. A worker reads it, and the command waits for that a little; with"
        " --now it is read here. JSON with the keys text, title, published, language, publisher and url is taken too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where it is, and what is known of it."""
        parser.add_argument("source", metavar="FILE|URL|-", help="a file, a web address, or - for the standard input")
        parser.add_argument("--published", type=day, metavar="DAY", help="the day of publication, such as 2024-06-04")
        parser.add_argument("--title", default="")
        parser.add_argument("--publisher", default="")
        parser.add_argument("--language", default="", help="ISO 639-1, such as en; recognised where left out")
        parser.add_argument("--url", default="", help="where readers find it, if it is brought as a file")
        parser.add_argument("--now", action="store_true", help="read it here instead of by a worker")
        parser.add_argument("--wait", type=float, default=15, metavar="SECONDS", help="for a worker (default 15)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep it, have it read, print."""
        words = ("title", "publisher", "language", "url", "published")
        try:
            kept = bring(options["source"], inbox.Given(**{word: options[word] for word in words}))
        except (inbox.NotKept, OSError) as error:
            raise CommandError(str(error)) from error
        document = kept.document
        how = "kept" if kept.fresh else "was kept before"
        self.stdout.write(f"document {document.pk} {how}: {document.size} bytes, SHA-256 {document.sha256}")
        if kept.waiting and options["now"]:
            inbox.read(document.pk, at=timezone.now())
        elif kept.waiting:
            nudges.read_soon(document.pk)
            wait_for_reading(document, options["wait"])
        self.tell(Document.objects.get(pk=document.pk))

    def tell(self, document: Document) -> None:
        """Print how far a document is, its candidates, and those of others that it tells of too."""
        if document.state == State.WAITING.value:
            self.stdout.write("It waits in the database; a worker will read it. To read it here, add --now.")
            return
        if document.state == State.HELD.value:
            raise CommandError(f"It is held: {document.held_why}")
        for notice in document.notices:
            self.stdout.write(f"notice: {notice}")
        for candidate in document.candidates.order_by("pk"):
            self.stdout.write(in_a_line(candidate))
            self.stdout.write(f"    “{candidate.evidence}”" if candidate.evidence else "    (told by the title alone)")
        for telling in document.tellings.filter(withdrawn=False).select_related("candidate").order_by("pk"):
            self.stdout.write(f"it also tells of {in_a_line(telling.candidate)}")
            self.stdout.write(f"    {telling.why}")


def bring(source: str, given: inbox.Given) -> inbox.Kept:
    """Keep what a source holds. Raises NotKept, OSError."""
    if source.startswith(("http://", "https://")):
        return inbox.keep_page(source, at=timezone.now(), given=given)
    # A byte more than is kept is enough to know that it is too long.
    most = settings.DOCUMENT_MAX_BYTES + 1
    if source == "-":
        return inbox.keep(sys.stdin.buffer.read(most), how=How.PASTE, at=timezone.now(), given=given)
    with Path(source).open("rb") as file:
        return inbox.keep(file.read(most), how=How.FILE, at=timezone.now(), given=given, name=Path(source).name)


def wait_for_reading(document: Document, seconds: float) -> None:
    """Return once a document is read or held, or the time is over."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if Document.objects.exclude(state=State.WAITING.value).filter(pk=document.pk).exists():
            return
        time.sleep(0.2)


def in_a_line(candidate: Candidate) -> str:
    """A candidate as a line."""
    said = candidate.proposed
    sample = "SAMPLE, " if candidate.sample else ""
    return (
        f"candidate {candidate.pk} ({sample}{candidate.get_decision_display()}): {said['authority']}"
        f" {candidate.event_kind} {said['group_name']}, {said['status'].replace('_', ' ')},"
        f" {candidate.stated or 'no date'} (confidence {candidate.confidence:.2f})"
    )
