"""The queue: paste, watch, retry."""

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from desk.desk import Desk, Pasted, Refused
from desk.uploads import Handed, handed, pasted
from desk.views.flag import PAGE
from desk.web.forms import AtDesk, Before, Tokened, Who
from desk.web.page import render

router = APIRouter(prefix="/queue")


@router.get("")
def show(request: Request, desk: AtDesk, queued: int | None = None, before: Before = None) -> Response:
    """The form and the list of verifications."""
    return _page(request, desk, queued=queued, before=before)


@router.get("/rows")
def rows(request: Request, desk: AtDesk, before: Before = None) -> Response:
    """The list alone, for the page to refresh itself while something moves."""
    return render(request, "queue_rows.html", **_rows(desk, before))


@router.post("", dependencies=[Tokened])
def add(
    request: Request,
    desk: AtDesk,
    who: Who,
    articles: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form()] = "",
    date: Annotated[str, Form()] = "",
    file: Annotated[list[UploadFile], File()] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Queues the addresses, or the one text, of the form, and what its files hold."""
    about = (lang.strip() or None, publisher.strip() or None, date.strip() or None)
    try:
        typed = pasted(articles)
        texts = tuple(Pasted(text.text, *about) for text in typed.texts)
        found = handed([(one.filename or "", one.file.read()) for one in file if one.filename])
        found = Handed((*typed.urls, *found.urls), (*texts, *found.texts))
        if not found.urls and not found.texts:
            return _page(request, desk, status=422, refused="nothing", pasted=articles)
        count = desk.queue(found.urls, found.texts, who)
    except Refused as refusal:
        return _page(request, desk, status=422, refused=str(refusal), pasted=articles)
    return RedirectResponse(f"/queue?queued={count}", 303)


@router.post("/{verification_id}/retry", dependencies=[Tokened])
def retry(desk: AtDesk, who: Who, verification_id: str) -> Response:
    """Tries what failed again."""
    desk.retry(verification_id, who)
    return RedirectResponse("/queue", 303)


@router.post("/{verification_id}/cancel", dependencies=[Tokened])
def cancel(desk: AtDesk, who: Who, verification_id: str) -> Response:
    """Stops a verification that is on its way."""
    desk.cancel(verification_id, who)
    return RedirectResponse("/queue", 303)


def _page(
    request: Request,
    desk: Desk,
    status: int = 200,
    queued: int | None = None,
    refused: str | None = None,
    pasted: str = "",
    before: int | None = None,
) -> Response:
    values = {"queued": queued, "refused": refused, "pasted": pasted}
    return render(request, "queue.html", status, **values, **_rows(desk, before))


def _rows(desk: Desk, before: int | None) -> dict[str, Any]:
    rows = desk.verifications(before)
    return {"rows": rows, "before": before, "total": desk.total("verifications"), "more": len(rows) >= PAGE}
