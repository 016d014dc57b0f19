"""Judges an occurrence: what it holds is read, compared outside of any transaction, and stored unless it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session

from core.claims import Claim
from core.compare import Judgement, Reported
from core.compare.again import Held, judge_again
from core.compare.crosscheck import assemble
from core.compare.integrity import inside_reports, of_claims
from core.coverage.copies import copies
from core.coverage.occurrence import occurrences as sorted_out
from core.coverage.ruled import Ruled
from core.report import Report
from core.store import reading
from core.store.ids import derived
from core.store.queries import campaigns, flags, holdings, judgements, occurrences, regroupings, rulings
from core.store.queries import claims as claim_queries
from core.store.queries.holdings import Standing, Wording
from core.store.queries.judgements import Printed
from core.store.queries.storing import Stored, seals_of, store_judgement, stored_seals
from core.store.tables import FlagRow, OccurrenceRow
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
    against itself and against what it cites as a whole, where its happening is judged; empty for a campaign.
    `documents` and `read` are the same by revision and claim id, to be remembered."""

    version: int
    reports: tuple[Report, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    whole: Mapping[str, tuple[Claim, ...]]
    printed: Printed
    earlier: Mapping[str, tuple[Claim, ...]]
    ruled: rulings.Ruled
    regrouped: Ruled
    digest: str
    documents: Mapping[str, Report]
    read: Mapping[str, Claim]


class Restless(Exception):
    """The occurrence kept changing while it was judged; the job is tried again later."""


def judge_occurrence(runtime: Runtime, occurrence_id: str) -> Judged | None:
    """Judges an occurrence as it stands. The same records give the same rows, and are not judged again."""
    for _ in range(_TRIES):
        with reading(runtime.engine) as session:
            row = occurrences.get_occurrence(session, occurrence_id)
            if row is None:
                return None
            past = runtime.judged.of(row.id)
            records = _records(session, row, past, runtime.settings.codebook)
        if records.digest == row.digest and _is_of_today(row, runtime.clock()):
            judged = _as_it_stands(runtime, row.id, records.version)
        else:
            judged = _judge_anew(runtime, row.id, records, past)
        if judged is not None:
            return judged
    raise Restless(f"Occurrence {occurrence_id} kept changing while it was judged.")


def _is_of_today(row: OccurrenceRow, now: datetime) -> bool:
    """Whether flags have the ranks of today: they fall with age, day by day."""
    return row.judged_at is not None and row.judged_at.date() == now.date()


def _as_it_stands(runtime: Runtime, occurrence_id: str, version: int) -> Judged | None:
    """What another process, or an earlier try, judged of the very same records; None where they changed since."""
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        if not occurrences.note_judged(work.session, occurrence_id, version):
            return None
        found, standing = judgements.counts_of(work.session, occurrence_id)
    return Judged(occurrence_id, found, standing, Raised(standing=standing))


def _judge_anew(runtime: Runtime, occurrence_id: str, records: Records, past: Past) -> Judged | None:
    """None where the occurrence changed meanwhile."""
    held = _judge(records, past, runtime.settings.codebook, runtime.clock())
    judgement = held.judgement
    found_alone = of_claims(records.reports, records.whole, records.earlier)
    alone = [(records.printed[key], finding) for key, finding in found_alone]
    inside = inside_reports(records.reports, records.whole)
    new = Stored(judgement, records.printed, alone)
    seals = seals_of(occurrence_id, new, past.stored, past.seals)
    with unit(runtime.engine, runtime.publish, runtime.clock()) as work:
        locked = occurrences.locked_occurrence(work.session, occurrence_id)
        if locked is None or locked.changed != records.version or locked.merged_into is not None:
            return None
        moved: list[dict[str, Any]] = []
        fresh = records.digest != locked.digest
        if fresh:
            if locked.digest is not None:
                moved = tally_changes(occurrence_id, judgements.tally_of(work.session, occurrence_id), judgement.tally)
                judgements.note_moves(work.session, moved, work.now)
            known = past.digest is not None and past.digest == locked.digest
            before = past.seals if known else stored_seals(work.session, occurrence_id)
            judgements.note_moves(work.session, moved, work.now)
            store_judgement(work.session, occurrence_id, new, seals, before)
        raised = raise_flags(work.session, occurrence_id, judgement, records.printed, alone, inside, work.now)
        news = flags.flags_by_id(work.session, [*raised.opened, *raised.reopened])
        announce(work, news)
        work.counted.append(partial(_count, judgement if fresh else None, news))
        locked.judged, locked.judged_at, locked.digest = records.version, work.now, records.digest
        work.session.flush()
    runtime.judged.keep(
        occurrence_id, Past(held, records.printed, records.digest, seals, records.documents, records.read)
    )
    found = sum(len(kinds) for kinds in judgement.findings.values()) + len(alone)
    return Judged(occurrence_id, found, raised.standing, raised, moved)


def _count(judgement: Judgement | None, news: Sequence[FlagRow]) -> None:
    for kinds in judgement.findings.values() if judgement is not None else ():
        for finding in kinds:
            FINDINGS.labels(str(finding.kind)).inc()
    for flag in news:
        FLAGS.labels(flag.kind, "reopened" if flag.status == "reopened" else "opened").inc()


def _records(session: Session, occurrence: OccurrenceRow, past: Past, book: str) -> Records:
    occurrence_id = occurrence.id
    wordings = holdings.wordings(session, occurrence_id)
    near = _with_totals(session, occurrence, holdings.standing(session, occurrence_id))
    documents, read = _in_full(session, wordings, near, past)
    said: dict[str, list[Claim]] = {one.report_id: [] for one in wordings}
    whole: dict[str, list[Claim]] = {one.report_id: [] for one in wordings}
    for one in near:
        whole[one.report_id].append(read[one.claim_id])
        if one.occurrence_id == occurrence_id:
            said[one.report_id].append(read[one.claim_id])
    ruled = rulings.ruled(session, occurrence_id)
    regrouped = regroupings.ruled(session, [one.report_id for one in wordings])
    told = [[one.claim_id, one.occurrence_id == occurrence_id] for one in near]
    ties = [list(map(list, part)) for part in (ruled.figures, ruled.claims)]
    revisions = sorted(one.revision_id for one in wordings)
    return Records(
        version=occurrence.changed,
        reports=tuple(replace(documents[one.revision_id], url=one.url) for one in wordings),
        claims={report: tuple(found) for report, found in said.items()},
        whole={} if occurrence.campaign else {report: tuple(found) for report, found in whole.items()},
        printed={(one.report_id, one.n): one.claim_id for one in near},
        earlier=claim_queries.claims_before(
            session, [one.revision_id for one in wordings if one.number > 1], occurrence_id
        ),
        ruled=ruled,
        regrouped=regrouped,
        digest=derived(RULES, book, told, revisions, ties, sorted(regrouped.homes)),
        documents=documents,
        read=read,
    )


def _in_full(
    session: Session, wordings: Sequence[Wording], near: Sequence[Standing], past: Past
) -> tuple[dict[str, Report], dict[str, Claim]]:
    """The documents by revision id and the claims by claim id: what this process has not read yet is read now."""
    documents = {r: past.documents[r] for one in wordings if (r := one.revision_id) in past.documents}
    read = {c: past.claims[c] for one in near if (c := one.claim_id) in past.claims}
    by_report = {one.report_id: one.revision_id for one in wordings}
    documents |= holdings.documents(session, [r for r in by_report.values() if r not in documents])
    lacking = {by_report[one.report_id] for one in near if one.claim_id not in read}
    fresh = holdings.claims(session, sorted(lacking))
    read |= {one.claim_id: fresh[one.claim_id] for one in near if one.claim_id not in read}
    return documents, read


def _with_totals(session: Session, occurrence: OccurrenceRow, rows: Sequence[Standing]) -> list[Standing]:
    """The claims that are here, and where a happening is judged the running totals of campaigns too."""
    elsewhere = {row.occurrence_id for row in rows} - {occurrence.id, None}
    near = {occurrence.id}
    if elsewhere and not occurrence.campaign:
        near |= campaigns.among(session, elsewhere)
    return [row for row in rows if row.occurrence_id in near]


def _judge(records: Records, past: Past, book: str, now: datetime) -> Held:
    told = _told(records)
    bound = bound_pairs(records.ruled, told, records.printed)
    return judge_again(told, past.held, now=now.date().isoformat(), book=book, bound=bound)


def _told(records: Records) -> list[Reported]:
    copied = copies(records.reports)
    happenings = sorted_out(records.reports, records.claims, copied, records.regrouped).named(HERE)
    return assemble(records.reports, records.claims, copied, happenings)
