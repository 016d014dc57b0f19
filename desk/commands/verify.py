"""`tawatur verify`: the whole workflow on one article, from reading to findings."""

from pathlib import Path
from typing import Annotated

import typer

from desk.console import Exit, Trouble, print_json


def verify(
    article: Annotated[str, typer.Argument(metavar="URL|FILE|-", help="The article whose numbers are to be checked.")],
    against: Annotated[
        list[str] | None, typer.Option(metavar="FOLDER|JSONL|FEED-URL", help="Coverage to check against; repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Queue an article, follow it through the workers, and print what was found. Workers are started if none run."""
    from desk.backend import backend, whoami
    from desk.commands.queue import article_of
    from desk.findings import findings_json, print_findings
    from desk.following import follow_run
    from desk.processes import workers_for
    from workers.pipeline.queueing import NotAnArticle, queue_article

    sources = [source_of(location) for location in against or ()]
    with backend() as here:
        try:
            wanted = article_of(article)
            with here.unit() as work:
                longest = here.settings.max_document_chars
                queued = queue_article(work, wanted, against=sources, again=True, who=whoami(), longest=longest)
        except NotAnArticle as error:
            raise Trouble(Exit.INPUT, str(error)) from None
        with workers_for(here.settings) as children:
            run = follow_run(here, queued.verification_id, children)
        if run.stage != "done":
            raise Trouble(Exit.UNREACHABLE, f"{article} was not verified ({run.stage}): {run.reason}")
        if as_json:
            print_json(findings_json(here, run))
        else:
            print_findings(here, run)


def source_of(location: str) -> dict[str, str]:
    """A source for this run alone, of the kind that its location looks like."""
    from workers.sources import UnknownSource, kind_of

    try:
        kind = kind_of(location)
    except UnknownSource as error:
        raise Trouble(Exit.INPUT, f"{error}: check --against.") from None
    return {"kind": kind, "location": location if "://" in location else str(Path(location).absolute())}
