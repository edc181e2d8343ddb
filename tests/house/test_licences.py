"""The licence rule, and that the program keeps it."""

import pytest

from tests.house.licences import allowed, refused


@pytest.mark.parametrize(
    "licence", ["MIT", "LGPL-3.0-only", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "MPL-2.0 AND MIT"]
)
def test_a_licence_that_asks_nothing_of_callers_is_allowed(licence: str) -> None:
    assert allowed(licence)


@pytest.mark.parametrize(
    "licence",
    ["GPL-3.0", "AGPL-3.0-only", "MIT AND GPL-2.0", "GNU General Public License v3 (GPLv3)", "UNKNOWN"],
)
def test_a_licence_that_binds_callers_is_refused(licence: str) -> None:
    assert not allowed(licence)


def test_no_package_of_the_program_is_refused() -> None:
    assert refused() == []
