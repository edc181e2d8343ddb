"""Make the account of an editor."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.editors import make_editor


class Command(BaseCommand):
    """Make or renew an editor's account, with a password made on the spot."""

    help = "Make or renew an editor's account; prints the password, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The name to sign in with."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account and print its password."""
        password = secrets.token_urlsafe(12)
        make_editor(options["username"], password)
        self.stdout.write(f"{options['username']}: {password}")
