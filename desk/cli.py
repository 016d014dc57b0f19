"""`tawatur`: the command line. This file only names the commands; each lives in `desk/commands/`.

Nothing heavy is imported before a command runs, so that `tawatur --help` answers at once.
"""

import sys

import typer

from desk.commands import (
    archive,
    backup,
    coverage,
    crosscheck,
    dead,
    demo,
    notify,
    numbers,
    occurrences,
    people,
    queue,
    read,
    review,
    schedules,
    serve,
    verify,
)
from desk.console import Trouble, complain

app = typer.Typer(
    name="tawatur",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # plain help: drawing it would cost more than the half second it may take
    help="Cross-check the numbers in the news: read claims, compare reports, count independent origins, say why.",
    epilog="Exit codes: 0 done · 1 done, but something needs a look · 2 wrong usage · 3 input can't be used · "
    "4 a host can't be reached · 5 database or broker out of reach · 6 no such record. See docs/cli.md.",
)

for command in (read.read, numbers.numbers, crosscheck.crosscheck, verify.verify):
    app.command()(command)
for group in (queue, review, occurrences, archive, backup, coverage, schedules, notify, dead, people, serve, demo):
    group.register(app)


def main() -> None:
    """Entry point: every foreseeable trouble becomes one sentence on stderr and a documented exit code."""
    try:
        app(standalone_mode=True)
    except Trouble as trouble:
        complain(trouble)
        sys.exit(trouble.code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
