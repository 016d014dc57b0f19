"""The API under /api/v1: for programs what the pages are for people."""

from fastapi import Depends, FastAPI
from starlette.datastructures import State

from desk.web.api.acts import router as acts
from desk.web.api.caller import caller
from desk.web.api.editing import router as editing
from desk.web.api.inboxing import router as inboxing
from desk.web.api.models import Problem
from desk.web.api.problems import answer_problems
from desk.web.api.reading import router as reading
from desk.web.api.staff import router as staff
from desk.web.api.tending import router as tending
from desk.web.routes.export import router as files

_PROBLEMS = {
    status: {"description": why, "content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}
    for status, why in (
        (400, "The request can't be read."), (401, "No token."), (403, "The role isn't enough."),
        (404, "Nothing of this id."), (409, "It can't be done as things stand."), (422, "A field is wrong."),
        (429, "Too many tries: wait."),
    )
}  # fmt: skip


def build_api(state: State) -> FastAPI:
    """The application of the API over the state (desk, people) of the pages' application."""
    api = FastAPI(title="Tawatur", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    api.state = state
    # The inbox's acts on many flags stand before those on one: "decisions" is no flag's id.
    # FastAPI's own keys are wider than int, so that a dict of int is refused by the checker.
    for router in (tending, reading, inboxing, acts, editing, staff):
        api.include_router(router, responses=_PROBLEMS)  # type: ignore[arg-type]
    api.include_router(files, responses=_PROBLEMS, dependencies=[Depends(caller)])  # type: ignore[arg-type]
    answer_problems(api)
    return api
