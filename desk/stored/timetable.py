"""Schedules and sources out of the store."""

from collections.abc import Sequence

from sqlmodel import Session

from core.store.queries import inbox, occurrences, reports, schedules, sources, verifications
from core.store.tables import ScheduleRow as Kept
from core.store.tables import ScheduleRunRow
from desk.stored.names import campaign_of, titled
from desk.stored.sentences import sentences
from desk.views import LIST, ScheduleRow, ScheduleRun, ScheduleView, SourceRow
from workers.pipeline.article import Article, clean_url

Subject = tuple[str, str]


def subject_of(session: Session, words: str) -> Subject | None:
    """What a person means: an article by its address, its id or its page of the desk, or an occurrence."""
    ident = words.strip().rstrip("/").rpartition("/")[2] if "/articles/" in words or "/occurrences/" in words else words
    report = reports.get_report(session, ident.strip())
    if report is None and words.lower().startswith(("http://", "https://")):
        report = reports.get_report(session, clean_url(words))
    if report is not None:
        return "article", report.key
    source = sources.get_source(session, ident.strip()[7:]) if ident.strip().startswith("source:") else None
    if source is not None:
        return "source", str(source.id)
    occurrence = occurrences.get_occurrence(session, ident.strip())
    if occurrence is not None:
        return "occurrence", occurrence.id
    # An article that was queued a moment ago and nobody has read yet.
    queued = verifications.latest_verification(session, Article(url=words.strip()).key) if "://" in words else None
    return None if queued is None else ("article", queued.key)


def schedule_rows(session: Session, page: int = 1) -> tuple[ScheduleRow, ...]:
    """One page of schedules, the next to run first."""
    return shown(session, schedules.list_schedules(session, limit=LIST, offset=LIST * (page - 1)))


def schedule_view(session: Session, schedule_id: int) -> ScheduleView | None:
    """One schedule with its last fifty runs; None where there is none of this number."""
    row = schedules.get_schedule(session, schedule_id)
    if row is None:
        return None
    runs = tuple(_run(one) for one in schedules.history(session, schedule_id))
    return ScheduleView(shown(session, [row])[0], runs, row.who, row.note)


def source_of(session: Session, schedule_id: int) -> str | None:
    """The source that a schedule asks; None where it is about something else, or isn't there."""
    row = schedules.get_schedule(session, schedule_id)
    return row.subject_id if row is not None and row.subject_kind == "source" else None


def _run(row: ScheduleRunRow) -> ScheduleRun:
    counts: dict[str, int] = {}
    for change in row.changes:
        kind = str(change.get("kind", "other"))
        counts[kind] = counts.get(kind, 0) + (int(change["articles"]) if kind == "queued" else 1)
    result = "changed" if row.changes and row.outcome == "done" else row.outcome
    told = tuple(found for found in map(sentences, row.changes) if found)
    return ScheduleRun(row.due_at, row.started_at, row.finished_at, result, tuple(counts.items()), told)


def shown(session: Session, rows: Sequence[Kept]) -> tuple[ScheduleRow, ...]:
    """These schedules, in three queries."""
    articles = inbox.titles_of_keys(session, [row.subject_id for row in rows if row.subject_kind == "article"])
    named = inbox.named_occurrences(session, [row.subject_id for row in rows if row.subject_kind == "occurrence"])
    happenings = {one: titled(text, campaign_of(key)) for one, (text, key) in named.items()}
    last = inbox.last_runs(session, [row.id for row in rows if row.id is not None])
    return tuple(_row(row, articles, happenings, last) for row in rows)


def _row(
    row: Kept, articles: dict[str, tuple[str, str]], happenings: dict[str, str], last: dict[int, str]
) -> ScheduleRow:
    href, title = None, row.subject_id
    if row.subject_id in articles:
        report, name = articles[row.subject_id]
        href, title = f"/articles/{report}", name or row.subject_id
    elif row.subject_id in happenings:
        href, title = f"/occurrences/{row.subject_id}", happenings[row.subject_id] or row.subject_id
    return ScheduleRow(
        id=str(row.id),
        title=title,
        rule=row.rule,
        spec=row.spec,
        seconds=int(row.spec) if row.rule == "every" and row.spec.isdigit() else 0,
        state=row.state,
        next_run=row.next_at,
        last_run=row.last_at,
        last_result=last.get(row.id or 0),
        href=href,
    )


def source_rows(session: Session) -> tuple[SourceRow, ...]:
    """All sources, the failing ones first."""
    rows = [
        SourceRow(
            str(row.id),
            row.name or row.location,
            row.kind,
            row.location,
            row.asked_at,
            row.failures,
            row.problem,
            row.paused_at is not None,
        )
        for row in sources.list_sources(session)
    ]
    return tuple(sorted(rows, key=lambda row: (row.health != "failing", row.name)))
