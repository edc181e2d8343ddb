"""How a figure is taken and printed: medians of several runs, with the machine and its load beside them."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured: seconds of each run, and the aim where there is one."""

    what: str
    seconds: tuple[float, ...]
    aim: str = ""

    @property
    def median(self) -> float:
        """The median run, in seconds."""
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        spread = f"{_shown(min(self.seconds))} to {_shown(max(self.seconds))}"
        return f"{self.what:<58} {_shown(self.median):>10}   ({spread}, n={len(self.seconds)})  {self.aim}"


def measure(what: str, work: Callable[[], object], *, runs: int = 5, warm: int = 1, aim: str = "") -> Figure:
    """Time a piece of work, after some runs that are not counted."""
    for _ in range(warm):
        work()
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    figure = Figure(what, tuple(seconds), aim)
    print(figure, flush=True)
    return figure


def print_machine() -> None:
    """Say on what machine, and how busy it is."""
    load = " ".join(f"{each:.2f}" for each in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load}")


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
