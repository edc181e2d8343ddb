"""Which build this is: a name that changes whenever the code or the looks do."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = ("designations", "templates", "static")
DRAWING = frozenset({".py", ".html", ".css", ".js", ".svg"})


@cache
def build() -> str:
    """Twelve hexadecimal digits of the digest of every file that makes an answer."""
    digest = hashlib.sha256()
    root = Path(settings.BASE_DIR)
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix in DRAWING:
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
