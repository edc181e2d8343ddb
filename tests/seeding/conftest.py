"""A small package of every file, whose cells a test may change."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from designations.seeding import Loaded, load, read_package
from designations.seeding.rows import FILES

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)

OPENED, CLOSED, BRIGADE = "aaaaaaaaa2", "aaaaaaaab3", "aaaaaaaac4"
MOVEMENT = {"regime": "ka-list", "group": "movement"}
COURT = {"publisher": "Court", "url": "https://court.example/1"}

ROWS: dict[str, list[dict[str, str]]] = {
    "authorities": [
        {"code": "KA", "name": "Kaland", "kind": "state", "bloc": "no", "iso3": "KAL", "region": "Asia"},
        {"code": "WB", "name": "World body", "kind": "body", "bloc": "yes"},
    ],
    "memberships": [{"member": "KA", "body": "WB", "from": "1960-01-01"}],
    "regimes": [
        {"slug": "ka-list", "authority": "KA", "name": "List", "kind": "court_ban", "binds_members": "no"},
        {"slug": "wb-list", "authority": "WB", "name": "Measures", "kind": "sanctions", "binds_members": "yes"},
    ],
    "coverage": [{"regime": "ka-list", "from": "2000-01-01", "level": "complete", "ground": "the register"}],
    "groups": [{"slug": "movement", "name": "Movement"}, {"slug": "brigade", "name": "Brigade"}],
    "names": [{"group": "movement", "name": "Движение", "script": "Cyrl", "language": "ru", "kind": "alias"}],
    "relations": [{"group": "brigade", "kind": "wing_of", "other": "movement", "from": "2001", "checked": "yes"}],
    "events": [
        {"act": OPENED, "kind": "listed", "effect": "open", "date": "2005-03-01", **MOVEMENT},
        {"act": CLOSED, "kind": "delisted", "effect": "close", "date": "2024", "reason": "court", **MOVEMENT},
        {"act": BRIGADE, "kind": "listed", "effect": "open", "date": "2006-07", **MOVEMENT, "group": "brigade"},
    ],
    "citations": [
        {"act": OPENED, "key": "c1", "title": "Register", "kind": "official", "read": "yes", **COURT},
        {"act": CLOSED, "key": "c1", "title": "Gazette", "kind": "official", "read": "no", **COURT},
    ],
}


@dataclass
class Files:
    """The package as it will be written: files and rows may be changed before it is loaded."""

    folder: Path
    rows: dict[str, list[dict[str, str]]] = field(
        default_factory=lambda: {name: [dict(row) for row in rows] for name, rows in ROWS.items()}
    )

    def write(self) -> Path:
        """Write the files and their version."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "datapackage.json").write_text(json.dumps({"version": "1"}), encoding="utf-8")
        for name, columns in FILES.items():
            with (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns.split())
                writer.writeheader()
                writer.writerows(self.rows[name])
        return self.folder


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """The small package, not yet written."""
    return Files(tmp_path / "data")


@pytest.fixture
def loader(django_user_model: Any) -> Any:
    """The account under which the record is loaded."""
    return django_user_model.objects.create_user(username="loader", password="x")


@pytest.fixture
def loaded(loader: Any) -> Callable[[Files], Loaded]:
    """Writes and loads a package."""
    return lambda made: load(read_package(made.write()), by=loader, at=NOW)
