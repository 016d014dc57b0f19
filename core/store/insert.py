"""Writing many rows, which may be there already, in one statement on both databases.

SQLite takes the rows as the parameters of one statement, which is compiled once for any number of them. PostgreSQL
takes each column as one array: a row each would be an execution each, or a statement as long as its rows. A column
that holds the same in all rows is sent once.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Select, bindparam, cast, func, select, update
from sqlalchemy import Table as Target
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from core.store.tables.base import Table, core

_MANY = 20
BATCH = 500
"""Values that a statement may name one by one: both databases bound their number."""


def insert_new(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no unique rule, and leaves those that do. All rows name the same columns."""
    if rows and _has_arrays(session):
        statement, given = _insert(session, table, rows)
        session.execute(statement.on_conflict_do_nothing(), given)
    elif rows:
        session.execute(_new_only(table), list(rows))


@cache
def _new_only(table: type[Table]) -> Any:
    return sqlite.insert(core(table)).on_conflict_do_nothing()


def insert_one(session: Session, table: type[Table], row: dict[str, Any], column: str = "id") -> Any:
    """Inserts one row and gives its `column`; None where a unique rule already holds such a row."""
    target = core(table).c[column]
    return session.execute(_single(session, table).values(row).on_conflict_do_nothing().returning(target)).scalar()


def insert_many(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> Any:
    """Inserts the rows that break no unique rule in few statements, and gives these columns of those inserted."""
    if not rows:
        return []
    wanted = [core(table).c[column] for column in columns]
    statement, given = _insert(session, table, rows)
    return session.execute(statement.on_conflict_do_nothing().returning(*wanted), given).all()


def upsert(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], key: Sequence[str]) -> None:
    """Inserts the rows, or sets their other columns where a row with the same `key` exists."""
    if rows:
        statement, given = _insert(session, table, rows)
        new = {name: statement.excluded[name] for name in rows[0] if name not in key}
        session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=new), given)


def update_many(session: Session, table: type[Table], rows: Sequence[dict[str, Any]], key: str = "id") -> None:
    """Sets the columns that the rows name, where the row with the same `key` exists. All rows name the same columns."""
    if not rows:
        return
    target, names = core(table), [name for name in rows[0] if name != key]
    if _has_arrays(session):
        selected, given = _arrays(target, rows)
        new = selected.subquery("new")
        statement = update(target).where(target.c[key] == new.c[key]).values({name: new.c[name] for name in names})
        session.connection().execute(statement, given)
        return
    values = {name: bindparam(f"new_{name}", type_=target.c[name].type) for name in names}
    renamed = [{f"new_{name}": value for name, value in row.items()} for row in rows]
    where = target.c[key] == bindparam(f"new_{key}", type_=target.c[key].type)
    session.connection().execute(update(target).where(where).values(values), renamed)


def _insert(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> tuple[Any, Any]:
    """The statement without what to do on a conflict, and its parameters."""
    if not _has_arrays(session):
        return _single(session, table), list(rows)
    selected, given = _arrays(core(table), rows)
    return _single(session, table).from_select(tuple(rows[0]), selected), given


def _single(session: Session, table: type[Table]) -> Any:
    return postgresql.insert(core(table)) if _has_arrays(session) else sqlite.insert(core(table))


def _has_arrays(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _arrays(target: Target, rows: Sequence[dict[str, Any]]) -> tuple[Select[Any], dict[str, Any]]:
    """The rows as a select, and its parameters."""
    alike, first = _alike(rows), rows[0]
    given = {f"new_{n}": value if n in alike else [row[n] for row in rows] for n, value in first.items()}
    return _columns(target, tuple(first), alike), given


def _alike(rows: Sequence[dict[str, Any]]) -> frozenset[str]:
    """The columns that hold the same in all of many rows: of few it would only make many different statements. One
    column is never among them, since its array tells the number of rows."""
    if len(rows) < _MANY:
        return frozenset()
    first, *others = rows
    alike = [name for name, value in first.items() if all(_is_same(row[name], value) for row in others)]
    return frozenset(alike if len(alike) < len(first) else alike[1:])


def _is_same(one: Any, other: Any) -> bool:
    # Equal isn't the same: 1.5 and 1.50, 1 and true.
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other):
        return False
    return (kind in (str, int, datetime) and one == other) or (kind in (list, dict) and not one and not other)


@cache
def _columns(target: Target, names: tuple[str, ...], alike: frozenset[str]) -> Select[Any]:
    """Rows out of one array a column, but for columns that are alike in all rows."""
    return select(*(_column(target, name, once=name in alike).label(name) for name in names))


def _column(target: Target, name: str, *, once: bool) -> Any:
    if once:
        return cast(bindparam(f"new_{name}", type_=target.c[name].type), target.c[name].type)
    # One dimension: a list in a JSON column is a value, not an array of values.
    kind = ARRAY(target.c[name].type, dimensions=1)
    return func.unnest(cast(bindparam(f"new_{name}", type_=kind), kind))
