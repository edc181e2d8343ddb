"""One process of a local run: its own group, its own log, and a leash."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

LOG_BYTES = 5 * 1024 * 1024


def leashed(command: Sequence[str], sign: signal.Signals = signal.SIGTERM) -> list[str]:
    """The command, told by the kernel to stop when whoever started it dies, where the machine can do that."""
    setpriv = shutil.which("setpriv")
    if not setpriv or not leash_known(setpriv):
        return list(command)
    return [setpriv, "--pdeathsig", sign.name.removeprefix("SIG"), "--", *command]


def leash_known(setpriv: str) -> bool:
    """Whether this `setpriv` has the option: older and smaller ones have not."""
    return b"--pdeathsig" in subprocess.run([setpriv, "--help"], capture_output=True, check=False).stdout


def start(
    command: Sequence[str], log: Path, env: Mapping[str, str] | None = None, folder: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start a command in a group of its own (the terminal's Ctrl-C does not reach it), its words in `log`."""
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as out:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env, cwd=folder, start_new_session=True
        )


def wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the process ended within `seconds`."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    return process.poll() is not None


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of a process and its children."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def last_words(log: Path, lines: int = 15) -> str:
    """The end of a log, for the person who has to see why a process died."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
