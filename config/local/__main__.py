"""`python -m config.local up`."""

import argparse
import sys

from config.local.up import up


def main() -> int:
    """Run one word."""
    parser = argparse.ArgumentParser(
        prog="python -m config.local", description="A local run of this checkout."
    )
    parser.add_argument("word", choices=["up"])
    parser.parse_args()
    return up()


if __name__ == "__main__":
    sys.exit(main())
