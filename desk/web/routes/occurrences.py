"""Who says what about one happening."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from desk.charts import plot_toll
from desk.views import LIST, FlagFilter
from desk.web.forms import AtDesk, Tokened, Turn, Who, day_at, day_of
from desk.web.page import reader_of, render

router = APIRouter(prefix="/occurrences")


@router.get("")
def listed(request: Request, desk: AtDesk, page: Turn = 1) -> Response:
    """A page of the occurrences, the latest first."""
    return render(
        request, "occurrences.html", rows=desk.occurrences(page), page=page, total=desk.total("occurrences"), size=LIST
    )


@router.get("/{occurrence_id}")
def show(
    request: Request, desk: AtDesk, occurrence_id: str, codebook: str = "", known_at: str = "", step: str = ""
) -> Response:
    """The matrix of claims by origin, the tally, and the reports by origin."""
    found = desk.occurrence(occurrence_id, codebook or None, day_of(known_at))
    if found is None:
        raise HTTPException(404, "occurrence")
    if step:
        known = {"codebook": codebook, "known_at": day_at(found.days, step)}
        return RedirectResponse(f"/occurrences/{found.id}?{urlencode({k: v for k, v in known.items() if v})}", 303)
    rtl = reader_of(request).locale.rtl
    plots = (plot_toll(found.toll, 900, 300, rtl), plot_toll(found.toll, 320, 260, rtl))
    return render(request, "occurrence.html", occurrence=found, plots=plots)


Note = Annotated[str, Form(max_length=4000)]


@router.post("/{occurrence_id}/merge", dependencies=[Tokened])
def merge(
    desk: AtDesk, who: Who, occurrence_id: str, other: Annotated[str, Form(max_length=300)] = "", note: Note = ""
) -> Response:
    """Another occurrence is the same happening."""
    return RedirectResponse(f"/occurrences/{desk.merge(occurrence_id, other, note.strip(), who)}", 303)


@router.post("/{occurrence_id}/split", dependencies=[Tokened])
def split(
    desk: AtDesk,
    who: Who,
    occurrence_id: str,
    report: Annotated[list[str], Form(max_length=500)] = [],  # noqa: B006 - FastAPI copies it
    note: Note = "",
) -> Response:
    """The chosen reports are about another happening."""
    chosen = tuple(dict.fromkeys(report))
    return RedirectResponse(f"/occurrences/{desk.split(occurrence_id, chosen, note.strip(), who)}", 303)


MOST_RULINGS = 50
"""Rulings that a printed report tells in full."""


@router.get("/{occurrence_id}/print")
def printable(request: Request, desk: AtDesk, occurrence_id: str, codebook: str = "", known_at: str = "") -> Response:
    """The same for paper: tally, chart, rulings, and the reports with their addresses."""
    found = desk.occurrence(occurrence_id, codebook or None, day_of(known_at))
    if found is None:
        raise HTTPException(404, "occurrence")
    decided = desk.flags(FlagFilter(state="decided", occurrence=found.id)).rows[:MOST_RULINGS]
    rulings = [row for row in decided if row.ruling is not None]
    rtl = reader_of(request).locale.rtl
    plots = (plot_toll(found.toll, 900, 300, rtl), plot_toll(found.toll, 320, 260, rtl))
    return render(request, "occurrence_print.html", occurrence=found, rulings=rulings, plots=plots)
