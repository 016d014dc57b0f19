"""Who says what about one happening."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk.charts import plot_toll
from desk.web.forms import AtDesk
from desk.web.page import reader_of, render

router = APIRouter(prefix="/occurrences")


@router.get("")
def listed(request: Request, desk: AtDesk) -> Response:
    """All occurrences, the latest first."""
    return render(request, "occurrences.html", rows=desk.occurrences())


@router.get("/{occurrence_id}")
def show(request: Request, desk: AtDesk, occurrence_id: str, codebook: str = "") -> Response:
    """The matrix of claims by origin, the tally, and the reports by origin."""
    found = desk.occurrence(occurrence_id, codebook or None)
    if found is None:
        raise HTTPException(404, "occurrence")
    rtl = reader_of(request).locale.rtl
    plots = (plot_toll(found.toll, 900, 300, rtl), plot_toll(found.toll, 420, 280, rtl, 4))
    return render(request, "occurrence.html", occurrence=found, plots=plots)
