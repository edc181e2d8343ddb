"""Official lists: reading beside a bare pass of the parser, comparing, memory, growth, and matching on labelled pairs.

Real files are looked for in ../shared/lists beside the checkout, or one folder higher; without them it says so.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lxml import etree

from benchmarks.measuring import measure
from sources.lists.comparing import compare
from sources.lists.entries import Entry, Name
from sources.lists.facts import source
from sources.lists.matching import GroupIndex, KnownGroup, Verdict, match
from sources.lists.reading import read

ROOT = Path(__file__).parents[1]
_ABOVE = [above / "shared" / "lists" for above in (ROOT.parent, ROOT.parent.parent)]
SHARED = next((folder for folder in _ABOVE if folder.is_dir()), _ABOVE[0])

UN, OFAC = source("un-consolidated"), source("us-ofac-sdn")
MEGABYTE = 1 << 20


def run(*, full: bool = False) -> None:
    """Measure everything; ``full`` adds nothing here."""
    matching()
    if not SHARED.is_dir():
        print("the real list files are not here (../shared/lists beside the checkout)")
        return
    whole_lists()
    un()
    ofac()
    memory()
    growth()


def un() -> None:
    """The largest file of the United Nations: our reader beside a bare pass over it."""
    path = max((SHARED / "un").glob("*.xml.gz"), key=lambda each: len(gzip.decompress(each.read_bytes())))
    content = gzip.decompress(path.read_bytes())
    measure(f"bare iterparse of {path.name} ({len(content) / MEGABYTE:.1f} MB)", lambda: pass_over(content))
    measure("its reader", lambda: read(UN, {"list": content}))
    # Side by side, since what else the machine does would favour one of them.
    ratios = sorted(
        _processor(lambda: read(UN, {"list": content}), 3) / _processor(lambda: pass_over(content), 3) for _ in range(7)
    )
    spread = f"({ratios[0]:.2f} to {ratios[-1]:.2f}, n={len(ratios)})"
    print(f"{'reader to bare pass, processor time':<58} {ratios[len(ratios) // 2]:>10.2f}   {spread}  at most 3")


def pass_over(content: bytes) -> None:
    """A pass of the parser that frees what it has seen and looks at nothing."""
    for _, element in etree.iterparse(io.BytesIO(content), resolve_entities=False, no_network=True):
        element.clear()


def ofac() -> None:
    """The two largest files of OFAC read, and compared."""
    old, new = _largest(SHARED / "us_ofac", 2)
    before = read(OFAC, {"sdn": old})
    measure(
        f"{new.name} read and compared",
        lambda: compare(before, read(OFAC, {"sdn": new})),
        aim="under 2 s",
    )


def memory() -> None:
    """The most memory of a process that does nothing but read and compare them."""
    old, new = _largest(SHARED / "us_ofac", 2)
    told = subprocess.run(
        [sys.executable, "-c", f"from benchmarks.lists import peak; peak({str(old)!r}, {str(new)!r})"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    print(f"{'most memory of a process that reads and compares them':<58} {told.stdout.strip():>10}   under 150 MB")


def peak(old: str, new: str) -> None:
    """Read, compare, and print the most memory that this process ever had."""
    compare(read(OFAC, {"sdn": Path(old)}), read(OFAC, {"sdn": Path(new)}))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def growth() -> None:
    """Ten and a hundred times the entries, against the same list once: linear is 1."""
    facts = replace(UN, expected=(1, 10**6), files=tuple(replace(each, max_bytes=2000 * MEGABYTE) for each in UN.files))
    content = gzip.decompress((SHARED / "un/consolidated.2024-09-21.xml.gz").read_bytes())

    def work(times: int) -> Callable[[], None]:
        text = grown(content, times)

        def once() -> None:
            taken = read(facts, {"list": text})
            compare(taken, replace(taken, entries=tuple(reversed(taken.entries))))

        return once

    once = _processor(work(1), 5)
    print(f"{'the list of 2024-09-21 read and compared, processor time':<58} {once * 1000:>7.1f} ms")
    for times in (10, 100):
        taken = _processor(work(times), 1)
        print(f"{f'  {times} times its organisations: time for each, against once':<58} {taken / once / times:>10.2f}")


def _processor(work: Callable[[], object], runs: int) -> float:
    """The least processor time of some runs, in seconds, so that what else the machine does counts little."""
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def grown(content: bytes, times: int) -> bytes:
    """The list with its organisations repeated under other numbers and names, and without its persons."""
    head, _, rest = content.partition(b"<ENTITIES>")
    body, _, tail = rest.partition(b"</ENTITIES>")
    head = re.sub(rb"<INDIVIDUALS>.*</INDIVIDUALS>", b"<INDIVIDUALS></INDIVIDUALS>", head, flags=re.DOTALL)
    copies = [
        re.sub(rb"<(DATAID|REFERENCE_NUMBER|FIRST_NAME)>([^<]*)", rb"<\1>\2" + (b" %d" % copy if copy else b""), body)
        for copy in range(times)
    ]
    return b"".join([head, b"<ENTITIES>", *copies, b"</ENTITIES>", tail])


def matching() -> None:
    """Precision, recall and F1 over the pairs labelled by hand, on primary names alone, with their numbers."""
    index = groups()
    pairs = list(csv.DictReader((ROOT / "tests/lists/labelled_pairs.csv").read_text(encoding="utf-8").splitlines()))
    judged = []
    for pair in pairs:
        found = {each.group: each.verdict for each in match(Entry("1", (Name(pair["name"]),)), index)}
        judged.append((pair["list"], pair["same"] == "yes", found.get(pair["group"], Verdict.NONE)))
    for name in ("", *dict.fromkeys(which for which, _, _ in judged)):
        of_list = [(same, verdict) for which, same, verdict in judged if name in ("", which)]
        wanted = sum(same for same, _ in of_list)
        print(f"{name or 'all lists'}: {len(of_list)} pairs labelled by hand, {wanted} of them the same group")
        for what, verdicts in SAID.items():
            said = [same for same, verdict in of_list if verdict in verdicts]
            right = sum(said)
            share = 2 * right / (len(said) + wanted)
            print(
                f"  {what:<18} precision {right / len(said):.3f} ({right} of {len(said)}),"
                f" recall {right / wanted:.3f}, F1 {share:.3f}"
            )


SAID = {"certain": {Verdict.CERTAIN}, "certain or likely": {Verdict.CERTAIN, Verdict.LIKELY}}


def groups() -> GroupIndex:
    """The groups of the shipped record by their names, without references."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader((ROOT / "data/names.csv").read_text(encoding="utf-8").splitlines()):
        names[row["group"]].append(row["name"])
    return GroupIndex(KnownGroup(group, tuple(each)) for group, each in names.items())


def whole_lists() -> None:
    """How many organisations of the latest files stand under followed regimes, and what is said of each."""
    index = groups()
    newest = max((SHARED / "un").glob("*.xml.gz"), key=lambda each: each.name)
    for facts, files in ((UN, {"list": newest}), (OFAC, {"sdn": _largest(SHARED / "us_ofac", 1)[0]})):
        followed = [entry for entry in read(facts, files).entries if entry.regimes]
        best = Counter(next(iter(match(entry, index)), None) for entry in followed)
        said = Counter[str]()
        for found, count in best.items():
            said[found.verdict.value if found else "no group alike"] += count
        shown = ", ".join(f"{number} {word}" for word, number in said.most_common())
        print(f"{facts.slug}: {len(followed)} organisations under followed regimes: {shown}")


def _largest(folder: Path, count: int) -> list[Path]:
    """The largest files of OFAC, the older first."""
    found = sorted(folder.glob("sdn.*.csv.gz"), key=lambda each: each.stat().st_size)[-count:]
    return sorted(found, key=lambda each: each.name)
