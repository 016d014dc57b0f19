"""`tawatur search|reindex`: everything that was ever read, found again by words or by likeness, in any language."""

from typing import TYPE_CHECKING, Annotated

import typer

from desk.console import Exit, Trouble, err, out, print_json

if TYPE_CHECKING:
    from desk.backend import Backend
    from workers.archive import ArchiveQuery


def register(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command()(search)
    app.command()(reindex)


def search(
    words: Annotated[list[str] | None, typer.Argument(help="What to look for.")] = None,
    like: Annotated[str | None, typer.Option(metavar="ID", help="Reports like this article, around its date.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout.")] = False,
) -> None:
    """Search the archive: the likeliest first, across languages. What came in since is indexed first."""
    from core.store.queries import reports
    from desk.backend import backend
    from desk.tables import table
    from workers.archive import ArchiveBroken, open_archive
    from workers.archive.catching_up import catch_up
    from workers.outbox import utc_now

    if not words and like is None:
        raise Trouble(Exit.USAGE, "give words to look for, or --like ID.")
    with backend() as here:
        query = _query(here, words or [], like)
        archive = open_archive(here.settings.home, here.settings.database)
        try:
            catch_up(here.engine, archive, utc_now())
            hits = archive.candidates(query, limit)
        except ArchiveBroken as error:
            raise Trouble(Exit.BACKEND, f"{error} `tawatur reindex` builds it anew.") from None
        finally:
            archive.close()
        with here.reading() as session:
            known = reports.reports_by_id(session, [hit.report_id for hit in hits])
    found = [(hit, known[hit.report_id]) for hit in hits if hit.report_id in known]
    if as_json:
        print_json([{"id": row.id, "date": row.date, "outlet": row.publisher, "title": row.title, "url": row.url,
                     "score": hit.score, "because": hit.because} for hit, row in found])  # fmt: skip
    elif found:
        rows = [
            (row.id[:8], (row.date or "—")[:10], row.publisher or "—", row.title, hit.because) for hit, row in found
        ]
        out().print(table("article", "date", "outlet", "headline", "why", rows=rows))
    else:
        out().print("Nothing like it is in the archive yet: tawatur add URL, or tawatur sources add FEED-URL.")


def _query(here: "Backend", words: list[str], like: str | None) -> "ArchiveQuery":
    from core.store.queries import reports
    from workers.archive import ArchiveQuery
    from workers.archive.reading import entry_of

    if like is None:
        return ArchiveQuery(words=" ".join(words))
    with here.reading() as session:
        row = reports.get_report(session, like)
        revision = reports.newest_revision(session, row.id) if row is not None else None
    if row is None or revision is None:
        raise Trouble(Exit.NOT_FOUND, f"there is no article {like}: `tawatur status` lists them.")
    report = reports.as_report(revision, row.url)
    return ArchiveQuery(like=entry_of(report, report.lang or "en"), words=" ".join(words))


def reindex() -> None:
    """Build the archive's index anew from the database."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from core.store.queries import reports
    from desk.backend import backend
    from workers.archive import open_archive
    from workers.archive.catching_up import rebuild
    from workers.outbox import utc_now

    columns = (TextColumn("reports"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with backend() as here, Progress(*columns, console=err()) as bar:
        with here.reading() as session:
            task = bar.add_task("", total=reports.how_many(session))
        archive = open_archive(here.settings.home, here.settings.database)
        try:
            done = rebuild(here.engine, archive, utc_now(), lambda count: bar.update(task, completed=count))
        finally:
            archive.close()
    out().print(f"{done:,} reports can be found.")
