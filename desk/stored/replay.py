"""The tally of an occurrence played again out of its stored figures: under another codebook, or as known at a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.compare.figure import Figure, frame
from core.compare.reported import Reported
from core.compare.tally import Tally, codebook, tally
from core.coverage.origin import Origin
from core.store.queries import claims, inbox
from core.store.queries.claims import as_claim
from core.store.tables import ClaimRow, FigureRow


@dataclass(frozen=True, slots=True)
class Carried:
    """Who printed each figure, by the figure's id: `claims` the ids of claims, `reports` the ids of reports, `dates`
    the ISO date of each report that has one."""

    claims: Mapping[str, Sequence[str]]
    reports: Mapping[str, Sequence[str]]
    dates: Mapping[str, str]


def known_figures(rows: Sequence[FigureRow], carried: Carried, when: str | None) -> list[FigureRow]:
    """The figures that some dated report had printed by the day `when`; all of them where `when` is None."""
    if when is None:
        return list(rows)
    return [row for row in rows if _out(row.id, carried, when)]


def replayed(
    session: Session, rows: Sequence[FigureRow], carried: Carried, book: str, when: str | None
) -> tuple[Tally, ...]:
    """The tally of these figures under a codebook, of the reports that were out at `when`."""
    stands = {row.id: ids[0] for row in rows if (ids := carried.claims.get(row.id))}
    printed = claims.claims_by_id(session, sorted(set(stands.values())))
    parts = inbox.parts_by_place(session, rows[0].occurrence_id) if rows else set()
    found = [_figure(row, printed[stands[row.id]], carried, when) for row in rows if stands.get(row.id, "") in printed]
    return tally([one for one in found if one is not None], codebook(book), frozenset(parts))


def _figure(row: FigureRow, claim: ClaimRow, carried: Carried, when: str | None) -> Figure | None:
    out = _out(row.id, carried, when)
    if not out:
        return None
    dates = sorted(carried.dates[report] for report in out if report in carried.dates)
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    origin = Origin(row.origin, row.origin_label, party=row.party)
    told = Reported(row.id, as_claim(claim), origin, row.occurrence_id, first)
    return Figure(row.id, frame(told), told, tuple((report, 1) for report in sorted(out)), first, last)


def _out(figure_id: str, carried: Carried, when: str | None) -> list[str]:
    """The reports that carry a figure and were out by then."""
    reports = carried.reports.get(figure_id, ())
    if when is None:
        return list(reports)
    return [report for report in reports if was_out(carried.dates.get(report), when)]


def was_out(date: str | None, when: str) -> bool:
    """True where a report of this date was out at the ISO day or moment `when`: core.compare.tally.as_known_at, without
    building the claims of reports that were not."""
    return date is not None and date.replace(" ", "T") <= (when if len(when) > 10 else f"{when}T24")
