"""Rulings on whole occurrences, and what holds because of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session

from core.coverage.ruled import Pair, Ruled, pair
from core.store.insert import insert_new
from core.store.tables import ApartRow, OccurrenceReportRow, OccurrenceRow, OccurrenceRulingRow, core

RULING, APART = core(OccurrenceRulingRow), core(ApartRow)
MEMBER, OCCURRENCE = core(OccurrenceReportRow), core(OccurrenceRow)


def add_ruling(
    session: Session,
    act: str,
    kept: str,
    other: str,
    who: str,
    now: datetime,
    *,
    reports: Sequence[str] = (),
    stayed: Sequence[str] = (),
    claims: Sequence[str] = (),
    note: str = "",
) -> OccurrenceRulingRow:
    """Adds what a person ruled of two occurrences."""
    row = OccurrenceRulingRow(
        act=act,
        occurrence_id=kept,
        other_id=other,
        reports=sorted(reports),
        stayed=sorted(stayed),
        claims=sorted(claims),
        note=note,
        who=who,
        decided_at=now,
    )
    session.add(row)
    session.flush()
    return row


def rulings_on(session: Session, occurrence_id: str) -> list[OccurrenceRulingRow]:
    """Every ruling on an occurrence and on those that went into it, oldest first."""
    names = _with_merged(session, [occurrence_id])
    query = select(OccurrenceRulingRow).where(_on(names)).order_by(RULING.c.id)
    return list(session.execute(query).scalars())


def keep_apart(session: Session, a: str, b: str) -> None:
    """No machine makes these two one again."""
    first, second = pair(a, b)
    insert_new(session, ApartRow, [{"a": first, "b": second}])


def allow_together(session: Session, a: str, b: str) -> None:
    """Takes it back that these two are kept apart."""
    first, second = pair(a, b)
    session.execute(APART.delete().where(APART.c.a == first, APART.c.b == second))


def apart(session: Session, occurrences: Iterable[str]) -> frozenset[Pair]:
    """The pairs among these occurrences that people keep apart."""
    names = sorted(set(occurrences))
    query = select(APART.c.a, APART.c.b).where(APART.c.a.in_(names), APART.c.b.in_(names))
    return frozenset((row.a, row.b) for row in session.execute(query))


def take_over(session: Session, winner: str, loser: str) -> None:
    """What the loser of a merge is kept apart from, the winner is kept apart from."""
    held = or_(APART.c.a == loser, APART.c.b == loser)
    for row in session.execute(select(APART.c.a, APART.c.b).where(held)).all():
        keep_apart(session, winner, row.b if row.a == loser else row.a)
    session.execute(APART.delete().where(held))


def is_any(session: Session) -> bool:
    """Whether anybody ever ruled on a whole occurrence."""
    return session.execute(select(RULING.c.id).limit(1)).first() is not None


def ruled(session: Session, reports: Sequence[str]) -> Ruled:
    """What people ruled that holds for these reports: the occurrences in which they put or left them."""
    if not is_any(session):
        return Ruled()  # the common case: one look is enough
    member = select(MEMBER.c.report_id, MEMBER.c.occurrence_id).where(MEMBER.c.report_id.in_(reports))
    homes: dict[str, set[str]] = {}
    for report, occurrence in session.execute(member).all():
        homes.setdefault(report, set()).add(occurrence)
    # A report of several occurrences is bound to none of them alone.
    only = {report: min(found) for report, found in homes.items() if len(found) == 1}
    seen = _seen_by_people(session, set(only.values()))
    held = {report: home for report, home in only.items() if report in seen.get(home, ())}
    return Ruled(held, apart(session, held.values()))


def _seen_by_people(session: Session, occurrences: set[str]) -> dict[str, set[str]]:
    """The reports that people saw when they ruled, by the occurrence that they are now in."""
    now = _with_merged(session, sorted(occurrences))
    seen: dict[str, set[str]] = {}
    for row in session.execute(select(OccurrenceRulingRow).where(_on(now))).scalars():
        for name in (row.occurrence_id, row.other_id):
            if name in now:
                seen.setdefault(now[name], set()).update(row.reports, row.stayed)
    return seen


def _on(names: Iterable[str]) -> ColumnElement[bool]:
    wanted = sorted(names)
    return or_(RULING.c.occurrence_id.in_(wanted), RULING.c.other_id.in_(wanted))


def _with_merged(session: Session, occurrences: Sequence[str]) -> dict[str, str]:
    """These occurrences and all that went into them, each with the one that it is now."""
    now = {occurrence: occurrence for occurrence in occurrences}
    last = list(occurrences)
    while last:
        query = select(OCCURRENCE.c.id, OCCURRENCE.c.merged_into).where(OCCURRENCE.c.merged_into.in_(last))
        merged = {row.id: now[row.merged_into] for row in session.execute(query) if row.id not in now}
        now |= merged
        last = list(merged)
    return now
