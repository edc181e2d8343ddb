"""The archive: bytes, each kept once under its SHA-256. For editors only, and never served as they are."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


class Damaged(Exception):
    """The archive does not hold the bytes that belong to a SHA-256, or holds others."""


def keep(content: bytes) -> str:
    """Keep bytes and give back their SHA-256. They are on the disk, whole, when this returns."""
    return keep_file(io.BytesIO(content))


def keep_file(file: BinaryIO) -> str:
    """Keep what a file holds, from its beginning, without holding it in memory; give back its SHA-256."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    sha256 = digest.hexdigest()
    place = place_of(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        file.seek(0)
        _write_whole(place, file)
    return sha256


def let_go(sha256: str) -> None:
    """Remove bytes whose time is over; it does no harm to do it twice."""
    place_of(sha256).unlink(missing_ok=True)


def read(sha256: str) -> bytes:
    """The bytes of a SHA-256. Raises Damaged."""
    try:
        content = place_of(sha256).read_bytes()
    except FileNotFoundError as error:
        raise Damaged(f"The archive has no bytes for {sha256}: restore it from a backup.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(f"The archived bytes of {sha256} are not those that were kept: restore them from a backup.")
    return content


def place_of(sha256: str) -> Path:
    """Where the bytes of a SHA-256 lie."""
    return Path(settings.ARCHIVE_ROOT) / sha256[:2] / sha256[2:4] / sha256


def _write_whole(place: Path, content: BinaryIO) -> None:
    """Write beside the place and move there, so that a crash leaves either all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".keeping-")
    try:
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
