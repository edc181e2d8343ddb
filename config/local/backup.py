"""One file that holds everything: the database, and the archived bytes. Made, and put back."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict
from redis import Redis

from config.local import environment, services
from config.local.folders import ROOT, CannotStart, Folders
from config.local.postgres import wheel_versions

MANIFEST, DUMP, ARCHIVE = "manifest.json", "database.dump", "archive"
FORM = "designation-atlas-1"

# What the schema holds is dropped one by one: dropping the schema would take its default privileges along.
EMPTY = """
DO $$
DECLARE item record;
BEGIN
  FOR item IN
    SELECT c.oid::regclass AS name,
           CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END AS kind
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    ORDER BY c.relkind IN ('r', 'p')
  LOOP EXECUTE format('DROP %s IF EXISTS %s CASCADE', item.kind, item.name); END LOOP;
  FOR item IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
  LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', item.name); END LOOP;
END $$;
"""


def backup(file: str) -> int:
    """Write a backup to `file`, else to a new one under `ATLAS_DATA`; 0 when it is whole."""
    folders = Folders.here()
    embedded = environment.fill(folders)
    target = Path(file) if file else folders.data / "backups" / f"atlas-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
    target.parent.mkdir(parents=True, exist_ok=True)
    with services.available(folders, embedded), tempfile.TemporaryDirectory(dir=target.parent) as draft:
        pack(folders, Path(draft))
        (Path(draft) / "whole.tar").replace(target)
    print(f"Backup: {target} ({target.stat().st_size / 2**20:.1f} MB)")
    return 0


def pack(folders: Folders, draft: Path) -> None:
    """Put the whole into `whole.tar` in `draft`: the database first, since bytes are only ever added."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as link:
        major = link.info.server_version // 10000
    manifest = {"form": FORM, "postgres": major, "made_at": datetime.now(UTC).isoformat(timespec="seconds")}
    (draft / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    with addressed() as env:
        command = [client("pg_dump", major), "--format=custom", f"--file={draft / DUMP}"]
        done(command, env)
    whole = draft / "whole.tar"
    whole.touch(mode=0o600)
    with tarfile.open(whole, "w") as tar:
        for name in (MANIFEST, DUMP):
            tar.add(draft / name, name)
        if (folders.data / ARCHIVE).is_dir():
            tar.add(folders.data / ARCHIVE, ARCHIVE)


def restore(file: str) -> int:
    """Put back what a backup holds, whole or not at all; 0 when it is done. Raises CannotStart."""
    source = Path(file)
    if not source.is_file():
        raise CannotStart("Name the file to restore: make restore FILE=path/to/atlas-....tar")
    folders = Folders.here()
    embedded = environment.fill(folders)
    with services.hold(folders) as held:
        if not held and embedded:
            raise CannotStart("The atlas is running in this checkout; stop it first, then restore.")
    with services.available(folders, embedded), tempfile.TemporaryDirectory(dir=folders.data) as draft:
        unpack(source, Path(draft))
        replay(Path(draft))
        # Archived bytes are named by their hash: those that are here stay, those that are missing come back.
        if (Path(draft) / ARCHIVE).is_dir():
            shutil.copytree(Path(draft) / ARCHIVE, folders.data / ARCHIVE, dirs_exist_ok=True)
        done([sys.executable, "manage.py", "migrate", "--verbosity", "0"], dict(os.environ))
        with Redis.from_url(os.environ["REDIS_URL"]) as link:
            link.flushdb()
    print(f"Restored from {source}.")
    return 0


def unpack(source: Path, draft: Path) -> None:
    """Unpack a backup, trusting none of its names. Raises CannotStart where it is not one."""
    try:
        with tarfile.open(source) as tar:
            tar.extractall(draft, filter="data")
        form = json.loads((draft / MANIFEST).read_text(encoding="utf-8"))["form"]
    except (tarfile.TarError, OSError, ValueError, KeyError) as error:
        raise CannotStart(f"{source} is not a backup of the atlas: {error}") from error
    if form != FORM:
        raise CannotStart(f"{source} has the form {form!r}; this release reads {FORM!r}.")


def replay(draft: Path) -> None:
    """Replace the content of the database in one transaction. Raises CannotStart, and then nothing has changed."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as link:
        major = link.info.server_version // 10000
    (draft / "empty.sql").write_text(EMPTY, encoding="utf-8")
    with addressed() as env:
        plain = ["--no-owner", "--no-privileges", f"--file={draft / 'database.sql'}"]
        done([client("pg_restore", major), *plain, str(draft / DUMP)], env)
        quiet = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        files = [f"--file={draft / name}" for name in ("empty.sql", "database.sql")]
        done([client("psql", major), *quiet, *files], env)


def done(command: list[str], env: dict[str, str]) -> None:
    """Run a command to its good end. Raises CannotStart with what it said."""
    told = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        raise CannotStart(f"{Path(command[0]).name} failed:\n{told.stdout}{told.stderr}")


def client(name: str, major: int) -> str:
    """The program of the server's own version: an older one cannot read it, a newer one writes what it cannot read.

    Raises CannotStart where this machine has none.
    """
    folders = [wheel_versions().get(major), Path(f"/usr/lib/postgresql/{major}/bin")]
    found = [str(folder / name) for folder in folders if folder and (folder / name).exists()]
    on_path = shutil.which(name)
    if on_path:
        told = subprocess.run([on_path, "--version"], capture_output=True, text=True, check=False).stdout
        if re.search(rf"\b{major}\.", told):
            found.insert(0, on_path)
    if not found:
        raise CannotStart(f"The server is PostgreSQL {major}; install {name} of that version and try again.")
    return found[0]


@contextmanager
def addressed() -> Iterator[dict[str, str]]:
    """An environment in which PostgreSQL's programs find the database; a password on a command line is public."""
    words = conninfo_to_dict(os.environ["DATABASE_URL"])
    with tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as file:
        file.write("[atlas]\n" + "".join(f"{name}={value}\n" for name, value in words.items()))
        file.flush()
        yield {**os.environ, "PGSERVICEFILE": file.name, "PGSERVICE": "atlas"}
