"""Where a local run keeps what it keeps, and where its sockets are."""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# A Unix socket's address holds 104 bytes on macOS and 108 on Linux; the name below the folder takes up to 24.
LONGEST = 80
# PostgreSQL reads its socket folders as a list, and addresses quote: plain names go unharmed through both.
PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


class CannotStart(Exception):
    """A local run cannot start; the message says what a person can do."""


@dataclass(frozen=True)
class Folders:
    """The folders of one local run, all under `data` but for sockets whose address would be too long."""

    data: Path

    @classmethod
    def here(cls) -> "Folders":
        """From `ATLAS_DATA`, by default `.data` in this checkout."""
        return cls(Path(os.environ.get("ATLAS_DATA") or ROOT / ".data").absolute())

    @property
    def logs(self) -> Path:
        """One file for each process."""
        return self.data / "logs"

    @property
    def run(self) -> Path:
        """Sockets: the same data folder always gives the same place, so that any command finds them."""
        inside = self.data / "run"
        if len(os.fsencode(inside)) <= LONGEST and PLAIN.fullmatch(str(inside)):
            return inside
        key = hashlib.sha256(os.fsencode(self.data.resolve())).hexdigest()[:16]
        return Path("/tmp") / f"atlas-{os.geteuid()}-{key}"  # noqa: S108  (made private, and checked, below)

    def make(self) -> None:
        """Make what is missing, closed to others. Raises CannotStart where somebody else's stands there."""
        try:
            for folder in (self.data, self.logs, self.run):
                private(folder)
        except OSError as error:
            raise CannotStart(f"{error.filename} cannot be made or entered: {error.strerror}.") from error


def private(folder: Path) -> None:
    """Make a folder for its owner alone; one that stands there must be ours. Raises CannotStart."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        # In a place where anyone may write, a link could lead anywhere.
        shared = folder.parent.stat().st_mode & stat.S_ISVTX
        found = folder.lstat() if shared else folder.stat()
        if not stat.S_ISDIR(found.st_mode):
            raise CannotStart(f"{folder} is not a folder; remove it and try again.") from None
        if found.st_uid != os.geteuid():
            raise CannotStart(
                f"{folder} belongs to another account. Run as that account, or set ATLAS_DATA to a folder of your own."
            ) from None


def keep_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read; it is whole or not there."""
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    draft.replace(file)
