"""Occurrences out of the store: the list, and one as a matrix."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from core.store.queries import flags, inbox, judgements, occurrences, reports
from core.store.tables import FigureRow, FindingRow, ReportRow, TallyRow
from desk.web.stored.figures import figure_of_figure
from desk.web.stored.groups import group_names, place_names
from desk.web.stored.names import labelled
from desk.web.stored.toll import toll_points
from desk.web.views import Cell, MatrixRow, Name, OccurrenceRow, OccurrenceView
from desk.web.views import ReportRow as ReportView
from desk.web.views import TallyRow as TallyView

_MOST = 100
Question = tuple[str, str | None, str, str]
"""Measure, group, place and window: figures of one question share a row."""


def occurrence_rows(session: Session) -> tuple[OccurrenceRow, ...]:
    """The latest occurrences with their sizes, in four queries."""
    rows = occurrences.list_occurrences(session, limit=_MOST)
    sizes = inbox.sizes(session, [row.id for row in rows])
    return tuple(
        OccurrenceRow(
            row.id,
            row.title,
            sizes[row.id].reports,
            sizes[row.id].origins,
            sizes[row.id].flags,
            None,
            row.first_date,
            sizes[row.id].updated_at or row.judged_at,
        )
        for row in rows
    )


def occurrence(session: Session, occurrence_id: str) -> OccurrenceView | None:
    """One occurrence; None where there is none of this id."""
    row = occurrences.get_occurrence(session, occurrence_id)
    if row is None:
        return None
    figures = judgements.figures_of(session, row.id)
    found = inbox.findings_of_figures(session, [figure.id for figure in figures])
    carriers = _carriers(session, figures)
    columns = _columns(figures)
    tally = judgements.tally_of(session, row.id)
    held = tuple({line.codebook: None for line in tally})
    first = _busiest(figures)
    return OccurrenceView(
        id=row.id,
        title=row.title,
        columns=tuple(name for _, name in columns),
        rows=_matrix(figures, [key for key, _ in columns], found, carriers),
        tally=_tallied(session, row.id, tally),
        codebook=held[0] if held else "ucdp",
        codebooks=held or ("ucdp",),
        reports=_by_origin(session, row.id, figures, columns, carriers),
        toll=toll_points(figures, first.measure, first.group_label) if first is not None else (),
        day=row.first_date,
        flags=sum(1 for flag in flags.flags_of_occurrence(session, row.id) if flag.status in flags.OPEN),
    )


def _columns(figures: Sequence[FigureRow]) -> list[tuple[str | None, Name | None]]:
    """The origins in the order in which they first spoke; the unknown ones share the last column."""
    known: dict[str, tuple[str, FigureRow]] = {}
    for figure in figures:
        if figure.origin is not None:
            day = figure.first_date or figure.as_of or "9999"
            if figure.origin not in known or day < known[figure.origin][0]:
                known[figure.origin] = (day, figure)
    ordered = sorted(known.items(), key=lambda item: (item[1][0], item[0]))
    columns: list[tuple[str | None, Name | None]] = [
        (origin, labelled(figure.origin_label or origin, figure.party)) for origin, (_, figure) in ordered
    ]
    return columns + ([(None, None)] if any(figure.origin is None for figure in figures) else [])


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


def _carriers(session: Session, figures: Sequence[FigureRow]) -> dict[str, list[str]]:
    """The reports that print each figure."""
    printed = judgements.claims_of_figures(session, [figure.id for figure in figures])
    owners = inbox.reports_of_claims(session, sorted({claim for ids in printed.values() for claim in ids}))
    return {figure: list(dict.fromkeys(owners[one] for one in ids if one in owners)) for figure, ids in printed.items()}


def _by_origin(
    session: Session,
    occurrence_id: str,
    figures: Sequence[FigureRow],
    columns: Sequence[tuple[str | None, Name | None]],
    carriers: Mapping[str, Sequence[str]],
) -> tuple[tuple[Name | None, tuple[ReportView, ...]], ...]:
    """The reports under the origins whose figures they carry; a report that carries none stands under the unknown."""
    members = reports.reports_by_id(session, occurrences.members(session, occurrence_id))
    under: dict[str | None, set[str]] = {}
    for figure in figures:
        under.setdefault(figure.origin, set()).update(carriers.get(figure.id, ()))
    placed = set().union(*under.values()) if under else set()
    under.setdefault(None, set()).update(set(members) - placed)
    names = dict(columns)
    order = [key for key, _ in columns if key is not None] + [None]
    return tuple(
        (names.get(key), _listed([members[one] for one in under.get(key, ()) if one in members]))
        for key in order
        if under.get(key)
    )


def _listed(rows: Sequence[ReportRow]) -> tuple[ReportView, ...]:
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
