"""Which account the embedded PostgreSQL runs as."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local import account, process
from config.local.folders import CannotStart, Folders
from config.local.postgres import Cluster

DEBIAN = Path("/usr/lib/postgresql/15/bin")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to lend an account")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter: pytest's own is closed."""
    folder = Path(tempfile.mkdtemp(prefix="atlas-account-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_an_ordinary_user_runs_it_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert account.choose() == account.Account()


@as_root
@pytest.mark.skipif(not (DEBIAN / "initdb").exists(), reason="Debian's PostgreSQL 15 is not installed")
def test_without_namespaces_root_lends_an_account(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "namespaces_allowed", lambda: False)
    lent = account.choose()
    cluster = Cluster(open_folder / "postgres-15", open_folder / "pg", DEBIAN, lent, open_folder / "log")
    (open_folder / "log").touch()
    # Its files are made inside a folder of root's, which the account may only pass through.
    open_folder.chmod(0o711)

    cluster.create()
    server = cluster.start()
    owner = subprocess.run(["ps", "-o", "uid=", "-p", str(server.pid)], capture_output=True, text=True, check=True)
    process.kill_group(server)

    assert lent.owner
    assert int(owner.stdout) == lent.owner[0] != 0
    assert (cluster.home / "PG_VERSION").stat().st_uid == lent.owner[0]


@as_root
def test_an_account_that_cannot_reach_the_folder_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "namespaces_allowed", lambda: False)
    (tmp_path / "closed").mkdir(mode=0o700)
    (tmp_path / "closed" / "inside").mkdir()

    with pytest.raises(CannotStart, match=r"ordinary user.*DATABASE_URL"):
        account.choose().check(Path("/bin/true"), tmp_path / "closed" / "inside")


def test_a_machine_with_nothing_to_lend_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "ACCOUNTS", ())

    with pytest.raises(CannotStart, match="DATABASE_URL"):
        account.unprivileged()


def test_sockets_go_elsewhere_when_the_path_is_long_or_odd(tmp_path: Path) -> None:
    short, long, odd = Path("/srv/atlas/.data"), Path("/srv") / ("x" * 100), Path("/srv/my atlas/.data")

    assert Folders(short).run == short / "run"
    assert len(str(Folders(long).run)) < 60
    assert Folders(odd).run != Folders(long).run
    assert str(Folders(odd).run).startswith("/tmp/atlas-")


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 4242)

    with pytest.raises(CannotStart, match="belongs to another account"):
        Folders(tmp_path / "data").make()
