"""The one door from candidates into the record: accept as a new act or as evidence of a known one, amend, reject."""

from sources.review.accuracy import Accuracy, accuracy
from sources.review.deciding import (
    AlreadyDecided,
    accept_as_new,
    accept_as_same,
    amend,
    answer,
    reject,
    reopen,
)
from sources.review.edits import Edits, edits_of
from sources.review.matching import Advice, Near, Suggestion, nearest_acts, suggest
from sources.review.parting import part
from sources.review.undoing import undo

__all__ = [
    "Accuracy",
    "Advice",
    "AlreadyDecided",
    "Edits",
    "Near",
    "Suggestion",
    "accept_as_new",
    "accept_as_same",
    "accuracy",
    "amend",
    "answer",
    "edits_of",
    "nearest_acts",
    "part",
    "reject",
    "reopen",
    "suggest",
    "undo",
]
