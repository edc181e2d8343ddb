"""The admin of the desk: documents come in and are read, candidates are reviewed, lists are followed."""

from sources.admin import candidates, documents, following, lists

__all__ = ["candidates", "documents", "following", "lists"]
