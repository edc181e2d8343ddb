"""Make the database and the static files of a local run ready."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from config.local.folders import Folders
from config.local.prepare import prepare


class Command(BaseCommand):
    """The part of `make up` between its services and its pages."""

    help = "Migrate, collect static files, load the record, make the local editor: each where it is needed."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the run that `ATLAS_DATA` names."""
        try:
            prepare(Folders.here())
        except DatabaseError as reason:
            raise CommandError(f"The database refused: {reason}") from reason
