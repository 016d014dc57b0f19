"""Brings a database to the tables that this release needs."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text

from core.store.engine import reading, writing

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic is imported where it is used: it takes half a second, and most commands don't migrate.
_LOCK = 7_243_001


def upgrade(engine: Engine) -> None:
    """To the newest version; safe to run from several processes at once, and again."""
    from alembic import command

    if pending(engine) == ():
        return
    with writing(engine) as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        command.upgrade(_config(connection), "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Back to an earlier version, for trying upgrades: what only later tables hold is lost."""
    from alembic import command

    with writing(engine) as session:
        command.downgrade(_config(session.connection()), revision)


def pending(engine: Engine) -> tuple[str, ...]:
    """The versions that the database still lacks, oldest first; empty when it is up to date.

    A database that a later release has upgraded lacks nothing: migrations only add, so that this one can go on until
    it is replaced.
    """
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with reading(engine) as session:
        current = MigrationContext.configure(session.connection()).get_current_revision()
    newest_first = [found.revision for found in ScriptDirectory.from_config(_config(None)).walk_revisions()]
    if current is not None and current not in newest_first:
        return ()
    known = newest_first.index(current) if current is not None else len(newest_first)
    return tuple(reversed(newest_first[:known]))


def new_revision(engine: Engine, number: str, message: str) -> None:
    """For developers: writes the next migration from what the tables say and the database lacks."""
    from alembic import command

    with writing(engine) as session:
        command.revision(_config(session.connection()), message, rev_id=number, autogenerate=True)


def _config(connection: Connection | None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
