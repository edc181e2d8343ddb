"""`python -m config.local up`, `backup` and `restore`."""

import argparse
import sys

from config.local.backup import backup, restore
from config.local.folders import CannotStart
from config.local.up import up


def main() -> int:
    """Run one word; what cannot be done is said in a sentence."""
    parser = argparse.ArgumentParser(prog="python -m config.local", description="A local run of this checkout.")
    words = parser.add_subparsers(dest="word", required=True)
    words.add_parser("up", help="run everything until Ctrl-C")
    words.add_parser("backup", help="write one file").add_argument("file", nargs="?", default="")
    words.add_parser("restore", help="put a file back").add_argument("file")
    asked = parser.parse_args()
    try:
        if asked.word == "up":
            return up()
        return backup(asked.file) if asked.word == "backup" else restore(asked.file)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
