"""What keeps the work going, for programs: runs of schedules, sources, hosts that fail, dead letters."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from desk.views import LIST
from desk.web.api import models as m
from desk.web.api.acts import done
from desk.web.api.caller import Caller, Key, once
from desk.web.api.reading import From, Id, found_or_404, next_part
from desk.web.forms import AtDesk

router = APIRouter()


@router.get("/schedules/{schedule_id}", tags=["schedules"])
def schedule(desk: AtDesk, schedule_id: Id) -> m.ScheduleDetail:
    """One schedule with its last fifty runs."""
    return m.ScheduleDetail.model_validate(found_or_404(desk.schedule(schedule_id)))


@router.get("/sources/hosts", tags=["sources"])
def hosts(desk: AtDesk) -> m.Page[m.Host]:
    """Hosts whose pages could not be fetched, the worst first."""
    rows = desk.hosts()
    return m.Page[m.Host](items=[m.Host.model_validate(row) for row in rows], total=len(rows))


@router.post("/sources", status_code=201, response_model=m.Done, tags=["sources"])
def add_source(request: Request, desk: AtDesk, person: Caller, body: m.AddSource, key: Key = None) -> JSONResponse:
    """Adds a feed by its address."""
    return done(request, person, key, body, 201, lambda: desk.add_source(body.location, body.name, person.name))


@router.post("/sources/{source_id}/pause", response_model=m.Done, tags=["sources"])
def pause(request: Request, desk: AtDesk, person: Caller, source_id: Id, key: Key = None) -> JSONResponse:
    """Stops asking a source for a while."""
    return done(request, person, key, None, 200, lambda: desk.pause_source(source_id, person.name))


@router.post("/sources/{source_id}/resume", response_model=m.Done, tags=["sources"])
def resume(request: Request, desk: AtDesk, person: Caller, source_id: Id, key: Key = None) -> JSONResponse:
    """Lets a source go on."""
    return done(request, person, key, None, 200, lambda: desk.resume_source(source_id, person.name))


@router.post("/sources/{source_id}/try", response_model=m.Trial, tags=["sources"])
def attempt(request: Request, desk: AtDesk, person: Caller, source_id: Id, key: Key = None) -> JSONResponse:
    """Asks a source once, now, and tells what it brought; none of that is kept."""
    return once(
        request, person, key, None, lambda: (200, m.Trial.model_validate(desk.try_source(source_id, person.name)))
    )


@router.get("/dead", tags=["queue"])
def dead(request: Request, desk: AtDesk, before: From = None) -> m.Page[m.Dead]:
    """Work that gave up and waits for a person, newest first; a hundred a page, `before` is where to page on."""
    rows = desk.dead(before)
    more = next_part(request, before=rows[-1].id) if len(rows) >= LIST else None
    return m.Page[m.Dead](items=[m.Dead.model_validate(row) for row in rows], total=desk.total("dead"), next=more)


@router.post("/dead/{letter_id}/retry", status_code=202, response_model=m.Done, tags=["queue"])
def retry(request: Request, desk: AtDesk, person: Caller, letter_id: Id, key: Key = None) -> JSONResponse:
    """Tries it again."""
    return done(request, person, key, None, 202, lambda: desk.retry_dead(letter_id, person.name))


@router.post("/dead/{letter_id}/discard", response_model=m.Done, tags=["queue"])
def discard(request: Request, desk: AtDesk, person: Caller, letter_id: Id, key: Key = None) -> JSONResponse:
    """Closes it without another try."""
    return done(request, person, key, None, 200, lambda: desk.discard_dead(letter_id, person.name))
