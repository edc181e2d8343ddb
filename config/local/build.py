"""Which build last ran on these folders: told from the files that decide what a start has to do."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from config.local.folders import ROOT, Folders

PARTS = (
    "config",
    "designations",
    "sources",
    "data",
    "static",
    "requirements.txt",
    # Written by the last collecting of static files: where it is gone or new, the web server must wait for them,
    # since it reads their names once, when it starts.
    "staticfiles/.sources.sha256",
)


def unchanged(folders: Folders) -> bool:
    """Whether the last start that got through was of this very build, on the same database."""
    kept = folders.data / "build"
    return kept.exists() and kept.read_text(encoding="ascii") == fingerprint()


def remember(folders: Folders) -> None:
    """Note that a start of this build got through."""
    (folders.data / "build").write_text(fingerprint(), encoding="ascii")


def fingerprint() -> str:
    """A hash over the database's address and the name, size and time of every file of the build."""
    summary = hashlib.sha256(os.environ["DATABASE_URL"].encode())
    for file in sorted(files()):
        found = file.stat()
        summary.update(f"{file} {found.st_size} {found.st_mtime_ns}\n".encode())
    return summary.hexdigest()


def files() -> Iterator[Path]:
    """Files of the build; compiled ones come and go by themselves."""
    for part in PARTS:
        whole = ROOT / part
        if whole.is_file():
            yield whole
        for folder, below, names in os.walk(whole):
            below[:] = [name for name in below if name != "__pycache__"]
            yield from (Path(folder) / name for name in names)
