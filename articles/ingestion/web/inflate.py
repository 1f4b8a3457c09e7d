"""Compressed bodies, unpacked no further than their limit."""

import zlib
from collections.abc import Iterable

from articles.ingestion.web.failures import Unfetched

GZIP = b"\x1f\x8b"
EITHER = zlib.MAX_WBITS | 32  # gzip or zlib, told by the first bytes


class Inflating:
    """Unpacks gzip and zlib piece by piece; one body may hold several gzip members."""

    def __init__(self, largest: int):
        self.largest = largest
        self.data = bytearray()
        self.packed = zlib.decompressobj(EITHER)

    def feed(self, piece: bytes) -> None:
        """Unpack a piece. Raises Unfetched at the first byte beyond the limit."""
        while piece:
            if self.packed.eof:
                if not piece.startswith(GZIP[:1]):
                    return  # zeros, with which some writers fill up their last block
                self.packed = zlib.decompressobj(EITHER)
            room = self.largest - len(self.data) + 1
            self.data += self.packed.decompress(piece, room)
            if len(self.data) > self.largest:
                raise too_large(self.largest)
            piece = self.packed.unconsumed_tail or self.packed.unused_data


def too_large(largest: int) -> Unfetched:
    size = f"{largest / 1024**2:.3g} MB"
    return Unfetched("too_large", f"The answer is larger than {size}; the rest was not read.")


def inflated(pieces: Iterable[bytes], largest: int) -> bytes:
    """Return what the pieces unpack to, of at most ``largest`` bytes. Raises Unfetched."""
    inflating = Inflating(largest)
    try:
        for piece in pieces:
            inflating.feed(piece)
    except zlib.error as error:
        raise broken(str(error)) from error
    if not inflating.packed.eof:
        raise broken("its end is missing")
    return bytes(inflating.data)


def broken(fault: str) -> Unfetched:
    reason = f"The compressed answer cannot be unpacked: {fault}. It is tried again later."
    return Unfetched("bad_compression", reason, again=True)


def joined(pieces: Iterable[bytes], largest: int) -> bytes:
    """Return plain pieces in one, of at most ``largest`` bytes. Raises Unfetched."""
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > largest:
            raise too_large(largest)
    return bytes(data)
