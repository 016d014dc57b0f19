"""Every refusal of the API as application/problem+json (RFC 9457); details of failures go to the log alone."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from core.store import StoreUnreachable
from desk.desk import Refused
from desk.signing import TooManyTries
from desk.web.security import HEADERS, TOO_LARGE

log = logging.getLogger(__name__)


def problem(status: int, detail: str | None = None, **more: Any) -> JSONResponse:
    """One problem document."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def answer_problems(api: FastAPI) -> None:
    """Sets the handlers."""

    @api.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        large = request.scope.get("state", {}).get(TOO_LARGE)
        answer = problem(413 if large else error.status_code, None if large else str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @api.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> JSONResponse:
        # What was sent isn't sent back: it may hold what JSON can't.
        errors = [{"at": [str(step) for step in one["loc"]], "why": one["msg"]} for one in error.errors()]
        return problem(422, "The request can't be read.", errors=errors)

    @api.exception_handler(Refused)
    async def declined(request: Request, error: Refused) -> JSONResponse:
        return problem(409, str(error))

    @api.exception_handler(TooManyTries)
    async def slowed(request: Request, error: TooManyTries) -> JSONResponse:
        answer = problem(429, str(error))
        answer.headers["Retry-After"] = str(error.seconds)
        return answer

    @api.exception_handler(StoreUnreachable)
    async def storage(request: Request, error: StoreUnreachable) -> JSONResponse:
        log.error("%s", error)
        return problem(503, "The database is out of reach.")

    @api.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        answer = problem(500, "Something broke on our side; the log holds the details.")
        answer.headers.update(HEADERS)
        return answer
