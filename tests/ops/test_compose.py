"""The compose file, read: it is one, it holds no secret, nobody in it is root, and the versions agree."""

import json
import re
import subprocess
from typing import Any

import jsonschema
import pytest

from tests.house.tree import ROOT
from tests.ops.compose import COMPOSE, document

SCHEMA = json.loads((ROOT / "tests" / "ops" / "compose_spec" / "schema.json").read_text())
PUBLISHED = jsonschema.Draft201909Validator(SCHEMA)
OURS = ("web", "worker", "beat", "migrate", "record")
SERVICES: dict[str, Any] = document()["services"]


def variables() -> dict[str, str]:
    """A value for each secret."""
    names = re.findall(r"^(\w+)=", (ROOT / "deploy" / "example.env").read_text(), re.MULTILINE)
    return dict.fromkeys(names, "x")


def test_the_file_follows_the_published_schema() -> None:
    PUBLISHED.validate(document(variables()))


def test_the_schema_sees_a_mistake() -> None:
    wrong = document(variables())
    wrong["services"]["web"]["helthcheck"] = {}

    with pytest.raises(jsonschema.ValidationError):
        PUBLISHED.validate(wrong)


def test_compose_itself_accepts_the_file() -> None:
    compose = ["docker", "compose"]
    try:
        subprocess.run([*compose, "version"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("docker compose is not installed")

    told = subprocess.run(
        [*compose, "--file", COMPOSE, "config", "--quiet"], env=variables(), capture_output=True, text=True, check=False
    )

    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("name", sorted(variables()))
def test_a_secret_has_no_default(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        document({key: value for key, value in variables().items() if key != name})


@pytest.mark.parametrize("name", SERVICES)
def test_nobody_is_root_and_nothing_is_gained(name: str) -> None:
    service = SERVICES[name]

    assert service["user"] in {"10001:10001", "postgres", "redis"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis"])
def test_what_stays_is_watched_and_started_again(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_only_the_proxy_of_this_host_reaches_the_site_and_nothing_else_is_open() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "web": ["127.0.0.1:${PORT:-8000}:8000"]
    }


def test_the_owner_s_password_is_known_to_migrations_alone() -> None:
    knowing = [name for name in OURS if "ATLAS_OWNER_PASSWORD" in json.dumps(SERVICES[name])]

    assert knowing == ["migrate"]


def test_services_wait_for_what_they_stand_on() -> None:
    assert SERVICES["web"]["depends_on"]["record"] == {"condition": "service_completed_successfully"}
    assert SERVICES["record"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_compose_image_and_ci_agree_on_versions() -> None:
    dockerfile, ci = (ROOT / "Dockerfile").read_text(), (ROOT / ".ci" / "run").read_text()
    (postgres,) = re.findall(r"postgres:(\d+)-", SERVICES["postgres"]["image"])
    requires = re.findall(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text())

    assert set(re.findall(r"postgresql-client-(\d+)", dockerfile)) == {postgres}
    assert set(re.findall(r"postgresql[-/](\d+)", ci)) == {postgres}
    assert re.findall(r"FROM python:([\d.]+)-", dockerfile) == requires


def test_what_the_image_copies_is_there() -> None:
    rules = (ROOT / ".dockerignore").read_text().splitlines()
    missing = [rule[1:] for rule in rules if rule.startswith("!") and not (ROOT / rule[1:]).exists()]

    assert missing == []
    assert re.search(r"^USER 10001:10001$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
