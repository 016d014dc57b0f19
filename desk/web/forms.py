"""Forms that change something: read only with their token."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import Depends, Form, HTTPException, Request

from desk.desk import Desk
from desk.views import FlagFilter
from desk.views.flag import STATES
from desk.web.security import SEED_COOKIE, FormTokens
from desk.web.signed import Someone

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


def desk_of(request: Request) -> Desk:
    """The desk behind the pages."""
    desk: Desk = request.app.state.desk
    return desk


def who_of(person: Someone) -> str:
    """The name of who asks."""
    return person.name


async def tokened(request: Request, token: Annotated[str, Form()] = "") -> None:
    """Refuses a form whose token doesn't belong to the browser's cookie, and one with characters no database keeps."""
    tokens: FormTokens = request.app.state.tokens
    if not tokens.holds(request.cookies.get(SEED_COOKIE), token):
        raise HTTPException(403, "csrf")
    for _, value in (await request.form()).multi_items():  # read by FastAPI before: nothing is read twice
        if "\0" in (value if isinstance(value, str) else value.filename or ""):
            raise HTTPException(400, "nul")


def filter_of(
    kind: str = "",
    lang_of: str = "",
    q: str = "",
    state: str = "open",
    page: int = 1,
    occurrence: str = "",
    outlet: str = "",
    measure: str = "",
    assignee: str = "",
    days: str = "",
    second: str = "",
) -> FlagFilter:
    """The inbox filter of an address; values that don't exist don't filter."""
    return FlagFilter(
        kind if kind in KINDS else "",
        lang_of.strip()[:8],
        q.strip()[:200],
        state if state in STATES else "open",
        min(max(1, page), 100_000),
        occurrence.strip()[:40],
        outlet.strip()[:200],
        measure.strip()[:100],
        assignee.strip()[:60],
        min(int(days), 3650) if days.isdecimal() and len(days) < 6 else 0,
        second == "1",
    )


def day_of(text: str) -> str | None:
    """An ISO day; None for what is no day."""
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat() if text.strip() else None
    except ValueError:
        return None


def day_at(days: Sequence[str], step: str) -> str | None:
    """The day that a slider's step names, counted from 0; None for its end, where all is known."""
    at = int(step) if step.isdecimal() and len(step) < 6 else len(days)
    return days[at] if at < len(days) - 1 else None


def turn_of(page: str = "") -> int:
    """Which page of a list; the first where the address names none that can be."""
    return _number(page) or 1


def before_of(before: str = "") -> int | None:
    """The number from which a list goes on; None for its beginning."""
    return _number(before)


def _number(text: str) -> int | None:
    """A whole number from 1 that a database counts to."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 and int(text) else None


AtDesk = Annotated[Desk, Depends(desk_of)]
Who = Annotated[str, Depends(who_of)]
Chosen = Annotated[FlagFilter, Depends(filter_of)]
Turn = Annotated[int, Depends(turn_of)]
Before = Annotated[int | None, Depends(before_of)]
Tokened = Depends(tokened)
