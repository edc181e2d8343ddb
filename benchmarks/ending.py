"""How a benchmark ends when it is told to: as by Ctrl-C, so that no server and no folder of it is left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence

PATIENCE = 60
"""Seconds in which a program of its own may put its servers away."""


def as_by_interrupt() -> None:
    """Unwind on SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def output_of(command: Sequence[str]) -> str | None:
    """What a program of its own prints; None where it fails. It is told to end when this one is."""
    with subprocess.Popen([*command], stdout=subprocess.PIPE, text=True) as running:
        try:
            told, _ = running.communicate()
        except BaseException:
            running.terminate()
            running.wait(PATIENCE)
            raise
    return None if running.returncode else told
