"""The page about the API names what the schema names."""

import re
from pathlib import Path

import pytest
from drf_spectacular.generators import SchemaGenerator

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
PATHS = SchemaGenerator().get_schema(request=None, public=True)["paths"]
EVERYWHERE = {"as_of", "known_at", "page", "page_size"}


def row(address: str) -> str:
    """The line of the table that tells of an address."""
    [line] = re.findall(rf"^\| `{re.escape(address)}` \|.*$", PAGE, re.MULTILINE)
    return line


@pytest.mark.parametrize("address", sorted(PATHS))
def test_every_address_and_parameter_is_told(address):
    asked = {each["name"] for each in PATHS[address]["get"]["parameters"] if each["in"] == "query"}
    told = set(re.findall(r"`(\w+)`", row(address).split("|", 2)[2]))

    assert told & asked == asked - EVERYWHERE
    assert all(name in PAGE for name in EVERYWHERE)


def test_no_address_is_told_that_is_not_there():
    assert set(re.findall(r"^\| `(/api/v1/[^`]*)`", PAGE, re.MULTILINE)) == set(PATHS)
