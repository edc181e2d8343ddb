"""The body of an answer unpacked piece by piece, so that a small one cannot burst into memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE = 1 << 18
"""Bytes that are unpacked at a time at most."""

_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class CutShort(Exception):
    """The packed data end before their end, or are damaged."""


class UnknownPacking(Exception):
    """The body is packed in a way that is not undone."""


def unpacked(pieces: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """The pieces of a body, unpacked as its Content-Encoding says. Raises CutShort, UnknownPacking."""
    how = packing.strip().lower()
    if how in ("", "identity"):
        return iter(pieces)
    if how in ("gzip", "x-gzip"):
        return _inflated(pieces, (_GZIP,))
    if how == "deflate":
        # Half of the servers that say so leave out the frame that the name promises.
        return _inflated(pieces, (_ZLIB, _BARE))
    raise UnknownPacking(packing[:40])


def _inflated(pieces: Iterable[bytes], frames: tuple[int, ...]) -> Iterator[bytes]:
    remaining = iter(pieces)
    first = next((piece for piece in remaining if piece), b"")
    if not first:
        return
    decoder = zlib.decompressobj(_frame_of(first, frames))
    for piece in _chained(first, remaining):
        data = piece
        while data:
            if decoder.eof:
                # Several packed parts in a row are one whole.
                decoder = zlib.decompressobj(frames[0])
            try:
                yield decoder.decompress(data, PIECE)
            except zlib.error as error:
                raise CutShort from error
            data = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    while not decoder.eof and (rest := decoder.decompress(decoder.unconsumed_tail, PIECE)):
        yield rest
    if not decoder.eof:
        raise CutShort


def _chained(first: bytes, remaining: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from remaining


def _frame_of(start: bytes, frames: tuple[int, ...]) -> int:
    """The first frame that the data begin with."""
    for frame in frames[:-1]:
        try:
            zlib.decompressobj(frame).decompress(start, 1)
        except zlib.error:
            continue
        return frame
    return frames[-1]
