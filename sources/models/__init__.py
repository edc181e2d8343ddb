"""Documents and candidates: what came in, and what was read from it. Sources: what is fetched again and again."""

from sources.models.candidates import Candidate, CandidateKind, Decision
from sources.models.documents import Arrival, Document, DocumentKind, How, State
from sources.models.following import Fetch, Host, Outcome, Source, SourceKind
from sources.models.lists import (
    BELIEVED,
    BY_A_PERSON,
    CONFIRMED,
    WITH_A_GROUP,
    Answer,
    ListChange,
    ListEntry,
    Snapshot,
    SnapshotFile,
    Standing,
)
from sources.models.tellings import Telling
from sources.models.verdicts import Ruling, Verdict

__all__ = [
    "BELIEVED",
    "BY_A_PERSON",
    "CONFIRMED",
    "WITH_A_GROUP",
    "Answer",
    "Arrival",
    "Candidate",
    "CandidateKind",
    "Decision",
    "Document",
    "DocumentKind",
    "Fetch",
    "Host",
    "How",
    "ListChange",
    "ListEntry",
    "Outcome",
    "Ruling",
    "Snapshot",
    "SnapshotFile",
    "Source",
    "SourceKind",
    "Standing",
    "State",
    "Telling",
    "Verdict",
]
