"""Run through years of snapshots of an official list, in order."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from sources.following import folders
from sources.following.enrolling import UnknownSource, facts_of, list_source
from sources.following.publishing import follow_up
from sources.following.taking import NotReleased, Taken, release, take
from sources.management.commands.import_list import in_words, progress_on

WHY = "Released while the list was replayed."


class Command(BaseCommand):
    """Take in the snapshots of a folder, oldest first."""

    help = (
        "Take in every snapshot of a folder, oldest first; the day stands in the name of a file or of a folder. It"
        " stops at the first one that is held, unless --release-held is given with who releases it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which list, which folder, and who believes what is held."""
        parser.add_argument("source")
        parser.add_argument("folder", type=Path)
        parser.add_argument("--release-held", action="store_true", help="believe what is held and can be read")
        parser.add_argument("--by", default="", metavar="NAME", help="the editor who releases it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them, print a line for each."""
        try:
            source = list_source(options["source"])
            days = folders.days_of(facts_of(source), options["folder"])
        except (UnknownSource, folders.NoSuchFiles) as error:
            raise CommandError(str(error)) from error
        by = editor(options["by"]) if options["release_held"] else None
        for number, (seen_on, files) in enumerate(days, start=1):
            with tqdm(disable=None, file=self.stderr, leave=False) as bar:
                taken = take(source, files, at=timezone.now(), seen_on=seen_on, progress=progress_on(bar))
            self.stdout.write(f"{number} of {len(days)}: {in_words(taken)}")
            if taken.held:
                self.believe(taken, by)
        for line in follow_up(source, at=timezone.now()):
            self.stdout.write(line)

    def believe(self, taken: Taken, by: Any) -> None:
        """Release a held snapshot for a person, or stop."""
        held = taken.snapshot
        if by is None:
            raise CommandError(
                f"Stopped, since this one is held: {held.held_why} To believe it: --release-held --by NAME"
            )
        try:
            snapshot = release(held, by=by, at=timezone.now(), why=WHY)
        except NotReleased as error:
            self.stdout.write(f"  passed over: {error}")
            return
        self.stdout.write(f"  it was held: {held.held_why}")
        self.stdout.write(f"  {in_words(Taken(snapshot, fresh=True))}")


def editor(name: str) -> Any:
    """The account of a person. Raises CommandError."""
    if not name:
        raise CommandError("Say who releases it: --by NAME")
    found = get_user_model().objects.filter(username=name, is_active=True, is_staff=True).first()
    if found is None:
        raise CommandError(f"No editor has the name '{name}'.")
    return found
