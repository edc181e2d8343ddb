"""Imports point down: the contracts hold, and a violation is seen."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import APPS, ROOT

PLANTED = {
    "the record imports its sources": ("designations/queries/planted.py", "import sources.models"),
    "a rule imports the framework": ("designations/domain/planted.py", "import django.db"),
    "a query imports a page": ("designations/queries/planted.py", "import designations.web"),
    "an app imports the wiring": ("designations/models/planted.py", "import config.settings"),
}


ABOVE_THE_ACTIONS = ("web", "api", "admin", "tasks", "management", "seeding", "exports", "alerts")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over a copy of the project."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's packages and contracts, to plant something in."""
    for app in APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_down(copy: Path) -> None:
    told = lint(copy)

    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(("file", "line"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_violation_is_seen(copy: Path, file: str, line: str) -> None:
    (copy / file).write_text(f'"""Planted."""\n\n{line}\n')

    told = lint(copy)

    assert told.returncode == 1
    assert "BROKEN" in told.stdout


def test_every_door_above_the_actions_is_closed_to_sources() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    closed = {name for contract in contracts for name in contract.get("forbidden_modules", ())}
    standing = {f"designations.{name}" for name in ABOVE_THE_ACTIONS if list((ROOT / "designations").glob(f"{name}*"))}

    assert standing <= closed
