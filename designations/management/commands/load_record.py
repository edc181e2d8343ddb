"""Load the data files into the record."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from designations.seeding import load, read_package

SYSTEM_ACCOUNT = "record-loader"


class Command(BaseCommand):
    """Load a folder of data files through the actions, in one edition."""

    help = "Load the record from a folder of CSV files. Loading twice changes nothing; a bad row loads nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Parse, load, print."""
        user, _ = get_user_model().objects.get_or_create(username=SYSTEM_ACCOUNT, defaults={"is_active": False})
        bar = tqdm(disable=None if options["verbosity"] else True, leave=False)

        def progress(part: str, done: int, total: int) -> None:
            bar.set_description(part)
            bar.total, bar.n = total, done
            bar.refresh()

        loaded = load(read_package(options["folder"]), by=user, at=timezone.now(), progress=progress)
        bar.close()
        for bad in loaded.bad:
            self.stderr.write(str(bad))
        if loaded.bad:
            raise CommandError(f"{len(loaded.bad)} bad values; nothing was loaded")
        for line in loaded.for_a_person:
            self.stdout.write(f"for a person: {line}")
        what = f"edition {loaded.edition}" if loaded.edition else "nothing new"
        self.stdout.write(f"{what}: {loaded.published} acts published, {loaded.corrected} corrected")
