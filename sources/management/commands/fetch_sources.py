"""Fetch followed sources now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sources.following import scheduling
from sources.following.enrolling import enrol
from sources.following.fetching import fetch_one
from sources.models import Source


class Command(BaseCommand):
    """Fetch sources, one after another, and print what became of each."""

    help = (
        "Fetch every followed source now; with --due only those whose time has come, as a worker does by itself."
        " Sources that are named are fetched whether they are followed or not. Ends with 1 if one could not be fetched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Which."""
        parser.add_argument("slugs", nargs="*", metavar="SOURCE")
        parser.add_argument("--due", action="store_true", help="only those whose time has come")

    def handle(self, *args: Any, **options: Any) -> None:
        """Lease, fetch, print."""
        enrol()
        unknown = set(options["slugs"]) - set(Source.objects.values_list("slug", flat=True))
        if unknown:
            raise CommandError(f"No source is called {', '.join(sorted(unknown))}.")
        done: list[int] = []
        failed = 0
        while source := scheduling.lease_next(
            timezone.now(), now=not options["due"], among=options["slugs"], without=done
        ):
            done.append(source.pk)
            self.stdout.write(f"{source.slug}: {fetch_one(source, timezone.now())}")
            failed += source.failures > 0
        if not done:
            self.stdout.write("Nothing is due." if options["due"] else "No source is followed.")
        if failed:
            raise CommandError(f"{failed} of {len(done)} could not be fetched, or are held.")
