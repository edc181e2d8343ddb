"""Names and references against groups: verdicts by example, and figures over pairs labelled by hand."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lists.entries import Entry, Name, NameKind, NameQuality
from sources.lists.matching import GroupIndex, KnownGroup, Match, Verdict, likeness, match
from sources.lists.names import folded, plain, variants
from tests.lists.samples import SHARED

LABELLED = Path(__file__).parent / "labelled_pairs.csv"
DATA = Path(__file__).parents[2] / "data"

GROUPS = (
    KnownGroup("silver", ("Silver River Front", "SRF", "Jabhat al-Nahr"), ("QDe.901",)),
    KnownGroup("silver-mali", ("Silver River Front (Mali)",), ("us-ofac-sdn:37",)),
    KnownGroup("council", ("Northern Council", "Majlis al-Shamal", "The River")),
    KnownGroup("eastern", ("Eastern League", "The River")),
    KnownGroup("mujahidin", ("Harakat ul-Mujahidin (HuM)",)),
    KnownGroup("taliban", ("Taliban",)),
)


def entry(*names: str | Name, ref: str = "", others: tuple[str, ...] = (), number: str = "1") -> Entry:
    made = [name if isinstance(name, Name) else Name(name, kind=NameKind.ALIAS) for name in names]
    return Entry(id=number, names=tuple(made), official_ref=ref, other_refs=others)


def best(found: tuple[Match, ...]) -> tuple[str, str] | None:
    return (found[0].group, found[0].verdict.value) if found else None


def weak(text: str) -> Name:
    return Name(text, kind=NameKind.ALIAS, quality=NameQuality.WEAK)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("SILVER RIVER FRONT",), ("silver", "certain")),
        (("The Silver River Front (SRF)",), ("silver", "certain")),
        (("Silver-River Front", "unknown"), ("silver", "certain")),
        (("Silver River Front (Mali)",), ("silver-mali", "certain")),
        (("Silver River Front (Chad)",), ("silver", "likely")),
        (("Harakat al-Mujahideen",), ("mujahidin", "certain")),
        (("Jabhat an-Nahr",), ("silver", "certain")),
        (("TALEBAN",), ("taliban", "certain")),
        (("Silver Rivers Front",), ("silver", "likely")),
        (("Silver River",), ("silver", "likely")),
        (("Silver River Front of the Northern Council",), None),
        (("SRF",), ("silver", "likely")),
        (("Somebody Else", "SRF"), ("silver", "none")),
        (("Somebody Else", weak("Northern Council")), ("council", "none")),
        (("Somebody Else", "Majlis al-Shamal", "Northern Council"), ("council", "certain")),
        (("The River",), ("council", "likely")),
        (("Old Guard",), None),
    ],
    ids=str,
)
def test_names_lead_to_a_group(names: tuple[str | Name, ...], expected: tuple[str, str] | None) -> None:
    found = match(entry(*names), GROUPS)

    if expected is None:
        assert all(each.verdict is Verdict.NONE for each in found)
    else:
        assert best(found) == expected


def test_a_reference_is_asked_before_the_name() -> None:
    found = match(entry("Northern Council", ref=" qde.901 "), GROUPS)

    assert best(found) == ("silver", "certain")
    assert found[0].reasons == ("bears the reference  qde.901 ",)
    assert [(each.group, each.verdict.value) for each in found[1:]] == [("council", "likely")]


@pytest.mark.parametrize("ref", ["QE.S.901.01", "QE.S.901.01.", "QDe.901"])
def test_references_of_both_styles_are_one(ref: str) -> None:
    assert best(match(entry("Unknown", others=(ref,)), GROUPS)) == ("silver", "certain")


def test_a_bare_number_counts_on_its_own_list_only() -> None:
    known = entry("Unknown", ref="37", number="37")

    assert match(known, GROUPS) == ()
    assert best(match(known, GROUPS, source="us-ofac-sdn")) == ("silver-mali", "certain")
    assert match(known, GROUPS, source="gb-ofsi") == ()


def test_two_certain_rivals_are_both_left_to_a_person() -> None:
    found = match(entry("Unknown", "Silver River Front", "Northern Council"), GROUPS)

    assert {(each.group, each.verdict.value) for each in found} == {
        ("silver", "likely"),
        ("council", "likely"),
    }


def test_reasons_name_what_was_found() -> None:
    (found,) = match(entry("Harakat al-Mujahideen"), GROUPS)

    assert found.reasons == ("bears, in another spelling, the name “Harakat al-Mujahideen”",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hizbul Mujahideen", "Hizbul Mujahidin"),
        ("Jaish-e-Mohammed", "Jaish-i-Mohammed"),
        ("Lashkar-e-Tayyiba", "Lashkar-e-Taiba"),
        ("Ansar al-Sharia", "Ansar ash-Shari'a"),
        ("Al-Qaeda", "Al-Qa'ida"),
        ("ISIS-Mozambique", "Islamic State of Iraq and Syria - Mozambique"),
        ("Organisation of Youth", "Organization of the Youth"),
    ],
)
def test_usual_transliterations_meet(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jaish-e-Mohammed", "Jaysh al-Adl"),
        ("Ansar al-Islam", "Ansar Dine"),
        ("Popular Front", "Popular Front - General Command"),
        ("Islamic Jihad Union", "Islamic Jihad Group"),
    ],
)
def test_near_names_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)
    assert likeness(one, other) < 0.84


def test_other_scripts_are_compared_in_latin_letters() -> None:
    assert plain("Талибан") == "taliban"
    assert plain("«Ансар — Дин»") == "ansar din"


def test_a_country_in_brackets_is_part_of_the_name() -> None:
    assert [each.faithful for each in variants("AL-HARAMAIN FOUNDATION (KENYA)")] == [True, False]
    assert [each.text for each in variants("SILVER RIVER FRONT (SRF)")][1:] == ["SILVER RIVER FRONT", "SRF"]


@given(st.text(max_size=40))
def test_a_name_is_like_itself(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert likeness(text, text) == 1.0


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_likeness_is_between_nothing_and_one(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4))
def test_any_name_can_be_matched(names: list[str]) -> None:
    for found in match(entry(*names), GROUPS):
        assert 0 < found.score <= 1
        assert found.reasons


@cache
def record() -> GroupIndex:
    """The groups of the record, from its data files or from the shared facts."""
    names: dict[str, list[str]] = defaultdict(list)
    if (DATA / "names.csv").is_file():
        for row in csv.DictReader((DATA / "names.csv").read_text(encoding="utf-8").splitlines()):
            names[row["group"]].append(row["name"])
    elif (facts := SHARED.parent / "facts" / "groups.csv").is_file():
        for row in csv.DictReader(facts.read_text(encoding="utf-8").splitlines()):
            names[row["slug"]] += filter(None, (row["name"], row["name_original"], *row["aliases"].split(";")))
    else:
        pytest.skip("neither data/names.csv nor ../shared/facts is here")
    return GroupIndex(KnownGroup(group, tuple(each)) for group, each in names.items())


def test_matching_reaches_its_figures_over_the_labelled_pairs() -> None:
    index = record()
    pairs = list(csv.DictReader(LABELLED.read_text(encoding="utf-8").splitlines()))
    judged = []
    for pair in pairs:
        verdicts = {each.group: each.verdict for each in match(entry(pair["name"]), index)}
        judged.append((pair["same"] == "yes", verdicts.get(pair["group"], Verdict.NONE)))
    proposed = [same for same, verdict in judged if verdict is not Verdict.NONE]
    certain = [same for same, verdict in judged if verdict is Verdict.CERTAIN]
    wanted = sum(same for same, _ in judged)

    assert len(pairs) >= 150
    assert 2 * sum(proposed) / (len(proposed) + wanted) > 0.95
    assert sum(certain) / len(certain) > 0.99
    assert len(certain) > 0.8 * wanted
