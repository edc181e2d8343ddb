"""Reads that several parts of one page ask for: inside ``together`` each is answered once.

What is read of a moment never changes while a page is made, so the parts need not hand it to one another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
Found = TypeVar("Found")

_held: ContextVar[dict[Hashable, object] | None] = ContextVar("held", default=None)


@contextmanager
def together() -> Iterator[None]:
    """The reads of one page. What was read is let go at its end."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


def once(read: Callable[P, Found]) -> Callable[P, Found]:
    """A read that is answered once for the same arguments inside ``together``; its answer is not to be changed."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> Found:
        held = _held.get()
        if held is None:
            return read(*args, **kwargs)
        asked = (read, args, tuple(sorted(kwargs.items())))
        if asked not in held:
            held[asked] = read(*args, **kwargs)
        return cast(Found, held[asked])

    return reading
