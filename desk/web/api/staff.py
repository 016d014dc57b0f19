"""People and one's own account, for programs. No answer of theirs is kept: these acts take no Idempotency-Key.

What gives access (a user, a role, a password, a token) needs the caller's own password beside the token: one that
leaked must not be able to outlive its end."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request

from desk import people
from desk.desk import Refused
from desk.people import Person
from desk.signing import People
from desk.web.api import models as m
from desk.web.api.caller import Caller, caller
from desk.web.api.reading import next_part
from desk.web.signed import people_of

A_PAGE = 100


def admin(person: Annotated[Person, Depends(caller)]) -> Person:
    """An admin."""
    if not person.may("admin"):
        raise HTTPException(403, "This needs the role admin.")
    return person


Admin = Annotated[Person, Depends(admin)]
Named = Annotated[str, Path(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f/\\]+$")]
router = APIRouter()


@router.get("/people", tags=["people"])
def listed(request: Request, person: Admin) -> m.Page[m.User]:
    """Everybody."""
    rows = _users(request).users()
    return m.Page[m.User](items=[m.User.of(row) for row in rows], total=len(rows))


@router.post("/people", status_code=201, tags=["people"])
def add(request: Request, person: Admin, body: m.AddUser) -> m.Done:
    """Adds a user; the first one has to be an admin."""
    users = _users(request)
    if body.role != "admin" and not users.any():
        raise Refused("The first user has to be an admin: from then on everybody signs in.")
    _confirmed(users, person, body)
    people.add_user(users.engine, body.name, body.role, body.password, by=person.name)
    return m.Done()


@router.post("/people/{name}/role", tags=["people"])
def role(request: Request, person: Admin, name: Named, body: m.Role) -> m.Done:
    """Gives a user another role."""
    _confirmed(_users(request), person, body)
    return _done(request, lambda users: people.set_role(users.engine, name, body.role, by=person.name))


@router.post("/people/{name}/password", tags=["people"])
def password(request: Request, person: Admin, name: Named, body: m.Password) -> m.Done:
    """Sets a user's password; all their sessions and tokens end."""
    _confirmed(_users(request), person, body)
    return _done(request, lambda users: people.set_password(users.engine, name, body.password, by=person.name))


@router.post("/people/{name}/disable", tags=["people"])
def disable(request: Request, person: Admin, name: Named) -> m.Done:
    """Shuts a user out at once."""
    return _done(request, lambda users: people.disable(users.engine, name, by=person.name))


@router.post("/people/{name}/enable", tags=["people"])
def enable(request: Request, person: Admin, name: Named, body: m.Confirmed) -> m.Done:
    """Lets a user in again."""
    _confirmed(_users(request), person, body)
    return _done(request, lambda users: people.disable(users.engine, name, by=person.name, enabled=True))


@router.get("/acts", tags=["people"])
def acts(
    request: Request,
    person: Admin,
    who: Annotated[str, Query(max_length=60)] = "",
    before: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
) -> m.Page[m.Act]:
    """The log of acts, the latest first."""
    rows = _users(request).acts(who or None, before, A_PAGE + 1)
    shown = rows[:A_PAGE]
    more = next_part(request, before=shown[-1].id) if len(rows) > A_PAGE else None
    return m.Page[m.Act](items=[m.Act.model_validate(row) for row in shown], next=more)


@router.get("/account", tags=["account"])
def account(request: Request, person: Caller) -> m.Account:
    """Who asks, with their sessions and tokens."""
    sessions, tokens = _users(request).belongings(person)
    return m.Account(
        name=person.name,
        role=person.role,
        sessions=tuple(m.Session.model_validate(one) for one in sessions),
        tokens=tuple(m.Token.model_validate(one) for one in tokens),
    )


@router.post("/account/password", tags=["account"])
def change(request: Request, person: Caller, body: m.ChangePassword) -> m.Done:
    """Changes one's own password; all other sessions end."""
    return _done(request, lambda users: users.change_password(person, body.old, body.new))


@router.post("/account/tokens", status_code=201, tags=["account"])
def new_token(request: Request, person: Caller, body: m.NewToken) -> m.TokenMade:
    """Makes a token, told this once."""
    users = _users(request)
    _confirmed(users, person, body)
    return m.TokenMade(token=users.new_token(person, body.name))


@router.post("/account/tokens/{token_id}/end", tags=["account"])
def end_token(request: Request, person: Caller, token_id: Annotated[int, Path(ge=1, lt=2**31)]) -> m.Done:
    """Ends one of one's own tokens."""
    return _done(request, lambda users: users.end_token(person, token_id))


@router.post("/account/sessions/{session_id}/end", tags=["account"])
def end_session(
    request: Request, person: Caller, session_id: Annotated[str, Path(pattern=r"^[0-9a-f]{1,64}$")]
) -> m.Done:
    """Ends one of one's own sessions."""
    return _done(request, lambda users: users.end_session(person, session_id))


def _confirmed(users: People, person: Person, body: m.Confirmed) -> None:
    """Refuses a token alone. Whoever sits at a desk without users has no password."""
    if person.user_id is None:
        return
    if not body.own_password:
        raise HTTPException(403, "A token alone gives nobody access: send your own password as own_password.")
    users.confirm(person, body.own_password)


def _done(request: Request, act: Callable[[People], object]) -> m.Done:
    act(_users(request))
    return m.Done()


def _users(request: Request) -> People:
    users = people_of(request)
    if users is None:
        raise HTTPException(404, "This desk keeps no users.")
    return users
