"""Keeps the processes of a local run alive, and ends them together."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.local import process
from config.local.folders import CannotStart

# A child that keeps dying is started after 1, 2, 4 ... seconds, at most every half minute.
LONGEST_PAUSE = 30.0
# After this long alive, an earlier death is forgotten.
STEADY = 60.0
Process = subprocess.Popen[bytes]


@dataclass
class Child:
    """One supervised process. `start` makes a new one, `stop` ends it and all that it started."""

    name: str
    start: Callable[[], Process]
    signs: Sequence[signal.Signals] = (signal.SIGTERM,)
    patience: float = 4.0
    process: Process | None = None
    deaths: int = 0
    started_at: float = 0.0
    due_at: float = field(default=0.0)

    def run(self) -> None:
        """Start the process now."""
        self.process = self.start()
        self.started_at = time.monotonic()

    def tend(self, say: Callable[[str], None]) -> None:
        """Notice a death, and start again once the pause is over."""
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is None:
                return
            say(f"{self.name} ended with code {self.process.returncode}; it is started again.")
            process.kill_group(self.process)
            self.deaths = 1 if now - self.started_at > STEADY else self.deaths + 1
            self.process, self.due_at = None, now + min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)
        if now >= self.due_at:
            self.revive(say)

    def revive(self, say: Callable[[str], None]) -> None:
        """Start again; where even that fails, say so and wait for the next turn."""
        try:
            self.run()
        except (CannotStart, OSError) as reason:
            say(f"{self.name} cannot be started: {reason}")
            self.deaths += 1
            self.due_at = time.monotonic() + min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)


@dataclass
class Supervisor:
    """The children, those that stand on others above them; a floor ends side by side, the last first."""

    say: Callable[[str], None]
    floors: list[list[Child]] = field(default_factory=list)

    def add(self, *children: Child) -> None:
        """Start children that stand on those added before them."""
        self.floors.append([])
        for child in children:
            self.floors[-1].append(child)
            child.run()

    def tend(self) -> None:
        """Look after every child once."""
        for floor in self.floors:
            for child in floor:
                child.tend(self.say)

    def stop(self) -> None:
        """End every child, those that stand on others first."""
        while self.floors:
            together([child for child in self.floors.pop() if child.process])


def together(children: list[Child]) -> None:
    """End processes side by side: the slowest decides how long it takes, not their sum."""
    rounds = max((len(child.signs) for child in children), default=0)
    for turn in range(rounds):
        alive = [child for child in children if child.process and child.process.poll() is None]
        for child in alive:
            if child.process and turn < len(child.signs):
                child.process.send_signal(child.signs[turn])
        deadline = time.monotonic() + max((child.patience for child in alive), default=0)
        for child in alive:
            if child.process:
                process.wait(child.process, max(0.0, deadline - time.monotonic()))
    for child in children:
        if child.process:
            process.kill_group(child.process)


def logged(command: Sequence[str], log: Path) -> Callable[[], Process]:
    """How to start a command on a leash, its words in `log`."""
    return lambda: process.start(process.leashed(command), log)
