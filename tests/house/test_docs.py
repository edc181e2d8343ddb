"""What is written agrees with what is there."""

import re

from tests.house.tree import ROOT


def test_every_word_of_the_makefile_is_explained() -> None:
    words = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    explained = set(re.findall(r"`make ([a-z-]+)", (ROOT / "docs" / "operations.md").read_text()))

    assert words == explained


def test_every_word_of_the_makefile_has_its_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text()

    assert re.findall(r"^([a-z][a-z-]*):(?!.*## )", makefile, re.MULTILINE) == []
