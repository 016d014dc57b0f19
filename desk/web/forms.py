"""Forms that change something: read only with their token."""

from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request

from desk.web.desk import Desk
from desk.web.security import SEED_COOKIE, FormTokens
from desk.web.views import FlagFilter

KINDS = (
    "disputed",
    "misquoted",
    "revised",
    "wide",
    "cited_not_found",
    "changed_silently",
    "denied",
    "inconsistent",
)
STATES = ("open", "decided", "all")


def desk_of(request: Request) -> Desk:
    """The desk behind the pages."""
    desk: Desk = request.app.state.desk
    return desk


def who_of(request: Request) -> str:
    """Who sits at the desk."""
    return str(request.app.state.who)


def tokened(request: Request, token: Annotated[str, Form()] = "") -> None:
    """Refuses a form whose token doesn't belong to the browser's cookie."""
    tokens: FormTokens = request.app.state.tokens
    if not tokens.holds(request.cookies.get(SEED_COOKIE), token):
        raise HTTPException(403, "csrf")


def filter_of(kind: str = "", lang_of: str = "", q: str = "", state: str = "open", page: int = 1) -> FlagFilter:
    """The inbox filter of an address; values that don't exist don't filter."""
    return FlagFilter(
        kind if kind in KINDS else "",
        lang_of.strip()[:8],
        q.strip()[:200],
        state if state in STATES else "open",
        min(max(1, page), 100_000),
    )


AtDesk = Annotated[Desk, Depends(desk_of)]
Who = Annotated[str, Depends(who_of)]
Chosen = Annotated[FlagFilter, Depends(filter_of)]
Tokened = Depends(tokened)
