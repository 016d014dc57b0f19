"""`tawatur occurrences ...`: the happenings that reports are about, and what people rule of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from desk.console import Exit, Trouble, out, print_json

group = typer.Typer(
    name="occurrences", help="The happenings that reports are about; merge and split them.", no_args_is_help=True
)
Note = Annotated[str, typer.Option(help="Why, for whoever reads it later.")]


def register(app: typer.Typer) -> None:
    """Adds the group to the application."""
    app.add_typer(group)


@group.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """List occurrences, those with the newest reports first."""
    from core.store.queries import inbox, occurrences
    from desk.backend import backend
    from desk.tables import table

    with backend() as here, here.reading() as session:
        rows = occurrences.list_occurrences(session, limit=limit)
        sizes = inbox.sizes(session, [row.id for row in rows])
    if as_json:
        print_json([{"id": row.id, "title": row.title, "first_date": row.first_date, "last_date": row.last_date,
                     "reports": sizes[row.id].reports, "origins": sizes[row.id].origins, "flags": sizes[row.id].flags}
                    for row in rows])  # fmt: skip
    elif rows:
        told = [
            (row.id[:8], row.last_date or "—", str(sizes[row.id].reports), str(sizes[row.id].origins), row.title)
            for row in rows
        ]
        out().print(table("occurrence", "last report", "reports", "origins", "headline", rows=told))
    else:
        out().print("No occurrences yet: tawatur add URL.")


@group.command()
def merge(
    kept: Annotated[str, typer.Argument(metavar="ID", help="The occurrence that stays.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER...", help="Those that are the same happening.")],
    note: Note = "",
) -> None:
    """Make one occurrence of several. It binds: no later check tells their reports apart again."""
    from desk.backend import backend, whoami
    from workers.pipeline.regrouping import merge_occurrences

    with backend() as here, _refused(), here.unit() as work:
        row = merge_occurrences(work, kept, others, whoami(), note=note)
        out().print(f"{row.id[:8]} holds what {len(others) + 1} occurrences held; it is judged anew.", markup=False)


@group.command()
def split(
    occurrence: Annotated[str, typer.Argument(metavar="ID", help="The occurrence that holds too much.")],
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT...", help="Its reports that are about another happening.")
    ] = None,
    claim: Annotated[list[str] | None, typer.Option(help="A single claim of a report that stays (a round-up).")] = None,
    into: Annotated[str | None, typer.Option(metavar="ID", help="The occurrence that they belong to.")] = None,
    note: Note = "",
) -> None:
    """Move reports to an occurrence of their own. It binds: no later check makes the two one again."""
    from desk.backend import backend, whoami
    from workers.pipeline.regrouping import split_occurrence

    with backend() as here, _refused(), here.unit() as work:
        row = split_occurrence(work, occurrence, reports or [], whoami(), claims=claim or [], into=into, note=note)
        out().print(f"{row.id[:8]} holds them now; both occurrences are judged anew.", markup=False)


@group.command()
def history(
    occurrence: Annotated[str, typer.Argument(metavar="ID", help="The occurrence.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Who merged and split an occurrence, when and why."""
    from core.store.queries import occurrences, regroupings
    from desk.backend import backend
    from desk.tables import table

    with backend() as here, here.reading() as session:
        row = occurrences.get_occurrence(session, occurrence)
        if row is None:
            raise Trouble(
                Exit.NOT_FOUND, f"there is no occurrence {occurrence}: `tawatur occurrences list` lists them."
            )
        rulings = regroupings.rulings_on(session, row.id)
    if as_json:
        print_json([ruling.model_dump() for ruling in rulings])
    elif rulings:
        told = [
            (f"{r.decided_at:%Y-%m-%d %H:%M}", r.who, r.act, r.occurrence_id[:8], r.other_id[:8], r.note)
            for r in rulings
        ]
        out().print(table("when (UTC)", "who", "act", "occurrence", "other", "why", rows=told))
    else:
        out().print("Nobody has merged or split it.")


@contextmanager
def _refused() -> Iterator[None]:
    from workers.pipeline.regrouping import BadRegrouping

    try:
        yield
    except BadRegrouping as error:
        raise Trouble(Exit.NOT_FOUND, str(error)) from None
