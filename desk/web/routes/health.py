"""Is the desk alive, is what it stands on ready."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, RedirectResponse, Response

from desk.web.forms import AtDesk

router = APIRouter()


@router.get("/")
def home() -> Response:
    """The inbox is where work begins."""
    return RedirectResponse("/flags", 307)


@router.get("/healthz")
def healthz() -> Response:
    """200 while the process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def readyz(desk: AtDesk) -> Response:
    """200 where every part is ready, else 503 with what is wrong and how to mend it."""
    parts = desk.ready()
    wrong = any(problem for _, problem in parts)
    body = {"status": "not ready" if wrong else "ready", "parts": {name: problem or "ok" for name, problem in parts}}
    return JSONResponse(body, 503 if wrong else 200)
