"""Which archive: the database URL decides."""

from pathlib import Path

from workers.archive.embedded import EmbeddedArchive
from workers.archive.entry import Archive


def open_archive(home: Path, database_url: str) -> Archive:
    """The archive beside the database: in a folder of `home` for SQLite, in the database itself for PostgreSQL.

    Cheap: files and connections are opened by the first question or entry of each process.
    """
    if database_url.startswith(("postgresql", "postgres:")):
        from workers.archive.team import TeamArchive

        return TeamArchive(home, database_url)
    return EmbeddedArchive(home)
