"""Work that gave up: try it again, or close it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.views import LIST
from desk.web.forms import AtDesk, Before, Tokened, Who
from desk.web.page import render

router = APIRouter(prefix="/queue/dead")


@router.get("")
def listed(request: Request, desk: AtDesk, before: Before = None) -> Response:
    """What waits for a person, newest first."""
    rows = desk.dead(before)
    return render(request, "dead.html", rows=rows, before=before, total=desk.total("dead"), more=len(rows) >= LIST)


@router.post("/{letter_id}/retry", dependencies=[Tokened])
def retry(desk: AtDesk, who: Who, letter_id: str) -> Response:
    """Tries it again."""
    desk.retry_dead(letter_id, who)
    return RedirectResponse("/queue/dead", 303)


@router.post("/{letter_id}/discard", dependencies=[Tokened])
def discard(desk: AtDesk, who: Who, letter_id: str) -> Response:
    """Closes it without another try."""
    desk.discard_dead(letter_id, who)
    return RedirectResponse("/queue/dead", 303)
