"""The virtual environment follows the lock files."""

import sys
from pathlib import Path

import pytest

from config.local import venv


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose locks name nothing, so that nothing is fetched."""
    for lock in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / lock).write_text(f"# {lock}\n")
    monkeypatch.setattr(venv, "ROOT", str(tmp_path))
    monkeypatch.setattr(venv, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(venv, "PYTHON", str(tmp_path / ".venv" / "bin" / "python"))
    return tmp_path


def bring(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Call the command."""
    monkeypatch.setattr(sys, "argv", ["config.local.venv", *words])
    venv.main()


def test_it_is_made_once_and_follows_the_locks(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(monkeypatch)
    assert capsys.readouterr().out.splitlines() == [
        "Making the virtual environment in .venv",
        "Installing requirements.txt into .venv",
    ]

    bring(monkeypatch)
    assert capsys.readouterr().out == ""

    bring(monkeypatch, "--dev")
    assert capsys.readouterr().out == "Installing requirements-dev.txt into .venv\n"
    bring(monkeypatch)
    assert capsys.readouterr().out == ""

    (checkout / "requirements-dev.txt").write_text("# changed\n")
    bring(monkeypatch)
    assert capsys.readouterr().out == "Installing requirements-dev.txt into .venv\n"

    (checkout / "requirements-dev.txt").write_text("no such package at all\n")
    with pytest.raises(SystemExit, match="Nothing else was started"):
        bring(monkeypatch)

    (checkout / ".venv" / "bin" / "python").unlink()
    (checkout / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    (checkout / ".venv" / "bin" / "python").chmod(0o755)
    assert not venv.works()


def test_an_older_python_is_told_what_is_needed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(venv, "OLDEST", (99, 0))

    with pytest.raises(SystemExit, match="or later is needed"):
        bring(monkeypatch)

    assert not (checkout / ".venv").exists()


def test_a_python_without_ensurepip_is_told_which_package_is_missing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = checkout / "python"
    broken.write_text("#!/bin/sh\necho 'No module named ensurepip'\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))

    with pytest.raises(SystemExit, match=r"python3-venv[\s\S]*No module named ensurepip"):
        bring(monkeypatch)

    assert not (checkout / ".venv").exists()
