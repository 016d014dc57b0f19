"""Many flags at once, each act with its undo; filters that a person keeps."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse, Response

from desk.desk import DECISIONS
from desk.views.flag import PAGE
from desk.web.forms import AtDesk, Chosen, Tokened, Who

router = APIRouter(prefix="/bulk", dependencies=[Tokened])

Ids = Annotated[list[str], Form(max_length=PAGE)]


@router.post("/decisions")
def decide(
    desk: AtDesk,
    who: Who,
    chosen: Chosen,
    decision: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    flag: Ids = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """One ruling on every chosen flag, all or none."""
    if decision not in DECISIONS:
        raise HTTPException(422, "decision")
    desk.decide_many(tuple(dict.fromkeys(flag)), decision, note.strip()[:4000], who)
    return _back(chosen.query, bulk=",".join(dict.fromkeys(flag)))


@router.post("/undo")
def undo(desk: AtDesk, who: Who, chosen: Chosen, flag: Ids = []) -> Response:  # noqa: B006 - FastAPI copies it
    """Takes the rulings back, all or none."""
    desk.undo_many(tuple(dict.fromkeys(flag)), who)
    return _back(chosen.query, undone="1")


@router.post("/assignments")
def assign(
    desk: AtDesk,
    who: Who,
    chosen: Chosen,
    assignee: Annotated[str, Form()] = "",
    flag: Ids = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """Hands the chosen flags to a person, or to nobody."""
    desk.assign(tuple(dict.fromkeys(flag)), assignee.strip() or None, who)
    return _back(chosen.query)


@router.post("/filters")
def save(desk: AtDesk, who: Who, chosen: Chosen, name: Annotated[str, Form()] = "") -> Response:
    """Keeps the filter of this address under a name."""
    desk.save_filter(name, chosen.query, who)
    return _back(chosen.query)


@router.post("/filters/{filter_id}/delete")
def delete(desk: AtDesk, who: Who, chosen: Chosen, filter_id: str) -> Response:
    """Forgets one of one's own filters."""
    desk.delete_filter(filter_id, who)
    return _back(chosen.query)


def _back(query: str, **more: str) -> Response:
    return RedirectResponse(f"/flags?{'&'.join(part for part in (query, urlencode(more)) if part)}", 303)
