"""The shape of the code: small files, small functions, names that say what a file knows."""

import ast
import re
from pathlib import Path

from tests.house.tree import APPS, ROOT, code, files, named, parsed

LONGEST_FILE, LONGEST_TEST, LONGEST_FUNCTION = 400, 600, 60
NAMELESS = {"utils", "helpers", "common", "misc", "lib", "shed", "util", "helper"}
# Split, so that this file does not hold what it looks for.
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", r"\bXX" + "X\b", "NotImplemented" + "Error"]))
BELOW_THE_DOORS = {"web", "api", "admin", "admin.py", "tasks", "tasks.py", "management"}


def length(file: Path) -> int:
    """Lines of a file."""
    return len(file.read_text(encoding="utf-8").splitlines())


def test_files_are_short() -> None:
    app = [f"{named(file)}: {length(file)}" for file in code(*APPS) if length(file) > LONGEST_FILE]
    other = [f"{named(file)}: {length(file)}" for file in code("tests", "benchmarks") if length(file) > LONGEST_TEST]

    assert app + other == []


def test_functions_are_short() -> None:
    long = []
    for file in code(*APPS, "tests", "benchmarks"):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{named(file)}: {node.name} {lines}")

    assert long == []


def test_files_are_named_for_what_they_know() -> None:
    nameless = [
        named(file) for file in files() if {part.split(".")[0] for part in file.relative_to(ROOT).parts} & NAMELESS
    ]

    assert nameless == []


def test_nothing_is_left_unfinished() -> None:
    unfinished = [
        f"{named(file)}: {found.group()}"
        for file in code(*APPS, "tests", "benchmarks")
        if (found := UNFINISHED.search(file.read_text(encoding="utf-8")))
    ]

    assert unfinished == []


def test_the_clock_is_an_argument_below_the_doors() -> None:
    clocks = re.compile(r"timezone\.now\(|timezone\.localdate\(|datetime\.now\(|date\.today\(|utcnow\(")
    readers = [
        named(file)
        for file in code("designations", "sources")
        if not BELOW_THE_DOORS & set(file.parts) and clocks.search(file.read_text(encoding="utf-8"))
    ]

    assert readers == []


def test_nothing_is_imported_whole() -> None:
    whole = [
        named(file)
        for file in code(*APPS, "tests", "benchmarks")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names)
    ]

    assert whole == []


def test_no_signals_are_received() -> None:
    receivers = [
        named(file)
        for file in code("designations", "sources")
        if re.search(r"django\.(db\.models|core)\.signals|django\.dispatch", file.read_text(encoding="utf-8"))
    ]

    assert receivers == []


def test_only_tests_and_benchmarks_look_beside_the_checkout() -> None:
    word = "../" + "shared"
    lookers = [
        named(file)
        for file in files()
        if file.relative_to(ROOT).parts[0] not in {"tests", "benchmarks"} and word.encode() in file.read_bytes()
    ]

    assert lookers == []
