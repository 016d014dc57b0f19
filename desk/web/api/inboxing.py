"""The inbox for programs: many flags at once, assignment, a second reviewer, kept filters."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from desk.views import FlagFilter
from desk.web.api import models as m
from desk.web.api.acts import done, flag_of
from desk.web.api.caller import Caller, Key
from desk.web.api.reading import Id
from desk.web.forms import AtDesk

router = APIRouter()


@router.post("/flags/decisions", status_code=201, response_model=m.Done, tags=["flags"])
def decide_many(request: Request, desk: AtDesk, person: Caller, body: m.DecideMany, key: Key = None) -> JSONResponse:
    """The same ruling on each flag, all or none."""
    ids = tuple(dict.fromkeys(body.flags))
    note = body.note.strip()
    return done(request, person, key, body, 201, lambda: desk.decide_many(ids, body.decision, note, person.name))


@router.post("/flags/undo", response_model=m.Done, tags=["flags"])
def undo_many(request: Request, desk: AtDesk, person: Caller, body: m.Flags, key: Key = None) -> JSONResponse:
    """Takes the ruling in force on each back, all or none."""
    ids = tuple(dict.fromkeys(body.flags))
    return done(request, person, key, body, 200, lambda: desk.undo_many(ids, person.name))


@router.post("/flags/assignments", response_model=m.Done, tags=["flags"])
def assign(request: Request, desk: AtDesk, person: Caller, body: m.Assign, key: Key = None) -> JSONResponse:
    """Hands flags to a person, or to nobody."""
    ids = tuple(dict.fromkeys(body.flags))
    return done(request, person, key, body, 200, lambda: desk.assign(ids, body.assignee or None, person.name))


@router.post("/flags/{flag_id}/second", status_code=201, response_model=m.Done, tags=["flags"])
def second(request: Request, desk: AtDesk, person: Caller, flag_id: Id, body: m.Noted, key: Key = None) -> JSONResponse:
    """Asks for a second reviewer."""
    return done(
        request, person, key, body, 201, lambda: desk.ask_second(flag_of(desk, flag_id), body.note, person.name)
    )


@router.post("/flags/{flag_id}/second/settle", response_model=m.Done, tags=["flags"])
def settle(request: Request, desk: AtDesk, person: Caller, flag_id: Id, key: Key = None) -> JSONResponse:
    """Takes the request for a second reviewer down."""
    return done(request, person, key, None, 200, lambda: desk.settle_second(flag_of(desk, flag_id), person.name))


@router.get("/filters", tags=["flags"])
def filters(desk: AtDesk, person: Caller) -> m.Page[m.Filter]:
    """One's own filters, with how many flags each holds now."""
    rows = desk.saved_filters(person.name)
    return m.Page[m.Filter](items=[m.Filter.model_validate(row) for row in rows], total=len(rows))


@router.post("/filters", status_code=201, response_model=m.Done, tags=["flags"])
def keep(request: Request, desk: AtDesk, person: Caller, body: m.KeepFilter, key: Key = None) -> JSONResponse:
    """Keeps a filter under a name; `query` is that of the inbox's address."""
    query = FlagFilter.of(body.query).query
    return done(request, person, key, body, 201, lambda: desk.save_filter(body.name, query, person.name))


@router.post("/filters/{filter_id}/delete", response_model=m.Done, tags=["flags"])
def forget(request: Request, desk: AtDesk, person: Caller, filter_id: Id, key: Key = None) -> JSONResponse:
    """Forgets one of one's own filters."""
    return done(request, person, key, None, 200, lambda: desk.delete_filter(filter_id, person.name))
