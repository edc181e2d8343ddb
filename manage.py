#!/usr/bin/env python
"""Django's command line. Without a DATABASE_URL it speaks for the local run of this checkout."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; a local run that is not up lends its services for as long as the command takes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if os.environ.get("DATABASE_URL"):
        execute_from_command_line(sys.argv)
        return
    from config.local import environment, services
    from config.local.folders import CannotStart, Folders

    folders = Folders.here()
    try:
        embedded = environment.fill(folders)
        with services.available(folders, embedded):
            execute_from_command_line(sys.argv)
    except CannotStart as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main()
