"""The admin of the desk: documents come in and are read, candidates are reviewed."""

from sources.admin import candidates, documents

__all__ = ["candidates", "documents"]
