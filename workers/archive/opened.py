"""Which archive: the database URL decides."""

from pathlib import Path

from workers.archive.entry import Archive


def open_archive(home: Path, database_url: str) -> Archive:
    """The archive beside the database: in a folder of `home` for SQLite, in the database itself for PostgreSQL.

    Files and connections are opened by the first question or entry of each process, libraries are loaded here: this
    module is imported by commands that need neither.
    """
    if database_url.startswith(("postgresql", "postgres:")):
        from workers.archive.team import TeamArchive

        return TeamArchive(home, database_url)
    from workers.archive.embedded import EmbeddedArchive

    return EmbeddedArchive(home)
