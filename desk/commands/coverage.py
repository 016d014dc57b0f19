"""`tawatur sources ...`: where coverage is looked for."""

from pathlib import Path
from typing import Annotated

import typer

from desk.console import Exit, Trouble, out, print_json

group = typer.Typer(name="sources", help="Where coverage is looked for.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the group to the application."""
    app.add_typer(group)


@group.command()
def add(
    location: Annotated[str, typer.Argument(metavar="ADDRESS|FOLDER|FILE", help="Where it is; see docs/sources.md.")],
    name: Annotated[str | None, typer.Option(help="What to call it.")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What it is, where its location doesn't tell.")
    ] = None,
    poll: Annotated[bool, typer.Option("--poll", help="Also queue what it has new, on a schedule of its own.")] = False,
) -> None:
    """Add a source that every verification asks."""
    from core.store.queries.sources import add_source
    from desk.backend import backend, whoami
    from workers import schedule
    from workers.sources import UnknownSource, kind_of, open_source
    from workers.timing import BadSchedule, Rule

    try:
        kind = kind or kind_of(location)
        location = location if "://" in location else str(Path(location).absolute())
        open_source(kind, location)
        with backend() as here, here.unit() as work:
            row = add_source(work.session, kind, location, work.now, name)
            if poll:
                schedule.add(work, "source", str(row.id), Rule("adaptive"), who=whoami())
            number = row.id
    except UnknownSource as error:
        raise Trouble(Exit.INPUT, f"{error}.") from None
    except BadSchedule as error:
        raise Trouble(Exit.USAGE, str(error)) from None
    out().print(f"{number}  {kind}  {location}", markup=False, soft_wrap=True)


@group.command("test")
def try_(
    source: Annotated[str, typer.Argument(metavar="ID|ADDRESS|FOLDER|FILE", help="A source, configured or not yet.")],
    query: Annotated[str | None, typer.Option(metavar="WORDS", help="What to ask a source that searches.")] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="What it is, where its location doesn't tell.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Ask a source now, and show how many reports it has, the first headlines, and what is wrong. Stores nothing."""
    from desk.backend import settings
    from desk.trying import try_source
    from workers.sources import UnknownSource, kind_of

    found = _configured(source) if source.isdigit() else None
    try:
        where, what = (source, kind or kind_of(source)) if found is None else found
        tried = try_source(settings(), what, where, query)
    except UnknownSource as error:
        raise Trouble(Exit.INPUT, f"{error}.") from None
    if as_json:
        print_json(tried.to_json())
    else:
        for line in tried.lines():
            out().print(line, markup=False, soft_wrap=True)
    if tried.problems:
        raise typer.Exit(Exit.ATTENTION if tried.found else Exit.UNREACHABLE)


def _configured(source: str) -> tuple[str, str]:
    from core.store.queries.sources import get_source
    from desk.backend import backend

    with backend() as here, here.reading() as session:
        row = get_source(session, source)
        if row is None:
            raise Trouble(Exit.NOT_FOUND, f"there is no source {source}: `tawatur sources list` lists them.")
        return row.location, row.kind


@group.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False) -> None:
    """List the sources and how they fared when last asked."""
    from core.store.queries.sources import list_sources
    from desk.backend import backend
    from desk.tables import source_table

    with backend() as here, here.reading() as session:
        rows = list_sources(session)
    if as_json:
        print_json([row.model_dump() for row in rows])
    elif rows:
        out().print(source_table(rows))
    else:
        out().print("No sources yet: tawatur sources add ADDRESS|FOLDER|FILE.")


@group.command()
def pause(
    source: Annotated[int, typer.Argument(metavar="ID", help="The source.")],
    resume: Annotated[bool, typer.Option("--resume", help="Let it go on instead.")] = False,
) -> None:
    """Stop asking a source for a while."""
    from core.store.queries.sources import pause_source
    from desk.backend import backend

    with backend() as here, here.unit() as work:
        row = pause_source(work.session, source, None if resume else work.now)
        if row is None:
            raise Trouble(Exit.NOT_FOUND, f"there is no source {source}: `tawatur sources list` lists them.")
        out().print(f"{row.location} {'goes on' if resume else 'is paused'}", markup=False)
