"""Re-checks: list, add, pause, run now."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from desk.desk import Desk, Refused
from desk.views import LIST
from desk.web.forms import AtDesk, Tokened, Turn, Who
from desk.web.page import render

router = APIRouter(prefix="/schedules")

RULES = ("every", "adaptive", "cron")


@router.get("")
def listed(request: Request, desk: AtDesk, subject: str = "", did: str = "", page: Turn = 1) -> Response:
    """A page of the schedules, the next to run first, and the form for a new one."""
    return _page(request, desk, subject=subject, did=did if did in ("added", "running") else "", page=page)


@router.get("/{schedule_id}")
def show(request: Request, desk: AtDesk, schedule_id: str) -> Response:
    """One schedule with what each of its runs found."""
    found = desk.schedule(schedule_id)
    if found is None:
        raise HTTPException(404, "schedule")
    return render(request, "schedule.html", found=found)


@router.post("", dependencies=[Tokened])
def add(
    request: Request,
    desk: AtDesk,
    who: Who,
    subject: Annotated[str, Form()] = "",
    rule: Annotated[str, Form()] = "",
    hours: Annotated[str, Form()] = "",
    cron: Annotated[str, Form()] = "",
) -> Response:
    """Adds a schedule, or says why it can't be read."""
    if rule not in RULES:
        raise HTTPException(422, "rule")
    spec = {"every": hours, "cron": cron}.get(rule, "").strip()
    try:
        desk.add_schedule(subject.strip(), rule, spec, who)
    except Refused as refusal:
        return _page(request, desk, 422, subject, refused=str(refusal), rule=rule)
    return RedirectResponse("/schedules?did=added", 303)


@router.post("/{schedule_id}/pause", dependencies=[Tokened])
def pause(desk: AtDesk, who: Who, schedule_id: str) -> Response:
    """Holds a schedule."""
    desk.pause_schedule(schedule_id, who)
    return RedirectResponse("/schedules", 303)


@router.post("/{schedule_id}/resume", dependencies=[Tokened])
def resume(desk: AtDesk, who: Who, schedule_id: str) -> Response:
    """Lets it run again."""
    desk.resume_schedule(schedule_id, who)
    return RedirectResponse("/schedules", 303)


@router.post("/{schedule_id}/run", dependencies=[Tokened])
def run(desk: AtDesk, who: Who, schedule_id: str) -> Response:
    """Runs it now, besides its rhythm."""
    desk.run_schedule(schedule_id, who)
    return RedirectResponse("/schedules?did=running", 303)


def _page(
    request: Request,
    desk: Desk,
    status: int = 200,
    subject: str = "",
    did: str = "",
    refused: str | None = None,
    rule: str = "every",
    page: int = 1,
) -> Response:
    values = {"rows": desk.schedules(page), "page": page, "total": desk.total("schedules"), "size": LIST}
    form = {"subject": subject, "did": did, "refused": refused, "rule": rule}
    return render(request, "schedules.html", status, **values, **form)
