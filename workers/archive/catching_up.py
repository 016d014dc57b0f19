"""Brings the archive up to date with the database: what was seen since the last time is handed over."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from core.language import supported
from core.store import reading
from core.store.queries import reports
from workers.archive.entry import Archive, Entry, Progress
from workers.archive.reading import entry_of

_BATCH = 200


def catch_up(engine: Engine, archive: Archive, home: Path, progress: Progress | None = None) -> int:
    """Adds the reports that this host's index has not seen; returns how many. An entry handed over twice is one."""
    marker = _marker(home)
    since = datetime.fromisoformat(marker.read_text("utf-8")) if marker.exists() else None
    done = 0
    for entries, seen in _batches(engine, since):
        archive.add(entries)
        done += len(entries)
        if progress is not None:
            progress(done)
        archive.flush()
        _remember(marker, seen)
    return done


def rebuild(engine: Engine, archive: Archive, home: Path, progress: Progress | None = None) -> None:
    """Builds the index anew from the database; readers keep the old one meanwhile."""
    last: list[datetime] = []

    def entries() -> Iterator[Entry]:
        for batch, seen in _batches(engine, None):
            last[:] = [seen]
            yield from batch

    archive.rebuild(entries(), progress)
    if last:
        _remember(_marker(home), last[0])


def _batches(engine: Engine, since: datetime | None) -> Iterator[tuple[list[Entry], datetime]]:
    while True:
        with reading(engine) as session:
            rows = reports.seen_after(session, since, _BATCH)
            known = reports.newest_revisions(session, [row.id for row in rows])
        if not rows:
            return
        told = [reports.as_report(known[row.id], row.url) for row in rows if row.id in known]
        since = rows[-1].last_seen_at
        yield [entry_of(report, report.lang) for report in told if report.lang in supported()], since


def _marker(home: Path) -> Path:
    return home / "archive" / "seen-until"


def _remember(marker: Path, seen: datetime) -> None:
    marker.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text(seen.isoformat(), "utf-8")
