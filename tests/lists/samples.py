"""Small files of every format, made for these tests, and the facts of their sources with bounds to match."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

from sources.lists.facts import SourceFacts, source

FILES = Path(__file__).parent / "files"
_ABOVE = [above / "shared" / "lists" for above in Path(__file__).parents[3:5]]
SHARED = next((folder for folder in _ABOVE if folder.is_dir()), _ABOVE[0])
"""Real files beside the checkout, or one folder higher for a second working tree."""

SAMPLES: Mapping[str, Mapping[str, str]] = {
    "un-consolidated": {"list": "un.xml"},
    "us-ofac-sdn": {"sdn": "sdn.csv", "alt": "alt.csv", "add": "add.csv"},
    "us-ofac-enhanced": {"list": "ofac_enhanced.xml"},
    "eu-fsf": {"list": "eu_fsf.xml"},
    "eu-fsf-old": {"list": "eu_fsf_old.xml"},
    "gb-uksl-csv": {"list": "uksl.csv"},
    "gb-uksl-xml": {"list": "uksl.xml"},
    "gb-ofsi": {"list": "ofsi.csv"},
    "ca-listed-entities": {"list": "ca.xml"},
    "in-first-schedule": {"list": "in.html"},
}

DFAT_HEAD = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth"),
    *("Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information"),
    *("Committees", "Control Date", "Instrument of Designation"),
)


def dfat_row(reference: str, name: str, type_: str, kind: str, strength: str = "", day: str = "45000") -> list[str]:
    """A row of the Australian workbook."""
    committee = "1373 (2001)"
    return [
        reference,
        name,
        type_,
        kind,
        strength,
        *[""] * 3,
        "Port Amber, Yemen",
        "x",
        "y",
        committee,
        day,
        "",
    ]


DFAT_ROWS = [
    DFAT_HEAD,
    dfat_row("270", "Silver River Front", "Entity", "Primary Name"),
    dfat_row("270a", "Silver Front", "Entity", "aka", "Strong"),
    dfat_row("271", "A Person", "Individual", "Primary Name"),
    dfat_row("272", "Northern Council", "Entity", "Primary Name"),
    dfat_row("270b", "The River", "Entity", "aka", "Weak"),
    dfat_row("273", "Amber Star", "Vessel", "Primary Name"),
]


def workbook(rows: Sequence[Sequence[str]], sheet: str | None = None) -> bytes:
    """A workbook with these rows: shared texts, numbers as numbers."""
    texts: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, text in enumerate(row):
            at = f"{chr(65 + column)}{number}"
            if text.isdigit():
                cells.append(f'<c r="{at}"><v>{text}</v></c>')
            elif text:
                cells.append(f'<c r="{at}" t="s"><v>{len(texts)}</v></c>')
                texts.append(text)
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr/><sheets>'
        '<sheet name="List" sheetId="1" r:id="rId3"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
        '<Relationship Id="rId3" Type="sheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">'
        + "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        + "</sst>",
        "xl/worksheets/sheet1.xml": sheet
        or f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return packed.getvalue()


def sample_files(slug: str) -> dict[str, bytes]:
    """The bytes of the small files of this source."""
    if slug == "au-dfat":
        return {"list": workbook(DFAT_ROWS)}
    return {role: (FILES / name).read_bytes() for role, name in SAMPLES[slug].items()}


def sample_facts(slug: str, **changes: object) -> SourceFacts:
    """The facts of this source, with bounds that small files meet."""
    wide = {"expected": (1, 1000), "max_removals": 50, "max_additions": 50}
    return replace(source(slug), **{**wide, **changes})  # type: ignore[arg-type]


ALL_SAMPLES = (*SAMPLES, "au-dfat")
