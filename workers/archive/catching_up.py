"""Brings the archive up to date with the database: orders are written with each new wording and carried out here.

An order is closed only when its report can be found, so a process killed in between leaves it open for the next one.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from core.language import supported
from core.language.identify import identify
from core.report import Report
from core.store import reading, writing
from core.store.queries import archive_orders, reports
from workers.archive.entry import Archive, Entry, Progress
from workers.archive.reading import entry_of

AT_ONCE = 200
KEPT = timedelta(minutes=15)
"""How long an order is kept once it is carried out: placing looks at them too, so that no report that came in while it
asked the archive is missed."""


def catch_up(engine: Engine, archive: Archive, now: datetime, progress: Progress | None = None) -> int:
    """Carries out all open orders; an index that was never built, or was lost, is built first. Returns how many."""
    if not archive.is_built():
        return rebuild(engine, archive, now, progress)
    done = 0
    while count := _carry_out(engine, archive, now):
        done += count
        if progress is not None:
            progress(done)
    return done


def _carry_out(engine: Engine, archive: Archive, now: datetime) -> int:
    with reading(engine) as session:
        # The turn lasts as long as this transaction: two hosts would embed the same reports.
        if not archive_orders.take_turn(session):
            return 0
        orders = archive_orders.waiting(session, AT_ONCE)
        if not orders:
            return 0
        archive.add(_entries(session, [report for report, _ in orders]))
        archive.flush()
        with writing(engine) as closing:
            archive_orders.carried_out(closing, orders, now)
            archive_orders.forget(closing, now - KEPT)
    return len(orders)


def rebuild(engine: Engine, archive: Archive, now: datetime, progress: Progress | None = None) -> int:
    """Builds the index anew from the database; readers keep the old one meanwhile.

    `progress` hears how many reports are done, of all; returns how many can be found: those in languages we read.
    """
    with reading(engine) as session:
        orders = archive_orders.waiting(session)
        ids = reports.ids_by_date(session)
    found = 0

    def entries() -> Iterator[Entry]:
        nonlocal found
        for at in range(0, len(ids), AT_ONCE):
            with reading(engine) as session:
                some = _entries(session, ids[at : at + AT_ONCE])
            yield from some
            found += len(some)
            if progress is not None:
                progress(min(at + AT_ONCE, len(ids)))

    archive.rebuild(entries())
    with writing(engine) as closing:
        archive_orders.carried_out(closing, orders, now)
    return found


def _entries(session: Session, ids: Sequence[str]) -> list[Entry]:
    newest = reports.newest_revisions(session, ids)
    told = [reports.as_report(newest[report]) for report in ids if report in newest]
    return [entry for report in told if (entry := as_entry(report)) is not None]


def as_entry(report: Report) -> Entry | None:
    """A stored report as the index takes it; None where it is in no language that the desk reads."""
    lang = report.lang or identify(report.document)
    return entry_of(report, lang) if lang in supported() else None
