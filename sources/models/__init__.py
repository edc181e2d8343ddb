"""Documents and candidates: what came in, and what was read from it."""

from sources.models.candidates import Candidate, CandidateKind, Decision
from sources.models.documents import Arrival, Document, DocumentKind, How, State

__all__ = [
    "Arrival",
    "Candidate",
    "CandidateKind",
    "Decision",
    "Document",
    "DocumentKind",
    "How",
    "State",
]
