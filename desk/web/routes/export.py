"""Files: claims and flags as tables, decided claims as ClaimReview."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from desk.export.files import FORMATS, written
from desk.export.reviews import reviews
from desk.stored.exported import CLAIM_COLUMNS, FLAG_COLUMNS
from desk.web.forms import AtDesk, Chosen

router = APIRouter(prefix="/export", tags=["export"])

Format = Annotated[Literal["csv", "jsonl", "xlsx"], Path()]
Ident = Annotated[str, Query(pattern=r"^[0-9A-Za-z]{0,40}$")]


@router.get("/claims.{format_name}")
def claims(desk: AtDesk, format_name: Format, occurrence: Ident = "") -> Response:
    """The claims of an occurrence, or of all articles."""
    return _file("claims", format_name, written(desk.claim_lines(occurrence or None), CLAIM_COLUMNS, format_name))


@router.get("/flags.{format_name}")
def flags(desk: AtDesk, chosen: Chosen, format_name: Format) -> Response:
    """The flags of a filter, ranked."""
    return _file("flags", format_name, written(desk.flag_lines(chosen), FLAG_COLUMNS, format_name))


@router.get("/claimreview.json")
def claim_reviews(request: Request, desk: AtDesk, page: Annotated[int, Query(ge=1, le=100_000)] = 1) -> Response:
    """ClaimReview of the claims that people ruled on, fifty rulings a page; an empty list is the end."""
    base = str(request.base_url).split("/api/", 1)[0].rstrip("/")
    found = [review for flag in desk.ruled(page) for review in reviews(flag, base)]
    return JSONResponse(found, media_type="application/ld+json")


@router.get("/gold.jsonl")
def gold(desk: AtDesk) -> Response:
    """Every corrected article with its text, and its claims as people say they should be."""
    return _file("gold", "jsonl", written(desk.gold_lines(), (), "jsonl"))


def _file(name: str, format_name: str, pieces: Iterator[bytes]) -> Response:
    # The first piece is made now: what refuses, refuses before an answer has begun.
    first = next(pieces, b"")
    headers = {
        "Content-Disposition": f'attachment; filename="tawatur-{name}.{format_name}"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(chain([first], pieces), media_type=FORMATS[format_name], headers=headers)
