"""`make up` from a fresh clone with a warm package cache, and started again: seconds to the first page."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.measuring import Figure

ROOT = Path(__file__).resolve().parent.parent


def run(*, full: bool = False) -> None:
    """Measure and print."""
    home = Path(tempfile.mkdtemp(prefix="atlas-local-"))
    try:
        clone = home / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        print(Figure("make up on a fresh clone, to the first page", (_up(clone),), "aim: under 60 s"))
        again = tuple(_up(clone) for _ in range(5))
        print(Figure("make up again, to the first page", again, "aim: under 5 s"))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _up(clone: Path) -> float:
    port = _free_port()
    hidden = ("DATABASE_URL", "REDIS_URL", "ATLAS_DATA", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE")
    names = {name: value for name, value in os.environ.items() if name not in hidden}
    begun = time.perf_counter()
    with open(clone / "up.log", "wb") as log:
        running = subprocess.Popen(["make", "up"], cwd=clone, env={**names, "PORT": str(port)}, stdout=log, stderr=log)
    try:
        while not _answers(port):
            if running.poll() is not None or time.perf_counter() - begun > 300:
                raise RuntimeError((clone / "up.log").read_text())
            time.sleep(0.05)
        return time.perf_counter() - begun
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])
