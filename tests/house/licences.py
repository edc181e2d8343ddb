"""Licences of all that runs: what would bind users of the program to the GPL or AGPL is refused.

The LGPL and the MPL are allowed: they ask something of those who change a library, not of its callers.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REFUSED = re.compile(r"\bA?GPL|(?<!Lesser )(?<!Library )General Public License", re.IGNORECASE)


def allowed(licence: str) -> bool:
    """Whether a licence, as its package states it, is allowed: one side of an OR, and all of an AND."""
    if re.fullmatch(r"\s*(UNKNOWN)?\s*", licence):
        return False
    every = re.split(r"\bAND\b|;", licence)
    return all(any(not REFUSED.search(side) for side in re.split(r"\bOR\b", part)) for part in every)


def normal(name: str) -> str:
    """A package's name in its one form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> set[str]:
    """Names of the packages that the program itself needs, from its lock."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {normal(re.split(r"[=<>; ]", line)[0]) for line in lines if line and not line.startswith(("#", " "))}


def refused() -> list[str]:
    """Installed packages of the lock whose licence is refused, each with that licence."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    found = {normal(row["Name"]): row["License"] for row in told}
    return sorted(f"{name}: {found[name]}" for name in locked() & found.keys() if not allowed(found[name]))


def main() -> int:
    """Print what is refused; 1 where there is any."""
    bad = refused()
    print("\n".join(bad) or "Every licence is allowed.")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
