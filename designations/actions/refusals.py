"""What an action says when it does not write: sentences that a form shows beside its fields."""

from __future__ import annotations

from collections.abc import Mapping

from designations.actions.acts import AlreadyRetracted
from designations.actions.editions import LedgerBusy, NothingToRecord
from designations.actions.statements import Refused

REFUSALS = (Refused, AlreadyRetracted, LedgerBusy, NothingToRecord)


def sentences_of(error: Exception) -> Mapping[str, str]:
    """A sentence for each field that an action refused ('' for the whole)."""
    return error.messages if isinstance(error, Refused) else {"": str(error)}
