"""`tawatur notify ...`: who is told of new flags."""

from typing import Annotated

import typer

from desk.console import Exit, Trouble, out, print_json

group = typer.Typer(name="notify", help="Who is told of new flags.", no_args_is_help=True)
Id = Annotated[int, typer.Argument(metavar="ID", help="The rule.")]


def register(app: typer.Typer) -> None:
    """Adds the group to the application."""
    app.add_typer(group)


@group.command()
def add(
    target: Annotated[str, typer.Argument(metavar="URL|ADDRESS", help="A webhook's URL, or an e-mail address.")],
    kind: Annotated[list[str] | None, typer.Option(help="Only flags of this kind; may be given again.")] = None,
    least_rank: Annotated[float, typer.Option(min=0.0, help="Only flags that rank this high or higher.")] = 0.0,
    lang: Annotated[str, typer.Option(metavar="en|ar", help="The language of the words.")] = "en",
) -> None:
    """Tell a webhook or an e-mail address of flags that open or reopen. A webhook's secret is shown once."""
    from core.store.queries import notices
    from desk.backend import backend, whoami
    from workers.notices.rules import BadRule, rule_for

    with backend() as here:
        try:
            rule = rule_for(target, kinds=kind or (), least_rank=least_rank, lang=lang)
        except BadRule as error:
            raise Trouble(Exit.USAGE, str(error)) from None
        if rule.channel == "email" and here.settings.smtp_url is None:
            raise Trouble(Exit.USAGE, "no mail server is set: TAWATUR_SMTP_URL=smtp://HOST, then this again.")
        with here.unit() as work:
            rule.who, rule.created_at = whoami(), work.now
            row = notices.add_rule(work.session, rule)
            out().print(f"{row.id}  {row.channel}  {row.target}", markup=False)
            if row.secret:
                out().print(f"Its receiver checks signatures with this secret: {row.secret}", markup=False)


@group.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False) -> None:
    """List the rules and how their latest notice went; secrets aren't shown."""
    from core.store.queries import notices
    from desk.backend import backend
    from desk.tables import notice_table

    with backend() as here, here.reading() as session:
        rows, latest = notices.list_rules(session), notices.latest_notices(session)
    if as_json:
        told = [(row.model_dump(exclude={"secret"}), latest.get(row.id or 0)) for row in rows]
        print_json([{**rule, "latest": None if last is None else last.model_dump()} for rule, last in told])
    elif rows:
        out().print(notice_table(rows, latest))
    else:
        out().print("Nobody is told yet: tawatur notify add https://… or desk@example.org.")


@group.command()
def pause(rule: Id, resume: Annotated[bool, typer.Option("--resume", help="Let it go on instead.")] = False) -> None:
    """Pause a rule."""
    from core.store.queries import notices
    from desk.backend import backend

    with backend() as here, here.unit() as work:
        row = notices.pause_rule(work.session, rule, None if resume else work.now)
        if row is None:
            raise _unknown(rule)
        out().print(f"rule {rule} {'is paused' if row.paused_at else 'goes on'}", markup=False)


@group.command()
def remove(rule: Id) -> None:
    """Remove a rule and what is known of its notices."""
    from core.store.queries import notices
    from desk.backend import backend

    with backend() as here, here.unit() as work:
        if not notices.remove_rule(work.session, rule):
            raise _unknown(rule)
        out().print(f"rule {rule} is removed", markup=False)


@group.command("try")
def try_(rule: Id) -> None:
    """Send a trial notice through the queue."""
    from core.store.queries import notices
    from desk.backend import backend
    from workers.notices.announcing import tell

    with backend() as here, here.unit() as work:
        row = notices.get_rule(work.session, rule)
        if row is None:
            raise _unknown(rule)
        tell(work, row, ())
        out().print("A trial is on its way: `tawatur notify list` tells how it went.", markup=False)


def _unknown(rule: int) -> Trouble:
    return Trouble(Exit.NOT_FOUND, f"there is no rule {rule}: `tawatur notify list` lists them.")
