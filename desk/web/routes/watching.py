"""For programs that watch the desk: an Atom feed of flags, and metrics. They name themselves by an API token."""

import base64
import binascii

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from desk.people import Person
from desk.web.feed import atom
from desk.web.forms import AtDesk, Chosen
from desk.web.signed import SESSION_COOKIE, alone, people_of

router = APIRouter()
_ATOM = "application/atom+xml; charset=utf-8"
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


def watcher(request: Request) -> Person:
    """The person of an API token (as Bearer, or as the password of Basic, which feed readers know), or of a session."""
    users, token = people_of(request), _token(request.headers.get("authorization", ""))
    person = users.person_of_token(token) if users is not None and token else alone(request)
    if person is None and users is not None:
        person = users.person_of_session(request.cookies.get(SESSION_COOKIE))
    if person is None:
        raise HTTPException(401, "token", {"WWW-Authenticate": 'Basic realm="Tawatur: an API token as password"'})
    return person


Watcher = Depends(watcher)


@router.get("/flags.atom", dependencies=[Watcher])
def feed(request: Request, desk: AtDesk, chosen: Chosen, lang: str = "en") -> Response:
    """The flags of a filter, those that changed last first; the address takes the inbox's filter and `lang`."""
    base = str(request.base_url).rstrip("/")
    return Response(
        atom(desk.newest_flags(chosen), base, chosen.query, "ar" if lang == "ar" else "en"), media_type=_ATOM
    )


@router.get("/metrics", dependencies=[Watcher])
def metrics(desk: AtDesk) -> Response:
    """What waits and what stands open, for Prometheus; what workers count is at their own port."""
    return Response(desk.gauges(), media_type=_PROMETHEUS)


def _token(header: str) -> str | None:
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None
