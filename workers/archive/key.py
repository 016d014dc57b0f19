"""Numbers for report ids: the indexes know documents by number."""

from hashlib import blake2b


def key_of(report_id: str) -> int:
    """A number of 63 bits derived from the id: the same in every process, fit for SQLite, PostgreSQL and usearch."""
    return int.from_bytes(blake2b(report_id.encode(), digest_size=8).digest(), "big") >> 1
