"""One article, every number wearing its finding."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response

from core.claims import Stance, WindowKind
from desk.views import Corrected
from desk.web.forms import AtDesk, Tokened, Who
from desk.web.page import render

router = APIRouter(prefix="/articles")

Word = Annotated[str, Form(max_length=4000)]
Count = Annotated[int, Path(ge=1, lt=2**31)]


@router.get("/{article_id}")
def show(request: Request, desk: AtDesk, article_id: str) -> Response:
    """The text, its claims, its inner contradictions."""
    found = desk.article(article_id)
    if found is None:
        raise HTTPException(404, "article")
    return render(request, "article.html", article=found, stances=tuple(Stance), windows=tuple(WindowKind))


@router.get("/{article_id}/text")
def text(request: Request, desk: AtDesk, article_id: str) -> Response:
    """The text alone, for the page of a flag to show beside the other one."""
    found = desk.article(article_id)
    if found is None:
        raise HTTPException(404, "article")
    return render(request, "article_text.html", article=found, counts=None)


@router.get("/{article_id}/revisions")
def revisions(request: Request, desk: AtDesk, article_id: str, before: str = "", after: str = "") -> Response:
    """Every wording that was seen, and what changed between two of them."""
    found = desk.revisions(article_id, _count(before), _count(after))
    if found is None:
        raise HTTPException(404, "article")
    return render(request, "revisions.html", history=found)


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


@router.post("/{article_id}/recheck", dependencies=[Tokened])
def recheck(desk: AtDesk, who: Who, article_id: str) -> Response:
    """Runs the whole workflow on it again."""
    desk.recheck(article_id, who)
    return RedirectResponse("/queue?queued=1", 303)


def _given(
    value: Word = "",
    low: Word = "",
    high: Word = "",
    group: Word = "",
    measure: Word = "",
    window: Word = "",
    stance: Word = "",
    note: Word = "",
    printed: Word = "",
) -> Corrected:
    return Corrected(value, low, high, group, measure, window, stance, note, printed)


@router.post("/{article_id}/claims/{n}/correction", dependencies=[Tokened])
def correct(
    desk: AtDesk, who: Who, article_id: str, n: Count, given: Annotated[Corrected, Depends(_given)]
) -> Response:
    """What the number should say, beside the machine's reading."""
    desk.correct(article_id, n, given, who)
    return RedirectResponse(f"/articles/{article_id}#c{n}", 303)


@router.post("/{article_id}/claims/{n}/strike", dependencies=[Tokened])
def strike(desk: AtDesk, who: Who, article_id: str, n: Count) -> Response:
    """It is no claim."""
    desk.correct(article_id, n, None, who)
    return RedirectResponse(f"/articles/{article_id}#c{n}", 303)


@router.post("/{article_id}/claims", dependencies=[Tokened])
def add(desk: AtDesk, who: Who, article_id: str, given: Annotated[Corrected, Depends(_given)]) -> Response:
    """A number that the machine missed."""
    desk.correct(article_id, None, given, who)
    return RedirectResponse(f"/articles/{article_id}#h-corrections", 303)


@router.post("/{article_id}/corrections/{correction_id}/undo", dependencies=[Tokened])
def take_back(desk: AtDesk, who: Who, article_id: str, correction_id: str) -> Response:
    """Takes a correction back."""
    desk.take_back(article_id, correction_id, who)
    return RedirectResponse(f"/articles/{article_id}#h-corrections", 303)
