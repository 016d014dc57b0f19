"""The inbox and the page of one flag, where a person rules."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from desk.charts import plot_toll
from desk.web.desk import DECISIONS, DIMENSIONS
from desk.web.forms import KINDS, STATES, AtDesk, Chosen, Tokened, Who
from desk.web.page import reader_of, render
from desk.web.views import Discrepancy, FlagFilter

router = APIRouter(prefix="/flags")

LONGEST_NOTE = 4_000


@router.get("")
def inbox(request: Request, desk: AtDesk, chosen: Chosen, decided: str = "", undone: str = "") -> Response:
    """The flags under the address's filter, ranked."""
    flash = desk.discrepancy(decided, FlagFilter(state="all")) if decided else None
    page = desk.flags(chosen)
    return render(request, "flags.html", page=page, flash=flash, undone=undone, kinds=KINDS, states=STATES)


@router.get("/{flag_id}")
def show(request: Request, desk: AtDesk, chosen: Chosen, flag_id: str, decided: str = "", undone: str = "") -> Response:
    """One flag: why the numbers differ, and the keys to rule."""
    found = desk.discrepancy(flag_id, chosen)
    if found is None:
        raise HTTPException(404, "flag")
    flash = desk.discrepancy(decided, FlagFilter(state="all")) if decided and decided != flag_id else None
    rtl = reader_of(request).locale.rtl
    plots = (plot_toll(found.toll, 900, 300, rtl), plot_toll(found.toll, 420, 280, rtl, 4))
    return render(request, "flag.html", flag=found, flash=flash, undone=undone, chosen=chosen, plots=plots)


@router.post("/{flag_id}/decisions", dependencies=[Tokened])
def decide(
    desk: AtDesk,
    who: Who,
    chosen: Chosen,
    flag_id: str,
    decision: Annotated[str, Form()],
    note: Annotated[str, Form()] = "",
    dimension: Annotated[str, Form()] = "",
) -> Response:
    """Keeps the ruling and goes on to the next flag of the filter."""
    if decision not in DECISIONS:
        raise HTTPException(422, "decision")
    before = desk.discrepancy(flag_id, chosen)
    if before is None:
        raise HTTPException(404, "flag")
    on = dimension if decision == "both_right" and dimension in DIMENSIONS else None
    desk.decide(flag_id, decision, on, note.strip()[:LONGEST_NOTE], who)
    return RedirectResponse(_onward(before, chosen), 303)


@router.post("/{flag_id}/undo", dependencies=[Tokened])
def undo(desk: AtDesk, who: Who, chosen: Chosen, flag_id: str) -> Response:
    """Takes the ruling back and returns to the flag."""
    desk.undo(flag_id, who)
    return RedirectResponse(_address(f"/flags/{flag_id}", chosen, undone="1"), 303)


def _onward(flag: Discrepancy, chosen: FlagFilter) -> str:
    """The next flag by rank, else the one before, else the (now empty) inbox."""
    following = flag.next_id or flag.previous_id
    return _address(f"/flags/{following}" if following else "/flags", chosen, decided=flag.id)


def _address(path: str, chosen: FlagFilter, **more: str) -> str:
    return f"{path}?{'&'.join(part for part in (chosen.query, urlencode(more)) if part)}"
