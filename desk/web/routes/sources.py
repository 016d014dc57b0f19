"""Where coverage comes from, with its health: add, pause, try."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from desk.desk import Desk, Refused
from desk.web.forms import AtDesk, Tokened, Who
from desk.web.page import render

router = APIRouter(prefix="/sources")


@router.get("")
def listed(request: Request, desk: AtDesk, did: str = "") -> Response:
    """All sources, the failing ones first, and the hosts that don't answer."""
    return _page(request, desk, did=did == "1")


@router.post("", dependencies=[Tokened])
def add(
    request: Request,
    desk: AtDesk,
    who: Who,
    location: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Response:
    """Adds a feed."""
    try:
        desk.add_source(location.strip(), name, who)
    except Refused as refusal:
        return _page(request, desk, 422, refused=str(refusal), location=location[:2000])
    return RedirectResponse("/sources?did=1", 303)


@router.post("/{source_id}/pause", dependencies=[Tokened])
def pause(desk: AtDesk, who: Who, source_id: str) -> Response:
    """Stops asking it for a while."""
    desk.pause_source(source_id, who)
    return RedirectResponse("/sources?did=1", 303)


@router.post("/{source_id}/resume", dependencies=[Tokened])
def resume(desk: AtDesk, who: Who, source_id: str) -> Response:
    """Lets it go on."""
    desk.resume_source(source_id, who)
    return RedirectResponse("/sources?did=1", 303)


@router.post("/{source_id}/try", dependencies=[Tokened])
def attempt(request: Request, desk: AtDesk, who: Who, source_id: str) -> Response:
    """Asks it once and tells what came."""
    return _page(request, desk, trial=desk.try_source(source_id, who))


def _page(request: Request, desk: Desk, status: int = 200, **more: Any) -> Response:
    values = {"trial": None, "refused": "", "location": "", "did": False, **more}
    return render(request, "sources.html", status, rows=desk.sources(), hosts=desk.hosts(), **values)
