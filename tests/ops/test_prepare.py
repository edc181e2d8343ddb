"""What a start prepares: static files where they changed, the record, and the local editor's sign-in."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from config.local import prepare
from config.local.folders import Folders
from designations.models import Ledger

pytestmark = pytest.mark.django_db


def test_everything_is_prepared_and_the_second_time_nothing_is_left_to_do(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    before = Ledger.objects.get().edition

    prepare.prepare(Folders(tmp_path))
    assert "Collecting static files" in capsys.readouterr().out
    prepare.prepare(Folders(tmp_path))
    assert "Collecting" not in capsys.readouterr().out

    assert (tmp_path / "static" / "atlas.css").exists()
    assert Ledger.objects.get().edition == before
    kept = json.loads((tmp_path / "editor.json").read_text())
    assert authenticate(username=kept["username"], password=kept["password"])
    assert (tmp_path / "editor.json").stat().st_mode & 0o077 == 0


def test_a_password_that_the_editor_chose_is_not_printed(tmp_path: Path) -> None:
    file = tmp_path / "editor.json"
    prepare.local_editor(file)
    editor = get_user_model().objects.get(username=prepare.EDITOR)
    editor.set_password("chosen by hand")
    editor.save()

    prepare.local_editor(file)

    assert "chosen by hand" not in file.read_text()
    assert json.loads(file.read_text())["password"] == "(the password that you have chosen)"
    assert authenticate(username=prepare.EDITOR, password="chosen by hand")


def test_a_lost_file_makes_a_new_password(tmp_path: Path) -> None:
    file = tmp_path / "editor.json"
    prepare.local_editor(file)
    first = json.loads(file.read_text())["password"]
    file.unlink()

    prepare.local_editor(file)

    second = json.loads(file.read_text())["password"]
    assert first != second
    assert authenticate(username=prepare.EDITOR, password=second)


def test_a_database_that_refuses_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(folders: Folders) -> None:
        raise DatabaseError("permission denied for schema public")

    monkeypatch.setattr("config.management.commands.prepare_local.prepare", refuse)

    with pytest.raises(CommandError, match="The database refused: permission denied"):
        call_command("prepare_local")
