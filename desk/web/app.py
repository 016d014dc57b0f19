"""The web desk: one factory that puts guard, routes, static files and refusals together."""

import logging
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from core.store import StoreUnreachable
from desk.desk import Desk, Refused
from desk.signing import People
from desk.web.api import build_api
from desk.web.page import render
from desk.web.routes import OPEN, ROUTERS
from desk.web.security import HEADERS, TOO_LARGE, FormTokens, Guard
from desk.web.signed import LOOPBACK, Acting, NotSignedIn

_FORBIDDEN = {"csrf": "csrf", "not_allowed": "not_allowed", "alone": "alone"}
_WHY = {400: "invalid", 401: "token", 404: "not_found", 413: "too_large", 422: "invalid"}

log = logging.getLogger(__name__)


def build_app(
    desk: Desk,
    who: str,
    hosts: frozenset[str] = LOOPBACK,
    people: People | None = None,
    contained: bool = False,
) -> FastAPI:
    """The application over a desk. `hosts` are the names by which browsers may call it; `people` its users; `who` sits
    at it while it has none; `contained` where the host's ports, not its own, decide who reaches it."""
    app = FastAPI(title="Tawatur", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk, app.state.who, app.state.tokens = desk, who, FormTokens()
    app.state.people, app.state.contained = people, contained
    for router in OPEN:
        app.include_router(router)
    for router in ROUTERS:
        app.include_router(router, dependencies=[Acting])
    app.mount("/api/v1", build_api(app.state))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    _refusals(app)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _refusals(app: FastAPI) -> None:
    """Every refusal is a page that says what to do; details go to the log, never to the browser."""

    def page(request: Request, status: int, why: str, detail: str | None = None) -> Response:
        # Without the navigation's counts: a page that says the database is out of reach must not ask it.
        return render(request, "refused.html", status, why=why, detail=detail, counts=None)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        large = request.scope.get("state", {}).get(TOO_LARGE) or "exceeded maximum" in str(error.detail)
        status = 413 if large else error.status_code
        why = _FORBIDDEN.get(str(error.detail), "csrf") if status == 403 else _WHY.get(status, "invalid")
        why = "nul" if error.detail == "nul" else why
        response = page(request, status, why)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(NotSignedIn)
    async def stranger(request: Request, error: NotSignedIn) -> Response:
        address = f"/sign-in?onward={error.onward}" if error.onward else "/sign-in"
        if request.headers.get("hx-request"):  # a part of a page asks: the whole page goes to the form
            return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
        return RedirectResponse(address, 303)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> Response:
        return page(request, 422, "invalid")

    @app.exception_handler(Refused)
    async def declined(request: Request, error: Refused) -> Response:
        return page(request, 409, "invalid", str(error))

    @app.exception_handler(StoreUnreachable)
    async def storage(request: Request, error: StoreUnreachable) -> Response:
        log.error("%s", error)
        return page(request, 503, "storage")

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        response = page(request, 500, "broken")
        response.headers.update(HEADERS)  # this answer is made outside the guard
        return response
