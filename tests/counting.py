"""Numbers of queries, held to a committed file."""

import json
import os
from collections.abc import Sequence
from pathlib import Path


def hold(counts: Path, name: str, asked: Sequence[dict[str, str]]) -> None:
    """Hold what was asked under a name to its committed number; UPDATE_QUERY_COUNTS=1 records it anew."""
    known = json.loads(counts.read_text(encoding="utf-8")) if counts.exists() else {}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        known[name] = len(asked)
        counts.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    shown = "\n".join(query["sql"][:200] for query in asked)
    assert len(asked) == known.get(name), f"{name}: {len(asked)} queries\n{shown}"
