"""Inserting rows that may be there already, in one statement on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from core.store.tables.base import Table, core

# Rows go as the parameters of one statement, which is compiled once for any number of them.
BATCH = 500
"""Values that a statement may name one by one: both databases bound their number."""


def insert_new(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no unique rule, and leaves those that do. All rows name the same columns."""
    if rows:
        session.execute(_insert(session, table).on_conflict_do_nothing(), list(rows))


def insert_one(session: Session, table: type[Table], row: dict[str, Any], column: str = "id") -> Any:
    """Inserts one row and gives its `column`; None where a unique rule already holds such a row."""
    target = core(table).c[column]
    return session.execute(_insert(session, table).values(row).on_conflict_do_nothing().returning(target)).scalar()


def insert_many(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> Any:
    """Inserts the rows that break no unique rule in few statements, and gives these columns of those inserted."""
    if not rows:
        return []
    wanted = [core(table).c[column] for column in columns]
    return session.execute(_insert(session, table).on_conflict_do_nothing().returning(*wanted), list(rows)).all()


def upsert(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], key: Sequence[str]) -> None:
    """Inserts the rows, or sets their other columns where a row with the same `key` exists."""
    if rows:
        statement = _insert(session, table)
        new = {name: statement.excluded[name] for name in rows[0] if name not in key}
        session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=new), list(rows))


def _insert(session: Session, table: type[Table]) -> Any:
    dialect = session.get_bind().dialect.name
    target = core(table)
    return postgresql.insert(target) if dialect == "postgresql" else sqlite.insert(target)
