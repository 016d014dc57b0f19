"""For whom a program asks, and requests that are done once however often they are sent."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from core.store import reading, writing
from core.store.queries import audit
from core.store.tables import AnswerRow, core
from desk.people import Person
from desk.web.api.problems import problem
from desk.web.security import SAFE
from desk.web.signed import SESSION_COOKIE, alone, people_of
from workers.outbox import utc_now

BEARER = HTTPBearer(auto_error=False, description="An API token of your account page.")
Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]


def caller(request: Request, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]) -> Person:
    """The person behind a token. A browser's session may look, but acts through forms; 401 and 403 say why not."""
    users = people_of(request)
    person = users.person_of_token(bearer.credentials) if users is not None and bearer is not None else None
    if bearer is None or users is None:
        person = alone(request)
        if person is None and users is not None and request.method in SAFE:
            person = users.person_of_session(request.cookies.get(SESSION_COOKIE))
    if person is None:
        raise HTTPException(401, "Send a token: Authorization: Bearer taw_…", {"WWW-Authenticate": "Bearer"})
    if request.method not in SAFE and not person.may("reviewer"):
        raise HTTPException(403, "Your role only looks.")
    return person


Caller = Annotated[Person, Depends(caller)]


def once(
    request: Request, person: Person, key: str | None, body: BaseModel | None, act: Callable[[], tuple[int, BaseModel]]
) -> JSONResponse:
    """Does `act` and answers it; with a key the same request is done once and answered the same for two days."""
    users = people_of(request)
    if key is None or users is None:
        status, answer = act()
        return JSONResponse(answer.model_dump(mode="json"), status)
    asked = _digest(request, body)
    with writing(users.engine) as session:
        taken = not audit.claim_key(session, person.name, key, asked, utc_now())
    if taken:
        return _again(users.engine, person.name, key, asked)
    try:
        status, answer = act()
    except Exception:  # whatever stood in its way, nothing was done: the key is free again
        _settle(users.engine, person.name, key, None, None)
        raise
    shown = answer.model_dump(mode="json")
    _settle(users.engine, person.name, key, status, shown)
    return JSONResponse(shown, status)


def _again(engine: Any, who: str, key: str, asked: str) -> JSONResponse:
    with reading(engine) as session:
        held = audit.answer_of(session, who, key, utc_now())
    if held is None or (held.request == asked and not held.status):
        return problem(409, "The first request with this key isn't answered yet: ask again later.")
    if held.request != asked:
        return problem(422, "This Idempotency-Key belongs to another request.")
    return JSONResponse(held.body, held.status, {"Idempotent-Replayed": "true"})


def _settle(engine: Any, who: str, key: str, status: int | None, body: dict[str, Any] | None) -> None:
    table = core(AnswerRow)
    mine = (table.c.who == who) & (table.c.key == key)
    change = (
        table.delete().where(mine) if status is None else table.update().where(mine).values(status=status, body=body)
    )
    with writing(engine) as session:
        session.execute(change)


def _digest(request: Request, body: BaseModel | None) -> str:
    text = f"{request.method} {request.url.path}\n{body.model_dump_json() if body is not None else ''}"
    return hashlib.sha256(text.encode()).hexdigest()
