"""The page of one flag out of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from core.store.queries import desk as kept
from core.store.queries import flags, inbox, judgements, reports, rulings
from core.store.queries.claims import as_claim
from core.store.tables import ClaimRow, DecisionRow, FigureRow, FlagRow, RelationRow, ReportRow, RevisionRow
from desk.stored.citing import Carrier, carriers_of, origins_of
from desk.stored.dimensions import dimension_rows
from desk.stored.figures import NOTHING, figure_of_claim
from desk.stored.inbox import Around, gather, wanted_of
from desk.stored.names import labelled, name_of
from desk.stored.passages import passage_of
from desk.stored.rulings import history_of
from desk.stored.sentences import sentences
from desk.stored.toll import known_by, ruled_figures, toll_points
from desk.views import DimensionRow, Discrepancy, FlagFilter, SecondAsked, Side


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the page needs of the store."""

    flag: FlagRow
    around: Around
    revisions: Mapping[str, RevisionRow]
    carriers: Mapping[str, Sequence[Carrier]]
    figures: Sequence[FigureRow]
    history: Sequence[DecisionRow]
    ruled: Mapping[str, str]
    second: SecondAsked | None
    assignee: str | None


def discrepancy(session: Session, flag_id: str, chosen: FlagFilter, known_at: str | None = None) -> Discrepancy | None:
    """The flag with its neighbours in the filtered inbox; None where there is none of this id. `known_at` is the ISO
    day at whose end its toll chart stops."""
    flag = flags.get_flag(session, flag_id)
    if flag is None:
        return None
    found = _gather(session, flag)
    left, right = (found.around.claims.get(one or "") for one in (flag.claim_a, flag.claim_b))
    relation = _relation(found.around, flag)
    turned = relation is not None and _turned(relation, found, flag)
    place = inbox.standing(session, flag, wanted_of(chosen))
    claim = left or right
    value = as_claim(claim) if claim is not None else None
    figure = found.around.figure_of.get(flag.claim_a or "")
    report = found.around.reports.get(claim.report_id) if claim is not None else None
    points = toll_points(found.figures, figure.measure, figure.group_label, found.ruled) if figure is not None else ()
    return Discrepancy(
        id=flag.id,
        kind=flag.kind,
        relation=relation.relation if relation is not None else None,
        turned=turned,
        measure=claim.measure if claim is not None else "other",
        left=_side(left, flag.claim_a, found),
        right=_side(right, flag.claim_b, found) if right is not None else None,
        group=name_of(value.group) if value is not None else None,
        place=labelled(claim.place_label) if claim is not None else None,
        day=_day(claim, report),
        because=sentences(flag.because),
        slip=_slip(relation),
        slip_side=_slip_side(relation, turned),
        dimensions=_dimensions(left, right, relation, found, flag),
        toll=known_by(points, known_at),
        days=tuple(sorted({point.since for point in points if point.since})),
        known_at=known_at,
        second=found.second,
        assignee=found.assignee,
        history=history_of(found.history),
        state=flag.status,
        news_figures=sum(1 for piece in flag.news if piece.startswith("figure:")),
        news_origins=tuple(piece.partition(":")[2] for piece in flag.news if piece.startswith("origin:")),
        occurrence_id=flag.occurrence_id,
        position=place.position,
        total=place.total,
        previous_id=place.previous_id,
        next_id=place.next_id,
    )


def _gather(session: Session, flag: FlagRow) -> Found:
    around = gather(session, [flag])
    owners = sorted({row.report_id for row in around.claims.values()})
    sides = {row.id for one in (flag.claim_a, flag.claim_b) for row in around.side(one)}
    asked = kept.seconds_asked(session, [flag.id]).get(flag.id)
    return Found(
        flag,
        around,
        reports.newest_revisions(session, owners),
        carriers_of(session, sorted(sides)),
        judgements.figures_of(session, flag.occurrence_id) if flag.occurrence_id else [],
        flags.decisions_of(session, [flag.id])[flag.id],
        ruled_figures(rulings.latest(session, flag.occurrence_id)) if flag.occurrence_id else {},
        None if asked is None else SecondAsked(asked.asked_by, asked.asked_at, asked.note),
        kept.assignees(session, [flag.id]).get(flag.id),
    )


def _relation(around: Around, flag: FlagRow) -> RelationRow | None:
    pair = {row.id for row in (around.figure_of.get(one or "") for one in (flag.claim_a, flag.claim_b)) if row}
    return next((row for row in around.relations if {row.a, row.b} == pair), None)


def _turned(relation: RelationRow, found: Found, flag: FlagRow) -> bool:
    left = found.around.figure_of.get(flag.claim_a or "")
    return left is not None and relation.b == left.id and relation.a != relation.b


def _slip(relation: RelationRow | None) -> str | None:
    return str(relation.slip["kind"]).replace(" ", "_") if relation is not None and relation.slip else None


def _slip_side(relation: RelationRow | None, turned: bool) -> str | None:
    wrong = relation.slip.get("wrong") if relation is not None and relation.slip else None
    if wrong not in ("a", "b"):
        return None
    return "left" if (wrong == "a") != turned else "right"


def _dimensions(
    left: ClaimRow | None, right: ClaimRow | None, relation: RelationRow | None, found: Found, flag: FlagRow
) -> tuple[DimensionRow, ...]:
    if left is None or right is None:
        return ()
    ours, theirs = (found.around.figure_of.get(one or "") for one in (flag.claim_a, flag.claim_b))
    return dimension_rows(as_claim(left), as_claim(right), relation, ours, theirs)


def told_by(row: ClaimRow | None, report: ReportRow | None, revision: RevisionRow | None, finding: str) -> Side:
    """One claim in the words of its report, whoever stands behind it."""
    if row is None:
        return Side(NOTHING, None, None, None, "en")
    claim = as_claim(row)
    return Side(
        figure=figure_of_claim(row),
        article_id=row.report_id,
        publisher=report.publisher if report is not None else None,
        published=report.date if report is not None else None,
        lang=(report.lang if report is not None else None) or "en",
        # The claim was read from one wording; another wording must not be sliced with its offsets.
        passage=passage_of(row, revision if revision and revision.id == row.revision_id else None, finding),
        title=report.title if report is not None else None,
        url=report.url if report is not None else None,
        chain=tuple(name for name in map(name_of, claim.attribution) if name is not None),
        stance=str(claim.stance),
    )


def _side(row: ClaimRow | None, claim_id: str | None, found: Found) -> Side:
    owner = row.report_id if row is not None else ""
    side = told_by(row, found.around.reports.get(owner), found.revisions.get(owner), found.flag.kind)
    standing = found.around.side(claim_id)
    carriers = {one.report_id for figure in standing for one in found.carriers.get(figure.id, ())}
    return replace(side, origins=origins_of(standing, found.carriers), reports=max(1, len(carriers)))


def _day(claim: ClaimRow | None, report: ReportRow | None) -> str | None:
    day = (claim.as_of if claim is not None else None) or (report.date if report is not None else None)
    return day[:10] if day else None
