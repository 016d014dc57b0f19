"""One article, every number wearing its finding."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from desk.web.forms import AtDesk, Tokened, Who
from desk.web.page import render

router = APIRouter(prefix="/articles")


@router.get("/{article_id}")
def show(request: Request, desk: AtDesk, article_id: str) -> Response:
    """The text, its claims, its inner contradictions."""
    found = desk.article(article_id)
    if found is None:
        raise HTTPException(404, "article")
    return render(request, "article.html", article=found)


@router.post("/{article_id}/recheck", dependencies=[Tokened])
def recheck(desk: AtDesk, who: Who, article_id: str) -> Response:
    """Runs the whole workflow on it again."""
    desk.recheck(article_id, who)
    return RedirectResponse("/queue?queued=1", 303)
