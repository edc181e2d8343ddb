"""What a read answers where the record holds nothing under a key."""

from __future__ import annotations


class Absent(LookupError):
    """The record holds nothing under this key at this edition; the message is a sentence."""


class ReadAs(Exception):
    """At this edition a group is read as another; ``slug`` is that of the other."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"The record reads this group as {slug}.")
        self.slug = slug
