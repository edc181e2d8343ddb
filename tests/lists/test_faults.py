"""Broken files: each is refused by name, with a sentence that says which file, where, and what to do."""

import gzip
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.lists import faults
from sources.lists.facts import FileFacts, SourceFacts
from sources.lists.reading import read
from tests.lists.samples import ALL_SAMPLES, DFAT_ROWS, sample_facts, sample_files, workbook

PAGE = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body><p>Back soon</p></body></html>"


def main_role(slug: str) -> str:
    return sample_facts(slug).files[0].role


def broken(slug: str, content: bytes, facts: SourceFacts | None = None) -> faults.ListFault:
    with pytest.raises(faults.ListFault) as caught:
        read(facts or sample_facts(slug), {**sample_files(slug), main_role(slug): content})
    return caught.value


def swapped(slug: str, old: bytes, new: bytes) -> faults.ListFault:
    content = sample_files(slug)[main_role(slug)]
    assert old in content
    return broken(slug, content.replace(old, new))


def limited(slug: str, max_bytes: int) -> SourceFacts:
    facts = sample_facts(slug)
    files: tuple[FileFacts, ...] = tuple(replace(file, max_bytes=max_bytes) for file in facts.files)
    return replace(facts, files=files)


@pytest.mark.parametrize("slug", ALL_SAMPLES)
@pytest.mark.parametrize("content", [b"", b" \r\n\n", b"\xef\xbb\xbf"], ids=["nothing", "blank", "mark"])
def test_an_empty_file_is_refused(slug: str, content: bytes) -> None:
    assert isinstance(broken(slug, content), faults.EmptyFile)


@pytest.mark.parametrize("slug", ALL_SAMPLES)
def test_a_web_page_is_no_list(slug: str) -> None:
    fault = broken(slug, PAGE)

    assert isinstance(fault, faults.WebPage)
    assert fault.reason == "web_page"


def test_a_page_without_a_head_is_no_list() -> None:
    page = b'<head><body> This object may be found <a HREF="https://example.org/">here</a> </body>'

    assert isinstance(broken("un-consolidated", page), faults.WebPage)


def test_a_page_in_strict_xml_is_no_list() -> None:
    page = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'

    assert isinstance(broken("un-consolidated", page), faults.WebPage)


@pytest.mark.parametrize("slug", ALL_SAMPLES)
def test_a_file_over_its_limit_is_refused(slug: str) -> None:
    content = sample_files(slug)[main_role(slug)]

    assert isinstance(broken(slug, content, limited(slug, 400)), faults.OversizedFile)


def test_a_packed_file_over_its_limit_is_refused_while_it_is_unpacked() -> None:
    bomb = gzip.compress(b"<CONSOLIDATED_LIST>" + b" " * (8 << 20))

    fault = broken("un-consolidated", bomb, limited("un-consolidated", 1 << 18))

    assert len(bomb) < 1 << 18
    assert isinstance(fault, faults.OversizedFile)


def test_gzip_and_zip_are_undone() -> None:
    files = sample_files("un-consolidated")
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("consolidated.xml", files["list"])
    facts = sample_facts("un-consolidated")
    plain = read(facts, files)

    assert read(facts, {"list": gzip.compress(files["list"])}) == plain
    assert read(facts, {"list": zipped.getvalue()}) == plain


def test_an_archive_of_several_files_is_refused() -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("one.xml", b"<a/>")
        archive.writestr("two.xml", b"<a/>")

    assert isinstance(broken("un-consolidated", zipped.getvalue()), faults.MalformedFile)


@pytest.mark.parametrize("cut", [20, 60, -1])
def test_cut_packing_is_truncated(cut: int) -> None:
    packed = gzip.compress(sample_files("un-consolidated")["list"])

    assert broken("un-consolidated", packed[:cut]).reason in ("truncated", "malformed")


def declared(doctype: bytes, name: bytes) -> faults.ListFault:
    root = b"<CONSOLIDATED_LIST"
    content = sample_files("un-consolidated")["list"].replace(root, doctype + root)
    return broken("un-consolidated", content.replace(b"SILVER RIVER", name))


def test_entities_are_never_expanded() -> None:
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = sample_files("un-consolidated")["list"].replace(b"<CONSOLIDATED_LIST", laughs + b"<CONSOLIDATED_LIST")

    fault = broken("un-consolidated", content.replace(b"SILVER RIVER", b"&b;"))

    assert isinstance(fault, faults.MalformedFile)
    assert "document type" in str(fault)


def test_external_entities_are_never_fetched() -> None:
    outside = b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    content = sample_files("un-consolidated")["list"].replace(b"<CONSOLIDATED_LIST", outside + b"<CONSOLIDATED_LIST")

    assert isinstance(broken("un-consolidated", content.replace(b"SILVER", b"&a;")), faults.MalformedFile)


def test_xml_that_is_too_deep_is_refused() -> None:
    deep = b"<CONSOLIDATED_LIST><ENTITIES>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</ENTITIES></CONSOLIDATED_LIST>"

    assert isinstance(broken("un-consolidated", deep), faults.MalformedFile)


def test_a_control_character_is_named_with_its_line() -> None:
    fault = swapped("un-consolidated", b"Silver Front", b"Silver\x19Front")

    assert isinstance(fault, faults.MalformedFile)
    assert fault.at.startswith("line 20, column")


@pytest.mark.parametrize(
    ("slug", "old", "new", "word"),
    [
        (
            "un-consolidated",
            b">Taliban</UN_LIST_TYPE>\n      <REF",
            b">Moon</UN_LIST_TYPE>\n      <REF",
            "Moon",
        ),
        ("un-consolidated", b"<QUALITY>Low<", b"<QUALITY>Fair<", "Fair"),
        ("us-ofac-sdn", b'"vessel"', b'"balloon"', "balloon"),
        ("us-ofac-enhanced", b">Vessel<", b">Balloon<", "Balloon"),
        ("us-ofac-enhanced", b">F.K.A.<", b">X.K.A.<", "X.K.A."),
        ("eu-fsf", b'classificationCode="P"', b'classificationCode="Z"', "Z"),
        ("eu-fsf-old", b'Type="P"', b'Type="Z"', "Z"),
        ("gb-uksl-csv", b",Ship,", b",Balloon,", "Balloon"),
        ("gb-uksl-csv", b"Low quality", b"Odd quality", "Odd quality"),
        ("gb-uksl-xml", b">Ship<", b">Balloon<", "Balloon"),
        ("gb-ofsi", b",FKA,", b",ZKA,", "ZKA"),
    ],
)
def test_an_unknown_category_stops_the_file(slug: str, old: bytes, new: bytes, word: str) -> None:
    fault = swapped(slug, old, new)

    assert isinstance(fault, faults.UnknownCategory)
    assert f"“{word}”" in str(fault)
    assert fault.at


def test_an_unknown_type_in_a_workbook_stops_the_file() -> None:
    rows = [[cell.replace("Vessel", "Balloon") for cell in row] for row in DFAT_ROWS]

    assert isinstance(broken("au-dfat", workbook(rows)), faults.UnknownCategory)


@pytest.mark.parametrize(
    ("slug", "old", "new"),
    [
        ("un-consolidated", b"<DATAID>902", b"<DATAID>901"),
        ("un-consolidated", b"<DATAID>902</DATAID>", b""),
        ("un-consolidated", b"<FIRST_NAME>NORTHERN COUNCIL</FIRST_NAME>", b"<FIRST_NAME> </FIRST_NAME>"),
        ("un-consolidated", b"<DATAID>902</DATAID>", b"<DATAID>902</DATAID><DATAID>9</DATAID>"),
        ("us-ofac-sdn", b'40,"NORTHERN COUNCIL"', b'36,"NORTHERN COUNCIL"'),
        ("us-ofac-sdn", b'40,"NORTHERN COUNCIL",', b'40,"NORTHERN COUNCIL",-0- ,'),
        ("us-ofac-sdn", b"40,", b"forty,"),
        ("us-ofac-enhanced", b'<entity id="36">', b"<entity>"),
        ("eu-fsf", b'logicalId="202"', b'logicalId="201"'),
        ("ca-listed-entities", b"<id>2024-02</id>", b"<id>36</id>"),
        ("in-first-schedule", b"<td>2</td>", b"<td>3</td>"),
        ("in-first-schedule", b"<td>Silver River Front/Silver Front</td>", b"<td>River Column</td>"),
        ("gb-uksl-csv", b"Report Date: 02-May-2024", b"Report Date: some day"),
        ("gb-uksl-csv", b"Report Date: 02-May-2024", b"A list"),
        ("gb-uksl-csv", b"Unique ID", b"Unique Number"),
        ("gb-uksl-csv", b"DPR9004", b""),
        ("gb-ofsi", b"NORTHERN COUNCIL,", b"NORTHERN COUNCIL,,"),
    ],
)
def test_a_file_that_breaks_its_own_rules_is_malformed(slug: str, old: bytes, new: bytes) -> None:
    assert isinstance(swapped(slug, old, new), faults.MalformedFile)


def test_bytes_of_no_encoding_are_malformed() -> None:
    fault = swapped("gb-uksl-csv", b"SILVER RIVER", b"SILVER\x81RIVER")

    assert isinstance(fault, faults.MalformedFile)
    assert "0x81" in str(fault)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(faults.MissingFile, match="“sdn”"):
        read(sample_facts("us-ofac-sdn"), {"alt": b""})
    with pytest.raises(faults.MissingFile, match="cannot be opened"):
        read(sample_facts("un-consolidated"), {"list": "no/such/file.xml"})


def test_a_file_that_the_list_does_not_have_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        read(sample_facts("un-consolidated"), {**sample_files("un-consolidated"), "other": b""})


def test_a_field_that_nobody_reads_is_told() -> None:
    content = sample_files("un-consolidated")["list"]
    content = content.replace(b"<DATAID>902</DATAID>", b"<DATAID>902</DATAID><MOOD>grim</MOOD>")

    taken = read(sample_facts("un-consolidated"), {"list": content})

    assert [(notice.what, notice.shape) for notice in taken.notices] == [
        ("the element “ENTITY/MOOD” is not read", True)
    ]


def test_an_unreadable_date_is_told() -> None:
    content = sample_files("un-consolidated")["list"].replace(b"2016-03-02", b"in spring")

    taken = read(sample_facts("un-consolidated"), {"list": content})

    assert taken.by_id()["903"].listed_on is None
    assert "in spring" in taken.notices[0].what


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>9999</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>x</v></c></row></sheetData></worksheet>",
        "<worksheet><sheetData><row r='one'><c/></row></sheetData></worksheet>",
        "<worksheet><sheetData/></worksheet>",
        "<chart/>",
    ],
)
def test_a_workbook_that_breaks_its_own_rules_is_malformed(sheet: str) -> None:
    assert isinstance(broken("au-dfat", workbook(DFAT_ROWS, sheet)), faults.MalformedFile)


def test_a_workbook_without_a_part_is_malformed() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/other.xml", "<a/>")

    assert isinstance(broken("au-dfat", packed.getvalue()), faults.MalformedFile)


@pytest.mark.parametrize("old", [b'Id="rId3"', b"<workbookPr/>"])
def test_a_workbook_that_cannot_be_followed_is_malformed(old: bytes) -> None:
    new = {b'Id="rId3"': b'Id="rId9"', b"<workbookPr/>": b'<workbookPr date1904="1"/>'}[old]
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(DFAT_ROWS))) as whole, zipfile.ZipFile(changed, "w") as archive:
        for part in whole.namelist():
            archive.writestr(part, whole.read(part).replace(old, new))

    assert isinstance(broken("au-dfat", changed.getvalue()), faults.MalformedFile)


def test_a_workbook_that_unpacks_to_too_much_is_oversized() -> None:
    rows = [*DFAT_ROWS, *([["9" * 30000]] * 100)]
    content = workbook(rows)

    assert isinstance(broken("au-dfat", content, limited("au-dfat", 100_000)), faults.OversizedFile)


def test_rows_after_the_end_mark_are_malformed() -> None:
    fault = swapped("us-ofac-sdn", b"\x1a", b'\x1a\r\n50,"LATE",-0- ,"SDGT",,,,,,,,\r\n')

    assert "end mark" in str(fault)


def test_a_nul_is_malformed() -> None:
    assert isinstance(swapped("gb-uksl-csv", b"NORTHERN", b"NORTH\x00RN"), faults.MalformedFile)


def test_a_list_that_speaks_of_something_else_is_no_list() -> None:
    assert isinstance(swapped("in-first-schedule", b"SECTION 35", b"SECTION 3"), faults.WebPage)
    assert isinstance(swapped("in-first-schedule", b"<th>Organisation</th>", b"<th>Officer</th>"), faults.WebPage)


def test_a_cut_page_is_truncated() -> None:
    assert isinstance(swapped("in-first-schedule", b"</html>", b""), faults.TruncatedFile)


def test_a_row_that_runs_far_to_the_right_is_oversized() -> None:
    sheet = "<worksheet><sheetData><row r='1'><c r='ZZZ1'><v>1</v></c></row></sheetData></worksheet>"

    assert isinstance(broken("au-dfat", workbook(DFAT_ROWS, sheet)), faults.OversizedFile)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, dict[str, bytes]]:
    """A small file of any source with bytes overwritten, cut out, or put in."""
    slug = draw(st.sampled_from(ALL_SAMPLES))
    files = sample_files(slug)
    role = draw(st.sampled_from(sorted(files)))
    content = bytearray(files[role])
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 30))
        content[start : start + length] = draw(st.binary(max_size=30))
    files[role] = bytes(content)
    return slug, files


@given(damaged())
def test_damaged_files_give_a_snapshot_or_a_named_error(case: tuple[str, dict[str, bytes]]) -> None:
    slug, files = case
    try:
        taken = read(sample_facts(slug), files)
    except faults.ListFault as fault:
        assert fault.source == slug
        assert fault.advice in str(fault)
    else:
        assert len(taken.by_id()) == len(taken.entries)


@given(st.sampled_from(ALL_SAMPLES), st.binary(max_size=200))
def test_any_bytes_give_a_snapshot_or_a_named_error(slug: str, content: bytes) -> None:
    try:
        read(sample_facts(slug), {**sample_files(slug), main_role(slug): content})
    except faults.ListFault as fault:
        assert fault.source == slug
