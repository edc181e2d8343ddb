"""The program at full size, by the words of its compose file, on real servers."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from config.local.postgres import wheel_versions
from tests.house.tree import ROOT
from tests.ops.compose import Stack, image

pytestmark = pytest.mark.journey

DEBIAN = Path("/usr/lib/postgresql/15/bin")
NEWEST = wheel_versions()[max(wheel_versions())]
debian = pytest.param(
    DEBIAN,
    id="15",
    marks=pytest.mark.skipif(not (DEBIAN / "postgres").exists(), reason="Debian's PostgreSQL 15 is not installed"),
)
newest = pytest.param(NEWEST, id=str(max(wheel_versions())))


@pytest.fixture
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The two servers, and the image; nothing of the program runs yet."""
    home = tmp_path_factory.mktemp("s")
    (home / "app").mkdir()
    made = Stack(home, image(home / "app"), request.param)
    try:
        made.start_redis()
        made.start_postgres()
        yield made
    finally:
        made.stop()


def soon(true: Callable[[], bool], log: Path, seconds: float = 120) -> None:
    """Return once something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, log.read_text()[-3000:]
        time.sleep(0.2)


def collect_static(stack: Stack) -> None:
    """Run the last step that makes the image, as the Dockerfile has it."""
    steps = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    (line,) = [line for line in steps.splitlines() if "collectstatic" in line]
    words = line.removeprefix("RUN ").split()
    variables = dict(word.split("=", 1) for word in words if "=" in word)
    for name, value in variables.items():
        assert stack.services["web"]["environment"][name] != value
    stack.run("web", "env", *(f"{name}={value}" for name, value in variables.items()), *command_of(words, stack))


def command_of(words: list[str], stack: Stack) -> list[str]:
    """The command of a step, without the variables before it."""
    return stack.command([word for word in words if "=" not in word])


def get(stack: Stack, path: str, **headers: str) -> tuple[int, bytes]:
    """What the site answers, as a proxy in front of it asks."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{stack.ports['web']}{path}",
        headers={"Host": "atlas.example", "X-Forwarded-Proto": "https", **headers},
    )
    try:
        with urllib.request.build_opener(NoRedirect).open(asked, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Shows a redirect instead of following it."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow nothing."""


@pytest.mark.parametrize("stack", [debian], indirect=True)
def test_the_whole_program_runs_by_the_words_of_its_compose_file(stack: Stack) -> None:
    soon(lambda: stack.healthy("redis"), stack.log("redis"))
    soon(lambda: stack.healthy("postgres"), stack.log("postgres"))
    collect_static(stack)
    stack.run("migrate")
    stack.run("record")

    stack.start("web")
    soon(lambda: stack.healthy("web"), stack.log("web"))
    assert json.loads(get(stack, "/readyz")[1])["ready"] is True
    assert get(stack, "/admin/login/")[0] == 200
    assert get(stack, "/admin/login/", **{"X-Forwarded-Proto": "http"})[0] == 301
    assert get(stack, "/healthz", Host="elsewhere.example")[0] == 400

    stack.start("worker")
    stack.start("beat")
    soon(lambda: stack.healthy("worker"), stack.log("worker"))
    soon(lambda: stack.healthy("beat"), stack.log("beat"))

    for name, code in stack.stop().items():
        assert code == 0, stack.log(name).read_text()[-2000:]


@pytest.mark.parametrize("stack", [debian, newest], indirect=True)
def test_the_program_s_role_owns_nothing_and_cannot_undo_the_guards(stack: Stack) -> None:
    stack.run("migrate")

    with psycopg.connect(stack.environment("web")["DATABASE_URL"], autocommit=True) as link:
        owned = "SELECT relname FROM pg_class WHERE relowner = 'atlas_app'::regrole"
        assert link.execute(owned).fetchall() == []
        for refused in (
            "CREATE TABLE mine (id int)",
            "CREATE TEMPORARY TABLE mine (id int)",
            "TRUNCATE auth_user CASCADE",
            "TRUNCATE designations_event CASCADE",
            "ALTER TABLE designations_event DISABLE TRIGGER ALL",
            "DROP TABLE designations_event",
            "SET session_replication_role = replica",
            "SET ROLE atlas_owner",
        ):
            with pytest.raises((errors.InsufficientPrivilege, errors.InvalidTableDefinition)):
                link.execute(refused)
        assert link.execute("SELECT count(*) FROM designations_event").fetchone() is not None
