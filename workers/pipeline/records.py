"""What occurrences hold, read for several in few statements: in full only what this process has not read yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from core.claims import Claim
from core.coverage.ruled import Ruled
from core.report import Report
from core.store.ids import derived
from core.store.queries import campaigns, holdings, regroupings, rulings
from core.store.queries import claims as claim_queries
from core.store.queries.holdings import Standing, Wording
from core.store.queries.judgements import Printed
from core.store.tables import OccurrenceRow
from workers.pipeline.remembering import Past

# The version of what a judgement depends on besides its records: a release that judges otherwise changes it.
RULES = "4"


@dataclass(frozen=True, slots=True)
class Records:
    """Everything that an occurrence holds, as read in one transaction, and `version`, by which a change is noticed.
    `whole` are the claims of its reports with the running totals that belong to campaigns, since a report is checked
    against itself and against what it cites as a whole, where its happening is judged; empty for a campaign.
    `documents` and `read` are the same by revision and claim id, to be remembered; `revisions` by report id."""

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
    revisions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Short:
    """What an occurrence holds, told short."""

    row: OccurrenceRow
    past: Past
    wordings: Sequence[Wording]
    near: Sequence[Standing]


def records_of(session: Session, rows: Sequence[tuple[OccurrenceRow, Past]], book: str) -> dict[str, Records]:
    """The records of these occurrences, by id; each with what was judged of it the last time."""
    ids = [row.id for row, _ in rows]
    wordings, standing = holdings.wordings(session, ids), holdings.standing(session, ids)
    short = [_Short(row, past, wordings[row.id], _with_totals(session, row, standing[row.id])) for row, past in rows]
    documents, claims = _lacking(session, short)
    ruled, is_regrouped = rulings.ruled(session, ids), regroupings.is_any(session)
    found: dict[str, Records] = {}
    for one in short:
        regrouped = regroupings.ruled(session, [w.report_id for w in one.wordings]) if is_regrouped else Ruled()
        reworded = [w.revision_id for w in one.wordings if w.number > 1]
        earlier = claim_queries.claims_before(session, reworded, one.row.id)
        found[one.row.id] = _records(one, documents, claims, (ruled[one.row.id], regrouped), earlier, book)
    return found


def _records(
    one: _Short,
    documents: Mapping[str, Report],
    claims: Mapping[str, Claim],
    people: tuple[rulings.Ruled, Ruled],
    earlier: Mapping[str, tuple[Claim, ...]],
    book: str,
) -> Records:
    (ruled, regrouped), past, here = people, one.past, one.row.id
    texts = {w.revision_id: past.documents.get(w.revision_id) or documents[w.revision_id] for w in one.wordings}
    read = {c.claim_id: past.claims.get(c.claim_id) or claims[c.claim_id] for c in one.near}
    said: dict[str, list[Claim]] = {w.report_id: [] for w in one.wordings}
    whole: dict[str, list[Claim]] = {w.report_id: [] for w in one.wordings}
    for claim in one.near:
        whole[claim.report_id].append(read[claim.claim_id])
        if claim.occurrence_id == here:
            said[claim.report_id].append(read[claim.claim_id])
    told = [[claim.claim_id, claim.occurrence_id == here] for claim in one.near]
    ties = [list(map(list, part)) for part in (ruled.figures, ruled.claims)]
    return Records(
        version=one.row.changed,
        reports=tuple(replace(texts[w.revision_id], url=w.url) for w in one.wordings),
        claims={report: tuple(found) for report, found in said.items()},
        whole={} if one.row.campaign else {report: tuple(found) for report, found in whole.items()},
        printed={(claim.report_id, claim.n): claim.claim_id for claim in one.near},
        earlier=earlier,
        ruled=ruled,
        regrouped=regrouped,
        digest=derived(RULES, book, told, sorted(texts), ties, sorted(regrouped.homes)),
        documents=texts,
        read=read,
        revisions={w.report_id: w.revision_id for w in one.wordings},
    )


def _lacking(session: Session, short: Sequence[_Short]) -> tuple[dict[str, Report], dict[str, Claim]]:
    """The documents by revision id and the claims by claim id that this process has not read yet."""
    texts: dict[str, None] = {}
    wordings: dict[str, None] = {}
    for one in short:
        texts |= dict.fromkeys(w.revision_id for w in one.wordings if w.revision_id not in one.past.documents)
        by_report = {w.report_id: w.revision_id for w in one.wordings}
        wordings |= dict.fromkeys(by_report[c.report_id] for c in one.near if c.claim_id not in one.past.claims)
    return holdings.documents(session, list(texts)), holdings.claims(session, sorted(wordings))


def _with_totals(session: Session, occurrence: OccurrenceRow, rows: Sequence[Standing]) -> list[Standing]:
    """The claims that are here, and where a happening is judged the running totals of campaigns too."""
    elsewhere = {row.occurrence_id for row in rows} - {occurrence.id, None}
    near = {occurrence.id}
    if elsewhere and not occurrence.campaign:
        near |= campaigns.among(session, elsewhere)
    return [row for row in rows if row.occurrence_id in near]
