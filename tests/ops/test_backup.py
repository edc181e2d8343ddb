"""One file holds everything, and brings everything back."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from config.local import backup, services
from config.local.folders import CannotStart, Folders
from config.local.postgres import wheel_versions
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


def test_without_a_name_the_backup_lies_with_the_data(tmp_path: Path) -> None:
    data = tmp_path / "data"
    call(data, "manage.py", "migrate", "--verbosity", "0")

    told = call(data, "-m", "config.local", "backup")

    (file,) = (data / "backups").glob("atlas-*.tar")
    assert f"Backup: {file} (" in told
    call(data, "-m", "config.local", "restore", str(file))


def test_what_is_no_backup_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a backup")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "note.txt", "note.txt")

    for name in ("note.txt", "other.tar"):
        assert "is not a backup" in call(
            tmp_path / "data", "-m", "config.local", "restore", str(tmp_path / name), code=1
        )
    assert "Name the file" in call(tmp_path / "data", "-m", "config.local", "restore", "", code=1)


def test_a_backup_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"form": "designation-atlas-99"}')
    with tarfile.open(tmp_path / "later.tar", "w") as tar:
        tar.add(tmp_path / "manifest.json", "manifest.json")

    with pytest.raises(CannotStart, match="has the form 'designation-atlas-99'; this release reads"):
        backup.unpack(tmp_path / "later.tar", tmp_path)


def test_an_atlas_that_runs_is_not_restored_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", clean_environment(ATLAS_DATA=str(tmp_path / "data")))
    (tmp_path / "atlas.tar").touch()

    with services.hold(Folders(tmp_path / "data")) as held, pytest.raises(CannotStart, match="stop it first"):
        assert held
        backup.restore(str(tmp_path / "atlas.tar"))


def test_a_program_that_fails_is_quoted() -> None:
    with pytest.raises(CannotStart, match=r"^sh failed:\nno room left"):
        backup.done(["/bin/sh", "-c", "echo no room left; exit 2"], dict(os.environ))


def test_the_programs_are_of_the_server_s_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 99.1'\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    wheel = wheel_versions()

    assert backup.client("pg_dump", 99) == str(tmp_path / "pg_dump")
    assert backup.client("pg_dump", max(wheel)) == str(wheel[max(wheel)] / "pg_dump")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotStart, match="server is PostgreSQL 99; install pg_dump of that version"):
        backup.client("pg_dump", 99)
