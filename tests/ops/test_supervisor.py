"""What is supervised stays alive, and ends when it is told to."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.local import process
from config.local.folders import CannotStart
from config.local.supervisor import LONGEST_PAUSE, STEADY, Child, Supervisor, logged, together


@pytest.fixture
def said() -> list[str]:
    """What the supervisor told the person before the screen."""
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    """A supervisor whose children end with the test."""
    made = Supervisor(said.append)
    yield made
    made.stop()


def shell(words: str, log: Path) -> Callable[[], subprocess.Popen[bytes]]:
    """How to start a shell with these words."""
    return logged(["sh", "-c", words], log)


def tend_until(supervisor: Supervisor, true: Callable[[], bool], seconds: float = 10) -> None:
    """Tend the children until something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        supervisor.tend()
        time.sleep(0.02)


def test_a_child_that_dies_is_started_again(supervisor: Supervisor, said: list[str], tmp_path: Path) -> None:
    child = Child("web", shell("exec sleep 60", tmp_path / "log"))
    supervisor.add(child)
    first = child.process
    assert first
    first.kill()
    first.wait()

    tend_until(supervisor, lambda: child.process not in (None, first))

    assert said == ["web ended with code -9; it is started again."]
    assert child.process is not None
    assert child.process.poll() is None


def test_a_child_that_keeps_dying_is_given_longer_pauses(said: list[str], tmp_path: Path) -> None:
    child = Child("web", shell("exit 3", tmp_path / "log"))
    pauses = []
    for _ in range(8):
        child.run()
        assert child.process
        child.process.wait()
        child.due_at = time.monotonic() + 3600
        child.tend(said.append)
        pauses.append(round(child.due_at - time.monotonic()))

    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    assert child.process is None


def test_a_death_after_a_steady_life_is_the_first_again(said: list[str], tmp_path: Path) -> None:
    child = Child("web", shell("exit 3", tmp_path / "log"), deaths=5)
    child.run()
    assert child.process
    child.process.wait()
    child.started_at -= STEADY + 1

    child.tend(said.append)

    assert child.deaths == 1


def test_a_child_that_cannot_be_started_again_is_said_and_tried_later(said: list[str]) -> None:
    def start() -> subprocess.Popen[bytes]:
        raise CannotStart("its socket is taken")

    child = Child("redis", start)
    child.tend(said.append)
    child.tend(said.append)

    assert said == ["redis cannot be started: its socket is taken"]
    assert child.deaths == 1


def test_who_does_not_hear_is_told_louder_and_ended(tmp_path: Path) -> None:
    deaf = Child(
        "deaf",
        shell("trap '' TERM; echo ready; while :; do sleep 0.1; done", tmp_path / "deaf"),
        (signal.SIGTERM, signal.SIGQUIT),
        # Long enough for a busy machine to end it between the second sign and the last.
        patience=5.0,
    )
    quick = Child("quick", shell("exec sleep 60", tmp_path / "quick"), patience=0.3)
    for child in (deaf, quick):
        child.run()
    while b"ready" not in (tmp_path / "deaf").read_bytes():
        time.sleep(0.02)

    together([deaf, quick])

    assert deaf.process
    assert quick.process
    assert deaf.process.poll() == -signal.SIGQUIT
    assert quick.process.poll() == -signal.SIGTERM


def test_what_a_child_started_ends_with_it(supervisor: Supervisor, tmp_path: Path) -> None:
    child = Child("web", shell("sleep 300 & echo $!; wait", tmp_path / "log"))
    supervisor.add(child)
    while not (tmp_path / "log").read_text().strip():
        time.sleep(0.02)
    grandchild = int((tmp_path / "log").read_text())

    supervisor.stop()

    # Killed at once, but buried only when the system comes to it.
    _, alive = psutil.wait_procs([psutil.Process(grandchild)] if psutil.pid_exists(grandchild) else [], timeout=5)
    assert all(one.status() == psutil.STATUS_ZOMBIE for one in alive)


def test_a_log_that_grew_long_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "web.log"
    log.write_text("old words\n" * 20)
    monkeypatch.setattr(process, "LOG_BYTES", 100)

    process.start(["echo", "new words"], log).wait()

    assert log.read_text() == "new words\n"
    assert (tmp_path / "web.old.log").read_text().startswith("old words")


def test_the_last_words_are_the_end_of_the_log(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"".join(b"line %d\n" % number for number in range(40)) + b"\xff")

    assert process.last_words(tmp_path / "log", lines=2) == "line 39\n\N{REPLACEMENT CHARACTER}"
    assert process.last_words(tmp_path / "none") == ""


def test_without_setpriv_a_command_goes_without_a_leash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert process.leashed(["sleep", "1"]) == ["sleep", "1"]
