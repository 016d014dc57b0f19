"""`tawatur dead ...`: tasks that gave up, for a person to try again or to discard."""

from typing import Annotated

import typer

from desk.console import Exit, Trouble, out, print_json

group = typer.Typer(name="dead", help="Tasks that gave up.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Adds the group to the application."""
    app.add_typer(group)


@group.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False) -> None:
    """List the tasks that gave up, and why."""
    from core.store.queries.jobs import dead_letters
    from desk.backend import backend
    from desk.tables import dead_table

    with backend() as here, here.reading() as session:
        rows = dead_letters(session)
    if as_json:
        print_json([row.model_dump() for row in rows])
    elif rows:
        out().print(dead_table(rows))
    else:
        out().print("Nothing has given up.")


@group.command()
def retry(letter: Annotated[int, typer.Argument(metavar="ID", help="The dead letter.")]) -> None:
    """Try it again."""
    _resolve(letter, again=True)


@group.command()
def discard(letter: Annotated[int, typer.Argument(metavar="ID", help="The dead letter.")]) -> None:
    """Close it without another try."""
    _resolve(letter, again=False)


def _resolve(letter: int, *, again: bool) -> None:
    from desk.backend import backend, whoami
    from workers.pipeline import dead

    with backend() as here, here.unit() as work:
        act = dead.retry if again else dead.discard
        if act(work, letter, whoami()) is None:
            raise Trouble(Exit.NOT_FOUND, f"there is no open dead letter {letter}: `tawatur dead list` lists them.")
        out().print(f"{letter} {'is tried again' if again else 'is discarded'}")
