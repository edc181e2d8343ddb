"""Documents and candidates: what came in, and what was read from it. Sources: what is fetched again and again."""

from sources.models.candidates import Candidate, CandidateKind, Decision
from sources.models.documents import Arrival, Document, DocumentKind, How, State
from sources.models.following import Fetch, Host, Outcome, Source, SourceKind

__all__ = [
    "Arrival",
    "Candidate",
    "CandidateKind",
    "Decision",
    "Document",
    "DocumentKind",
    "Fetch",
    "Host",
    "How",
    "Outcome",
    "Source",
    "SourceKind",
    "State",
]
