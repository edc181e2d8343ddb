"""Article text, read into claims. Pure: no network, no database."""

from .claims import VERSION, Action, Article, Claim, Reading, Status
from .reader import read_article
from .vocabulary import AuthorityWords, GroupName, GroupWords, Vocabulary

__all__ = [
    "VERSION",
    "Action",
    "Article",
    "AuthorityWords",
    "Claim",
    "GroupName",
    "GroupWords",
    "Reading",
    "Status",
    "Vocabulary",
    "read_article",
]
