"""`tawatur flags|show|decide|undo`: what a person should look at, and what that person rules."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.console import Exit, Trouble, out, print_json

if TYPE_CHECKING:
    from core.store.tables import FlagRow
    from desk.backend import Backend


class Decision(StrEnum):
    """The rulings of semantics, section 6."""

    A_RIGHT = "a-right"
    B_RIGHT = "b-right"
    BOTH_RIGHT = "both-right"
    NOT_SAME_OCCURRENCE = "not-same-occurrence"
    OUTDATED = "outdated"
    SOURCE_ERROR = "source-error"
    CANNOT_TELL = "cannot-tell"
    FOLLOW_UP = "follow-up"


class Thing(StrEnum):
    """What `show` can show."""

    FLAG = "flag"
    ARTICLE = "article"
    OCCURRENCE = "occurrence"


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    for command in (flags, show, decide, undo):
        app.command()(command)


def flags(
    kind: Annotated[str | None, typer.Option(help="Only this kind: disputed, misquoted, wide, ...")] = None,
    lang: Annotated[str | None, typer.Option(help="Only reports in this language.")] = None,
    decided: Annotated[bool, typer.Option("--all", help="Decided and withdrawn ones too.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """List flags, the most pressing first."""
    from core.store.queries.flags import OPEN, FlagFilter, flag_counts, list_flags
    from desk.backend import backend
    from desk.tables import flag_table

    wanted = FlagFilter(statuses=None if decided else OPEN, kind=kind, lang=lang)
    with backend() as here, here.reading() as session:
        rows = list_flags(session, wanted, limit=limit)
        counts = flag_counts(session, wanted)
    if as_json:
        print_json([_as_row(row) for row in rows])
    elif not rows:
        out().print("No flags. Queue an article (tawatur add URL) or see what runs (tawatur status).")
    else:
        out().print(flag_table(rows))
        out().print(f"{sum(counts.values())} in all: " + ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))


def _as_row(row: "FlagRow") -> dict[str, Any]:
    fields = ("id", "kind", "status", "rank", "summary", "occurrence_id", "report_id", "claim_a", "claim_b")
    return {**{field: getattr(row, field) for field in fields}, "because": row.because, "news": row.news}


def show(
    first: Annotated[
        str, typer.Argument(metavar="[flag|article|occurrence] ID", help="A flag's id, or what and which.")
    ],
    second: Annotated[str | None, typer.Argument(metavar="", hidden=True)] = None,
    codebook: Annotated[str | None, typer.Option(help="For an occurrence: ucdp, acled or ibc.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Show a flag with both passages and the reason, an article with its findings, or an occurrence."""
    from desk.backend import backend

    thing, wanted = (first, second) if second is not None else (Thing.FLAG, first)
    if thing not in set(Thing):
        raise Trouble(Exit.USAGE, f"there is no {thing} to show: use flag, article or occurrence.")
    with backend() as here:
        view = _view(here, Thing(thing), wanted, codebook)
        if view is None:
            raise Trouble(
                Exit.NOT_FOUND, f"there is no {thing} {wanted}: `tawatur flags` and `tawatur status` list them."
            )
        if as_json:
            from dataclasses import asdict

            print_json(asdict(view))
        else:
            from desk.shown import print_view

            print_view(view)


def _view(here: "Backend", thing: Thing, wanted: str, codebook: str | None) -> Any:
    from core.store.queries.flags import get_flag
    from desk.web.stored import StoredDesk
    from desk.web.views import FlagFilter

    stored = StoredDesk(here.engine, lambda messages: messages)
    if thing is Thing.ARTICLE:
        return stored.article(wanted)
    if thing is Thing.OCCURRENCE:
        return stored.occurrence(wanted, codebook)
    with here.reading() as session:
        flag = get_flag(session, wanted)
    return None if flag is None else stored.discrepancy(flag.id, FlagFilter(state="all"))


def decide(
    flag: Annotated[str, typer.Argument(metavar="ID", help="The flag, or the beginning of its id.")],
    decision: Annotated[Decision, typer.Argument(help="The ruling.")],
    note: Annotated[str, typer.Option(help="Why, for whoever reads it later.")] = "",
    dimension: Annotated[
        str | None, typer.Option(help="With both-right: in what they differ (group, place, ...).")
    ] = None,
) -> None:
    """Rule on a flag. It is kept with who and when, and is never erased; a later ruling revises it."""
    from workers.pipeline.deciding import BadDecision
    from workers.pipeline.deciding import decide as rule

    from desk.backend import backend, whoami

    with backend() as here:
        try:
            with here.unit() as work:
                row, made = rule(work, flag, decision.replace("-", "_"), whoami(), note=note, dimension=dimension)
        except BadDecision as error:
            raise Trouble(Exit.NOT_FOUND, str(error)) from None
        out().print(
            f"{row.id[:8]} {decision} by {made.who}, {made.decided_at:%Y-%m-%d %H:%M} UTC: {row.summary}", markup=False
        )


def undo(flag: Annotated[str, typer.Argument(metavar="ID", help="The flag, or the beginning of its id.")]) -> None:
    """Take the last ruling on a flag back; the history keeps it."""
    from workers.pipeline.deciding import BadDecision
    from workers.pipeline.deciding import undo as take_back

    from desk.backend import backend, whoami

    with backend() as here:
        try:
            with here.unit() as work:
                row, _ = take_back(work, flag, whoami())
        except BadDecision as error:
            raise Trouble(Exit.NOT_FOUND, str(error)) from None
        out().print(f"{row.id[:8]} is open again: {row.summary}", markup=False)
