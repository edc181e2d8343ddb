"""`make up` from end to end: start, stop, death, and start again."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local.account import NAMESPACE, namespaces_allowed
from tests.ops.local_run import Run, checkout, clean_environment

pytestmark = pytest.mark.journey


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """A run in a checkout whose path holds a space, and is longer than a socket's address may be."""
    folder = tmp_path / "a path with spaces" / ("long" * 25)
    running = Run(checkout(folder))
    yield running
    running.kill_everything()


def wait_for(run: Run, word: str, seconds: float = 60) -> None:
    """Return once a process of the run has `word` in its command."""
    deadline = time.monotonic() + seconds
    while not any(word in command for command in run.processes()):
        assert time.monotonic() < deadline, list(run.processes())
        time.sleep(0.1)


def test_a_run_starts_survives_and_ends(run: Run) -> None:
    run.start()
    printed = run.read_until("Ctrl-C")
    assert printed.count("http://") == 1
    assert re.search(r"sign-in: editor, \S{8,}", printed)
    assert run.ready()["ready"] is True
    password = re.findall(r"editor, (\S+)", printed)

    again = subprocess.run(
        [sys.executable, "-m", "config.local", "up"],
        cwd=run.folder,
        env=clean_environment(PORT=str(run.port + 1)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 1
    assert "already running" in again.stderr

    wait_for(run, " beat ")
    for child in run.children():
        if child.name() != "postgres":
            child.kill()
    run.wait_until("/healthz")
    wait_for(run, " worker ")
    run.manage("make_editor", "anna")

    run.kill_everything()
    run.start()
    assert "anna" in run.manage(
        "shell", "-c", "from django.contrib.auth.models import User as u; print(*u.objects.all())"
    )
    assert re.findall(r"editor, (\S+)", run.read_until("Ctrl-C")) == password

    code, seconds = run.stop()
    assert code == 0
    assert seconds < 10
    assert run.processes() == {}


def test_two_checkouts_run_side_by_side_one_of_them_unprivileged(tmp_path: Path) -> None:
    prefix = NAMESPACE if os.geteuid() == 0 and namespaces_allowed() else ()
    runs = [Run(checkout(tmp_path / "one")), Run(checkout(tmp_path / "two"), prefix)]
    try:
        for run in runs:
            run.launch()
        for run in runs:
            run.wait_until("/healthz")

        assert all(run.ready()["ready"] for run in runs)
        passwords = [re.findall(r"editor, (\S+)", run.read_until("Ctrl-C")) for run in runs]
        assert passwords[0] != passwords[1]
        taken = Run(runs[0].folder, port=runs[1].port)
        told = subprocess.run(
            [sys.executable, "-m", "config.local", "up"],
            cwd=checkout(tmp_path / "three"),
            env=clean_environment(PORT=str(taken.port)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 1
        assert f"Port {taken.port} cannot be used" in told.stderr
        assert all(run.stop()[0] == 0 for run in runs)
        assert [run.processes() for run in runs] == [{}, {}]
    finally:
        for run in runs:
            run.kill_everything()
