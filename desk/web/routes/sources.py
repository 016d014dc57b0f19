"""Where coverage comes from, with its health."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.web.forms import AtDesk
from desk.web.page import render

router = APIRouter(prefix="/sources")


@router.get("")
def listed(request: Request, desk: AtDesk) -> Response:
    """All sources, the failing ones first."""
    return render(request, "sources.html", rows=desk.sources())
