"""Bytes kept once, whole."""

import hashlib

import pytest

from sources import archive


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.ARCHIVE_ROOT = tmp_path / "archive"
    return settings.ARCHIVE_ROOT


def test_bytes_are_kept_once_under_their_hash(folder) -> None:
    first, second = archive.keep(b"some bytes"), archive.keep(b"some bytes")

    assert first == second == hashlib.sha256(b"some bytes").hexdigest()
    assert archive.read(first) == b"some bytes"
    assert [file for file in folder.rglob("*") if file.is_file()] == [archive.place_of(first)]


def test_bytes_are_for_the_account_of_the_program_alone(folder) -> None:
    assert archive.place_of(archive.keep(b"x")).stat().st_mode & 0o077 == 0


def test_bytes_that_changed_on_the_disk_are_not_taken_for_those_that_were_kept() -> None:
    sha256 = archive.keep(b"some bytes")
    archive.place_of(sha256).write_bytes(b"other bytes")

    with pytest.raises(archive.Damaged, match="not those"):
        archive.read(sha256)


def test_bytes_that_are_gone_are_said_to_be_gone() -> None:
    with pytest.raises(archive.Damaged, match="no bytes"):
        archive.read("0" * 64)


def test_a_write_that_fails_leaves_nothing(folder, monkeypatch) -> None:
    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="No space"):
        archive.keep(b"some bytes")
    assert [file for file in folder.rglob("*") if file.is_file()] == []
