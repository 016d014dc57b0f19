"""Signing in and out, and what is one's own: password, sessions, tokens."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response

from desk.desk import Refused
from desk.links import inward
from desk.people import Person
from desk.signing import People, TooManyTries
from desk.web.forms import Tokened
from desk.web.page import render
from desk.web.security import SEED_COOKIE
from desk.web.signed import SESSION_COOKIE, Someone, known, people_of

router = APIRouter()


@router.get("/sign-in")
def ask(request: Request, onward: str = "") -> Response:
    """The form; whoever needs none goes on."""
    if known(request) is not None:
        return RedirectResponse(_onward(onward), 303)
    return _form(request, onward)


@router.post("/sign-in", dependencies=[Tokened])
def sign_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    onward: Annotated[str, Form()] = "",
) -> Response:
    """Begins a new session, whatever session the browser held before."""
    users = _users(request)
    address = request.client.host if request.client else ""
    try:
        found = users.sign_in(name, password, address, request.headers.get("user-agent", ""))
    except TooManyTries as wait:
        response = _form(request, onward, 429, "many", wait.seconds)
        response.headers["Retry-After"] = str(wait.seconds)
        return response
    except Refused:
        return _form(request, onward, 401, "wrong")
    before = users.person_of_session(request.cookies.get(SESSION_COOKIE))
    if before is not None:
        users.sign_out(before)
    response = RedirectResponse(_onward(onward), 303)
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION_COOKIE, found.token, httponly=True, samesite="lax", secure=secure)
    response.delete_cookie(SEED_COOKIE, httponly=True, samesite="strict")  # forms of before are void
    return response


@router.post("/sign-out", dependencies=[Tokened])
def sign_out(request: Request, person: Someone) -> Response:
    """Ends this session, on the server too."""
    users = people_of(request)
    if users is not None:
        users.sign_out(person)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax")
    response.delete_cookie(SEED_COOKIE, httponly=True, samesite="strict")
    return response


@router.get("/account")
def account(request: Request, person: Someone, did: str = "") -> Response:
    """One's own sessions and tokens."""
    return _account(request, person, did=did if did in ("password", "ended") else "")


@router.post("/account/password", dependencies=[Tokened])
def password(
    request: Request, person: Someone, old: Annotated[str, Form()] = "", new: Annotated[str, Form()] = ""
) -> Response:
    """Another password; all other sessions end."""
    try:
        _users(request).change_password(person, old, new)
    except TooManyTries as wait:
        response = _account(request, person, 429, minutes=-(-wait.seconds // 60))
        response.headers["Retry-After"] = str(wait.seconds)
        return response
    except Refused as refusal:
        return _account(request, person, 422, refused=str(refusal))
    return RedirectResponse("/account?did=password", 303)


@router.post("/account/tokens", dependencies=[Tokened])
def new_token(request: Request, person: Someone, name: Annotated[str, Form()] = "") -> Response:
    """A new token, shown once."""
    try:
        return _account(request, person, 201, token_made=_users(request).new_token(person, name))
    except Refused as refusal:
        return _account(request, person, 422, refused=str(refusal))


@router.post("/account/tokens/{token_id}/end", dependencies=[Tokened])
def end_token(request: Request, person: Someone, token_id: Annotated[int, Path(ge=1, lt=2**31)]) -> Response:
    """Ends one of one's own tokens."""
    _users(request).end_token(person, token_id)
    return RedirectResponse("/account?did=ended", 303)


@router.post("/account/sessions/{session_id}/end", dependencies=[Tokened])
def end_session(request: Request, person: Someone, session_id: str) -> Response:
    """Ends one of one's own sessions."""
    _users(request).end_session(person, session_id)
    return RedirectResponse("/account?did=ended", 303)


def _users(request: Request) -> People:
    users = people_of(request)
    if users is None:
        raise HTTPException(404, "people")
    return users


def _onward(path: str) -> str:
    """Back to a page of this desk, never to another site, and never in a circle."""
    return inward(unquote(path), "/flags")


def _form(request: Request, onward: str, status: int = 200, wrong: str = "", seconds: int = 0) -> Response:
    return render(request, "sign_in.html", status, counts=None, onward=onward, wrong=wrong, minutes=-(-seconds // 60))


def _account(
    request: Request,
    person: Person,
    status: int = 200,
    did: str = "",
    refused: str = "",
    token_made: str = "",
    minutes: int = 0,
) -> Response:
    users = people_of(request)
    sessions, tokens = users.belongings(person) if users else ((), ())
    values = {"did": did, "refused": refused, "token_made": token_made, "minutes": minutes}
    return render(request, "account.html", status, sessions=sessions, tokens=tokens, **values)
