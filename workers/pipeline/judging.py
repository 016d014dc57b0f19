"""Judges an occurrence: what it holds is read, compared outside of any transaction, and stored unless it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from core.compare import Judgement
from core.compare.again import Held, judge_again
from core.compare.integrity import Inside, inside_reports, of_claims
from core.store import reading
from core.store.queries import flags, judgements, occurrences
from core.store.queries.storing import Seals, Stored, Storing, seals_of, store_judgements, stored_seals
from core.store.tables import FlagRow, OccurrenceRow
from workers.metrics import FINDINGS, FLAGS
from workers.notices.announcing import announce
from workers.outbox import Unit, unit
from workers.pipeline import flagging
from workers.pipeline.binding import bound_pairs
from workers.pipeline.changes import tally_changes
from workers.pipeline.flagging import Raised, raise_flags
from workers.pipeline.records import Records, records_of
from workers.pipeline.remembering import Past
from workers.runtime import Runtime

_TRIES = 10
# What an occurrence is mainly about is called the same in all of them: a figure's key must follow from the records
# alone, not from the report that happened to come first.
HERE = "here"


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging an occurrence gave: how many findings and open flags, the flags that are new, and how its tally
    changed since it was judged before."""

    occurrence_id: str
    findings: int
    flags: int
    raised: Raised
    tally: Sequence[dict[str, Any]] = ()


class Restless(Exception):
    """The occurrence was merged into ever others while it was judged; the job is tried again later."""


def judge_occurrence(runtime: Runtime, occurrence_id: str) -> Judged | None:
    """Judges an occurrence as it stands; None where there is none. The same records give the same rows, and are not
    judged again."""
    return judge_all(runtime, [occurrence_id]).get(occurrence_id)


def judge_all(runtime: Runtime, occurrence_ids: Sequence[str]) -> dict[str, Judged]:
    """The same for several: read in one transaction, judged outside of any, stored in one; by the ids given.

    What comes into an occurrence meanwhile is judged by whoever brought it, once it is in; what stands in the rows only
    ever gets newer.
    """
    judged: dict[str, Judged] = {}
    left = list(dict.fromkeys(occurrence_ids))
    for _ in range(_TRIES):
        seen = _see(runtime, left)
        if not seen:
            return judged
        work = {one.id: _work_out(runtime, one) for one in seen.values() if not one.stands}
        stored = _store(runtime, {one.id: one for one in seen.values()}, work)
        judged |= {given: stored[one.id] for given, one in seen.items() if one.id in stored}
        left = [given for given, one in seen.items() if one.id not in stored]
    raise Restless(f"Occurrence {left[0]} was merged into others again and again while it was judged.")


@dataclass(frozen=True, slots=True)
class _Seen:
    """An occurrence as read in one transaction; `stands` where these very records were judged, today."""

    id: str
    records: Records
    past: Past
    stands: bool


@dataclass(frozen=True, slots=True)
class _Work:
    """What judging worked out, to be stored."""

    held: Held
    new: Stored
    seals: Seals
    inside: Sequence[Inside]


def _see(runtime: Runtime, occurrence_ids: Sequence[str]) -> dict[str, _Seen]:
    with reading(runtime.engine) as session:
        rows = occurrences.by_id(session, occurrence_ids)
        here = {row.id: (row, runtime.judged.of(row.id)) for row in rows.values()}
        records = records_of(session, list(here.values()), runtime.settings.codebook)
    found: dict[str, _Seen] = {}
    for given, row in rows.items():
        stands = records[row.id].digest == row.digest and _is_of_today(row, runtime.clock())
        found[given] = _Seen(row.id, records[row.id], here[row.id][1], stands)
    return found


def _is_of_today(row: OccurrenceRow, now: datetime) -> bool:
    """Whether flags have the ranks of today: they fall with age, day by day."""
    return row.judged_at is not None and row.judged_at.date() == now.date()


def _work_out(runtime: Runtime, one: _Seen) -> _Work:
    records, past = one.records, one.past
    held = _judge(runtime, records, past)
    found_alone = of_claims(records.reports, records.whole, records.earlier)
    alone = [(records.printed[key], finding) for key, finding in found_alone]
    new = Stored(held.judgement, records.printed, alone)
    seals = seals_of(one.id, new, past.stored, past.seals)
    return _Work(held, new, seals, inside_reports(records.reports, records.whole))


def _store(runtime: Runtime, seen: Mapping[str, _Seen], work: Mapping[str, _Work]) -> dict[str, Judged]:
    """Stores what was worked out; what was merged meanwhile is left out."""
    with unit(runtime.engine, runtime.publish, runtime.clock()) as transaction:
        locked = occurrences.locked_occurrences(transaction.session, list(seen))
        rows = [row for row in locked.values() if row.merged_into is None]
        stand = [row for row in rows if row.id not in work or row.judged > seen[row.id].records.version]
        judged = {row.id: _as_it_stands(transaction, row, seen[row.id].records.version) for row in stand}
        changed = [(row, seen[row.id], work[row.id]) for row in rows if row.id not in judged]
        judged |= _store_new(transaction, changed)
        transaction.session.flush()
    for name, done in work.items():
        one = seen[name].records
        if name in judged:
            past = Past(done.held, one.printed, one.digest, done.seals, one.documents, one.read)
            runtime.judged.keep(name, past)
    return judged


def _as_it_stands(work: Unit, row: OccurrenceRow, version: int) -> Judged:
    """What another process, or an earlier try, judged of the very same records or of newer ones."""
    row.judged = max(row.judged, version)
    found, standing = judgements.counts_of(work.session, row.id)
    return Judged(row.id, found, standing, Raised(standing=standing))


def _store_new(work: Unit, changed: Sequence[tuple[OccurrenceRow, _Seen, _Work]]) -> dict[str, Judged]:
    session = work.session
    fresh = [(row, seen, done) for row, seen, done in changed if seen.records.digest != row.digest]
    before = judgements.tallies_of(session, [row.id for row, _, _ in fresh if row.digest is not None])
    moved = {
        row.id: tally_changes(row.id, before[row.id], done.new.judgement.tally)
        for row, _, done in fresh
        if row.id in before
    }
    judgements.note_moves(session, [change for changes in moved.values() for change in changes], work.now)
    storing = [Storing(row.id, done.new, done.seals, _seals(session, row, seen.past)) for row, seen, done in fresh]
    store_judgements(session, storing)
    of_flags = {row.id: _of_flags(seen, done) for row, seen, done in changed}
    raised = raise_flags(session, of_flags, work.now)
    news = flags.flags_by_id(session, [flag for one in raised.values() for flag in (*one.opened, *one.reopened)])
    announce(work, news)
    work.counted.append(partial(_count, [done.new.judgement for _, _, done in fresh], news))
    judged: dict[str, Judged] = {}
    for row, seen, done in changed:
        row.judged, row.judged_at, row.digest = seen.records.version, work.now, seen.records.digest
        found = sum(map(len, done.new.judgement.findings.values())) + len(done.new.of_claims)
        judged[row.id] = Judged(row.id, found, raised[row.id].standing, raised[row.id], moved.get(row.id, ()))
    return judged


def _of_flags(seen: _Seen, done: _Work) -> flagging.Judged:
    return flagging.Judged(done.new.judgement, seen.records.printed, done.new.of_claims, done.inside)


def _seals(session: Session, row: OccurrenceRow, past: Past) -> Seals:
    """What is stored now, told short: known where this process stored it, else read."""
    known = past.digest is not None and past.digest == row.digest
    return past.seals if known else stored_seals(session, row.id)


def _count(judged: Sequence[Judgement], news: Sequence[FlagRow]) -> None:
    for judgement in judged:
        for kinds in judgement.findings.values():
            for finding in kinds:
                FINDINGS.labels(str(finding.kind)).inc()
    for flag in news:
        FLAGS.labels(flag.kind, "reopened" if flag.status == "reopened" else "opened").inc()


def _judge(runtime: Runtime, records: Records, past: Past) -> Held:
    book, today = runtime.settings.codebook, runtime.clock().date().isoformat()
    told = runtime.nearby.told(records.revisions, records.reports, records.claims, records.regrouped, HERE)
    bound = bound_pairs(records.ruled, told, records.printed)
    return judge_again(told, past.held, now=today, book=book, bound=bound)
