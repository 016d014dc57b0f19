"""Writing many rows, which may be there already, in one statement on both databases.

SQLite takes the rows as the parameters of one statement, which is compiled once for any number of them. PostgreSQL
takes each column as one array: a row each would be an execution each, or a statement as long as its rows.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Select, bindparam, cast, func, select, update
from sqlalchemy import Table as Target
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from core.store.tables.base import Table, core

BATCH = 500
"""Values that a statement may name one by one: both databases bound their number."""


def insert_new(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no unique rule, and leaves those that do. All rows name the same columns."""
    if rows:
        session.execute(_insert(session, table, rows).on_conflict_do_nothing(), _given(session, rows))


def insert_one(session: Session, table: type[Table], row: dict[str, Any], column: str = "id") -> Any:
    """Inserts one row and gives its `column`; None where a unique rule already holds such a row."""
    target = core(table).c[column]
    return session.execute(_single(session, table).values(row).on_conflict_do_nothing().returning(target)).scalar()


def insert_many(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> Any:
    """Inserts the rows that break no unique rule in few statements, and gives these columns of those inserted."""
    if not rows:
        return []
    wanted = [core(table).c[column] for column in columns]
    statement = _insert(session, table, rows).on_conflict_do_nothing().returning(*wanted)
    return session.execute(statement, _given(session, rows)).all()


def upsert(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], key: Sequence[str]) -> None:
    """Inserts the rows, or sets their other columns where a row with the same `key` exists."""
    if rows:
        statement = _insert(session, table, rows)
        new = {name: statement.excluded[name] for name in rows[0] if name not in key}
        given = _given(session, rows)
        session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=new), given)


def update_many(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], key: str = "id") -> None:
    """Sets the columns that the rows name, where the row with the same `key` exists. All rows name the same columns."""
    if not rows:
        return
    target, names = core(table), [name for name in rows[0] if name != key]
    if _has_arrays(session):
        new = _columns(target, tuple(rows[0])).subquery("new")
        statement = update(target).where(target.c[key] == new.c[key]).values({name: new.c[name] for name in names})
        session.connection().execute(statement, _given(session, rows))
        return
    values = {name: bindparam(f"new_{name}", type_=target.c[name].type) for name in names}
    renamed = [{f"new_{name}": value for name, value in row.items()} for row in rows]
    where = target.c[key] == bindparam(f"new_{key}", type_=target.c[key].type)
    session.connection().execute(update(target).where(where).values(values), renamed)


def _insert(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> Any:
    statement, names = _single(session, table), tuple(rows[0])
    return statement.from_select(names, _columns(core(table), names)) if _has_arrays(session) else statement


def _single(session: Session, table: type[Table]) -> Any:
    return postgresql.insert(core(table)) if _has_arrays(session) else sqlite.insert(core(table))


def _given(session: Session, rows: Sequence[dict[str, Any]]) -> Any:
    return {f"new_{name}": [row[name] for row in rows] for name in rows[0]} if _has_arrays(session) else list(rows)


def _has_arrays(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


@cache
def _columns(target: Target, names: tuple[str, ...]) -> Select[Any]:
    """Rows out of one array a column. One dimension: a list in a JSON column is a value, not an array of values."""
    arrays = [(name, ARRAY(target.c[name].type, dimensions=1)) for name in names]
    return select(*(func.unnest(cast(bindparam(f"new_{name}", type_=kind), kind)).label(name) for name, kind in arrays))
