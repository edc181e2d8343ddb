"""Run the benchmarks: `python -m benchmarks` measures the shipped record and a local run; names pick others.

record   loading, publishing, the matrix of the shipped record
pages    every page over HTTP: time on days not asked for before, unchanged, bytes
browser  first paint, an opened cell, all rows; Lighthouse, the median of five (takes npm)
local    `make up` from a fresh clone, and started again
growth   made histories: rebuilding, publishing and reading at 12,000 events (with --full, up to 1,200,000)
peer     the matrix of 60 authorities by 1,000 groups over HTTP, beside Datasette on the same record
writers  eight publishers on overlapping groups for a minute
lists    reading, comparing and matching official lists
reading  reading articles, short and long
"""

from __future__ import annotations

import argparse
import importlib

from benchmarks.ending import as_by_interrupt
from benchmarks.measuring import print_machine

NAMES = ("record", "pages", "browser", "local", "growth", "peer", "writers", "lists", "reading")


def main() -> None:
    """Parse, run, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", default=["record", "local"], help=", ".join(NAMES))
    parser.add_argument("--full", action="store_true", help="the largest sizes too")
    asked = parser.parse_args()
    as_by_interrupt()
    for name in asked.names:
        if name not in NAMES:
            parser.error(f"'{name}' is none of {', '.join(NAMES)}")
    print_machine()
    for name in asked.names:
        print(f"\n{name}")
        importlib.import_module(f"benchmarks.{name}").run(full=asked.full)


if __name__ == "__main__":
    main()
