"""Judges an occurrence: what it holds is read, compared outside of any transaction, and stored unless it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from core.claims import Claim
from core.compare import Judgement, judge
from core.compare.crosscheck import assemble
from core.compare.integrity import inside_reports, of_claims
from core.compare.reported import Reported
from core.coverage.copies import copies
from core.coverage.occurrence import occurrences as occurrences_of_reports
from core.coverage.ruled import Ruled
from core.report import Report
from core.store import reading
from core.store.ids import derived
from core.store.queries import claims as claim_queries
from core.store.queries import flags, judgements, occurrences, regroupings, reports
from core.store.queries.judgements import Printed
from core.store.tables import FlagRow
from workers.metrics import FINDINGS, FLAGS
from workers.notices.announcing import announce
from workers.outbox import unit
from workers.pipeline.binding import bound_pairs
from workers.pipeline.changes import tally_changes
from workers.pipeline.flagging import Raised, raise_flags
from workers.runtime import Runtime

# The version of what a judgement depends on besides its records: a release that judges otherwise changes it.
RULES = "2"
_TRIES = 10


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
    """Everything that an occurrence holds, as read in one transaction, and `version`, by which a change is noticed."""

    version: int
    reports: tuple[Report, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    printed: Printed
    earlier: Mapping[str, tuple[Claim, ...]]
    bound: Mapping[tuple[str, str], str]
    ruled: Ruled
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
            records = _records(session, row.id, row.changed, row.digest, runtime.settings.codebook)
        judgement = _judge(records, runtime.settings.codebook, runtime.clock())
        found_alone = of_claims(records.reports, records.claims, records.earlier)
        alone = [(records.printed[key], finding) for key, finding in found_alone]
        inside = inside_reports(records.reports, records.claims)
        with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
            locked = occurrences.locked_occurrence(work.session, row.id)
            if locked is None or locked.changed != records.version or locked.merged_into is not None:
                continue
            moved: list[dict[str, Any]] = []
            if not records.is_judged:
                if locked.digest is not None:
                    moved = tally_changes(row.id, judgements.tally_of(work.session, row.id), judgement.tally)
                judgements.store_judgement(work.session, row.id, judgement, records.printed, alone)
            raised = raise_flags(work.session, row.id, judgement, records.printed, alone, inside, work.now)
            news = flags.flags_by_id(work.session, [*raised.opened, *raised.reopened])
            announce(work, news)
            work.counted.append(partial(_count, None if records.is_judged else judgement, news))
            locked.judged, locked.judged_at, locked.digest = records.version, work.now, records.digest
            work.session.flush()
        found = sum(len(kinds) for kinds in judgement.findings.values()) + len(alone)
        return Judged(row.id, found, raised.standing, raised, moved)
    raise Restless(f"Occurrence {occurrence_id} kept changing while it was judged.")


def _count(judgement: Judgement | None, news: Sequence[FlagRow]) -> None:
    for kinds in judgement.findings.values() if judgement is not None else ():
        for finding in kinds:
            FINDINGS.labels(str(finding.kind)).inc()
    for flag in news:
        FLAGS.labels(flag.kind, "reopened" if flag.status == "reopened" else "opened").inc()


def _records(session: Session, occurrence_id: str, version: int, digest: str | None, book: str) -> Records:
    ids = occurrences.members(session, occurrence_id)
    rows = claim_queries.newest_claims(session, ids)
    newest = reports.newest_revisions(session, ids)
    known = reports.reports_by_id(session, ids)
    here = {r: [row for row in found if row.occurrence_id == occurrence_id] for r, found in rows.items()}
    told_by = tuple(reports.as_report(newest[r], known[r].url) for r in sorted(newest))
    said = {r: tuple(claim_queries.as_claim(row) for row in found) for r, found in here.items()}
    printed = {(r, row.n): row.id for r, found in here.items() for row in found}
    ruled = regroupings.ruled(session, ids)
    bound = bound_pairs(session, occurrence_id, partial(assemble_ruled, told_by, said, ruled), printed)
    told = [row.id for found in here.values() for row in found]
    wordings = sorted(row.id for row in newest.values())
    seen = derived(
        RULES,
        book,
        told,
        wordings,
        sorted([*pair, dimension] for pair, dimension in bound.items()),
        sorted(ruled.homes),
    )
    return Records(
        version=version,
        reports=told_by,
        claims=said,
        printed=printed,
        earlier=claim_queries.claims_before(session, [r.id for r in newest.values() if r.number > 1]),
        bound=bound,
        ruled=ruled,
        digest=seen,
        is_judged=seen == digest,
    )


def assemble_ruled(reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]], ruled: Ruled) -> list[Reported]:
    """Every claim with its origin and happening; reports that a person put together tell of one happening."""
    copied = copies(reports)
    return assemble(reports, claims, copied, occurrences_of_reports(reports, claims, copied, ruled))


def _judge(records: Records, book: str, now: datetime) -> Judgement:
    told = assemble_ruled(records.reports, records.claims, records.ruled)
    return judge(told, now=now.date().isoformat(), book=book, bound=records.bound)
