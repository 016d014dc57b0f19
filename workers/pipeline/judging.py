"""Judges an occurrence: what it holds is read, compared outside of any transaction, and stored unless it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from core.claims import Claim
from core.compare import Judgement, Reported
from core.compare.again import judge_again
from core.compare.crosscheck import assemble
from core.compare.integrity import inside_reports, of_claims
from core.coverage.copies import copies
from core.coverage.occurrence import occurrences as sorted_out
from core.coverage.ruled import Ruled
from core.report import Report
from core.store import reading
from core.store.ids import derived
from core.store.queries import campaigns, flags, judgements, occurrences, regroupings, reports, rulings
from core.store.queries import claims as claim_queries
from core.store.queries.judgements import Printed
from core.store.queries.storing import store_judgement
from core.store.tables import ClaimRow, FlagRow, OccurrenceRow
from workers.metrics import FINDINGS, FLAGS
from workers.notices.announcing import announce
from workers.outbox import unit
from workers.pipeline.binding import bound_pairs
from workers.pipeline.changes import tally_changes
from workers.pipeline.flagging import Raised, raise_flags
from workers.pipeline.remembering import Past
from workers.runtime import Runtime

# The version of what a judgement depends on besides its records: a release that judges otherwise changes it.
RULES = "3"
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


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that an occurrence holds, as read in one transaction, and `version`, by which a change is noticed.
    `whole` are the claims of its reports with the running totals that belong to campaigns, since a report is checked
    against itself and against what it cites as a whole, where its happening is judged; empty for a campaign."""

    version: int
    reports: tuple[Report, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    whole: Mapping[str, tuple[Claim, ...]]
    printed: Printed
    earlier: Mapping[str, tuple[Claim, ...]]
    ruled: rulings.Ruled
    regrouped: Ruled
    digest: str
    is_judged: bool


class Restless(Exception):
    """The occurrence kept changing while it was judged; the job is tried again later."""


def judge_occurrence(runtime: Runtime, occurrence_id: str) -> Judged | None:
    """Judges an occurrence as it stands. The same records give the same rows, and are not judged again."""
    for _ in range(_TRIES):
        with reading(runtime.engine) as session:
            row = occurrences.get_occurrence(session, occurrence_id)
            if row is None:
                return None
            records = _records(session, row, runtime.settings.codebook)
        past = runtime.judged.of(row.id)
        now = _judge(records, past, runtime.settings.codebook, runtime.clock())
        judgement = now.held.judgement
        found_alone = of_claims(records.reports, records.whole, records.earlier)
        alone = [(records.printed[key], finding) for key, finding in found_alone]
        inside = inside_reports(records.reports, records.whole)
        with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
            locked = occurrences.locked_occurrence(work.session, row.id)
            if locked is None or locked.changed != records.version or locked.merged_into is not None:
                continue
            moved: list[dict[str, Any]] = []
            if not records.is_judged:
                if locked.digest is not None:
                    moved = tally_changes(row.id, judgements.tally_of(work.session, row.id), judgement.tally)
                there = past.stored if past.digest is not None and past.digest == locked.digest else None
                judgements.note_moves(work.session, moved, work.now)
                store_judgement(work.session, row.id, now.stored, alone, before=there)
            raised = raise_flags(work.session, row.id, judgement, records.printed, alone, inside, work.now)
            news = flags.flags_by_id(work.session, [*raised.opened, *raised.reopened])
            announce(work, news)
            work.counted.append(partial(_count, None if records.is_judged else judgement, news))
            locked.judged, locked.judged_at, locked.digest = records.version, work.now, records.digest
            work.session.flush()
        runtime.judged.keep(row.id, now)
        found = sum(len(kinds) for kinds in judgement.findings.values()) + len(alone)
        return Judged(row.id, found, raised.standing, raised, moved)
    raise Restless(f"Occurrence {occurrence_id} kept changing while it was judged.")


def _count(judgement: Judgement | None, news: Sequence[FlagRow]) -> None:
    for kinds in judgement.findings.values() if judgement is not None else ():
        for finding in kinds:
            FINDINGS.labels(str(finding.kind)).inc()
    for flag in news:
        FLAGS.labels(flag.kind, "reopened" if flag.status == "reopened" else "opened").inc()


def _records(session: Session, occurrence: OccurrenceRow, book: str) -> Records:
    occurrence_id = occurrence.id
    ids = occurrences.members(session, occurrence_id)
    rows = claim_queries.newest_claims(session, ids)
    newest = reports.newest_revisions(session, ids)
    known = reports.reports_by_id(session, ids)
    here = {r: [row for row in found if row.occurrence_id == occurrence_id] for r, found in rows.items()}
    told_by = tuple(reports.as_report(newest[r], known[r].url) for r in sorted(newest))
    said = {r: tuple(claim_queries.as_claim(row) for row in found) for r, found in here.items()}
    near = _with_totals(session, occurrence, rows)
    printed = {(r, row.n): row.id for r, found in near.items() for row in found}
    ruled = rulings.ruled(session, occurrence_id)
    regrouped = regroupings.ruled(session, ids)
    told = [[row.id, row.occurrence_id == occurrence_id] for found in near.values() for row in found]
    wordings = sorted(row.id for row in newest.values())
    ties = [list(map(list, part)) for part in (ruled.figures, ruled.claims)]
    seen = derived(RULES, book, told, wordings, ties, sorted(regrouped.homes))
    return Records(
        version=occurrence.changed,
        reports=told_by,
        claims=said,
        whole={} if occurrence.campaign else {r: tuple(map(claim_queries.as_claim, f)) for r, f in near.items()},
        printed=printed,
        earlier=claim_queries.claims_before(session, [r.id for r in newest.values() if r.number > 1]),
        ruled=ruled,
        regrouped=regrouped,
        digest=seen,
        is_judged=seen == occurrence.digest,
    )


def _with_totals(
    session: Session, occurrence: OccurrenceRow, rows: Mapping[str, Sequence[ClaimRow]]
) -> dict[str, list[ClaimRow]]:
    """The claims of each report that are here, and where a happening is judged its running totals of campaigns too."""
    elsewhere = {row.occurrence_id for found in rows.values() for row in found} - {occurrence.id}
    near = {occurrence.id} if occurrence.campaign else {occurrence.id, *campaigns.among(session, elsewhere)}
    return {report: [row for row in found if row.occurrence_id in near] for report, found in rows.items()}


def _judge(records: Records, past: Past, book: str, now: datetime) -> Past:
    told = _told(records)
    bound = bound_pairs(records.ruled, told, records.printed)
    held = judge_again(told, past.held, now=now.date().isoformat(), book=book, bound=bound)
    return Past(held, records.printed, records.digest)


def _told(records: Records) -> list[Reported]:
    copied = copies(records.reports)
    happenings = sorted_out(records.reports, records.claims, copied, records.regrouped).named(HERE)
    return assemble(records.reports, records.claims, copied, happenings)
