"""A web server for the benchmarks, asked over loopback on one connection that stays open."""

from __future__ import annotations

import gzip
import http.client
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Server:
    """A process that answers on a port of this machine."""

    process: subprocess.Popen[bytes]
    port: int
    _asking: http.client.HTTPConnection | None = None

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of an answer, read whole."""
        if self._asking is None:
            self._asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1200)
        self._asking.request("GET", path, headers=dict(headers or {}))
        answer = self._asking.getresponse()
        body = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return answer.status, dict(answer.headers.items()), body


@contextmanager
def serving(command: Sequence[str], port: int, path: str) -> Iterator[Server]:
    """Start a server, wait until it answers a path, and end it."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*command], stdout=log, stderr=log, cwd=ROOT)
        server = Server(process, port)
        try:
            _await(server, path)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def atlas() -> Iterator[Server]:
    """The program as in daily use, one worker: figures are of one request at a time."""
    port = free_port()
    options = [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--threads",
        "4",
        "--keep-alive",
        "60",
        "--no-control-socket",
    ]
    with serving([sys.executable, "-m", "gunicorn", *options, "config.wsgi"], port, "/api/v1/authorities/") as server:
        yield server


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


def _await(server: Server, path: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            if server.get(path)[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            server._asking = None
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{server.process.args} does not answer")
        time.sleep(0.1)


def peak_memory(server: Server, path: str) -> int:
    """The most bytes of memory that the workers of a server held while they answered a path."""
    workers = [Path(f"/proc/{pid}") for pid in _family(server.process.pid)]
    for worker in workers:
        (worker / "clear_refs").write_text("5")
    status, _, _ = server.get(path)
    if status != 200:
        raise RuntimeError(f"{path}: {status}")
    return max(_high_water(worker) for worker in workers)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children] or [pid]


def _high_water(process: Path) -> int:
    line = next(line for line in (process / "status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
