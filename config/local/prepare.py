"""Bring database and static files to what this build needs; quick when they are there already."""

import hashlib
import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.editors import grant, make_editor
from config.local.folders import Folders, keep_private

EDITOR = "editor"


def prepare(folders: Folders) -> None:
    """Migrate, collect static files, load the record, make the local editor: each only where it is needed."""
    migrate()
    collect()
    if "load_record" in get_commands():
        call_command("load_record")
    local_editor(folders.data / "editor.json")


def migrate() -> None:
    """Apply the migrations that are not applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Migrating the database", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def collect() -> None:
    """Collect static files where a source of them has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT or "") / ".sources.sha256"
    now = static_sources()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    print("Collecting static files", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="ascii")


def static_sources() -> str:
    """A hash over the name, size and time of every static file that there is."""
    summary = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            summary.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return summary.hexdigest()


def local_editor(file: Path) -> None:
    """The local editor, whose password is made on the spot and kept in `file` for the next start to print."""
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    editor = get_user_model().objects.filter(username=EDITOR).first()
    if editor is None or not kept:
        password = secrets.token_urlsafe(9)
        kept = {"username": EDITOR, "password": password, "hash": make_editor(EDITOR, password)}
    elif editor.password != kept["hash"]:
        kept = {
            "username": EDITOR,
            "password": "(the password that you have chosen)",
            "hash": editor.password,
        }
    grant()
    keep_private(file, json.dumps(kept))
