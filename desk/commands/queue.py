"""`tawatur add|status`: queue articles and see how far they are."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.console import Exit, Trouble, err, out, print_json

if TYPE_CHECKING:
    from core.store.tables import VerificationRow
    from workers.pipeline.article import Article


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command()(add)
    app.command()(status)
    app.command()(cancel)


def add(
    targets: Annotated[
        list[str], typer.Argument(metavar="URL|FILE|-...", help="Articles; - reads one text from stdin.")
    ],
    again: Annotated[bool, typer.Option("--again", help="Verify once more what was verified before.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Queue articles for verification."""
    from desk.backend import backend, whoami
    from workers.pipeline.queueing import NotAnArticle, check, queue_all

    good: list[tuple[str, Article]] = []
    rows: list[dict[str, Any]] = []
    with backend() as here:
        longest = here.settings.max_document_chars
        for target in targets:
            try:
                article = article_of(target)
                check(article, longest)
                good.append((target, article))
            except (NotAnArticle, Trouble) as trouble:
                err().print(f"{target}: {trouble}", markup=False)
        with here.unit() as work:
            answers = queue_all(work, [one for _, one in good], again=again, who=whoami(), longest=longest)
    for (target, _), queued in zip(good, answers, strict=True):
        rows.append({"id": queued.verification_id, "target": target, "stage": queued.stage, "new": queued.is_new})
    _tell(rows, as_json=as_json)
    if len(good) < len(targets):
        raise Trouble(Exit.INPUT, f"{len(targets) - len(good)} of {len(targets)} could not be queued, the others are.")


def _tell(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = "queued" if row["new"] else f"known already ({row['stage']}); --again verifies it once more"
        out().print(f"{row['id']:>5}  {row['target']}  {state}", markup=False)


def article_of(target: str) -> "Article":
    """What is to be queued: an address to be fetched by the workers, or the text of a file or of stdin."""
    from desk.documents import is_url, read_bytes, report_from_bytes
    from workers.pipeline.article import Article

    if is_url(target):
        return Article(url=target)
    report = report_from_bytes(read_bytes(target), "stdin" if target == "-" else Path(target).name)
    return Article(
        document=report.document,
        lang=report.lang,
        date=report.date,
        publisher=report.publisher,
        credit=report.credit,
    )


def status(
    verification: Annotated[
        int | None, typer.Argument(metavar="[ID]", help="One verification; all when left out.")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="With ID: stay until it is over.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Show verifications, the newest first: stage, counts, and what could not be reached."""
    from core.store.queries.verifications import recent_verifications
    from desk.backend import backend
    from desk.following import find, follow_run
    from desk.tables import verification_table

    with backend() as here:
        if verification is None:
            with here.reading() as session:
                rows = recent_verifications(session)
        else:
            rows = [follow_run(here, verification) if follow else find(here, verification)]
        if as_json:
            print_json([as_row(row) for row in rows])
        elif not rows:
            out().print("Nothing has been queued yet: tawatur add URL, or tawatur demo.")
        else:
            out().print(verification_table(rows))
            _details(rows if verification is not None else [])


def cancel(verification: Annotated[int, typer.Argument(metavar="ID", help="The verification.")]) -> None:
    """Stop a verification before its next step; `tawatur add --again` starts it anew."""
    from core.store.queries.verifications import get_verification
    from desk.backend import backend, whoami
    from desk.following import find
    from workers.pipeline import ending

    with backend() as here:
        find(here, verification)
        with here.unit() as work:
            run = get_verification(work.session, verification)
            if run is None or not ending.cancel(work, run, whoami()):
                raise Trouble(Exit.INPUT, f"verification {verification} is over: `tawatur status {verification}`.")
        out().print(f"{verification} is cancelled")


def as_row(row: "VerificationRow") -> dict[str, Any]:
    """A verification as JSON."""
    fields = ("id", "key", "kind", "stage", "reason", "report_id", "candidates", "fetched", "unreached", "claims")
    held = ("times", "problems", "changes")
    return {field: getattr(row, field) for field in (*fields, *held)}


def _details(rows: "list[VerificationRow]") -> None:
    for row in rows:
        for change in row.changes:
            out().print(f"  {change.get('en') or change['kind']}", markup=False)
        for problem in row.problems:
            print("  not reached:", " ".join(str(value) for value in problem.values()), file=sys.stderr)
