"""What programs do; each act takes an Idempotency-Key."""

from collections.abc import Callable

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from desk.desk import Pasted
from desk.views import FlagFilter
from desk.web.api import models as m
from desk.web.api.caller import Caller, Key, once
from desk.web.api.reading import Id
from desk.web.forms import AtDesk

router = APIRouter()


@router.post("/flags/{flag_id}/decisions", status_code=201, response_model=m.FlagDetail, tags=["flags"])
def decide(
    request: Request, desk: AtDesk, person: Caller, flag_id: Id, body: m.Decide, key: Key = None
) -> JSONResponse:
    """Rules on a flag; a later ruling revises an earlier one, and none is erased."""
    if body.dimension is not None and body.decision != "both_right":
        raise HTTPException(422, "A dimension belongs to both_right alone.")

    def act() -> tuple[int, m.FlagDetail]:
        desk.decide(flag_of(desk, flag_id), body.decision, body.dimension, body.note.strip(), person.name)
        return 201, _detail(desk, flag_id)

    return once(request, person, key, body, act)


@router.post("/flags/{flag_id}/undo", response_model=m.FlagDetail, tags=["flags"])
def undo(request: Request, desk: AtDesk, person: Caller, flag_id: Id, key: Key = None) -> JSONResponse:
    """Takes the ruling in force back."""

    def act() -> tuple[int, m.FlagDetail]:
        desk.undo(flag_of(desk, flag_id), person.name)
        return 200, _detail(desk, flag_id)

    return once(request, person, key, None, act)


@router.post("/verifications", status_code=202, response_model=m.Queued, tags=["queue"])
def queue(request: Request, desk: AtDesk, person: Caller, body: m.Queue, key: Key = None) -> JSONResponse:
    """Queues addresses, or one text; what is in the queue already isn't queued twice."""
    if bool(body.urls) == bool(body.article):
        raise HTTPException(422, "Send addresses or one article, not both and not neither.")
    given = body.article
    texts = (Pasted(given.text, given.lang, given.publisher, given.date, given.url),) if given else ()
    urls = tuple(dict.fromkeys(body.urls))
    return once(request, person, key, body, lambda: (202, m.Queued(queued=desk.queue(urls, texts, person.name))))


@router.post("/verifications/{verification_id}/retry", status_code=202, response_model=m.Done, tags=["queue"])
def retry(request: Request, desk: AtDesk, person: Caller, verification_id: Id, key: Key = None) -> JSONResponse:
    """Tries what failed again."""
    return done(request, person, key, None, 202, lambda: desk.retry(verification_id, person.name))


@router.post("/verifications/{verification_id}/cancel", response_model=m.Done, tags=["queue"])
def cancel(request: Request, desk: AtDesk, person: Caller, verification_id: Id, key: Key = None) -> JSONResponse:
    """Stops a run that is on its way."""
    return done(request, person, key, None, 200, lambda: desk.cancel(verification_id, person.name))


@router.post("/articles/{article_id}/recheck", status_code=202, response_model=m.Done, tags=["articles"])
def recheck(request: Request, desk: AtDesk, person: Caller, article_id: Id, key: Key = None) -> JSONResponse:
    """Runs the whole workflow on it again."""
    return done(request, person, key, None, 202, lambda: desk.recheck(article_id, person.name))


@router.post("/schedules", status_code=201, response_model=m.Done, tags=["schedules"])
def add(request: Request, desk: AtDesk, person: Caller, body: m.AddSchedule, key: Key = None) -> JSONResponse:
    """Adds a schedule."""
    subject, spec = body.subject.strip(), body.spec.strip()
    return done(request, person, key, body, 201, lambda: desk.add_schedule(subject, body.rule, spec, person.name))


@router.post("/schedules/{schedule_id}/pause", response_model=m.Done, tags=["schedules"])
def pause(request: Request, desk: AtDesk, person: Caller, schedule_id: Id, key: Key = None) -> JSONResponse:
    """Holds a schedule."""
    return done(request, person, key, None, 200, lambda: desk.pause_schedule(schedule_id, person.name))


@router.post("/schedules/{schedule_id}/resume", response_model=m.Done, tags=["schedules"])
def resume(request: Request, desk: AtDesk, person: Caller, schedule_id: Id, key: Key = None) -> JSONResponse:
    """Lets it run again."""
    return done(request, person, key, None, 200, lambda: desk.resume_schedule(schedule_id, person.name))


@router.post("/schedules/{schedule_id}/run", status_code=202, response_model=m.Done, tags=["schedules"])
def run(request: Request, desk: AtDesk, person: Caller, schedule_id: Id, key: Key = None) -> JSONResponse:
    """Runs it now, besides its rhythm."""
    return done(request, person, key, None, 202, lambda: desk.run_schedule(schedule_id, person.name))


def done(
    request: Request, person: Caller, key: str | None, body: BaseModel | None, status: int, act: Callable[[], None]
) -> JSONResponse:
    """An act that gives nothing back but that it was done."""

    def acted() -> tuple[int, m.Done]:
        act()
        return status, m.Done()

    return once(request, person, key, body, acted)


def flag_of(desk: AtDesk, flag_id: str) -> str:
    """The full id of a flag. Raises 404."""
    found = desk.discrepancy(flag_id, FlagFilter(state="all"))
    if found is None:
        raise HTTPException(404, "There is nothing of this id.")
    return found.id


def _detail(desk: AtDesk, flag_id: str) -> m.FlagDetail:
    return m.FlagDetail.model_validate(desk.discrepancy(flag_id, FlagFilter(state="all")))
