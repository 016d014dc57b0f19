"""The body of an answer, read under a byte cap and unpacked under another, whatever the host says about its size."""

import zlib
from collections.abc import Iterator

import requests

from workers.fetch.deadline import Deadline
from workers.fetch.failure import Refusal
from workers.fetch.fetched import FetchStatus
from workers.fetch.policy import FetchPolicy

_PIECE = 65_536
# What is asked for, and all that is understood.
ENCODINGS = "gzip, deflate"


def read_body(response: requests.Response, policy: FetchPolicy, limit: Deadline) -> bytes:
    """The decompressed body. Raises `Refusal` for a body too large, too slow, cut short or packed in another way."""
    announced = response.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced[:20]) > policy.max_bytes:
        raise _too_large(policy.max_bytes)
    pieces = _capped(response, policy.max_bytes, limit)
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return b"".join(pieces)
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _unpacked(pieces, encoding, policy.max_decoded_bytes)
    raise Refusal(FetchStatus.BAD_TYPE, f"the host packs its pages as {encoding[:20]}, which was not asked for")


def _too_large(cap: int) -> Refusal:
    return Refusal(FetchStatus.TOO_LARGE, f"the answer is larger than {cap // 1000} kB and was not read")


def _capped(response: requests.Response, cap: int, limit: Deadline) -> Iterator[bytes]:
    total = 0
    for piece in response.raw.stream(_PIECE, decode_content=False):
        total += len(piece)
        if total > cap:
            raise _too_large(cap)
        yield piece
    if limit.passed:  # a connection that the deadline closed looks like a body that ended
        raise TimeoutError("the deadline passed while the body was read")


def _unpacked(pieces: Iterator[bytes], encoding: str, cap: int) -> bytes:
    """gzip (several members too) or deflate (with and without zlib's header), never more than `cap` bytes of it."""
    unpacker: zlib._Decompress | None = None
    members = size = 0
    out: list[bytes] = []
    for piece in pieces:
        while piece:
            if unpacker is None:
                unpacker = zlib.decompressobj(_window(encoding, piece))
            try:
                plain = unpacker.decompress(piece, cap - size + 1)
            except zlib.error:
                if members:  # padding after a complete answer is harmless
                    return b"".join(out)
                raise Refusal(FetchStatus.BROKEN, "the host's compressed answer is damaged; try again later") from None
            size += len(plain)
            if size > cap:
                raise _too_large(cap)
            out.append(plain)
            piece = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if unpacker.eof:
                unpacker, members = None, members + 1
    if unpacker is not None:
        raise Refusal(FetchStatus.BROKEN, "the host's compressed answer was cut short; try again later")
    return b"".join(out)


def _window(encoding: str, start: bytes) -> int:
    """zlib's window argument: gzip, zlib, or raw deflate, which some hosts send under the same name."""
    if encoding != "deflate":
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS
