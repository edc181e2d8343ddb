"""The commands: one file, a folder of years."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sources.following.enrolling import list_source
from sources.following.folders import NoSuchFiles, by_role, day_in, days_of
from sources.lists.facts import source
from sources.models import Candidate, ListChange, ListEntry, Snapshot
from tests.following.made import START, day_after, editor, un_source, un_xml, without


def run(*args: object) -> str:
    out = StringIO()
    call_command(*map(str, args), stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def folder(record, tmp_path):
    """Three days of a small list; so much is gone on the second that it is held."""
    un_source()
    years = tmp_path / "years"
    years.mkdir()
    (years / "list.2026-03-01.xml").write_text(un_xml(START.date()))
    (years / "list.2026-03-02.xml").write_text(un_xml(day_after(1), without(1, 2, 3)))
    (years / "list.2026-03-03.xml").write_text(un_xml(day_after(2)))
    (years / "list.2026-03-04.xml").write_text("<html>")
    (years / "notes.txt").write_text("no list")
    return years


def test_a_list_is_imported_once(folder) -> None:
    file = folder / "list.2026-03-01.xml"

    first = run("import_list", "un-consolidated", file, "--date", "2026-03-01")
    again = run("import_list", "un-consolidated", file, "--date", "2026-03-01")

    assert "2026-03-01 accepted: 4 organisations, 3 changes, 2 proposed" in first
    assert "un-1267: 1 entry waits for an editor" in first
    assert "(known before)" in again
    assert (Snapshot.objects.count(), ListChange.objects.count(), Candidate.objects.count()) == (1, 3, 2)


def test_a_held_file_ends_the_command_with_its_reason(folder) -> None:
    with pytest.raises(CommandError, match="web page"):
        run("import_list", "un-consolidated", folder / "list.2026-03-04.xml", "--date", "2026-03-04")

    assert not ListEntry.objects.exists()


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["nowhere", "x.xml"], "No list is called 'nowhere'"),
        (["un-consolidated", "not-there.xml"], "There is no file not-there.xml"),
        (["un-consolidated", "{file}", "--date", "2999-01-01"], "yet to come"),
        (["un-consolidated", "{file}", "--date", "soon"], "is no day"),
        (["us-ofac-sdn", "{file}"], "say which one it is"),
    ],
)
def test_what_cannot_be_imported_is_told(folder, args, sentence) -> None:
    file = folder / "list.2026-03-01.xml"

    with pytest.raises(CommandError, match=sentence):
        run("import_list", *(each.format(file=file) for each in args))


def test_a_replay_stops_at_what_is_held(folder) -> None:
    with pytest.raises(CommandError, match="Stopped, since this one is held"):
        run("replay_list", "un-consolidated", folder)

    assert Snapshot.objects.believed().count() == 1


def test_a_replay_releases_in_the_name_of_an_editor(folder) -> None:
    editor("anna")

    out = run("replay_list", "un-consolidated", folder, "--release-held", "--by", "anna")

    assert [line.split(":")[0] for line in out.splitlines() if " of 4:" in line] == [f"{n} of 4" for n in (1, 2, 3, 4)]
    assert "passed over: Its files could not be read" in out
    assert set(Snapshot.objects.filter(standing="released").values_list("decided_by__username", flat=True)) == {"anna"}
    assert set(ListEntry.objects.filter(present=True).values_list("number", flat=True)) == {"1", "2", "3", "4"}
    rows = (ListChange.objects.count(), Candidate.objects.count())

    run("replay_list", "un-consolidated", folder, "--release-held", "--by", "anna")
    assert (ListChange.objects.count(), Candidate.objects.count()) == rows


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["nowhere", "{folder}"], "No list is called"),
        (["un-consolidated", "{folder}/none"], "There is no folder"),
        (["un-consolidated", "{folder}", "--release-held"], "Say who releases it"),
        (["un-consolidated", "{folder}", "--release-held", "--by", "nobody"], "No editor has the name"),
    ],
)
def test_what_cannot_be_replayed_is_told(folder, args, sentence) -> None:
    with pytest.raises(CommandError, match=sentence):
        run("replay_list", *(each.format(folder=folder) for each in args))


def test_files_find_their_roles(tmp_path) -> None:
    ofac, un = source("us-ofac-sdn"), source("un-consolidated")
    day = tmp_path / "2021-04-25"
    day.mkdir()
    for name in ("sdn.csv.gz", "ALT.CSV", "readme.txt"):
        (day / name).write_text("x")
    (tmp_path / "sdn.2021-05-01.csv").write_text("x")
    (tmp_path / "enhanced.2021-05-01.xml").write_text("x")

    found = [(str(day), sorted(files)) for day, files in days_of(ofac, tmp_path)]

    assert found == [("2021-04-25", ["alt", "sdn"]), ("2021-05-01", ["sdn"])]
    assert by_role(ofac, [f"alt={day / 'readme.txt'}"])["alt"].path == day / "readme.txt"
    assert list(by_role(un, [day / "readme.txt"])) == ["list"]
    with pytest.raises(NoSuchFiles, match="are both the file 'sdn'"):
        by_role(ofac, [day / "sdn.csv.gz", tmp_path / "sdn.2021-05-01.csv"])
    with pytest.raises(NoSuchFiles, match="No file of us-ofac-sdn is there"):
        by_role(ofac, [])
    (tmp_path / "sdn.2021-04-25.csv").write_text("x")
    with pytest.raises(NoSuchFiles, match="'sdn' of 2021-04-25 twice"):
        days_of(ofac, tmp_path)


def test_a_folder_without_a_day_holds_no_snapshots(tmp_path) -> None:
    (tmp_path / "list.xml").write_text("x")

    with pytest.raises(NoSuchFiles, match="with a day in its name"):
        days_of(source("un-consolidated"), tmp_path)


@pytest.mark.parametrize(
    ("name", "day"),
    [("list.2026-02-27.xml", "2026-02-27"), ("2026-02-30 or 2026-03-01", "2026-03-01"), ("12026-02-27", None)],
)
def test_the_day_of_a_file_stands_in_its_name(name, day) -> None:
    assert str(day_in(name)) == str(day)


def test_the_row_of_a_list_is_made_of_its_facts(record) -> None:
    row = list_source("un-consolidated")

    assert (row.kind, row.every_minutes, row.active, row.publishes_certain) == ("list", 24 * 60, False, False)
    assert list_source("un-consolidated") == row
