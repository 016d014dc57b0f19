"""`tawatur backup`: a copy of the embedded database, taken while workers run."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from desk.console import Exit, Trouble, out


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command()(backup)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes; it must not exist yet.")],
) -> None:
    """Copy the embedded database into a file, whole and consistent, while everything runs."""
    from sqlalchemy.engine import make_url

    from desk.backend import settings

    url = make_url(settings().database)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise Trouble(
            Exit.USAGE,
            "this copies the embedded database only; for PostgreSQL run pg_dump --format=custom (docs/operations.md).",
        )
    if not Path(url.database).is_file():
        raise Trouble(Exit.BACKEND, f"there is no database {url.database} yet: queue something first.")
    try:
        # Made here, so that nothing that exists is written over.
        file.touch(exist_ok=False)
        _copy(Path(url.database), file)
    except FileExistsError:
        raise Trouble(Exit.USAGE, f"{file} exists: name a new file, so that no earlier backup is lost.") from None
    except (OSError, sqlite3.Error) as error:
        file.unlink(missing_ok=True)
        raise Trouble(Exit.INPUT, f"{file} can't be written ({error}): choose another place.") from None
    out().print(f"{file}: {file.stat().st_size / 1e6:,.1f} MB", markup=False)


def _copy(database: Path, file: Path) -> None:
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    with closing(source), closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        broken = copy.execute("PRAGMA quick_check").fetchone()[0]
        if broken != "ok":
            raise sqlite3.DatabaseError(f"the copy is broken: {broken}")
