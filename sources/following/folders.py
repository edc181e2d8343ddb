"""Files of a list by hand: which role each has, and the days of a folder of them in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sources.following.keeping import ListFile
from sources.lists.facts import SourceFacts

_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


class NoSuchFiles(Exception):
    """Files are not there, or cannot be told apart; the message says why."""


def by_role(facts: SourceFacts, paths: Iterable[str | Path]) -> dict[str, ListFile]:
    """Files as (role, file): ``role=path``, or a path whose name begins with its role; the only file has the only role.

    A folder stands for the files in it that have a role. Raises NoSuchFiles.
    """
    roles = [each.role for each in facts.files]
    found: dict[str, ListFile] = {}
    for given in paths:
        said, equals, rest = str(given).partition("=")
        path = Path(rest if equals and said in roles else str(given))
        if path.is_dir():
            found |= {role: ListFile(each) for each in sorted(path.iterdir()) if (role := _role(each, roles))}
            continue
        role = said if equals and said in roles else _role(path, roles)
        if not path.is_file():
            raise NoSuchFiles(f"There is no file {path}.")
        if not role:
            raise NoSuchFiles(
                f"{facts.slug} has the files {', '.join(roles)}: say which one it is, as {roles[0]}={path}."
            )
        if role in found:
            raise NoSuchFiles(f"{found[role].path} and {path} are both the file '{role}' of {facts.slug}.")
        found[role] = ListFile(path)
    if not found:
        raise NoSuchFiles(f"No file of {facts.slug} is there: {', '.join(roles)}.")
    return found


def days_of(facts: SourceFacts, folder: Path) -> list[tuple[date, dict[str, ListFile]]]:
    """The snapshots of a folder, oldest first: files with a day in their names, and folders that are named by a day.

    Raises NoSuchFiles.
    """
    if not folder.is_dir():
        raise NoSuchFiles(f"There is no folder {folder}.")
    roles = [each.role for each in facts.files]
    found: dict[date, dict[str, ListFile]] = {}
    for path in sorted(folder.iterdir()):
        day = day_in(path.name)
        if day is None:
            continue
        inside = by_role(facts, [path]) if path.is_dir() else {}
        if not path.is_dir() and (role := _role(path, roles)):
            inside = {role: ListFile(path)}
        for role in inside:
            if role in found.get(day, {}):
                raise NoSuchFiles(f"{folder} holds the file '{role}' of {day} twice.")
        if inside:
            found.setdefault(day, {}).update(inside)
    if not found:
        raise NoSuchFiles(
            f"{folder} holds no file of {facts.slug} with a day in its name, such as list.2026-02-27.xml."
        )
    return sorted(found.items())


def day_in(name: str) -> date | None:
    """The day in the name of a file; None where there is none."""
    for year, month, day in _DAY.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _role(path: Path, roles: list[str]) -> str:
    """The role of a file: the only one, or the one that its name begins with."""
    first = path.name.partition(".")[0].casefold()
    if first in roles:
        return first
    return roles[0] if len(roles) == 1 else ""
