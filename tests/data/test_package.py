"""The shipped record is a valid data package, and says what the README says of it."""

import json
import re
from collections import Counter

import pytest
from frictionless import Package

from tests.data.tables import DATA, rows

TABLES = [
    "authorities",
    "memberships",
    "regimes",
    "coverage",
    "groups",
    "names",
    "relations",
    "events",
    "citations",
]


def descriptor() -> dict:
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def test_the_package_is_valid_with_types_constraints_and_keys():
    report = Package(str(DATA / "datapackage.json")).validate()

    faults = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]
    assert not report.errors
    assert not faults


def test_the_package_names_its_licence_and_version():
    package = descriptor()

    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert package["version"] == "2026.11"
    assert [resource["name"] for resource in package["resources"]] == TABLES


def test_every_column_is_described():
    silent = [
        f"{resource['name']}.{field['name']}"
        for resource in descriptor()["resources"]
        for field in resource["schema"]["fields"]
        if not field.get("description")
    ]

    assert not silent


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_utf8_with_unix_line_ends_and_clean_cells(name):
    text = (DATA / f"{name}.csv").read_bytes().decode("utf-8")

    assert "\r" not in text
    assert text.endswith("\n")
    assert not [cell for row in rows(name) for cell in row.values() if cell != cell.strip() or "\n" in cell]


def test_the_readme_gives_the_counts_of_rows_and_kinds():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    told = {name: int(count.replace(",", "")) for name, count in re.findall(r"\| `(\w+)\.csv` \| ([\d,]+) \|", readme)}
    kinds = {kind: int(count.replace(",", "")) for kind, count in re.findall(r"\| `(\w+)` \| ([\d,]+) \|", readme)}

    assert told == {name: len(rows(name)) for name in TABLES}
    assert kinds == Counter(event["kind"] for event in rows("events"))
