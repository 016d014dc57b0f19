"""Users and the log of acts, for admins."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from desk import people
from desk.desk import Refused
from desk.people import ROLES
from desk.signing import People
from desk.web.forms import Tokened
from desk.web.page import render
from desk.web.signed import Admin, people_of

router = APIRouter(prefix="/people")

A_PAGE = 100


@router.get("")
def listed(request: Request, person: Admin, did: str = "") -> Response:
    """Everybody, and the form for one more."""
    return _page(request, did="done" if did else "")


@router.post("", dependencies=[Tokened])
def add(
    request: Request,
    person: Admin,
    name: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Adds a user. The first one has to be an admin, since from then on everybody signs in."""
    users = _users(request)
    try:
        if role != "admin" and not users.any():
            raise Refused("The first user has to be an admin: from then on everybody signs in.")
        people.add_user(users.engine, name, role, password, by=person.name)
    except Refused as refusal:
        return _page(request, 422, str(refusal))
    return RedirectResponse("/people?did=1", 303)


@router.post("/{name}/role", dependencies=[Tokened])
def role(request: Request, person: Admin, name: str, role: Annotated[str, Form()] = "") -> Response:
    """Another role."""
    return _done(request, lambda users: people.set_role(users.engine, name, role, by=person.name))


@router.post("/{name}/password", dependencies=[Tokened])
def password(request: Request, person: Admin, name: str, password: Annotated[str, Form()] = "") -> Response:
    """Another password; all their sessions and tokens end."""
    return _done(request, lambda users: people.set_password(users.engine, name, password, by=person.name))


@router.post("/{name}/disable", dependencies=[Tokened])
def disable(request: Request, person: Admin, name: str) -> Response:
    """Shuts them out at once."""
    return _done(request, lambda users: people.disable(users.engine, name, by=person.name))


@router.post("/{name}/enable", dependencies=[Tokened])
def enable(request: Request, person: Admin, name: str) -> Response:
    """Lets them in again."""
    return _done(request, lambda users: people.disable(users.engine, name, by=person.name, enabled=True))


@router.get("/acts")
def acts(request: Request, person: Admin, who: str = "", before: int = 0) -> Response:
    """The log, the latest first."""
    # PostgreSQL's whole numbers of this column end at 2³¹.
    rows = _users(request).acts(who[:200] or None, before if 0 < before < 2**31 else None, A_PAGE + 1)
    more = rows[A_PAGE - 1].id if len(rows) > A_PAGE else None
    return render(request, "acts.html", rows=rows[:A_PAGE], of=who, more=more)


def _done(request: Request, act: Callable[[People], None]) -> Response:
    try:
        act(_users(request))
    except Refused as refusal:
        return _page(request, 422, str(refusal))
    return RedirectResponse("/people?did=1", 303)


def _users(request: Request) -> People:
    users = people_of(request)
    if users is None:
        raise HTTPException(404, "people")
    return users


def _page(request: Request, status: int = 200, refused: str = "", did: str = "") -> Response:
    rows = _users(request).users()
    return render(request, "people.html", status, rows=rows, roles=ROLES, refused=refused, did=did)
