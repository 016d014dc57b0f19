"""Inserting rows that may be there already, in one statement on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from core.store.tables.base import Table, core

# Both databases bound the parameters of one statement; 500 rows of 25 columns stay below SQLite's 32,766.
BATCH = 500


def insert_new(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no unique rule, and leaves those that do."""
    for start in range(0, len(rows), BATCH):
        session.execute(_insert(session, table).values(list(rows[start : start + BATCH])).on_conflict_do_nothing())


def insert_one(session: Session, table: type[Table], row: dict[str, Any], column: str = "id") -> Any:
    """Inserts one row and gives its `column`; None where a unique rule already holds such a row."""
    target = core(table).c[column]
    return session.execute(_insert(session, table).values(row).on_conflict_do_nothing().returning(target)).scalar()


def upsert(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], key: Sequence[str]) -> None:
    """Inserts the rows, or sets their other columns where a row with the same `key` exists."""
    for start in range(0, len(rows), BATCH):
        statement = _insert(session, table).values(list(rows[start : start + BATCH]))
        new = {name: statement.excluded[name] for name in rows[0] if name not in key}
        session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=new))


def _insert(session: Session, table: type[Table]) -> Any:
    dialect = session.get_bind().dialect.name
    target = core(table)
    return postgresql.insert(target) if dialect == "postgresql" else sqlite.insert(target)
