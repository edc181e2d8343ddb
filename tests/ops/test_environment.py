"""What a start sets by itself, and what it leaves as the caller has set it."""

import os
from pathlib import Path

import pytest

from config.local import build, environment, up
from config.local.folders import CannotStart, Folders
from tests.ops.local_run import OURS


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without our variables, which is put back after the test."""
    monkeypatch.setattr(os, "environ", {name: value for name, value in os.environ.items() if name not in OURS})


def test_nothing_set_means_everything_embedded(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")

    assert environment.fill(folders) == {"postgres", "redis"}

    assert os.environ["DATABASE_URL"] == f"postgresql://atlas@/atlas?host={folders.run / 'pg'}"
    assert os.environ["REDIS_URL"].startswith("unix://")
    assert os.environ["SECRET_KEY"] == (tmp_path / "data" / "secret-key").read_text()
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0
    key = os.environ.pop("SECRET_KEY")
    environment.fill(folders)
    assert os.environ["SECRET_KEY"] == key


def test_what_is_set_is_left_alone(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgresql://db/one", "REDIS_URL": "redis://queue", "SECRET_KEY": "k", "HTTPS": "on"}
    os.environ.update(given)

    assert environment.fill(Folders(tmp_path / "data")) == frozenset()

    assert {name: os.environ[name] for name in given} == given
    assert not (tmp_path / "data" / "secret-key").exists()


def test_a_build_is_known_again_until_a_file_or_the_database_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config" / "__pycache__").mkdir(parents=True)
    (tmp_path / "config" / "settings.py").write_text("one = 1")
    (tmp_path / "requirements.txt").write_text("django")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    os.environ["DATABASE_URL"] = "postgresql://db/one"
    folders = Folders(tmp_path / "kept")
    folders.make()
    assert not build.unchanged(folders)

    build.remember(folders)
    (tmp_path / "config" / "__pycache__" / "settings.pyc").write_bytes(b"compiled")
    assert build.unchanged(folders)

    for name in ("static/atlas.css", "staticfiles/.sources.sha256"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("new")
        assert not build.unchanged(folders), name
        build.remember(folders)

    os.environ["DATABASE_URL"] = "postgresql://db/two"
    assert not build.unchanged(folders)
    os.environ["DATABASE_URL"] = "postgresql://db/one"
    (tmp_path / "requirements.txt").write_text("django>5")
    assert not build.unchanged(folders)


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(CannotStart, match="PORT is a number from 1 to 65535"):
        up.free_port(port)
