"""The archive's tables in PostgreSQL, partitioned by the same thirty days as the vector files; no extension needed."""

from datetime import date as Date
from typing import Any, LiteralString

from psycopg import Connection, sql

from workers.archive.shelf import DAYS_IN_SPAN, UNDATED

_TABLES: LiteralString = """
CREATE SEQUENCE IF NOT EXISTS archive_seq;
CREATE TABLE IF NOT EXISTS archive_report (
    key bigint PRIMARY KEY, report_id text NOT NULL, day integer, actors text[] NOT NULL, places text[] NOT NULL,
    seq bigint NOT NULL DEFAULT nextval('archive_seq'), vector bytea NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS archive_report_seq ON archive_report (seq);
CREATE TABLE IF NOT EXISTS archive_text (
    key bigint NOT NULL, day integer NOT NULL, size integer NOT NULL, words tsvector NOT NULL,
    figures tsvector NOT NULL, actors text[] NOT NULL, places text[] NOT NULL) PARTITION BY RANGE (day);
CREATE INDEX IF NOT EXISTS archive_text_key ON archive_text (key);
CREATE INDEX IF NOT EXISTS archive_text_words ON archive_text USING gin (words) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS archive_text_figures ON archive_text USING gin (figures) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS archive_text_actors ON archive_text USING gin (actors) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS archive_text_places ON archive_text USING gin (places) WITH (fastupdate = off);
CREATE TABLE IF NOT EXISTS archive_built (is_built boolean PRIMARY KEY DEFAULT true);
CREATE TABLE IF NOT EXISTS archive_text_undated PARTITION OF archive_text FOR VALUES FROM (MINVALUE) TO (1);
"""

# fastupdate = off: each look at an index would read all that waits to be sorted into it, up to four megabytes a
# month; adding takes no longer without, and the indexes take half the space.

WRITER = 7_470_312
"""The advisory lock of whoever writes: one transaction at a time, so numbers of `seq` are seen in order."""


def create_tables(connection: Connection[Any]) -> None:
    """Make what is missing; several processes may do so at once."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
        if connection.execute("SELECT to_regclass('archive_built')").fetchone() == (None,):
            connection.execute(_TABLES)


def create_partition(connection: Connection[Any], span: int) -> None:
    """The partition of one span, where it is missing. The caller holds the writer's lock."""
    if span == UNDATED:
        return
    first = span * DAYS_IN_SPAN
    name = f"archive_text_{Date.fromordinal(first):%Y_%m_%d}"
    if connection.execute("SELECT to_regclass(%s)", (name,)).fetchone() != (None,):
        return
    statement = sql.SQL("CREATE TABLE {} PARTITION OF archive_text FOR VALUES FROM ({}) TO ({})")
    connection.execute(statement.format(sql.Identifier(name), sql.Literal(first), sql.Literal(first + DAYS_IN_SPAN)))
