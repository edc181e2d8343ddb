"""A local run, as a person starts it: from a checkout, by its command, seen from outside."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from config.local.folders import Folders
from tests.house.tree import ROOT, files

# Set by the plugin for this process, or by whoever runs the tests: a fresh run knows none of them.
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ATLAS_DATA", "API_RATE", "HTTPS", "DJANGO_SETTINGS_MODULE")


def checkout(target: Path) -> Path:
    """A copy of the project as it is now, such as a clone would be."""
    for file in files():
        copied = target / file.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copied)
    return target


def clean_environment(**more: str) -> dict[str, str]:
    """The environment of a person who has set nothing but `more`."""
    return {name: value for name, value in os.environ.items() if name not in OURS} | more


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Run:
    """One `up`, on a port of its own."""

    folder: Path
    prefix: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and return with the first page."""
        self.launch()
        self.wait_until("/healthz")

    def launch(self) -> None:
        """Start it, and return at once."""
        self.process = subprocess.Popen(
            [*self.prefix, sys.executable, "-m", "config.local", "up"],
            cwd=self.folder,
            env=clean_environment(PORT=str(self.port)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_until(self, path: str, seconds: float = 240) -> None:
        """Return once an address answers with 200; a busy machine is given time."""
        assert self.process
        deadline = time.monotonic() + seconds
        while True:
            with suppress(OSError):
                self.get(path)
                return
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise AssertionError(self.process.communicate()[0])
            time.sleep(0.05)

    def get(self, path: str) -> bytes:
        """What an address answers. Raises OSError where it does not, or not with success."""
        with urllib.request.urlopen(self.url + path, timeout=5) as answer:
            return bytes(answer.read())

    def read_until(self, word: str) -> str:
        """What it printed up to the line with `word`."""
        assert self.process
        assert self.process.stdout
        printed = ""
        for line in self.process.stdout:
            printed += line
            if word in line:
                return printed
        raise AssertionError(printed)

    def stop(self) -> tuple[int, float]:
        """Ask it to end; gives its code and how many seconds it took."""
        assert self.process
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        return self.process.returncode, time.monotonic() - began

    def processes(self) -> dict[str, psutil.Process]:
        """All that works for this run now, by a word of each one's command; found by folder, not by parent."""
        found = {}
        for one in psutil.process_iter(["pid", "cmdline"]):
            with suppress(psutil.Error):
                words = " ".join(one.info["cmdline"] or [])
                if Path(one.cwd()).is_relative_to(self.folder) or str(self.folder) in words or self.tail() in words:
                    found[f"{one.pid} {words}"] = one
        return found

    def tail(self) -> str:
        """The folder of sockets, which is elsewhere when the path is long."""
        return str(Folders(self.folder / ".data").run)

    def children(self) -> list[psutil.Process]:
        """The processes that it started itself."""
        assert self.process
        return psutil.Process(self.process.pid).children()

    def kill_everything(self) -> None:
        """What a power cut does to processes."""
        for one in self.processes().values():
            with suppress(psutil.Error):
                one.kill()
        if self.process:
            self.process.communicate(timeout=10)

    def manage(self, *words: str) -> str:
        """What a command of the project prints."""
        command = [*self.prefix, sys.executable, "manage.py", *words]
        told = subprocess.run(
            command, cwd=self.folder, env=clean_environment(), capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    def ready(self) -> dict[str, object]:
        """What the probe says."""
        return dict(json.loads(self.get("/readyz")))
