"""The compose file as a machine without a container engine can run it: its commands, its environment.

What an engine gives is given here by hand: names of hosts become ports of this machine, the image becomes a
folder that holds what `.dockerignore` lets in, a volume becomes a folder.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

from config.local import process
from config.local.account import choose
from config.local.queue import program as redis_program
from tests.house.tree import ROOT, files
from tests.ops.local_run import free_port

COMPOSE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\$|\$\{(\w+)(?:(:[?-])([^}]*))?\}")


def interpolated(value: Any, variables: dict[str, str]) -> Any:
    """A part of the file with its variables put in, as the compose specification says."""
    if isinstance(value, dict):
        return {key: interpolated(part, variables) for key, part in value.items()}
    if isinstance(value, list):
        return [interpolated(part, variables) for part in value]
    if not isinstance(value, str):
        return value

    def put_in(match: re.Match[str]) -> str:
        if match.group() == "$$":
            return "$"
        name, rule, word = match.groups()
        if not variables.get(name) and rule == ":?":
            raise KeyError(f"{name}: {word}")
        return variables.get(name) or (word if rule == ":-" else "")

    return VARIABLE.sub(put_in, value)


def document(variables: dict[str, str] | None = None) -> dict[str, Any]:
    """The compose file, with these variables put in if there are any."""
    read = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return dict(read if variables is None else interpolated(read, variables))


def image(target: Path) -> Path:
    """The folder `/app` of the image: what `.dockerignore` lets in."""
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line]
    let_in = [rule[1:] for rule in rules if rule.startswith("!")]
    for file in files():
        name = str(file.relative_to(ROOT))
        if any(name == rule or fnmatch(name, f"{rule}/*") for rule in let_in):
            copied = target / name
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, copied)
    return target


@dataclass
class Stack:
    """The services of the compose file on this machine."""

    home: Path
    app: Path
    programs: Path
    ports: dict[str, int] = field(default_factory=lambda: {name: free_port() for name in ("postgres", "redis", "web")})
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fill in the secrets, as a person does in `.env`."""
        names = re.findall(r"^(\w+)=", (ROOT / "deploy" / "example.env").read_text(), re.MULTILINE)
        self.secrets = {name: f"secret-of-{name.lower().replace('_', '-')}" for name in names}
        self.secrets["ALLOWED_HOSTS"] = "atlas.example"
        self.services: dict[str, Any] = document(self.secrets)["services"]
        self.account = choose()

    def here(self, word: str) -> str:
        """A word of the file, with this machine's places in it."""
        for name, number in (("postgres", 5432), ("redis", 6379)):
            word = word.replace(f"@{name}:{number}", f"@127.0.0.1:{self.ports[name]}")
        word = word.replace("0.0.0.0:8000", f"127.0.0.1:{self.ports['web']}")
        word = word.replace("redis-cli ", f"redis-cli -p {self.ports['redis']} ")
        word = word.replace("localhost:8000", f"localhost:{self.ports['web']}")
        word = re.sub(r"(?<![\w.])/data\b", str(self.home / "data"), word)
        return word.replace("/tmp/beat-schedule", str(self.home / "beat-schedule"))

    def environment(self, name: str) -> dict[str, str]:
        """The environment of a service: its own variables, and nothing of ours but the path and what counts lines."""
        own = {key: self.here(str(value)) for key, value in self.services[name]["environment"].items()}
        own |= {key: value for key, value in os.environ.items() if key.startswith("COVERAGE_")}
        path = os.pathsep.join([str(self.programs), str(Path(redis_program()).parent), os.environ["PATH"]])
        return {"PATH": path, "PYTHONUNBUFFERED": "1", "HOSTNAME": os.uname().nodename, **own}

    def command(self, words: list[str]) -> list[str]:
        """A command of the file, as this machine starts it."""
        told = [self.here(word) for word in words]
        return [sys.executable, *told[1:]] if told[0] == "python" else told

    def run(self, name: str, *words: str) -> str:
        """Run a one-shot service, or other words in its place, to its good end; gives what it said."""
        command = self.command(list(words) or self.services[name]["command"])
        told = subprocess.run(
            command, cwd=self.app, env=self.environment(name), capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    def start(self, name: str) -> None:
        """Start a service that stays."""
        command = self.command(self.services[name]["command"])
        self.running[name] = process.start(
            process.leashed(command), self.log(name), self.environment(name) | {"PWD": str(self.app)}, self.app
        )

    def log(self, name: str) -> Path:
        """Where a service writes."""
        return self.home / f"{name}.log"

    def healthy(self, name: str) -> bool:
        """Whether a service's own health check passes."""
        kind, *words = self.services[name]["healthcheck"]["test"]
        command = ["sh", "-c", self.here(words[0])] if kind == "CMD-SHELL" else self.command(words)
        path = os.pathsep.join([str(Path(sys.executable).parent), self.environment(name)["PATH"]])
        env = self.environment(name) | {"PATH": path} | self.client_ports()
        return subprocess.run(command, cwd=self.app, env=env, capture_output=True, check=False).returncode == 0

    def client_ports(self) -> dict[str, str]:
        """What tells clients of PostgreSQL where it is; in a container it has its usual port."""
        return {"PGPORT": str(self.ports["postgres"])}

    def start_postgres(self) -> None:
        """Do what the image of PostgreSQL does at its first start: make files, start, run our script."""
        env = self.environment("postgres")
        files, secret = self.home / "database", self.home / "superuser"
        self.account.own(files)
        secret.write_text(env["POSTGRES_PASSWORD"])
        if self.account.owner:
            os.chown(secret, *self.account.owner)
        create = [self.programs / "initdb", "-D", files, "-U", env["POSTGRES_USER"], f"--pwfile={secret}", "--no-sync"]
        create += env["POSTGRES_INITDB_ARGS"].split()
        subprocess.run([*self.account.prefix, *map(str, create)], cwd="/", check=True, capture_output=True)
        options = {"listen_addresses": "127.0.0.1", "port": str(self.ports["postgres"]), "fsync": "off"}
        options["unix_socket_directories"] = str(files)
        words = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        server = process.leashed([str(self.programs / "postgres"), "-D", str(files), *words], signal.SIGINT)
        self.running["postgres"] = process.start([*self.account.prefix, *server], self.log("postgres"))
        (mount,) = [volume for volume in self.services["postgres"]["volumes"] if "initdb.d" in volume]
        script = ROOT / mount.split(":")[0]
        self.wait_for_socket(files)
        env |= self.client_ports() | {"PGHOST": str(files)}
        told = subprocess.run([script], env=env, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr

    def wait_for_socket(self, folder: Path) -> None:
        """Return once PostgreSQL takes connections on its socket."""
        ready = [self.programs / "pg_isready", "--quiet", "--host", folder, "--port", str(self.ports["postgres"])]
        subprocess.run(["timeout", "30", "sh", "-c", 'until "$@"; do sleep 0.1; done', "sh", *ready], check=True)

    def start_redis(self) -> None:
        """Start Redis by its own command, on a port that is free here."""
        shell, flag, words = self.command(self.services["redis"]["command"])
        words += f" --bind 127.0.0.1 --port {self.ports['redis']}"
        (self.home / "data").mkdir(exist_ok=True)
        self.running["redis"] = process.start([shell, flag, words], self.log("redis"), self.environment("redis"))

    def stop(self) -> dict[str, int]:
        """End every service as an engine does, the last first; gives their codes."""
        codes = {}
        for name, one in reversed(self.running.items()):
            one.send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
            process.wait(one, 15)
            process.kill_group(one)
            codes[name] = one.returncode
        self.running.clear()
        return codes
