"""Brings a database to the tables that this release needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from core.store.engine import reading, writing

_LOCK = 7_243_001


def upgrade(engine: Engine) -> None:
    """To the newest version; safe to run from several processes at once, and again."""
    if pending(engine) == ():
        return
    with writing(engine) as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        command.upgrade(_config(connection), "head")


def pending(engine: Engine) -> tuple[str, ...]:
    """The versions that the database still lacks, oldest first; empty when it is up to date."""
    with reading(engine) as session:
        current = MigrationContext.configure(session.connection()).get_current_revision()
    script = ScriptDirectory.from_config(_config(None))
    missing = []
    for revision in script.walk_revisions():
        if revision.revision == current:
            break
        missing.append(revision.revision)
    return tuple(reversed(missing))


def new_revision(engine: Engine, number: str, message: str) -> None:
    """For developers: writes the next migration from what the tables say and the database lacks."""
    with writing(engine) as session:
        command.revision(_config(session.connection()), message, rev_id=number, autogenerate=True)


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
