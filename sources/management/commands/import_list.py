"""Bring in the files of an official list as they were on one day."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from sources.following import folders
from sources.following.enrolling import UnknownSource, facts_of, list_source
from sources.following.publishing import follow_up
from sources.following.taking import Progress, Taken, take


def day(text: str) -> date:
    """A day of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no day: write it as 2024-06-04") from None


def progress_on(bar: Any) -> Progress:
    """Show each step on a bar."""

    def show(step: str, done: int, total: int) -> None:
        bar.total = total
        bar.set_description_str(step)
        bar.update(done - bar.n)

    return show


class Command(BaseCommand):
    """Keep the files, read them, compare, and propose what changed."""

    help = (
        "Take in an official list: its files are kept, read and compared with the last believed snapshot. What changed"
        " waits at the desk; a file in doubt is held, changes nothing, and the command ends with its reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which list, which files, of which day."""
        parser.add_argument("source", help="such as un-consolidated; any other word prints them all")
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file, role=file where the list has several")
        parser.add_argument("--date", type=day, metavar="DAY", help="the day the files are of (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it, print."""
        now = timezone.now()
        try:
            source = list_source(options["source"])
            files = folders.by_role(facts_of(source), options["files"])
        except (UnknownSource, folders.NoSuchFiles) as error:
            raise CommandError(str(error)) from error
        seen_on = options["date"] or now.date()
        if seen_on > now.date():
            raise CommandError(f"{seen_on} is yet to come.")
        with tqdm(disable=None, file=self.stderr, leave=False) as bar:
            taken = take(source, files, at=now, seen_on=seen_on, progress=progress_on(bar))
        self.stdout.write(in_words(taken))
        if taken.held:
            raise CommandError(f"It is held: {taken.snapshot.held_why}")
        for line in follow_up(source, at=now):
            self.stdout.write(line)


def in_words(taken: Taken) -> str:
    """What became of a snapshot, in a line."""
    snapshot = taken.snapshot
    changes = snapshot.changes.count()
    proposed = snapshot.changes.exclude(candidate=None).count()
    known = "" if taken.fresh else " (known before)"
    return (
        f"{snapshot.day} {snapshot.standing}{known}: {snapshot.count} organisations, {changes} changes,"
        f" {proposed} proposed"
    )
