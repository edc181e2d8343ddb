"""The shape of the record and what the database refuses."""

from designations.models.ledger import Act, Citation, Edition, Event, Ledger, Settlement, Unification
from designations.models.projections import (
    Change,
    Conflict,
    Contradiction,
    Keeper,
    Listing,
    Period,
    Position,
    Trouble,
)
from designations.models.registry import (
    Authority,
    AuthorityTerms,
    Coverage,
    Group,
    Membership,
    Name,
    NoListStatement,
    Regime,
    RegimeTerms,
    Relation,
)
from designations.models.strips import Strip

__all__ = [
    "Act",
    "Authority",
    "AuthorityTerms",
    "Change",
    "Citation",
    "Conflict",
    "Contradiction",
    "Coverage",
    "Edition",
    "Event",
    "Group",
    "Keeper",
    "Ledger",
    "Listing",
    "Membership",
    "Name",
    "NoListStatement",
    "Period",
    "Position",
    "Regime",
    "RegimeTerms",
    "Relation",
    "Settlement",
    "Strip",
    "Trouble",
    "Unification",
]
