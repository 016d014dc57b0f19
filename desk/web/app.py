"""The web desk: one factory that puts guard, routes, static files and refusals together."""

import logging
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from core.store import StoreUnreachable
from desk.web.desk import Desk, Refused
from desk.web.page import render
from desk.web.routes import ROUTERS
from desk.web.security import HEADERS, TOO_LARGE, FormTokens, Guard

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_WHY = {403: "csrf", 404: "not_found", 413: "too_large", 422: "invalid"}

log = logging.getLogger(__name__)


def build_app(desk: Desk, who: str, hosts: frozenset[str] = LOOPBACK) -> FastAPI:
    """The application over a desk. `hosts` are the names by which browsers may call it."""
    app = FastAPI(title="Tawatur", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk, app.state.who, app.state.tokens = desk, who, FormTokens()
    for router in ROUTERS:
        app.include_router(router)
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
        return page(request, status, _WHY.get(status, "invalid"))

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
