"""`tawatur demo`: the whole workflow on a newsroom on this machine, through real workers."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from desk.console import Exit, Trouble, err, out, print_json


def register(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command()(demo)


def demo(as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False) -> None:
    """Cross-check an Arabic article against seven outlets on this machine, and show what comes of it."""
    import os

    from desk.backend import backend, settings
    from desk.demo.newsroom import Newsroom
    from desk.findings import findings_json, print_findings
    from desk.following import follow_run
    from desk.processes import processes
    from workers.broker import stop_broker
    from workers.outbox import utc_now
    from workers.pipeline.article import Article
    from workers.pipeline.queueing import queue_article

    home = settings().home / "demo"
    # The demo fetches from this machine, which nothing else may; its hosts need no pacing.
    environment = {"TAWATUR_HOME": str(home), "TAWATUR_ALLOW_LOOPBACK_FETCH": "1", "TAWATUR_HOST_INTERVAL": "0", "TAWATUR_RETRY_BASE": "0.5"}
    for name in ("TAWATUR_DATABASE_URL", "TAWATUR_BROKER_URL"):
        os.environ.pop(name, None)
    os.environ.update(environment)
    stop_broker(settings())
    shutil.rmtree(home, ignore_errors=True)
    with Newsroom() as newsroom, backend() as here, processes(here.settings) as children:
        here.engine  # noqa: B018 - its tables are there before the worker looks for them
        children.start("worker", ["worker", "--concurrency", "2"])
        children.start("beat", ["beat"])
        err().print(f"A newsroom of {len(newsroom.urls)} pages stands on this machine; queueing {newsroom.start_url}")
        feeds = [{"kind": "feed", "location": feed} for feed in newsroom.feeds]
        with here.unit() as work:
            queued = queue_article(work, Article(url=newsroom.start_url), against=feeds, who="demo")
        started = utc_now()
        run = follow_run(here, queued.verification_id, children)
        if run.stage != "done":
            raise Trouble(Exit.ATTENTION, f"the demo's article was not verified ({run.stage}): {run.reason}")
        if as_json:
            print_json(findings_json(here, run))
        else:
            print_findings(here, run)
            seconds = (utc_now() - started).total_seconds()
            _what_next(home, seconds)
        stop_broker(here.settings)


def _what_next(home: Path, seconds: float) -> None:
    tawatur = Path(sys.argv[0])
    command = tawatur if tawatur.name == "tawatur" else Path(sys.executable).with_name("tawatur")
    try:
        command = command.absolute().relative_to(Path.cwd())
    except ValueError:
        command = command.absolute()
    say = out().print
    say(f"\nVerified in {seconds:.1f} s. Everything is kept in {home}. Next, look around in it:", markup=False)
    say(f"\n  export TAWATUR_HOME={home}", markup=False)
    for arguments, what in (
        ("flags", "what should a person look at?"),
        ("show FLAG", "both passages, and why they differ"),
        ('decide FLAG a-right --note "…"', "rule on it"),
        ("up", "workers, schedule and the web desk at http://127.0.0.1:8000"),
    ):
        say(f"  {str(command) + ' ' + arguments:52} # {what}", markup=False)
    say("\nYour own article: " + f"{command} verify ARTICLE.html --against FOLDER-OF-COVERAGE", markup=False)
