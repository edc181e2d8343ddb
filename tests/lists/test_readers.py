"""Every reader on a small file of its format: what is taken, what is dropped, what is told."""

from datetime import date

import pytest

from sources.lists.entries import Entry, Name, NameKind, NameQuality, Notice, Programme, Snapshot
from sources.lists.facts import all_sources
from sources.lists.reading import READERS, read
from tests.lists.samples import ALL_SAMPLES, sample_facts, sample_files

RIVER = "Silver River Front"


def snapshot(slug: str) -> Snapshot:
    return read(sample_facts(slug), sample_files(slug))


def only(taken: Snapshot, number: str) -> Entry:
    return taken.by_id()[number]


def texts(entry: Entry) -> list[str]:
    return [name.text for name in entry.names]


def test_every_source_has_a_small_file_and_a_reader() -> None:
    assert set(all_sources()) == set(ALL_SAMPLES)
    assert {facts.reader for facts in all_sources().values()} == set(READERS)


@pytest.mark.parametrize("slug", ALL_SAMPLES)
def test_a_small_file_is_read_whole(slug: str) -> None:
    taken = snapshot(slug)

    assert taken.source == slug
    assert any(entry.name.casefold() == RIVER.casefold() or RIVER in entry.name for entry in taken.entries)
    assert {name.kind for entry in taken.entries for name in entry.names[:1]} == {NameKind.PRIMARY}
    assert not [notice for notice in taken.notices if notice.shape]


@pytest.mark.parametrize("slug", ALL_SAMPLES)
def test_no_person_is_kept(slug: str) -> None:
    assert "person" not in repr(snapshot(slug).entries).casefold()
    assert "doe" not in repr(snapshot(slug).entries).casefold()


def test_the_united_nations_list_gives_names_dates_and_regimes() -> None:
    taken = snapshot("un-consolidated")

    assert taken.generated_on == date(2024, 5, 2)
    assert taken.dropped == {"person": 2}
    assert only(taken, "901") == Entry(
        id="901",
        official_ref="QDe.901",
        names=(
            Name("SILVER RIVER FRONT", "Latn", NameKind.PRIMARY, NameQuality.UNSTATED),
            Name("River Column", "Latn", NameKind.FORMER, NameQuality.STRONG),
            Name("Silver Front", "Latn", NameKind.ALIAS, NameQuality.STRONG),
            Name("The River", "Latn", NameKind.ALIAS, NameQuality.WEAK),
            Name("جبهة النهر الفضي", "Arab", NameKind.ALIAS, NameQuality.STRONG),
        ),
        programmes=(Programme("Al-Qaida", "un-1267"),),
        listed_on="2001-10-06",
        updated_on="2019-05-01",
        countries=("Yemen", "Somalia"),
        addresses=("Port Amber, Yemen", "Somalia"),
    )
    assert only(taken, "902").regimes == ("un-1988",)
    assert only(taken, "903").regimes == ()


def test_the_sdn_list_joins_its_three_files() -> None:
    taken = snapshot("us-ofac-sdn")
    river = only(taken, "36")

    assert taken.dropped == {"person": 1, "vessel": 1, "aircraft": 1}
    assert taken.files == ("add", "alt", "sdn")
    assert river.regimes == ("us-fto", "us-sdgt")
    assert texts(river) == ["SILVER RIVER FRONT", "RIVER COLUMN", "SILVER FRONT", "SRF"]
    assert river.names[-1] == Name("SRF", "Latn", NameKind.ALIAS, NameQuality.WEAK)
    assert river.addresses == ("Port Amber, Yemen", "1 Quay, Harbour, Port Amber, Yemen")
    assert only(taken, "40").names[1].kind is NameKind.LATER
    assert only(taken, "41").regimes == ()


def test_a_new_programme_of_the_sdn_list_is_told() -> None:
    what = "the programme “NEW-EO99999” is not known and stands for no regime"

    assert snapshot("us-ofac-sdn").notices == (Notice(what, 1),)


def test_the_sdn_list_is_read_without_its_other_files() -> None:
    taken = read(sample_facts("us-ofac-sdn"), {"sdn": sample_files("us-ofac-sdn")["sdn"]})

    assert texts(only(taken, "36")) == ["SILVER RIVER FRONT", "SRF"]
    assert taken.files == ("sdn",)


def test_the_enhanced_xml_gives_the_day_and_the_script() -> None:
    taken = snapshot("us-ofac-enhanced")
    river = only(taken, "36")

    assert taken.generated_on == date(2024, 5, 2)
    assert taken.dropped == {"person": 1, "vessel": 1}
    assert river.listed_on == "2001-10-31"
    assert river.regimes == ("us-fto", "us-sdgt")
    assert river.names == (
        Name("SILVER RIVER FRONT", "Latn", NameKind.PRIMARY, NameQuality.STRONG),
        Name("RIVER COLUMN", "Latn", NameKind.FORMER, NameQuality.WEAK),
        Name("جبهة النهر الفضي", "Arab", NameKind.ALIAS, NameQuality.STRONG),
    )
    assert river.addresses == ("Port Amber, Yemen",)


def test_the_european_list_takes_the_oldest_strong_english_name() -> None:
    taken = snapshot("eu-fsf")
    river = only(taken, "201")

    assert texts(river) == ["Silver River Front", "Front de la Rivière d'Argent", "SRF"]
    assert river.official_ref == "EU.9001.46"
    assert (river.listed_on, river.updated_on) == ("2002-06-18", "2024-01-17")
    assert river.countries == ("YEMEN",)
    assert only(taken, "202").regimes == ("eu-isil-aq",)
    assert only(taken, "202").other_refs == ("QDe.902",)


def test_both_european_schemas_give_one_entry_one_id() -> None:
    assert only(snapshot("eu-fsf-old"), "201").name == only(snapshot("eu-fsf"), "201").name


def test_rows_of_the_uk_list_make_one_entry() -> None:
    taken = snapshot("gb-uksl-csv")
    river = only(taken, "CTI9001")

    assert taken.generated_on == date(2024, 5, 2)
    assert taken.dropped == {"person": 1, "vessel": 1}
    assert texts(river) == ["SILVER RIVER FRONT", "SRF", "جبهة النهر الفضي"]
    assert river.countries == ("Somalia", "Yemen")
    assert only(taken, "AQD9002").other_refs == ("OFSI 12002", "QDe.902")
    assert only(taken, "AQD9002").listed_on == "2012-07"


def test_the_uk_list_is_the_same_in_both_formats() -> None:
    csv, xml = only(snapshot("gb-uksl-csv"), "CTI9001"), only(snapshot("gb-uksl-xml"), "CTI9001")

    assert (csv.name, csv.listed_on, csv.programmes) == (xml.name, xml.listed_on, xml.programmes)


def test_the_ofsi_list_finds_the_reference_of_the_united_nations() -> None:
    river = only(snapshot("gb-ofsi"), "12001")

    assert river.other_refs == ("QE.S.901.01",)
    assert texts(river) == ["SILVER RIVER FRONT", "SILVER COLUMN"]
    assert "About a person" not in repr(river)


def test_the_canadian_list_parts_aliases_outside_brackets() -> None:
    taken = snapshot("ca-listed-entities")
    strong = [name.text for name in only(taken, "36").names if name.quality is NameQuality.STRONG]
    weak = [name.text for name in only(taken, "36").names if name.quality is NameQuality.WEAK]

    assert strong == ["Silver River Front (SRF)", "River Column (Column, the River)", "Silver Front"]
    assert weak == ["River Column of Old", "the Silver", "the Silver and River Column of Old"]
    assert only(taken, "36").updated_on == "2021-06-04"
    assert only(taken, "2024-02").updated_on is None
    assert only(taken, "2024-02").regimes == ("ca-criminal-code",)


def test_the_indian_page_gives_names_without_the_words_of_law() -> None:
    taken = snapshot("in-first-schedule")

    assert taken.generated_on == date(2024, 5, 2)
    assert taken.dropped == {"reference to another list": 1}
    assert [entry.id for entry in taken.entries] == [
        "name:silver river front",
        "name:northern council nc",
        "name:river column",
    ]
    assert texts(taken.entries[0]) == ["Silver River Front", "Silver Front"]


def test_rows_of_the_australian_workbook_share_their_number() -> None:
    taken = snapshot("au-dfat")
    river = only(taken, "270")

    assert taken.dropped == {"person": 1, "vessel": 1}
    assert texts(river) == ["Silver River Front", "Silver Front", "The River"]
    assert river.listed_on == "2023-03-15"
