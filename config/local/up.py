"""`make up`: the services, the record, then web, worker and beat, until somebody ends it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from config.local import build, environment, process, services
from config.local.folders import ROOT, CannotStart, Folders
from config.local.supervisor import Child, Supervisor, logged

HOST = "127.0.0.1"
PATIENCE = 60.0
PYTHON = sys.executable


class Ended(BaseException):
    """Somebody asked this run to end."""


def up() -> int:
    """Run everything until a signal, and then give 0. Raises CannotStart."""
    folders = Folders.here()
    try:
        with signals(), services.hold(folders) as held:
            if not held:
                raise CannotStart(f"This checkout is already running; its address is in {folders.data / 'address'}.")
            run(folders)
    except Ended:
        print("Stopped.", flush=True)
    return 0


def run(folders: Folders) -> None:
    """Start all of it and tend it. Raises Ended when asked to end, CannotStart when it cannot begin."""
    port = free_port(os.environ.get("PORT") or "8000")
    embedded = environment.fill(folders)
    supervisor = Supervisor(say=lambda words: print(words, flush=True))
    try:
        services.start(folders, embedded, supervisor)
        pages(folders, port, supervisor)
        announce(folders, port)
        # After the first page, so that they do not take the processor from it.
        supervisor.add(*background(folders))
        while True:
            time.sleep(0.25)
            supervisor.tend()
    finally:
        deaf()
        supervisor.stop()


def pages(folders: Folders, port: int, supervisor: Supervisor) -> None:
    """Make database and files ready, and start the web server. Raises CannotStart."""
    web = Child("web", logged(web_command(port), folders.logs / "web.log"))
    preparing = subprocess.Popen(process.leashed([PYTHON, "manage.py", "prepare_local"]), cwd=ROOT)
    try:
        # Where nothing has changed there is nothing to wait for, and the pages come up beside it.
        if not build.unchanged(folders):
            prepared(preparing)
        supervisor.add(web)
        await_page(web, port, folders)
        prepared(preparing)
    finally:
        preparing.kill()
        preparing.wait()
    build.remember(folders)


def free_port(wanted: str) -> int:
    """The port to serve on. Raises CannotStart where it is no port, or taken."""
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise CannotStart(f"PORT is a number from 1 to 65535, not {wanted!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(wanted)))
        except OSError as error:
            raise CannotStart(
                f"Port {wanted} cannot be used ({error.strerror}). "
                f"Choose another: make up PORT={int(wanted) % 65535 + 1}"
            ) from error
    return int(wanted)


def prepared(preparing: subprocess.Popen[bytes]) -> None:
    """Wait until database and files are ready. Raises CannotStart where they cannot be made so."""
    if preparing.wait():
        raise CannotStart("The database could not be made ready; the lines above say why.")


def web_command(port: int) -> list[str]:
    """The web server, on loopback alone."""
    options = ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4", "--graceful-timeout", "2"]
    return [PYTHON, "-m", "gunicorn", *options, "--no-control-socket", "config.wsgi"]


def background(folders: Folders) -> list[Child]:
    """Worker and beat. A task that is cut short is done again: its work waits in the database."""
    celery = [PYTHON, "-m", "celery", "-A", "config"]
    worker = [
        *celery,
        "worker",
        "--concurrency",
        "2",
        "--loglevel",
        "info",
        "--without-gossip",
        "--without-mingle",
    ]
    beat = [
        *celery,
        "beat",
        "--loglevel",
        "info",
        "--schedule",
        str(folders.data / "beat-schedule"),
        "--pidfile=",
    ]
    signs = (signal.SIGTERM, signal.SIGQUIT)
    return [
        Child("worker", logged(worker, folders.logs / "worker.log"), signs, patience=2.0),
        Child("beat", logged(beat, folders.logs / "beat.log"), patience=2.0),
    ]


def await_page(web: Child, port: int, folders: Folders) -> None:
    """Return once the web server answers. Raises CannotStart with its last words where it does not."""
    deadline = time.monotonic() + PATIENCE
    while web.process and web.process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError, http.client.HTTPException):
            link = http.client.HTTPConnection(HOST, port, timeout=5)
            link.request("GET", "/healthz")
            if link.getresponse().status == 200:
                return
        time.sleep(0.05)
    log = folders.logs / "web.log"
    raise CannotStart(f"The web server did not start; {log} ends:\n{process.last_words(log)}")


def announce(folders: Folders, port: int) -> None:
    """Print the one address, and the sign-in."""
    address = f"http://{HOST}:{port}/"
    (folders.data / "address").write_text(address + "\n", encoding="utf-8")
    editor = json.loads((folders.data / "editor.json").read_text(encoding="utf-8"))
    print(f"\nDesignation Atlas is at {address}")
    print(f"Editor's sign-in: {editor['username']}, {editor['password']}")
    print(f"Logs are in {folders.logs}. Ctrl-C stops everything.\n", flush=True)


@contextmanager
def signals() -> Iterator[None]:
    """Turn the signals that end a program into Ended."""

    def end(number: int, frame: FrameType | None) -> None:
        raise Ended

    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, end)
    yield


def deaf() -> None:
    """From here on nothing interrupts the stopping, which has its own deadlines."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)
