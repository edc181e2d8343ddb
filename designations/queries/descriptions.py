"""The registry as an edition described it: what later editions registered is left out, what they described is undone.

Pages show names and descriptions as they are now. What is kept as a file must be the same whenever it is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from designations.models import Change
from designations.queries.instruments import Instrument
from designations.queries.moments import Moment
from designations.queries.once import once

AUTHORITY, REGIME, GROUP = "authority", "regime", "group"

_REGISTERED = tuple(f"{kind}_registered" for kind in (AUTHORITY, REGIME, GROUP))
_DESCRIBED = tuple(f"{kind}_described" for kind in (AUTHORITY, REGIME, GROUP))
_NAMED = "group_named"


@dataclass(frozen=True)
class Descriptions:
    """What editions after the one that is read changed: by kind and key the columns as they were before, or None for
    what was not registered yet.
    """

    before: Mapping[tuple[str, str], Mapping[str, Any] | None]

    def knows(self, kind: str, key: str) -> bool:
        """Whether the edition had it registered."""
        return self.before.get((kind, key), {}) is not None

    def undone(self, kind: str, key: str, columns: Mapping[str, Any]) -> dict[str, Any]:
        """Columns as they were."""
        before = self.before.get((kind, key)) or {}
        return {name: before.get(name, value) for name, value in columns.items()}

    def name(self, kind: str, key: str, now: str) -> str:
        """The name that it had, given the one that it has now."""
        before = self.before.get((kind, key)) if self.before else None
        return str(before.get("name", now)) if before else now

    def instrument(self, now: Instrument) -> Instrument:
        """A regime as it was."""
        was = self.undone(
            REGIME,
            now.slug,
            {
                "name": now.name,
                "short_name": now.title if now.title != now.name else "",
                "binds_ground": now.binds_ground,
                "list_phrase": now.list_phrase,
                "legal_basis": now.legal_basis,
            },
        )
        title = was.pop("short_name") or was["name"]
        keeper = self.undone(AUTHORITY, now.authority, {"name": now.authority_name, "demonym": now.members})
        return replace(
            now, **was, title=title, authority_name=keeper["name"], members=keeper["demonym"] or now.authority
        )


AS_NOW = Descriptions({})
"""The registry as it is described now."""


@once
def descriptions(moment: Moment) -> Descriptions:
    """How to read the registry as of the edition. One query."""
    later = Change.objects.filter(edition__gt=moment.edition, kind__in=(*_REGISTERED, *_DESCRIBED, _NAMED))
    before: dict[tuple[str, str], dict[str, Any] | None] = {}
    for kind, subject, told in later.order_by("-edition", "-seq").values_list("kind", "subject", "before"):
        place = (kind.partition("_")[0], subject)
        if kind in _REGISTERED:
            before[place] = None
        else:
            before[place] = {**(before.get(place) or {}), **({"names": told or []} if kind == _NAMED else told or {})}
    return Descriptions(before)
