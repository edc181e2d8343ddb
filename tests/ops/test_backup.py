"""One file holds everything, and brings everything back."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.ops.local_run import clean_environment

pytestmark = pytest.mark.journey

USERS = "from django.contrib.auth.models import User as u; print(*u.objects.values_list('username', flat=True))"


def call(data: Path, *words: str, code: int = 0) -> str:
    """Run a command of this checkout on a data folder; gives all that it said."""
    told = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=clean_environment(ATLAS_DATA=str(data)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == code, told.stdout + told.stderr
    return told.stdout + told.stderr


def test_a_backup_brings_back_rows_and_bytes(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "kept" / "atlas.tar"
    call(data, "manage.py", "migrate", "--verbosity", "0")
    call(data, "manage.py", "make_editor", "anna")
    kept = data / "archive" / "ab" / "abcd"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"evidence")
    call(data, "-m", "config.local", "backup", str(file))

    call(data, "manage.py", "make_editor", "boris")
    kept.unlink()
    call(data, "-m", "config.local", "restore", str(file))

    assert call(data, "manage.py", "shell", "-v", "0", "-c", USERS).split() == ["anna"]
    assert kept.read_bytes() == b"evidence"
    assert os.stat(file).st_mode & 0o077 == 0


def test_what_is_no_backup_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a backup")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "note.txt", "note.txt")

    for name in ("note.txt", "other.tar"):
        assert "is not a backup" in call(
            tmp_path / "data", "-m", "config.local", "restore", str(tmp_path / name), code=1
        )
    assert "Name the file" in call(tmp_path / "data", "-m", "config.local", "restore", "", code=1)
