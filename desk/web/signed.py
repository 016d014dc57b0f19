"""Who asks: everybody at the desk's own machine while there are no users, and whoever signed in once there are."""

from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request

from desk.people import Person
from desk.signing import People
from desk.web.security import SAFE, host_of

SESSION_COOKIE = "tawatur_session"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotSignedIn(Exception):
    """The page needs a person; `onward` is where to return to afterwards."""

    def __init__(self, onward: str = "") -> None:
        super().__init__("Sign in first.")
        self.onward = onward


def in_container() -> bool:
    """True in a container: there the host decides who reaches the published port, and its address isn't loopback."""
    return Path("/.dockerenv").exists() or Path("/run/.containerenv").exists()


def people_of(request: Request) -> People | None:
    """The users of this desk; None where it keeps none (a desk in memory)."""
    found: People | None = request.app.state.people
    return found


def alone(request: Request) -> Person | None:
    """The one who sits at this machine, while the desk has no users; None where somebody has to sign in."""
    users = people_of(request)
    if users is not None and users.any():
        return None
    near = (request.client is not None and request.client.host in LOOPBACK) or request.app.state.contained
    if not near or host_of(request.headers.get("host", "")) not in LOOPBACK:
        raise HTTPException(403, "alone")
    return Person(str(request.app.state.who), "admin")


def signed_in(request: Request) -> Person:
    """The person who asks. Raises NotSignedIn; 403 where the role isn't enough to change anything."""
    person = known(request)
    if person is None:
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        raise NotSignedIn(quote(path, safe="") if request.method in SAFE else "")
    return person


def known(request: Request) -> Person | None:
    """The person who asks, None where nobody signed in."""
    users = people_of(request)
    person = alone(request) or (users.person_of_session(request.cookies.get(SESSION_COOKIE)) if users else None)
    request.state.person = person
    return person


def acting(request: Request, person: Annotated[Person, Depends(signed_in)]) -> Person:
    """The person who asks; a viewer only looks."""
    if request.method not in SAFE and not person.may("reviewer"):
        raise HTTPException(403, "not_allowed")
    return person


def admin(person: Annotated[Person, Depends(signed_in)]) -> Person:
    """An admin."""
    if not person.may("admin"):
        raise HTTPException(403, "not_allowed")
    return person


Someone = Annotated[Person, Depends(signed_in)]
Admin = Annotated[Person, Depends(admin)]
SignedIn = Depends(signed_in)
Acting = Depends(acting)
