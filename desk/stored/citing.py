"""Who got a figure from whom: the origins of a side, through whom their figure went, and the outlets that carry it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.names import Named
from core.store.queries import claims, judgements, reports
from core.store.queries.claims import as_claim
from core.store.tables import ClaimRow, FigureRow, ReportRow
from desk.stored.names import labelled, name_of
from desk.views import Name, OriginView, Passing

MOST_OUTLETS = 12
"""Outlets of one origin that a page names; the further ones are counted."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One report that prints a figure; `credited` are those whom it names for it, the nearest to the source first."""

    report_id: str
    outlet: str
    credited: tuple[Named, ...] = ()


def carriers_of(session: Session, figure_ids: Sequence[str]) -> dict[str, list[Carrier]]:
    """The reports that print each of these figures, in the order of their dates."""
    printed = judgements.claims_of_figures(session, figure_ids)
    by_claim = claims.claims_by_id(session, sorted({one for ids in printed.values() for one in ids}))
    owners = sorted({row.report_id for row in by_claim.values()})
    by_report = reports.credited(session, owners)
    found: dict[str, list[Carrier]] = {}
    for figure, ids in printed.items():
        rows = {by_claim[one].report_id: by_claim[one] for one in reversed(ids) if one in by_claim}
        known = [by_report[one] for one in rows if one in by_report]
        ordered = sorted(known, key=lambda one: (one[0].date or "", one[0].id))
        found[figure] = [
            # Only the first ones are drawn: of the others nobody reads whom they credit.
            _carrier(report, rows[report.id] if place < MOST_OUTLETS else None, credit)
            for place, (report, credit) in enumerate(ordered)
        ]
    return found


def _carrier(report: ReportRow, row: ClaimRow | None, credit: str | None) -> Carrier:
    chain = tuple(reversed(as_claim(row).attribution)) if row is not None else ()
    agency = (Named(credit),) if credit else ()
    return Carrier(report.id, report.publisher or report.title, (*chain, *agency))


def origins_of(standing: Iterable[FigureRow], carriers: Mapping[str, Sequence[Carrier]]) -> tuple[OriginView, ...]:
    """Each origin of these figures once, with the outlets that carry its figure and those between."""
    outlets: dict[str | None, dict[str, Carrier]] = {}
    names: dict[str | None, FigureRow] = {}
    for figure in standing:
        names.setdefault(figure.origin, figure)
        seen = outlets.setdefault(figure.origin, {})
        for carrier in carriers.get(figure.id, ()):
            if carrier.outlet:
                seen.setdefault(carrier.outlet, carrier)
    return tuple(_origin(key, names[key], list(seen.values())) for key, seen in outlets.items())


def _origin(key: str | None, figure: FigureRow, carriers: Sequence[Carrier]) -> OriginView:
    name = origin_name(key, figure, carriers[0].outlet if carriers else None)
    shown = carriers[:MOST_OUTLETS]
    return OriginView(
        name,
        tuple(carrier.outlet for carrier in shown),
        tuple(_passing(carrier, name) for carrier in shown),
        len(carriers) - len(shown),
    )


def origin_name(key: str | None, figure: FigureRow, first: str | None) -> Name | None:
    """What an origin is called. A wording that several print and that names nobody is that of the `first` outlet which
    printed it; None where nobody knows who gave the figure."""
    if key is None:
        return None
    return labelled(figure.origin_label or first, figure.party)


def _passing(carrier: Carrier, origin: Name | None) -> Passing:
    """The way from the origin to the outlet, everybody on it once."""
    known = {carrier.outlet.casefold()} | _called(origin)
    through: list[Name] = []
    for named in carrier.credited:
        name = name_of(named)
        if name is not None and known.isdisjoint(_called(name)):
            through.append(name)
            known |= _called(name)
    return Passing(carrier.outlet, tuple(through), carrier.report_id)


def _called(name: Name | None) -> set[str]:
    if name is None:
        return set()
    return {one.casefold() for one in (name.surface, name.label, *(text for _, text in name.labels)) if one}
