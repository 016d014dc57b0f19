"""Alembic's entry: runs on the connection that core.store.migrate hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection
from sqlmodel.sql.sqltypes import AutoString

from core.store.tables import Table


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    # SQLModel's own string type says nothing more than SQLAlchemy's; migrations should not depend on it.
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


connection: Connection = context.config.attributes["connection"]

# Batch mode: SQLite cannot alter a column, so Alembic rebuilds the table there.
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="core.store.columns.",
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
