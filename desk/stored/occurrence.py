"""Occurrences out of the store: the list, and one as a matrix."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from core.compare.tally import CODEBOOKS, Tally
from core.store.queries import flags, inbox, judgements, occurrences, reports, rulings
from core.store.tables import FigureRow, FindingRow, ReportRow, TallyRow
from core.store.tables import OccurrenceRow as Happening
from desk.stored.citing import origin_name
from desk.stored.figures import figure_of_figure
from desk.stored.groups import group_names, place_names
from desk.stored.names import campaign_of, labelled, titled
from desk.stored.replay import Carried, known_figures, replayed, was_out
from desk.stored.toll import ruled_figures, toll_points
from desk.views import LIST, Cell, MatrixRow, Name, OccurrenceRow, OccurrenceView
from desk.views import ReportRow as ReportView
from desk.views import TallyRow as TallyView
from desk.views.occurrence import Campaign

Question = tuple[str, str | None, str, str]
"""Measure, group, place and window: figures of one question share a row."""


def occurrence_rows(session: Session, page: int = 1) -> tuple[OccurrenceRow, ...]:
    """The latest occurrences with their sizes, in as many queries however many they are."""
    rows = occurrences.list_occurrences(session, limit=LIST, offset=LIST * (page - 1))
    sizes = inbox.sizes(session, [row.id for row in rows])
    campaigns = _campaigns(session, rows)
    return tuple(
        OccurrenceRow(
            row.id,
            titled(row.title, campaign_of(row.campaign)),
            sizes[row.id].reports,
            sizes[row.id].origins,
            sizes[row.id].flags,
            None,
            row.first_date,
            sizes[row.id].updated_at or row.judged_at,
            campaigns.get(row.id),
        )
        for row in rows
    )


def occurrence(
    session: Session, occurrence_id: str, book: str | None = None, known_at: str | None = None
) -> OccurrenceView | None:
    """One occurrence; None where there is none of this id. `book` chooses a codebook (one that doesn't exist counts as
    none), `known_at` an ISO day: only what reports had printed by its end is shown."""
    row = occurrences.get_occurrence(session, occurrence_id)
    if row is None:
        return None
    stored = judgements.figures_of(session, row.id)
    carried, members = _carried(session, row.id, stored)
    figures = known_figures(stored, carried, known_at)
    found = inbox.findings_of_figures(session, [figure.id for figure in figures])
    columns = _columns(figures, carried.reports, members)
    chosen, tallied = _tally(session, row.id, figures, carried, book, known_at)
    first = _busiest(stored)  # the chart keeps its subject while the slider moves
    ruled = ruled_figures(rulings.latest(session, row.id))
    return OccurrenceView(
        id=row.id,
        title=titled(row.title, campaign_of(row.campaign)),
        campaign=_campaigns(session, [row]).get(row.id),
        columns=tuple(name for _, name in columns),
        rows=_matrix(figures, [key for key, _ in columns], found, carried.reports),
        tally=tallied,
        codebook=chosen,
        codebooks=CODEBOOKS,
        reports=_by_origin(_out(members, known_at), figures, columns, carried.reports),
        toll=toll_points(figures, first.measure, first.group_label, ruled) if first is not None else (),
        toll_of=(first.measure, labelled(first.group_label)) if first is not None else None,
        day=row.first_date,
        flags=sum(1 for flag in flags.flags_of_occurrence(session, row.id) if flag.status in flags.OPEN),
        known_at=known_at,
        days=tuple(sorted({date[:10] for date in carried.dates.values()})),
    )


def _campaigns(session: Session, rows: Sequence[Happening]) -> dict[str, Campaign]:
    """Those of these occurrences that hold running totals, and of whom; asks the store only where there are any."""
    found = {row.id: campaign for row in rows if (campaign := campaign_of(row.campaign)) is not None}
    groups = judgements.groups_counted(session, sorted(found)) if found else {}
    return {
        key: replace(campaign, groups=tuple(name for name in map(labelled, groups[key]) if name is not None))
        for key, campaign in found.items()
    }


def _out(members: Mapping[str, ReportRow], known_at: str | None) -> dict[str, ReportRow]:
    return {key: row for key, row in members.items() if known_at is None or was_out(row.date, known_at)}


def _tally(
    session: Session,
    occurrence_id: str,
    figures: Sequence[FigureRow],
    carried: Carried,
    book: str | None,
    known_at: str | None,
) -> tuple[str, tuple[TallyView, ...]]:
    """The codebook and its tally: as it was stored, or played again where another one or another day is asked for."""
    stored = judgements.tally_of(session, occurrence_id)
    held = stored[0].codebook if stored else "ucdp"
    chosen = book if book in CODEBOOKS else held
    if chosen == held and known_at is None:
        return chosen, _tallied(session, occurrence_id, stored)
    return chosen, _played(replayed(session, figures, carried, chosen, known_at))


def _played(rows: Sequence[Tally]) -> tuple[TallyView, ...]:
    ordered = sorted(rows, key=lambda row: (-row.origins, -row.reports, row.measure))
    return tuple(
        TallyView(
            row.measure, labelled(row.group), row.window.partition("|")[0] or "occurrence",
            row.low, row.best, row.high, row.origins, labelled(row.place),
        )
        for row in ordered
    )  # fmt: skip


def _columns(
    figures: Sequence[FigureRow], carriers: Mapping[str, Sequence[str]], members: Mapping[str, ReportRow]
) -> list[tuple[str | None, Name | None]]:
    """The origins in the order in which they first spoke; the unknown ones share the last column."""
    known: dict[str, tuple[str, FigureRow]] = {}
    for figure in figures:
        if figure.origin is not None:
            day = figure.first_date or figure.as_of or "9999"
            if figure.origin not in known or day < known[figure.origin][0]:
                known[figure.origin] = (day, figure)
    ordered = sorted(known.items(), key=lambda item: (item[1][0], item[0]))
    columns: list[tuple[str | None, Name | None]] = [
        (origin, origin_name(origin, figure, _first_outlet(carriers.get(figure.id, ()), members)))
        for origin, (_, figure) in ordered
    ]
    return columns + ([(None, None)] if any(figure.origin is None for figure in figures) else [])


def _first_outlet(carriers: Sequence[str], members: Mapping[str, ReportRow]) -> str | None:
    rows = sorted((members[one] for one in carriers if one in members), key=lambda row: (row.date or "9999", row.id))
    return next((row.publisher for row in rows if row.publisher), None)


def _question(figure: FigureRow) -> Question:
    return figure.measure, figure.group_label, figure.place_label or "", figure.window_label


def _matrix(
    figures: Sequence[FigureRow],
    columns: Sequence[str | None],
    found: Mapping[str, Sequence[FindingRow]],
    carriers: Mapping[str, Sequence[str]],
) -> tuple[MatrixRow, ...]:
    rows: dict[Question, dict[str | None, list[FigureRow]]] = {}
    for figure in figures:
        rows.setdefault(_question(figure), {}).setdefault(figure.origin, []).append(figure)
    ordered = sorted(rows.items(), key=lambda item: (-sum(map(len, item[1].values())), item[0][0], item[0][1] or ""))
    return tuple(
        MatrixRow(
            measure,
            labelled(group),
            window.partition("|")[0] or "occurrence",
            tuple(_cell(cells.get(column, ()), found, carriers) for column in columns),
            labelled(place),
        )
        for (measure, group, place, window), cells in ordered
    )


def _cell(
    figures: Sequence[FigureRow], found: Mapping[str, Sequence[FindingRow]], carriers: Mapping[str, Sequence[str]]
) -> Cell:
    ordered = sorted(figures, key=lambda figure: (figure.as_of or figure.first_date or "", figure.id))
    return Cell(
        tuple(
            (
                figure_of_figure(figure),
                found[figure.id][0].kind if found.get(figure.id) else None,
                next(iter(carriers.get(figure.id, ())), None),
            )
            for figure in ordered
        )
    )


def _carried(
    session: Session, occurrence_id: str, figures: Sequence[FigureRow]
) -> tuple[Carried, dict[str, ReportRow]]:
    """Which claims and reports print each figure, and all reports of the occurrence by id."""
    printed = judgements.claims_of_figures(session, [figure.id for figure in figures])
    owners = inbox.reports_of_claims(session, sorted({claim for ids in printed.values() for claim in ids}))
    members = reports.reports_by_id(session, occurrences.members(session, occurrence_id))
    by_figure = {
        figure: list(dict.fromkeys(owners[one] for one in ids if one in owners)) for figure, ids in printed.items()
    }
    dates = {key: row.date for key, row in members.items() if row.date}
    return Carried(printed, by_figure, dates), members


def _by_origin(
    members: Mapping[str, ReportRow],
    figures: Sequence[FigureRow],
    columns: Sequence[tuple[str | None, Name | None]],
    carriers: Mapping[str, Sequence[str]],
) -> tuple[tuple[Name | None, tuple[ReportView, ...]], ...]:
    """The reports under the origins whose figures they carry; a report that carries none stands under the unknown."""
    under: dict[str | None, set[str]] = {}
    for figure in figures:
        under.setdefault(figure.origin, set()).update(carriers.get(figure.id, ()))
    placed = set().union(*under.values()) if under else set()
    under.setdefault(None, set()).update(set(members) - placed)
    names = dict(columns)
    order = [key for key, _ in columns if key is not None] + [None]
    found = ((key, listed([members[one] for one in under.get(key, ()) if one in members])) for key in order)
    return tuple((names.get(key), rows) for key, rows in found if rows)


def listed(rows: Sequence[ReportRow]) -> tuple[ReportView, ...]:
    ordered = sorted(rows, key=lambda row: (row.date or "", row.id))
    return tuple(
        ReportView(row.id, row.title or (row.url or row.id), row.publisher, row.date, row.lang or "en", row.url)
        for row in ordered
    )


def _tallied(session: Session, occurrence_id: str, rows: Sequence[TallyRow]) -> tuple[TallyView, ...]:
    """The tally with its keys put back into names, the best attested first."""
    known = inbox.groups_of_occurrence(session, occurrence_id)
    groups, places = group_names((row[0], row[1]) for row in known), place_names(row[2] for row in known)
    ordered = sorted(rows, key=lambda row: (-row.origins, -row.reports, row.measure))
    return tuple(
        TallyView(
            row.measure,
            groups.get(row.group_label) or labelled(row.group_label),
            row.window_label.partition("|")[0] or "occurrence",
            row.low,
            row.best,
            row.high,
            row.origins,
            places.get(row.place_label) or labelled(row.place_label),
        )
        for row in ordered
    )


def _busiest(figures: Sequence[FigureRow]) -> FigureRow | None:
    """A figure of the measure and group that most reports speak of: the chart's subject."""
    weight: dict[tuple[str, str | None], int] = {}
    for figure in figures:
        if figure.stance == "asserted":
            key = (figure.measure, figure.group_label)
            weight[key] = weight.get(key, 0) + figure.reports
    if not weight:
        return None
    best = max(sorted(weight, key=str), key=lambda key: weight[key])
    return next(figure for figure in figures if (figure.measure, figure.group_label) == best)
