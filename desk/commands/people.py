"""`tawatur users ...`: who may come to the web desk. The first admin is made here."""

from enum import StrEnum
from typing import Annotated

import typer

from desk.console import Exit, Trouble, out

group = typer.Typer(name="users", help="Who may come to the web desk.", no_args_is_help=True)


class Role(StrEnum):
    """What a person may do: look, rule, or everything."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


def register(app: typer.Typer) -> None:
    """Adds the group to the application."""
    app.add_typer(group)


@group.command()
def add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[Role, typer.Option(help="viewer looks, reviewer rules, admin does everything.")] = Role.REVIEWER,
) -> None:
    """Add a person; the password is asked for. As soon as there is one, the desk asks everybody to sign in."""
    from desk.backend import backend
    from desk.desk import Refused
    from desk.people import add_user

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    with backend() as here:
        try:
            person = add_user(here.engine, name, str(role), password)
        except Refused as error:
            raise Trouble(Exit.USAGE, str(error)) from None
        out().print(f"{person.name} can sign in as {role}", markup=False)
