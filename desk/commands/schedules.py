"""`tawatur schedule ...`: periodic re-checks."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from desk.console import Exit, Trouble, out, print_json

if TYPE_CHECKING:
    from sqlmodel import Session

group = typer.Typer(name="schedule", help="Periodic re-checks.", no_args_is_help=True)
_UNITS = {"m": 60, "h": 3600, "d": 86_400}


def register(app: typer.Typer) -> None:
    """Adds the group to the application."""
    app.add_typer(group)


@group.command()
def add(
    subject: Annotated[
        str, typer.Argument(metavar="URL|ARTICLE-ID|OCCURRENCE-ID|source:ID", help="What to check again.")
    ],
    every: Annotated[str | None, typer.Option(metavar="30m|6h|2d", help="At this interval.")] = None,
    cron: Annotated[str | None, typer.Option(metavar="'0 6 * * *'", help="By a cron expression.")] = None,
    zone: Annotated[str, typer.Option(help="Time zone of --cron.")] = "UTC",
    until: Annotated[datetime | None, typer.Option(help="Until this date.")] = None,
    note: Annotated[str, typer.Option(help="Why.")] = "",
) -> None:
    """Check an article, an occurrence or a source again: every so often, by cron, or (default) as figures move."""
    from datetime import UTC

    from desk.backend import backend, whoami
    from workers import schedule
    from workers.timing import BadSchedule, Rule

    if every is not None and cron is not None:
        raise Trouble(Exit.USAGE, "give --every or --cron, not both.")
    with backend() as here:
        try:
            rule = Rule("cron", cron, zone) if cron else Rule("every", _seconds(every)) if every else Rule("adaptive")
            with here.unit() as work:
                kind, which = _subject(work.session, subject)
                end = until.replace(tzinfo=until.tzinfo or UTC) if until else None
                row = schedule.add(work, kind, which, rule, until=end, note=note, who=whoami())
                out().print(f"{row.id}  {kind}  next {row.next_at:%Y-%m-%d %H:%M} UTC", markup=False)
        except BadSchedule as error:
            raise Trouble(Exit.USAGE, str(error)) from None


def _seconds(every: str) -> str:
    from workers.timing import BadSchedule

    number, unit = every[:-1], every[-1:]
    if not number.isdecimal() or len(number) > 9 or unit not in _UNITS:
        raise BadSchedule(f"{every!r} is no interval: write 30m, 6h or 2d.")
    return str(int(number) * _UNITS[unit])


def _subject(session: "Session", subject: str) -> tuple[str, str]:
    from desk.stored.timetable import subject_of

    found = subject_of(session, subject)
    if found is None:
        raise Trouble(
            Exit.NOT_FOUND, f"there is no article, occurrence or source {subject}: queue it first (tawatur add)."
        )
    return found


@group.command("list")
def list_(
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """List the schedules and when they run next, the next to run first."""
    from core.store.queries.schedules import list_schedules
    from desk.backend import backend
    from desk.tables import schedule_table

    with backend() as here, here.reading() as session:
        rows = list_schedules(session, limit=limit + 1)
    rows, more = rows[:limit], len(rows) > limit
    if as_json:
        print_json([row.model_dump() for row in rows])
    elif rows:
        out().print(schedule_table(rows))
        if more:
            out().print(f"These are the first {limit} of more: --limit shows others.", markup=False)
    else:
        out().print("No schedules yet: tawatur schedule add URL --every 6h.")


@group.command()
def pause(
    schedule_id: Annotated[int, typer.Argument(metavar="ID", help="The schedule.")],
    resume: Annotated[bool, typer.Option("--resume", help="Let it go on instead.")] = False,
) -> None:
    """Pause a schedule."""
    from desk.backend import backend
    from workers import schedule

    with backend() as here, here.unit() as work:
        row = schedule.pause(work, schedule_id, paused=not resume)
        if row is None:
            raise Trouble(Exit.NOT_FOUND, f"there is no schedule {schedule_id} that goes on: `tawatur schedule list`.")
        out().print(f"schedule {schedule_id} is {row.state}", markup=False)


@group.command()
def run(schedule_id: Annotated[int, typer.Argument(metavar="ID", help="The schedule.")]) -> None:
    """Run a schedule now, out of turn."""
    from desk.backend import backend
    from workers import schedule

    with backend() as here, here.unit() as work:
        runs = schedule.run_now(work, schedule_id)
        if runs is None:
            raise Trouble(Exit.NOT_FOUND, _no_schedule(schedule_id))
        told = f"started verification {', '.join(map(str, runs))}: tawatur status {runs[0]} --follow" if runs else ""
        out().print(told or f"started: tawatur schedule history {schedule_id} tells what comes of it", markup=False)


def _no_schedule(schedule_id: int) -> str:
    return f"there is no schedule {schedule_id}: `tawatur schedule list`."


@group.command()
def history(
    schedule_id: Annotated[int, typer.Argument(metavar="ID", help="The schedule.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Show what each of the last fifty runs found new."""
    from core.store.queries import schedules
    from desk.backend import backend
    from desk.tables import history_table

    with backend() as here, here.reading() as session:
        if schedules.get_schedule(session, schedule_id) is None:
            raise Trouble(Exit.NOT_FOUND, _no_schedule(schedule_id))
        rows = schedules.history(session, schedule_id)
    if as_json:
        print_json([row.model_dump() for row in rows])
    else:
        out().print(history_table(rows) if rows else f"Schedule {schedule_id} has not run yet.")
