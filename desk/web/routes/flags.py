"""The inbox and the page of one flag, where a person rules."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from desk.charts import plot_toll
from desk.desk import DECISIONS, DIMENSIONS
from desk.views import Discrepancy, FlagFilter
from desk.views.flag import PAGE, STATES
from desk.web.citations import citation_trees
from desk.web.forms import KINDS, AtDesk, Chosen, Tokened, Who, day_at, day_of
from desk.web.page import reader_of, render
from desk.web.signed import people_of

router = APIRouter(prefix="/flags")

LONGEST_NOTE = 4_000
AGES = (1, 3, 7, 30, 90)
"""Days ago by which the inbox can be narrowed."""
MEASURES = (
    "killed", "injured", "killed_or_injured", "captured", "arrested", "sentenced", "missing", "displaced", "affected",
    "infected", "recovered", "rescued", "attacks", "strikes", "buildings", "people_present", "money", "percent", "area",
    "distance", "duration",
)  # fmt: skip
"""The measures of the contract, in its order."""


@router.get("")
def inbox(
    request: Request, desk: AtDesk, who: Who, chosen: Chosen, decided: str = "", undone: str = "", bulk: str = ""
) -> Response:
    """The flags under the address's filter, ranked."""
    flash = desk.discrepancy(decided, FlagFilter(state="all")) if decided else None
    page = desk.flags(chosen)
    values: dict[str, Any] = {
        "kinds": KINDS,
        "states": STATES,
        "saved": desk.saved_filters(who),
        "people": _reviewers(request, who),
        "ages": AGES,
        "measures": MEASURES,
    }
    ruled = tuple(one for one in bulk.split(",")[:PAGE] if one.isalnum())
    return render(request, "flags.html", page=page, flash=flash, undone=undone, ruled=ruled, **values)


def _reviewers(request: Request, who: str) -> list[str]:
    """To whom a flag can be given."""
    users = people_of(request)
    named = [user.name for user in users.users() if user.disabled_at is None and user.role != "viewer"] if users else []
    return named or [who]


@router.get("/{flag_id}")
def show(
    request: Request,
    desk: AtDesk,
    who: Who,
    chosen: Chosen,
    flag_id: str,
    decided: str = "",
    undone: str = "",
    known_at: str = "",
    step: str = "",
) -> Response:
    """One flag: why the numbers differ, and the keys to rule. `step` counts the days on which figures came out."""
    found = desk.discrepancy(flag_id, chosen, day_of(known_at))
    if found is None:
        raise HTTPException(404, "flag")
    if step:
        day = day_at(found.days, step)
        return RedirectResponse(_address(f"/flags/{found.id}", chosen, **({"known_at": day} if day else {})), 303)
    flash = desk.discrepancy(decided, FlagFilter(state="all")) if decided and decided != flag_id else None
    locale = reader_of(request).locale
    plots = (plot_toll(found.toll, 900, 300, locale.rtl), plot_toll(found.toll, 320, 260, locale.rtl))
    drawn = plots[0].origins if plots[0] is not None else ()
    sides = [side for side in (found.left, found.right) if side is not None]
    people = _reviewers(request, who)
    values: dict[str, Any] = {
        "flag": found,
        "flash": flash,
        "undone": undone,
        "chosen": chosen,
        "plots": plots,
        "trees": [citation_trees(side, locale, drawn) for side in sides],
        "people": people,
        "page": 1 + (found.position - 1) // PAGE,
    }
    return render(request, "flag.html", **values)


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


@router.post("/{flag_id}/second", dependencies=[Tokened])
def second(desk: AtDesk, who: Who, chosen: Chosen, flag_id: str, note: Annotated[str, Form()] = "") -> Response:
    """A second reviewer, please."""
    desk.ask_second(flag_id, note, who)
    return RedirectResponse(_address(f"/flags/{flag_id}", chosen), 303)


@router.post("/{flag_id}/second/settle", dependencies=[Tokened])
def settle(desk: AtDesk, who: Who, chosen: Chosen, flag_id: str) -> Response:
    """No second reviewer is needed any more."""
    desk.settle_second(flag_id, who)
    return RedirectResponse(_address(f"/flags/{flag_id}", chosen), 303)


@router.post("/{flag_id}/assignment", dependencies=[Tokened])
def assign(desk: AtDesk, who: Who, chosen: Chosen, flag_id: str, assignee: Annotated[str, Form()] = "") -> Response:
    """Hands this flag to a person, or to nobody."""
    desk.assign((flag_id,), assignee.strip() or None, who)
    return RedirectResponse(_address(f"/flags/{flag_id}", chosen), 303)


def _onward(flag: Discrepancy, chosen: FlagFilter) -> str:
    """The next flag by rank, else the one before, else the (now empty) inbox."""
    following = flag.next_id or flag.previous_id
    return _address(f"/flags/{following}" if following else "/flags", chosen, decided=flag.id)


def _address(path: str, chosen: FlagFilter, **more: str) -> str:
    return f"{path}?{'&'.join(part for part in (chosen.query, urlencode(more)) if part)}"
