"""The virtual environment of this checkout. Standard library only: this runs before there is one."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)


def main() -> None:
    """Bring `.venv` to the locked requirements; does nothing when they have not changed."""
    parser = argparse.ArgumentParser(prog="config.local.venv", description=main.__doc__)
    parser.add_argument("--dev", action="store_true", help="with what tests and checks need")
    dev = parser.parse_args().dev
    if sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 or later is needed; {sys.executable} is {sys.version.split()[0]}.")
    if not works():
        create()
    # The larger lock holds everything of the smaller one, at the same versions.
    for lock in ["requirements-dev.txt"] if dev else ["requirements.txt", "requirements-dev.txt"]:
        if installed(lock):
            return
    install("requirements-dev.txt" if dev or os.path.exists(stamp("requirements-dev.txt")) else "requirements.txt")


def works() -> bool:
    """Whether `.venv` has an interpreter that still starts, and is new enough."""
    if not os.path.exists(PYTHON):
        return False
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", probe], stderr=subprocess.DEVNULL, check=False).returncode == 0


def create() -> None:
    """Make an empty environment; exits with a sentence where Python came without `ensurepip`."""
    shutil.rmtree(VENV, ignore_errors=True)
    say("Making the virtual environment in .venv")
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            f"{sys.executable} cannot make a virtual environment. On Debian and Ubuntu install the package "
            f"python3-venv, then try again.\n{made.stdout}{made.stderr}"
        )


def install(lock: str) -> None:
    """Install what `lock` names (versions are pinned there, so nothing is resolved) and remember its hash."""
    say(f"Installing {lock} into .venv")
    command = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "-r",
        lock,
    ]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("Installing failed; the lines above say why. Nothing else was started.")
    for known in ("requirements.txt", "requirements-dev.txt"):
        if os.path.exists(stamp(known)):
            os.remove(stamp(known))
    with open(stamp(lock), "w", encoding="ascii") as file:
        file.write(digest(lock))


def installed(lock: str) -> bool:
    """Whether exactly this lock was installed last."""
    if not os.path.exists(stamp(lock)):
        return False
    with open(stamp(lock), encoding="ascii") as file:
        return file.read() == digest(lock)


def stamp(lock: str) -> str:
    """Where the hash of an installed lock is remembered."""
    return os.path.join(VENV, f".{lock}.sha256")


def digest(lock: str) -> str:
    """SHA-256 of a lock file."""
    with open(os.path.join(ROOT, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def say(words: str) -> None:
    """One line for the person who waits."""
    print(words, flush=True)


if __name__ == "__main__":
    main()
