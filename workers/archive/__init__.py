"""The archive: all reports ever fetched or polled, and the candidates for one of them in milliseconds."""

from workers.archive.entry import Archive, ArchiveBroken, ArchiveQuery, Entry, Hit
from workers.archive.opened import open_archive

__all__ = ["Archive", "ArchiveBroken", "ArchiveQuery", "Entry", "Hit", "open_archive"]
