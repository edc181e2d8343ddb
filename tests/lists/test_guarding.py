"""When a snapshot is held, what each removal is, and that no cut file ever passes for a smaller list."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.lists.comparing import compare
from sources.lists.entries import Entry, Name, NameKind, Notice, Programme, Snapshot
from sources.lists.facts import EndMark, FileFormat
from sources.lists.guarding import RemovalKind, classify, examine, hold
from sources.lists.reading import read
from tests.lists.samples import ALL_SAMPLES, sample_facts, sample_files

FACTS = sample_facts("un-consolidated", expected=(5, 60), max_removals=3, max_additions=6)
SDGT, FTO = Programme("SDGT", "us-sdgt"), Programme("FTO", "us-fto")
MAY = date(2024, 5, 2)
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ENTRIES = tuple(
    Entry(id=str(position), names=(Name(f"Front number {word}"),), programmes=(FTO, SDGT))
    for position, word in enumerate(NUMBERS)
)


def listing(*entries: Entry, later: int = 0, **details: object) -> Snapshot:
    return Snapshot(
        "un-consolidated",
        entries,
        generated_on=MAY + timedelta(days=later),
        files=("list",),
        **details,  # type: ignore[arg-type]
    )


OLD = listing(*ENTRIES)


def reason(new: Snapshot, old: Snapshot | None = OLD) -> str | None:
    held = hold(old, new, FACTS)
    return held.reason.value if held else None


def removal(old: Snapshot, new: Snapshot) -> tuple[RemovalKind, str]:
    (found,) = classify(old, new, compare(old, new))
    return found.kind, found.other.id if found.other else ""


def test_an_ordinary_day_is_believed() -> None:
    assert reason(listing(*ENTRIES[2:], later=1)) is None
    assert reason(listing(*ENTRIES, later=1)) is None
    assert reason(OLD, None) is None


@pytest.mark.parametrize(
    ("entries", "word"),
    [((), "empty"), (ENTRIES[:4], "too_few"), (ENTRIES[:8], "lost_too_many")],
)
def test_a_list_that_shrinks_too_far_is_held(entries: tuple[Entry, ...], word: str) -> None:
    assert reason(listing(*entries, later=1)) == word


def test_a_list_that_grows_too_far_is_held() -> None:
    more = [replace(ENTRIES[0], id=str(number), names=(Name(f"Cell {number}"),)) for number in range(50, 150)]

    assert reason(listing(*ENTRIES, *more[:6], later=1)) is None
    assert reason(listing(*ENTRIES, *more[:7], later=1)) == "mass_change"
    assert reason(listing(*ENTRIES, *more, later=1)) == "too_many"


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: replace(entry, names=(Name(entry.name[::-1]),)),
        lambda entry: replace(entry, programmes=(SDGT,)),
        lambda entry: replace(entry, id=f"new-{entry.id}"),
    ],
    ids=["names", "programmes", "ids"],
)
def test_a_list_that_changes_everywhere_is_held(change: object) -> None:
    few = [change(entry) for entry in ENTRIES[:3]]  # type: ignore[operator]
    many = [change(entry) for entry in ENTRIES]  # type: ignore[operator]

    assert reason(listing(*few, *ENTRIES[3:], later=1)) is None
    assert reason(listing(*many, later=1)) == "mass_change"


def test_an_old_copy_is_held() -> None:
    assert reason(listing(*ENTRIES, later=-1)) == "older"


def test_a_list_without_one_of_its_files_is_held() -> None:
    old = replace(OLD, files=("alt", "list"))

    assert reason(listing(*ENTRIES, later=1), old) == "incomplete"


def test_a_hold_says_what_to_do() -> None:
    held = hold(OLD, listing(*ENTRIES[:8], later=1), FACTS)

    assert held is not None
    assert held.sentence == (
        "un-consolidated: 4 of 12 entries are gone, more than the 3 allowed at once; "
        "release it if the publisher announced it."
    )


def test_losses_at_the_end_of_a_file_without_an_end_mark_are_held() -> None:
    marks = tuple(range(12))
    old = replace(OLD, row_marks=marks)
    fresh = replace(ENTRIES[0], countries=("Mali",))

    assert reason(listing(*ENTRIES[:10], later=1, row_marks=marks[:10]), old) == "truncated"
    assert reason(listing(fresh, *ENTRIES[1:10], later=1, row_marks=(99, *marks[1:10])), old) == "truncated"
    assert reason(listing(*ENTRIES[2:], later=1, row_marks=marks[2:]), old) is None


def test_a_removal_is_real_if_nothing_else_explains_it() -> None:
    assert removal(OLD, listing(*ENTRIES[1:], later=1)) == (RemovalKind.REAL, "")


def test_an_entry_whose_name_another_took_over_was_merged() -> None:
    names = (*ENTRIES[1].names, Name(ENTRIES[0].name, kind=NameKind.ALIAS))

    assert removal(OLD, listing(replace(ENTRIES[1], names=names), *ENTRIES[2:])) == (RemovalKind.MERGED, "1")


@pytest.mark.parametrize(
    "names",
    [
        (Name("Golden Front"), Name("Front number one", kind=NameKind.FORMER)),
        (Name("Fronte number one"),),
    ],
    ids=["former name", "alike"],
)
def test_an_entry_that_came_back_under_another_name_was_renamed(names: tuple[Name, ...]) -> None:
    come = replace(ENTRIES[0], id="99", names=names)

    assert removal(OLD, listing(*ENTRIES[1:], come)) == (RemovalKind.RENAMED, "99")


def test_a_removal_beside_a_field_that_is_new_may_be_the_readers_fault() -> None:
    notices = (Notice("the element “ENTITY/STATUS” is not read", 12, shape=True),)

    assert removal(OLD, listing(*ENTRIES[1:], notices=notices))[0] is RemovalKind.PARSE_FAULT
    assert removal(replace(OLD, notices=notices), listing(*ENTRIES[1:], notices=notices))[0] is RemovalKind.REAL


def test_removals_of_a_held_snapshot_follow_from_its_reason() -> None:
    empty, few = listing(later=1), listing(*ENTRIES[:2], later=1)

    for new, kind in ((empty, RemovalKind.SOURCE_GONE), (few, RemovalKind.PARSE_FAULT)):
        found = classify(OLD, new, compare(OLD, new), hold(OLD, new, FACTS))
        assert {each.kind for each in found} == {kind}


def test_a_file_that_cannot_be_read_is_held_for_its_fault() -> None:
    facts = sample_facts("un-consolidated")
    accepted = read(facts, sample_files("un-consolidated"))

    seen = examine(facts, {"list": b"<html></html>"}, accepted=accepted)

    assert seen.snapshot is None
    assert seen.hold is not None
    assert seen.hold.reason == "web_page"
    assert seen.differences == ()


def test_an_examination_tells_what_a_release_would_do() -> None:
    facts = sample_facts("un-consolidated", max_removals=0)
    files = sample_files("un-consolidated")
    accepted = read(facts, files)
    content = files["list"].replace(b"<DATAID>902", b"<DATAID>904").replace(b"NORTHERN", b"SOUTHERN")

    seen = examine(facts, {"list": content.replace(b"TAe.902", b"TAe.904")}, accepted=accepted)

    assert seen.hold is not None
    assert seen.hold.reason == "lost_too_many"
    assert [(each.kind.value, each.id) for each in seen.differences] == [("removed", "902"), ("added", "904")]
    assert [each.difference.id for each in seen.removals] == ["902"]


def test_a_first_snapshot_has_nothing_to_compare_with() -> None:
    seen = examine(sample_facts("un-consolidated"), sample_files("un-consolidated"), seen_on=MAY)

    assert seen.hold is None
    assert seen.snapshot is not None
    assert seen.snapshot.seen_on == MAY
    assert (seen.differences, seen.removals) == ((), ())


def test_a_csv_list_says_how_its_end_is_proved() -> None:
    for slug in ALL_SAMPLES:
        for file in sample_facts(slug).files:
            assert (file.end is EndMark.FORMAT) == (file.format is not FileFormat.CSV), slug


@given(st.sampled_from(ALL_SAMPLES), st.data())
def test_a_cut_file_never_passes_for_a_smaller_list(slug: str, data: st.DataObject) -> None:
    facts, files = sample_facts(slug), sample_files(slug)
    accepted = read(facts, files)
    role = data.draw(st.sampled_from(sorted(files)))
    files[role] = files[role][: data.draw(st.integers(0, len(files[role]) - 1))]

    seen = examine(facts, files, accepted=accepted)

    assume(not (seen.snapshot and not seen.differences))
    assert seen.hold is not None


@pytest.mark.parametrize("slug", [slug for slug in ALL_SAMPLES if slug != "au-dfat"])
def test_no_cut_at_any_byte_loses_an_entry_in_silence(slug: str) -> None:
    facts, whole = sample_facts(slug), sample_files(slug)
    accepted = read(facts, whole)
    for role, content in whole.items():
        for end in range(len(content)):
            seen = examine(facts, {**whole, role: content[:end]}, accepted=accepted)
            assert seen.hold or not seen.differences, f"{role} cut at {end}"
