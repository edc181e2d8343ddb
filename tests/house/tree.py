"""What is in this project, as its version control sees it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("config", "designations", "sources")


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Files of the project that are not ignored, new ones included: all, or those of the patterns."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def code(*folders: str) -> list[Path]:
    """Python files below these folders, without migrations."""
    found = files(*(f"{folder}/*.py" for folder in folders))
    return [file for file in found if "migrations" not in file.parts]


def named(file: Path) -> str:
    """A file's path as people write it."""
    return str(file.relative_to(ROOT))


@cache
def parsed(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))
