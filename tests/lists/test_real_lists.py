"""Real files, where they lie beside the checkout: counts against a plain count of the raw file, and known
changes.
"""

import csv
import gzip
import io
import json
import re
import tracemalloc
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from lxml import etree

from sources.lists.comparing import Difference, compare
from sources.lists.entries import Snapshot
from sources.lists.facts import load, source
from sources.lists.guarding import classify, examine, hold
from sources.lists.reading import read
from tests.lists.samples import SHARED

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real list files are not here (../shared/lists beside the checkout)"
)

UN_DAYS = (
    *("2015-03-27", "2018-10-29", "2021-01-27", "2021-12-29", "2021-12-30", "2022-01-14", "2022-02-28"),
    *("2024-09-21", "2025-06-18", "2026-02-27"),
)
OFAC_DAYS = ("2021-08-18", "2021-12-02", "2022-03-04", "2023-11-16", "2023-11-17", "2024-05-03")


@cache
def un(day: str) -> Snapshot:
    return read(source("un-consolidated"), {"list": SHARED / f"un/consolidated.{day}.xml.gz"})


@cache
def ofac(day: str) -> Snapshot:
    path = SHARED / f"us_ofac/sdn.{day}.csv.gz"
    return read(source("us-ofac-sdn"), {"sdn": path}, seen_on=date.fromisoformat(day))


def raw(path: str) -> bytes:
    return gzip.decompress((SHARED / path).read_bytes())


def told(found: Iterable[Difference], *regimes: str) -> set[tuple[str, str]]:
    """(kind, id) of what came and went under these regimes, or under any."""
    return {
        (each.kind.value, each.entry.official_ref or each.id)
        for each in found
        if each.kind in ("added", "removed") and (not regimes or set(regimes) & set(each.regimes))
    }


@pytest.mark.parametrize("day", UN_DAYS)
def test_the_un_counts_are_those_of_the_raw_file(day: str) -> None:
    content = raw(f"un/consolidated.{day}.xml.gz")
    taken = un(day)

    assert len(taken.entries) == len(re.findall(rb"<ENTITY>|<ENTITY ", content))
    assert taken.dropped == {"person": len(re.findall(rb"<INDIVIDUAL>|<INDIVIDUAL ", content))}
    assert str(taken.generated_on) == day
    assert taken.notices == ()


def test_the_un_snapshots_tell_the_known_changes() -> None:
    assert told(compare(un("2021-12-29"), un("2021-12-30"))) == {("added", "QDe.167")}
    assert told(compare(un("2022-01-14"), un("2022-02-28"))) == {
        ("removed", "QDe.071"),
        ("removed", "QDe.072"),
        ("removed", "QDe.103"),
        ("added", "YEe.001"),
    }
    assert compare(un("2024-09-21"), un("2025-06-18")) == ()


def test_the_return_of_the_iran_entries_is_held_for_one_look() -> None:
    old, new = un("2025-06-18"), un("2026-02-27")
    found = compare(old, new)
    held = hold(old, new, source("un-consolidated"))
    iran = [each for each in found if each.entry.official_ref.startswith("IRe.")]

    assert held is not None
    assert held.reason == "mass_change"
    others = {each for each in told(found) if not each[1].startswith("IRe.")}
    assert others == {("added", "HTe.001"), ("added", "HTe.002")}
    assert len(iran) == 78
    assert {each.on for each in iran} == {"2025-06-18/2026-02-27"}, "they state the day of their first listing"


def test_replaying_the_un_snapshots_ends_with_the_last_one() -> None:
    ids = set(un(UN_DAYS[0]).by_id())
    for before, after in pairwise(UN_DAYS):
        for each in compare(un(before), un(after)):
            if each.kind in ("removed", "id_changed") and each.old:
                ids.remove(each.old.id)
            if each.kind in ("added", "id_changed"):
                ids.add(each.id)
    assert ids == set(un(UN_DAYS[-1]).by_id())


def test_the_one_un_entry_with_a_new_number_is_no_delisting() -> None:
    found = [
        each
        for before, after in pairwise(UN_DAYS)
        for each in compare(un(before), un(after))
        if each.kind == "id_changed" and each.old
    ]

    assert [(each.old and each.old.id, each.id, each.entry.official_ref) for each in found] == [
        ("6908682", "6908967", "KPe.068")
    ]


def test_the_un_removals_of_2022_are_real() -> None:
    old, new = un("2022-01-14"), un("2022-02-28")

    found = classify(old, new, compare(old, new), hold(old, new, source("un-consolidated")))

    assert {each.kind.value for each in found} == {"real"}
    assert hold(old, new, source("un-consolidated")) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("consolidated.2025-08-16.invalid-control-char.xml.gz", "malformed"),
        ("un-data.2021-02-09.maintenance.xml", "web_page"),
        ("un-data.2023-09-19.empty.xml", "empty"),
    ],
)
def test_the_broken_un_files_are_held(name: str, reason: str) -> None:
    seen = examine(source("un-consolidated"), {"list": SHARED / "un/broken" / name}, accepted=un("2021-01-27"))

    assert seen.hold is not None
    assert seen.hold.reason == reason
    assert seen.differences == ()


@pytest.mark.parametrize("day", OFAC_DAYS)
def test_the_ofac_counts_are_those_of_the_raw_file(day: str) -> None:
    lines = raw(f"us_ofac/sdn.{day}.csv.gz").decode("ascii").splitlines()
    kinds = re.compile(r'^\d+,"(?:[^"]|"")*",("?)(-0- |individual|vessel|aircraft)\1,"([^"]*)"')
    found = [each for line in lines if (each := kinds.match(line))]
    taken = ofac(day)

    assert len(found) == len(lines) - 1
    assert len(taken.entries) == sum(each[2] == "-0- " for each in found)
    assert taken.dropped["person"] == sum(each[2] == "individual" for each in found)
    sdgt = sum(each[2] == "-0- " and "SDGT" in each[3] for each in found)
    assert sum("us-sdgt" in entry.regimes for entry in taken.entries) == sdgt


def test_the_sdgt_organisations_grow_from_564_to_843() -> None:
    counts = [sum("us-sdgt" in entry.regimes for entry in ofac(day).entries) for day in OFAC_DAYS]

    assert (min(counts), max(counts)) == (564, 843)


def test_the_ofac_snapshots_tell_the_known_changes() -> None:
    farc = told(compare(ofac("2021-08-18"), ofac("2021-12-02")), "us-fto")
    militia = told(compare(ofac("2023-11-16"), ofac("2023-11-17")))

    assert farc == {("removed", "4711"), ("added", "33974"), ("added", "33983")}
    assert militia == {("added", "46348")}


def test_leaving_the_fto_list_is_told_as_a_programme_dropped() -> None:
    found = compare(ofac("2022-03-04"), ofac("2023-11-16"))
    left = {each.id for each in found if each.kind == "programme_dropped" and "us-fto" in each.regimes}

    assert {"4691", "4693", "4694", "4700"} <= left
    assert not left & {each.id for each in found if each.kind == "removed"}
    assert ("renamed", "6853") in {(each.kind.value, each.id) for each in found}, "Real IRA, later New IRA"


def test_the_empty_ofac_file_delists_nobody() -> None:
    path = SHARED / "us_ofac/broken/sdn.2024-05-04.empty.csv"

    seen = examine(source("us-ofac-sdn"), {"sdn": path}, accepted=ofac("2024-05-03"))

    assert seen.hold is not None
    assert seen.hold.reason == "empty"
    assert seen.differences == ()


def test_the_other_names_of_ofac_join_their_entries() -> None:
    files = {role: SHARED / f"us_ofac/2021-04-25/{role}.csv.gz" for role in ("sdn", "alt", "add")}
    taken = read(source("us-ofac-sdn"), files)
    ids = set(taken.by_id())
    alt = list(csv.reader(io.StringIO(raw("us_ofac/2021-04-25/alt.csv.gz").decode("ascii"))))
    of_organisations = {(row[0], " ".join(row[3].split())) for row in alt if row[0] in ids}

    assert of_organisations <= {(entry.id, name.text) for entry in taken.entries for name in entry.names}
    assert taken.by_id()["4711"].name == "REVOLUTIONARY ARMED FORCES OF COLOMBIA"


def test_the_enhanced_xml_gives_every_organisation_its_day() -> None:
    path = "us_ofac/enhanced_irgc.2024-08-28.xml.gz"
    taken = read(source("us-ofac-enhanced"), {"list": SHARED / path})

    assert len(taken.entries) == raw(path).count(b">Entity</entityType>")
    assert all(entry.listed_on for entry in taken.entries)
    assert {name.script for entry in taken.entries for name in entry.names} >= {"Latn", "Arab"}
    assert taken.notices == ()


def test_the_old_european_list_is_read_whole() -> None:
    path = "eu/eu_fsd_old_format.partial.2016-02-11.xml.gz"
    taken = read(source("eu-fsf-old"), {"list": SHARED / path})

    assert len(taken.entries) == raw(path).count(b'Type="E"') == 276
    assert taken.dropped == {"person": raw(path).count(b'Type="P"')}
    assert sum("eu-cp931" in entry.regimes for entry in taken.entries) == 18
    assert taken.notices == ()


def test_the_ofsi_list_is_read_whole() -> None:
    path = "uk/ofsi_conlist.partial.2016-02-12.csv.gz"
    rows = list(csv.DictReader(io.StringIO(raw(path).decode("cp1252").split("\n", 1)[1])))
    taken = read(source("gb-ofsi"), {"list": SHARED / path})

    assert len(taken.entries) == len({row["Group ID"] for row in rows if row["Group Type"] == "Entity"})
    assert taken.dropped["person"] == len({row["Group ID"] for row in rows if row["Group Type"] == "Individual"})
    assert not [notice for notice in taken.notices if notice.shape]


def test_the_indian_page_is_read_whole() -> None:
    taken = read(source("in-first-schedule"), {"list": SHARED / "in/mha_banned.2023-12.html.gz"})

    assert (len(taken.entries), taken.dropped) == (38, {"reference to another list": 1})
    assert str(taken.generated_on) == "2015-03-30"


JOURNAL = """
slug: eu-journal-2580
title: Annex of Regulation (EC) No 2580/2001, transcribed
publisher: Council of the European Union
authority: EU
homepage: https://eur-lex.europa.eu/
reader: table
files: {list: {url: "https://example.org/annex.csv", format: csv, max_mebibytes: 1, end: newline}}
licence: none
language: en
frequency: irregular
regimes: [eu-cp931]
programmes: {EU-TERR: eu-cp931, EU-TAQA-EUAQ: , EU-HAM: }
expected: {min: 5, max: 100}
max_removals: 3
max_additions: 10
keep_bytes_days: 90
dated: true
layout:
  type: {column: schema, words: {Person: person, LegalEntity: organisation, Organization: organisation,
                                 Company: organisation}}
  id: name
  names:
    - {column: name, kind: primary, quality: strong}
    - {column: alias, split: ";", kind: alias, quality: strong}
    - {column: weakAlias, split: ";", kind: alias, quality: weak}
    - {column: previousName, split: ";", kind: former, quality: strong}
  programmes: programKey
  listed_on: {column: startDate, dates: [day/month/year, day month year]}
  addresses: [address]
  countries: [country]
  ignore: [celex, recordId, annex, measure, reason, notes]
"""


@pytest.mark.parametrize(
    ("name", "count", "regimes"),
    [("32001R2580.2026-08-14.csv", 23, ("eu-cp931",)), ("32002R0881.2026-08-14.csv.gz", 88, ())],
)
def test_a_further_list_needs_no_code(name: str, count: int, regimes: tuple[str, ...]) -> None:
    taken = read(load(JOURNAL), {"list": SHARED / "eu" / name})

    assert len(taken.entries) == count
    assert {entry.regimes for entry in taken.entries} == {regimes}
    assert taken.dropped["person"]


def test_the_canadian_entities_are_read_from_a_feed_of_the_same_values() -> None:
    values = json.loads(raw("ca/listed_terrorist_entities.misp.2026-03-09.json.gz"))["values"]
    feed = etree.Element("feed")
    for value in values:
        entry = etree.SubElement(feed, "entry")
        for tag in ("title", "id", "published", "updated", "summary", "content"):
            etree.SubElement(entry, tag).text = value["meta"][tag]
    taken = read(source("ca-listed-entities"), {"list": etree.tostring(feed)})

    assert (len(taken.entries), taken.dropped) == (88, {"person": 2})
    assert taken.notices == ()
    assert all(entry.listed_on for entry in taken.entries)
    assert sum(entry.updated_on is None for entry in taken.entries) == 18


def test_reading_takes_little_memory() -> None:
    files = {"sdn": SHARED / "us_ofac/sdn.2021-08-18.csv.gz"}
    tracemalloc.start()
    try:
        read(source("us-ofac-sdn"), files)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 30 * 2**20
