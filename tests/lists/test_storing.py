"""A snapshot survives being kept as JSON."""

import json

import pytest
from hypothesis import given

from sources.lists.entries import Snapshot
from sources.lists.reading import read
from sources.lists.storing import packed, unpacked
from tests.lists.samples import ALL_SAMPLES, sample_facts, sample_files
from tests.lists.strategies import snapshots


@pytest.mark.parametrize("slug", ALL_SAMPLES)
def test_what_was_read_survives_json(slug: str) -> None:
    taken = read(sample_facts(slug), sample_files(slug))

    assert unpacked(json.loads(json.dumps(packed(taken)))) == taken


@given(snapshots)
def test_any_snapshot_survives_json(taken: Snapshot) -> None:
    assert unpacked(json.loads(json.dumps(packed(taken)))) == taken
