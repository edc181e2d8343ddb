"""A bad row is refused with file, line, column and reason, and then nothing is loaded."""

import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, example, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from designations.models import Authority, Edition, Event, Group
from designations.seeding import load, read_package
from designations.seeding.rows import FILES
from tests.seeding.conftest import NOW, ROWS

pytestmark = pytest.mark.usefixtures("empty_ledger")

BAD_CELLS = [
    # file, place of the row, column, value, what the reason says
    ("authorities", 0, "kind", "kingdom", "'kingdom' is none of state, territory, body, group_of_states"),
    ("authorities", 0, "bloc", "maybe", "'maybe' is neither yes nor no"),
    ("authorities", 0, "name", "", "must not be empty"),
    ("authorities", 1, "name", "Kaland", "'Kaland' is the name of another authority"),
    ("authorities", 0, "iso3", "KALA", "at most 3 characters"),
    ("authorities", 0, "note", "a" * 2001, "2001 characters; at most 2000 are taken"),
    ("authorities", 0, "note", "a\x00b", "character U+0000 cannot be seen: take it out"),
    ("memberships", 0, "member", "ZZ", "'ZZ' is no authority of this package"),
    ("memberships", 0, "body", "KA", "membership_of_two_authorities"),
    ("memberships", 0, "from", "1960", "'1960' is no single day: write YYYY-MM-DD"),
    ("memberships", 0, "from", "1960-02-30", "'1960-02-30' does not exist: that month has 29 days"),
    ("memberships", 0, "until", "1960-01-01", "1960-01-01 is not after 1960-01-01: the end is exclusive"),
    ("regimes", 0, "started_on", "someday", "'someday'"),
    ("regimes", 0, "official_url", "court", "Enter a valid URL."),
    ("regimes", 1, "slug", "ka-list", "'ka-list' stands in line 2 already"),
    ("coverage", 0, "from", "", "must not be empty"),
    ("coverage", 0, "level", "good", "'good' is none of complete, partial"),
    ("groups", 0, "wikidata", "12", "group_wikidata_is_an_item"),
    ("groups", 0, "slug", "the movement", "slug"),
    ("names", 0, "script", "Cyrillic", "at most 4 characters"),
    ("relations", 0, "other", "brigade", "'brigade wing_of brigade' would run in a circle"),
    ("relations", 0, "until", "2001-05", "2001-05 is not surely after 2001"),
    ("events", 0, "regime", "zz-list", "'zz-list' is no regime of this package"),
    ("events", 0, "effect", "close", "'listed' cannot have the effect 'close'"),
    ("events", 0, "date", "2024-02-30", "'2024-02-30' does not exist: that month has 29 days"),
    ("events", 0, "scope_of", "brigade", "only another name of an entry, or a wing, names the entry it belongs to"),
    ("events", 0, "reason", "court", "only an act that ends or suspends a listing has a reason of closing"),
    ("events", 0, "day_order", "first", "'first' is no whole number"),
    ("events", 0, "day_order", "40000", "less than or equal to 32767"),
    ("events", 0, "official_ref", "a" * 301, "at most 300 characters"),
    ("events", 0, "act", "a" * 21, "6 to 20 small letters and digits"),
    ("citations", 0, "act", "zzzzzzzzz7", "'zzzzzzzzz7' is no act of this package"),
    ("citations", 0, "title", "", "a citation names its title and its publisher"),
    ("citations", 0, "url", "", "say where it can be read"),
    ("citations", 0, "url", "ftp://court.example", "is no web address"),
    ("citations", 0, "published_on", "2030-01-01", "it cannot have been published on 2030-01-01"),
    ("citations", 0, "key", "", "must not be empty"),
    ("citations", 0, "quote", "a" * 301, "at most 300"),
]


@pytest.mark.parametrize(("file", "place", "column", "value", "reason"), BAD_CELLS)
def test_a_bad_cell_is_named_and_nothing_is_loaded(files, loaded, file, place, column, value, reason):
    files.rows[file][place][column] = value

    bad = loaded(files).bad

    assert any(each.file == f"{file}.csv" and each.line == place + 2 and reason in each.reason for each in bad), bad
    assert {each.column for each in bad if each.file == f"{file}.csv" and reason in each.reason} <= {column, ""}
    assert not Edition.objects.exists()
    assert not Authority.objects.exists()


def test_every_bad_row_is_told_at_once_in_the_order_of_the_files(files, loaded):
    files.rows["events"][2]["date"] = "2024-02-30"
    files.rows["events"][0]["kind"] = "banned"
    files.rows["authorities"][1]["bloc"] = ""

    assert [(each.file, each.line, each.column) for each in loaded(files).bad] == [
        ("authorities.csv", 3, "bloc"),
        ("events.csv", 2, "kind"),
        ("events.csv", 4, "date"),
    ]


@pytest.mark.parametrize(("kind", "effect"), [("announced", "none"), ("confirmed", "none"), ("declined", "none")])
def test_what_was_said_cannot_be_said_tomorrow(files, loaded, kind, effect):
    files.rows["events"][2] |= {"kind": kind, "effect": effect, "date": "2027-01-01"}

    assert "2027-01-01 lies in the future" in str(loaded(files).bad[0])


def test_a_day_of_effect_may_lie_ahead(files, loaded):
    files.rows["events"][2]["date"] = "2027-01-01"

    assert loaded(files).published == 3


def test_another_name_of_itself_is_refused(files, loaded):
    files.rows["events"][0] |= {"scope": "alias_of", "scope_of": "movement"}

    assert str(loaded(files).bad[0]) == "events.csv, line 2, column scope_of: a group cannot be another name of itself"


def test_a_circle_of_relations_is_refused(files, loaded):
    files.rows["groups"].append({"slug": "front", "name": "Front"})
    files.rows["relations"] += [
        {"group": "movement", "kind": "wing_of", "other": "front", "checked": "no"},
        {"group": "front", "kind": "wing_of", "other": "brigade", "checked": "no"},
    ]

    (bad,) = loaded(files).bad
    assert (bad.line, bad.reason) == (4, "'front wing_of brigade' would run in a circle")


def test_what_only_the_database_forbids_is_told_of_its_row(files, loaded):
    files.rows["authorities"][1]["code"] = "wb"
    for file, column in (("memberships", "body"), ("regimes", "authority")):
        files.rows[file][-1][column] = "wb"

    (bad,) = loaded(files).bad
    assert (bad.file, bad.line) == ("authorities.csv", 3)
    assert "authority_code_is_plain" in bad.reason
    assert not Edition.objects.exists()


def test_a_missing_file_and_missing_columns_are_named(files, loader):
    folder = files.write()
    (folder / "names.csv").unlink()
    (folder / "groups.csv").write_text("slug,name,note\n", encoding="utf-8")
    (folder / "datapackage.json").unlink()

    bad = [str(each) for each in load(read_package(folder), by=loader, at=NOW).bad]
    assert "names.csv, line 0, column : the file is missing" in bad
    assert (
        "groups.csv, line 1, column description, wikidata, countries: the columns must be: "
        "slug,name,description,wikidata,countries,note"
    ) in bad


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (b"group,name,script,language,kind\nmovement,\xff\xfe,Latn,,alias\n", 0, "byte 41 is no UTF-8"),
        (b"group,name,script,language,kind\nmovement,M\n", 2, "2 values for 5 columns"),
        (b'group,name,script,language,kind\nmovement,"M" x,Latn,,alias\n', 2, "this is no well-formed CSV"),
        (b"", 1, "the columns must be: group,name,script,language,kind"),
    ],
)
def test_a_broken_file_is_refused_where_it_breaks(files, loader, text, line, reason):
    folder = files.write()
    (folder / "names.csv").write_bytes(text)

    (bad,) = load(read_package(folder), by=loader, at=NOW).bad
    assert (bad.file, bad.line) == ("names.csv", line)
    assert bad.reason.startswith(reason)


def test_a_byte_order_mark_does_no_harm(files, loader):
    folder = files.write()
    names = folder / "names.csv"
    names.write_bytes(b"\xef\xbb\xbf" + names.read_bytes())

    assert load(read_package(folder), by=loader, at=NOW).published == 3


def test_the_command_prints_each_bad_row_and_fails(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(settings.BASE_DIR / "data", folder)
    events = folder / "events.csv"
    head, first, *rest = events.read_text(encoding="utf-8").splitlines(keepends=True)
    events.write_text(head + first.replace("2014-11-15", "2014-11-31") + "".join(rest), encoding="utf-8")
    said = StringIO()

    with pytest.raises(CommandError, match="1 bad values; nothing was loaded"):
        call_command("load_record", folder, stderr=said)

    assert said.getvalue().startswith("events.csv, line 2, column date: ")
    assert not Event.objects.exists()


CELLS = [
    (file, place, column)
    for file, rows in ROWS.items()
    for place, _ in enumerate(rows)
    for column in FILES[file].split()
]
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(["yes", "no", "movement", "KA", "2020", "2020-01-01", "-1"]))


@given(cell=st.sampled_from(CELLS), text=TEXTS)
@example(cell=("events", 0, "day_order"), text="٤")
@example(cell=("groups", 0, "name"), text="\u2028")
@profile(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_cell_is_loaded_or_refused_with_a_place(files, loaded, cell, text):
    file, place, column = cell
    kept = files.rows[file][place].get(column, "")
    files.rows[file][place][column] = text
    before = Edition.objects.count(), Group.objects.count()

    done = loaded(files)

    if done.bad:
        assert all(each.reason and each.file.endswith(".csv") for each in done.bad)
        assert (Edition.objects.count(), Group.objects.count()) == before
    files.rows[file][place][column] = kept
