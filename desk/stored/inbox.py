"""The inbox out of the store: one query a table, however many flags the page shows."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session

from core.language import supported
from core.names import Named
from core.store.queries import claims, flags, inbox, judgements, reports
from core.store.queries import desk as kept
from core.store.queries.claims import as_claim
from core.store.queries.flags import FlagFilter as Wanted
from core.store.tables import ClaimRow, DecisionRow, FigureRow, FlagRow, RelationRow, ReportRow
from desk.stored.figures import NOTHING, figure_of_claim
from desk.stored.names import campaign_of, labelled, name_of, titled
from desk.stored.rulings import history_of
from desk.views import FlagFilter, FlagNews, FlagPage, Name
from desk.views import FlagRow as Shown
from desk.views.flag import PAGE
from workers.outbox import utc_now as now

STATUSES = {"open": flags.OPEN, "decided": ("decided",), "all": ("open", "reopened", "decided")}
WITH = frozenset({"agrees", "repeats"})
"""Relations that put a figure on the same side."""


def wanted_of(chosen: FlagFilter) -> Wanted:
    """The page's filter as the store's."""
    return Wanted(
        statuses=STATUSES[chosen.state],
        kind=chosen.kind or None,
        lang=chosen.lang or None,
        text=chosen.q or None,
        occurrence_id=chosen.occurrence or None,
        publisher=chosen.outlet or None,
        measure=chosen.measure or None,
        assignee=chosen.assignee or None,
        opened_after=now() - timedelta(days=chosen.days) if chosen.days else None,
        second=chosen.second,
    )


def flag_page(session: Session, chosen: FlagFilter) -> FlagPage:
    """One page of the inbox."""
    wanted = wanted_of(chosen)
    rows, kinds = inbox.ranked_flags(session, wanted, limit=PAGE, offset=PAGE * (chosen.page - 1))
    total = kinds.get(chosen.kind, 0) if chosen.kind else sum(kinds.values())
    around = gather(session, rows)
    decided = flags.decisions_of(session, [row.id for row in rows])
    given = kept.assignees(session, [row.id for row in rows])
    asked = kept.seconds_asked(session, [row.id for row in rows])
    shown = tuple(
        replace(
            _shown(row, around, decided[row.id]),
            assignee=given.get(row.id),
            second=asked[row.id].asked_by if row.id in asked else None,
        )
        for row in rows
    )
    ordered = tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
    named = inbox.named_occurrences(session, [chosen.occurrence]) if chosen.occurrence else {}
    title = {one: titled(text, campaign_of(key)) for one, (text, key) in named.items()}
    return FlagPage(
        shown,
        total,
        chosen,
        ordered,
        supported(),
        tuple(reports.publishers(session)),
        title.get(chosen.occurrence),
        flags.counted(session, [Wanted(statuses=STATUSES["all"], second=True)], 1000)[0],
    )


def newest(session: Session, chosen: FlagFilter) -> tuple[FlagNews, ...]:
    """The flags of a filter that changed last, in one query."""
    return tuple(
        FlagNews(
            row.id,
            row.kind,
            row.status,
            {lang: str(row.because.get(lang) or row.summary) for lang in ("en", "ar")},
            row.opened_at,
            row.changed_at,
        )
        for row in flags.newest_flags(session, wanted_of(chosen), limit=PAGE)
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What the rows of flags refer to: claims and reports by id, the figure of each claim, relations between figures,
    the ids of the figures that stand with a figure, and those figures."""

    claims: Mapping[str, ClaimRow]
    reports: Mapping[str, ReportRow]
    figure_of: Mapping[str, FigureRow]
    relations: Sequence[RelationRow]
    joined: Mapping[str, Set[str]]
    figures: Mapping[str, FigureRow]

    def side(self, claim_id: str | None) -> list[FigureRow]:
        """The figure of a claim, and those that agree with it or repeat it."""
        own = self.figure_of.get(claim_id or "")
        if own is None:
            return []
        ids = sorted(self.joined.get(own.id, ()))
        return [own, *(self.figures[one] for one in ids if one in self.figures)]


def _joined(relations: Sequence[RelationRow]) -> dict[str, set[str]]:
    """By figure those that agree with it or repeat it."""
    found: dict[str, set[str]] = {}
    for row in relations:
        if row.relation in WITH:
            found.setdefault(row.a, set()).add(row.b)
            found.setdefault(row.b, set()).add(row.a)
    return found


def gather(session: Session, rows: Sequence[FlagRow]) -> Around:
    """Everything that these flags refer to, in five queries."""
    ids = sorted({one for row in rows for one in (row.claim_a, row.claim_b) if one})
    by_claim = claims.claims_by_id(session, ids)
    by_report = reports.reports_by_id(session, sorted({row.report_id for row in by_claim.values()}))
    figure_of = judgements.figure_of_claims(session, ids)
    own = sorted({row.id for row in figure_of.values()})
    relations = judgements.relations_with(session, own)
    joined = _joined(relations)
    return Around(by_claim, by_report, figure_of, relations, joined, inbox.figures_by_id(session, sorted(joined)))


def known_origins(side: Sequence[FigureRow]) -> list[Name]:
    """The known origins of one side, each once, in order."""
    names = {row.origin: labelled(row.origin_label, row.party) for row in side if row.origin and row.origin_label}
    return [name for name in names.values() if name is not None]


def count_origins(side: Sequence[FigureRow]) -> int:
    """How many independent known origins stand on one side."""
    return len({row.origin for row in side if row.origin})


def _shown(row: FlagRow, around: Around, history: Sequence[DecisionRow]) -> Shown:
    left, right = around.claims.get(row.claim_a or ""), around.claims.get(row.claim_b or "")
    ours, theirs = around.side(row.claim_a), around.side(row.claim_b)
    claim = left or right
    named = name_of(_group(claim))
    return Shown(
        id=row.id,
        kind=row.kind,
        measure=claim.measure if claim else "other",
        left=figure_of_claim(claim) if claim else NOTHING,
        right=figure_of_claim(right) if right is not None and left is not None else None,
        group=named,
        place=labelled(claim.place_label) if claim else None,
        day=_day(claim, around),
        left_names=_names(ours, claim, around),
        right_names=_names(theirs, right, around),
        left_origins=count_origins(ours),
        right_origins=count_origins(theirs),
        raised_at=row.opened_at,
        title=row.summary,
        state=row.status,
        ruling=next(iter(history_of(history)), None) if row.status == "decided" else None,
        decision=history[-1].ruling if history and row.status == "decided" else None,
    )


def _names(side: Sequence[FigureRow], claim: ClaimRow | None, around: Around) -> tuple[Name, ...]:
    known = known_origins(side)[:2]
    if known or claim is None:
        return tuple(known)
    report = around.reports.get(claim.report_id)
    return (Name(report.publisher),) if report is not None and report.publisher else ()


def _group(claim: ClaimRow | None) -> Named | None:
    return None if claim is None else as_claim(claim).group


def _day(claim: ClaimRow | None, around: Around) -> str | None:
    if claim is None:
        return None
    report = around.reports.get(claim.report_id)
    day = claim.as_of or (report.date if report else None)
    return day[:10] if day else None
