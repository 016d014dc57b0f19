"""What all tables share: one naming convention, so that migrations can name every constraint on every database."""

from typing import Any

import sqlalchemy
from sqlalchemy import MetaData
from sqlmodel import SQLModel


class Table(SQLModel):
    """The root of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def core(row: type[Table]) -> sqlalchemy.Table:
    """The table behind a row class, for statements: its columns have SQL's types, not the row's."""
    # SQLModel sets it on every table, and declares it on none
    table: Any = row.__table__  # type: ignore[attr-defined]
    assert isinstance(table, sqlalchemy.Table)  # noqa: S101 - for the type checker
    return table
