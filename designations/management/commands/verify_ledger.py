"""Verify the chain of editions."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from designations.actions.digest import verify
from designations.models import Ledger


class Command(BaseCommand):
    """Recompute every digest from the rows themselves."""

    help = "Recompute the digest of every edition from its entries; print what does not hold and exit 1."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print."""
        wrong = verify()
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} faults in the chain", returncode=1)
        self.stdout.write(f"{Ledger.objects.get().edition} editions, every digest holds")
