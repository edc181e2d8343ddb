"""Rebuild the derived rows from the ledger, or prove that they need no rebuilding."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from designations.projection import drift, rebuild


class Command(BaseCommand):
    """Replay every edition."""

    help = "Rebuild periods, positions, conflicts and troubles from the ledger. --check prints drift and exits 1."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether only to check."""
        parser.add_argument("--check", action="store_true", help="Compare with a replay, write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check or rebuild, print."""
        if options["check"]:
            lines = drift()
            for line in lines:
                self.stdout.write(line)
            if lines:
                raise CommandError(f"{len(lines)} rows drift; run rebuild_projection", returncode=1)
            self.stdout.write("no drift")
            return
        with tqdm(desc="groups", disable=None, leave=False) as bar:

            def progress(done: int, total: int) -> None:
                bar.total, bar.n = total, done
                bar.refresh()

            written = rebuild(progress)
        self.stdout.write(f"{written} derived rows written")
