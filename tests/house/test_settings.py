"""The settings and what is written of them."""

import os
import re
import subprocess
import sys

import pytest

from config.settings import broker, database
from tests.house.tree import ROOT

REQUIRED = {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"}


def load(**variables: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of its own, with these variables and no others."""
    told = {"PATH": os.environ["PATH"], **variables}
    command = [
        sys.executable,
        "-c",
        "from config import settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT)",
    ]
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)


def test_all_missing_variables_are_named_together() -> None:
    told = load().stderr

    assert all(name in told for name in REQUIRED)


def test_a_malformed_variable_is_named_with_the_missing_ones() -> None:
    told = load(SECRET_KEY="x", DATABASE_POOL_SIZE="many").stderr

    assert "DATABASE_POOL_SIZE" in told
    assert "REDIS_URL" in told


def test_defaults_are_safe() -> None:
    told = load(SECRET_KEY="x", DATABASE_URL="postgresql:///x", REDIS_URL="redis://localhost")

    assert told.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://queue:6379/1", "redis://queue:6379/1"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
    ],
)
def test_the_broker_is_the_same_redis(url: str, expected: str) -> None:
    assert broker(url) == expected


def test_a_database_address_keeps_its_options() -> None:
    told = database("postgresql://anna:s%40fe@db:5433/atlas?sslmode=require", 0)

    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("anna", "s@fe", "db", "5433")
    assert told["OPTIONS"] == {"sslmode": "require"}


def test_the_table_of_variables_is_the_settings_own() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "config/settings.py").read_text()))
    table = (ROOT / "docs/operations.md").read_text().partition("## Variables")[2].partition("\n## ")[0]
    settings_table = table.partition("### Of the program")[2].partition("\n### ")[0]
    written = set(re.findall(r"^\| `(\w+)`", settings_table, re.MULTILINE))

    assert written == read


def test_settings_are_one_short_module() -> None:
    assert len((ROOT / "config/settings.py").read_text().splitlines()) < 250
