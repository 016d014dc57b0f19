"""`tawatur sources ...`: where coverage is looked for."""

from typing import Annotated

import typer

from desk.console import Exit, Trouble, out, print_json

group = typer.Typer(name="sources", help="Where coverage is looked for.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the group to the application."""
    app.add_typer(group)


@group.command()
def add(
    location: Annotated[str, typer.Argument(metavar="FOLDER|JSONL|FEED-URL", help="Where it is.")],
    name: Annotated[str | None, typer.Option(help="What to call it.")] = None,
) -> None:
    """Add a source that every verification asks."""
    from core.store.queries.sources import add_source
    from desk.backend import backend
    from desk.commands.verify import source_of

    source = source_of(location)
    with backend() as here, here.unit() as work:
        row = add_source(work.session, source["kind"], source["location"], work.now, name)
        out().print(f"{row.id}  {row.kind}  {row.location}", markup=False)


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
        out().print("No sources yet: tawatur sources add FEED-URL|FOLDER|JSONL.")


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
