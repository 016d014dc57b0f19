"""A new SQLite file that several open at once: all of them switch it to its write-ahead log, and all get it."""

import sqlite3
import time

_AGAIN_AFTER = 0.005


def write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Switch the file to its write-ahead log, trying again for `patience` seconds while others are at it.

    Two that switch one file at once each hold what the other waits for; SQLite then refuses one of them at once,
    whatever the timeout of its connection. Raises sqlite3.OperationalError for all else, and when patience ends.
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_AGAIN_AFTER)
