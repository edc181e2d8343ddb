"""The files of the record: the same as the reads of the pages, and the same bytes for the same edition."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import IO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from frictionless import Package

from designations.actions import acts as writing
from designations.actions.registry import NameStatement, describe_one
from designations.actions.statements import ActStatement
from designations.domain.acts import Effect, EventKind, NameKind
from designations.domain.dates import StatedDate
from designations.exports.columns import unguarded
from designations.exports.files import as_csv, as_zip
from designations.exports.tables import ACTS, BY_NAME, CONFLICTS, TABLES, Kind
from designations.models import Authority, Group, Regime
from designations.queries import conflicts, events, listings, whole
from designations.queries.matrix import Selection, matrix
from designations.queries.moments import Moment
from tests.counting import hold
from tests.queries.conftest import NOW, REMOVAL, at, citation, removal

COUNTS = Path(__file__).with_name("query_counts.json")

pytestmark = pytest.mark.usefixtures("record")


def content(file: IO[bytes]) -> bytes:
    """All that a file holds."""
    with file:
        return file.read()


def rows(name: str, moment: Moment, group: str = "") -> list[dict[str, str]]:
    """The rows of a file as a reader has them."""
    text = content(as_csv(BY_NAME[name], moment, group)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def every(moment: Moment) -> dict[str, bytes]:
    """The bytes of all files."""
    return {table.name: content(as_csv(table, moment)) for table in TABLES} | {"atlas.zip": content(as_zip(moment))}


def test_every_file_says_its_columns_and_has_as_many_rows_as_the_page_tells():
    moment = at("2024-06-10")
    counted = whole.counts(moment)

    for table in TABLES:
        text = content(as_csv(table, moment)).decode("utf-8")
        assert text.partition("\r\n")[0] == ",".join(column.name for column in table.columns)
        found = list(csv.DictReader(io.StringIO(text, newline="")))
        assert len(found) == counted[table.name] > 0
        assert len({tuple(row[name] for name in table.key) for row in found}) == len(found)


def test_the_acts_are_those_of_the_reads_of_the_pages():
    found = {row["act"]: row for row in rows("acts", at())}
    told = events.events(at(), events.Wanted(whole_history=True)).rows

    assert found.keys() == {each.act for each in told}
    for each in told:
        row = found[each.act]
        assert (unguarded(row["note"]), row["date"], row["grade"]) == (each.note, each.held, each.grade)
        assert row["earliest"] == (each.earliest.isoformat() if each.earliest else "")
        assert json.loads(row["disputed"] or "[]") == list(each.disputed)
    assert json.loads(found[REMOVAL]["disputed"]) == ["2023-12-29", "2024-06-03"]
    assert len(rows("citations", at())) == sum(len(each.citations) for each in told)


def test_the_words_of_sources_are_in_no_file(editor):
    known = removal()
    statement = ActStatement(
        regime=known.regime,
        group=known.group,
        kind=EventKind.CONFIRMED,
        effect=Effect.NONE,
        stated=StatedDate.parse("2022-01-10"),
    )
    words = citation(title="A title of a report", quote="Words that belong to their author")
    writing.publish(act=statement, citations=[words], by=editor, at=NOW)

    text = content(as_csv(BY_NAME["citations"], at()))
    assert b"A title of a report" in text
    assert not any(b"belong to their author" in held for held in every(at()).values())


def test_listings_conflicts_and_cells_are_those_of_the_reads_of_the_pages():
    moment = at("2024-06-10")
    periods = listings.listings(moment, listings.Wanted(whole_history=True)).rows
    told = conflicts.conflicts(moment, conflicts.Wanted(whole_history=True)).rows
    cells = matrix(moment, Selection(covered=False)).cells

    assert {
        (row["regime"], row["group"], row["opened_by"], row["starts_latest"]) for row in rows("listings", moment)
    } == {
        (each.regime, each.group, each.opened_by, each.starts_latest.isoformat() if each.starts_latest else "")
        for each in periods
    }
    assert {row["key"]: row["sentence"] for row in rows("conflicts", moment)} == {
        each.key: each.sentence for each in told
    }
    assert len(rows("parties", moment)) == sum(len(each.parties) for each in told)
    assert {(row["group"], row["authority"]): row["state"] for row in rows("cells", moment)} == {
        (cell.group, cell.authority): cell.state for cell in cells
    }
    [kazakhstan] = [row for row in rows("cells", moment, "taliban") if row["authority"] == "KZ"]
    assert (kazakhstan["state"], json.loads(kazakhstan["covered_by"])) == ("delisted", ["un-1988"])


def test_a_file_of_one_group_holds_what_its_page_tells():
    everything = rows("acts", at())
    own = rows("acts", at(), "taliban")

    assert own == [row for row in everything if row["group"] == "taliban"]
    assert {row["key"] for row in rows("conflicts", at(), "taliban")} == {
        each.key for each in conflicts.conflicts(at(), conflicts.Wanted(group="taliban", whole_history=True)).rows
    }
    assert {row["group"] for row in rows("listings", at(), "taliban")} == {"taliban"}
    assert [row["slug"] for row in rows("groups", at(), "taliban")] == ["taliban"]
    assert {row["group"] for row in rows("cells", at(), "taliban")} == {"taliban"}


def test_parts_lose_nothing(monkeypatch):
    entire = every(at("2024-06-10"))
    monkeypatch.setattr(whole, "PART", 97)

    assert every(at("2024-06-10")) == entire


def test_an_edition_gives_the_same_bytes_whatever_is_recorded_later(editor, publish, retract):
    moment = at("2024-06-10", "e1")
    before = every(moment)
    assert every(moment) == before

    publish("kz-court-list", "taliban", "listed", "open", "2026-02-01")
    retract(REMOVAL)
    for model, key, columns in (
        (Group, "taliban", {"name": "Another name", "description": "Another description."}),
        (Authority, "KZ", {"name": "Qazaqstan", "demonym": "Qazaq"}),
        (Regime, "un-1988", {"short_name": "", "list_phrase": "other list", "note": "Another note."}),
        (Group, "new-group", {"name": "New group"}),
    ):
        names = [NameStatement("Another name", NameKind.PRIMARY)] if key == "taliban" else None
        describe_one(model=model, key=key, columns=columns, names=names, by=editor, at=NOW)

    again = at("2024-06-10", "e1")
    assert again.latest > 1
    later = every(at("2024-06-10"))
    for name, held in every(again).items():
        assert held == before[name], name
        assert (name in {"authorities", "regimes", "groups", "acts", "listings"}) <= (later[name] != held), name
    assert whole.counts(again) == whole.counts(moment)
    assert "Qazaqstan" in later["conflicts"].decode()


def test_the_zip_is_a_valid_data_package_that_names_its_edition(tmp_path):
    (tmp_path / "atlas.zip").write_bytes(content(as_zip(at("2024-06-10"))))
    with zipfile.ZipFile(tmp_path / "atlas.zip") as archive:
        archive.extractall(tmp_path)
        assert archive.namelist() == [*(f"{table.name}.csv" for table in TABLES), "datapackage.json"]
    told = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))

    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors][:5] == []
    assert not report.errors
    assert (told["version"], told["as_of"], told["edition"]["number"]) == ("e1", "2024-06-10", 1)
    assert len(told["edition"]["digest"]) == 64
    assert [licence["name"] for licence in told["licenses"]] == ["CC-BY-4.0"]
    assert all(field["description"] for each in told["resources"] for field in each["schema"]["fields"])


def test_columns_are_named_as_the_api_names_them(client: Client):
    for table, address in ((ACTS, "events"), (CONFLICTS, "conflicts"), (BY_NAME["listings"], "listings")):
        [row] = client.get(f"/api/v1/{address}/?page_size=1").json()["results"]
        assert {column.name for column in table.columns} - row.keys() <= {"kept_by", "note"}
    assert {column.kind for table in TABLES for column in table.columns} == set(Kind)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_much_asks_as_many_queries_as_little(table):
    for group in ("proud-boys", "taliban") if table.by_group else ("",):
        with CaptureQueriesContext(connection) as asked:
            content(as_csv(table, at("2024-06-10"), group))
        hold(COUNTS, table.name, asked.captured_queries)
