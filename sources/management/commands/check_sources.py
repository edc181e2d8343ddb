"""Whether every followed source is read as it should be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sources.following.health import ago, health


class Command(BaseCommand):
    """Print how each source is doing; end with 1 where a person ought to look."""

    help = "Print how each source is doing: last good read, last attempt, what is held and why, and when it is due."

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each, with its troubles under it."""
        now = timezone.now()
        found = health(now)
        for each in found:
            source = each.source
            read = f"read whole {ago(source.last_good_at, now)}" if source.last_good_at else "never read whole"
            tried = f", last tried {ago(source.last_tried_at, now)}" if source.last_tried_at else ""
            due = f", due {source.due_at:%Y-%m-%d %H:%M} UTC" if source.active and source.due_at else ""
            followed = "followed" if source.active else "not followed"
            waits = f", waiting: entries {each.open_entries}, candidates {each.open_candidates}"
            self.stdout.write(f"{source.slug}: {followed}, {read}{tried}{due}{waits}")
            for sentence in each.trouble:
                self.stdout.write(f"  {sentence}")
        ill = [each for each in found if not each.well]
        if ill:
            raise CommandError(f"{len(ill)} of {len(found)} sources need a person.")
