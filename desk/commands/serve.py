"""`tawatur up|worker|beat|web|migrate|doctor`: what runs, and whether it can."""

import time
from typing import Annotated

import typer

from desk.console import Exit, Trouble, err, out, print_json


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    for command in (up, worker, beat, web, migrate, doctor):
        app.command()(command)


def up(
    host: Annotated[str, typer.Option(help="Address the web desk listens on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port of the web desk.")] = 8000,
    concurrency: Annotated[int | None, typer.Option(help="Worker processes (default: one a core).")] = None,
) -> None:
    """Start everything: broker, database, workers, beat and web desk. Ctrl-C stops it."""
    from desk.backend import backend
    from desk.processes import processes
    from workers.broker import ensure_broker

    with backend() as here, processes(here.settings) as children:
        ensure_broker(here.settings)
        here.engine.dispose()
        children.start("worker", ["worker", *(["--concurrency", str(concurrency)] if concurrency else [])])
        children.start("beat", ["beat"])
        children.start("web", ["web", "--host", host, "--port", str(port)])
        err().print(f"Tawatur is up: http://{host}:{port}  (log: {here.settings.home / 'run' / 'processes.log'})")
        try:
            while True:
                time.sleep(0.5)
                children.check()
        except KeyboardInterrupt:
            err().print("Stopping; what runs is finished first.")


def worker(
    queues: Annotated[str, typer.Option(help="Queues to take from, comma-separated.")] = "interactive,fetch,recheck",
    concurrency: Annotated[int | None, typer.Option(help="Processes (default: one a core).")] = None,
) -> None:
    """Run workers that read, search, fetch and compare."""
    from desk.backend import run_told, settings
    from workers.app import run_worker
    from workers.sweep import QUEUES

    chosen = [name.strip() for name in queues.split(",") if name.strip()]
    unknown = sorted(set(chosen) - set(QUEUES))
    if unknown or not chosen:
        raise Trouble(
            Exit.USAGE, f"there is no queue {', '.join(unknown) or 'named'}: choose from {', '.join(QUEUES)}."
        )
    run_told(lambda: run_worker(settings(), chosen, concurrency))


def beat() -> None:
    """Run the clock that starts scheduled re-checks; a second one does no harm."""
    from desk.backend import run_told, settings
    from workers.beat import run_beat

    run_told(lambda: run_beat(settings()))


def web(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name by which browsers may call it; repeatable.")
    ] = None,
) -> None:
    """Run the web desk."""
    from desk.backend import run_told, settings
    from desk.web import run

    chosen = settings(**({"desk_hosts": ",".join(allow_host)} if allow_host else {}))
    run_told(lambda: run(chosen, host, port))


def migrate() -> None:
    """Bring the database's tables up to date; safe to run again."""
    from core.store import make_engine, pending, upgrade
    from desk.backend import settings, told

    with told():
        engine = make_engine(settings().database)
        missing = pending(engine)
        upgrade(engine)
    out().print(f"{len(missing)} migration(s) applied." if missing else "The database is up to date.")


def doctor(as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False) -> None:
    """Tell what is configured, reachable and migrated, and how to mend what isn't."""
    from desk.doctor import examine

    checks = examine()
    if as_json:
        print_json([{"part": check.part, "ok": check.ok, "state": check.state, "mend": check.mend} for check in checks])
    else:
        for check in checks:
            out().print(f"{'[green]ok  [/green]' if check.ok else '[red]FAIL[/red]'} {check.part:10} {check.state}")
            if check.mend:
                out().print(f"     → {check.mend}", markup=False)
    if not all(check.ok for check in checks):
        raise Trouble(Exit.ATTENTION, "doctor found something to mend.")
