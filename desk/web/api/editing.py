"""What people say of articles and occurrences, for programs: corrections, wordings, merge and split."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse

from desk.desk import Refused
from desk.views import Corrected
from desk.web.api import models as m
from desk.web.api.acts import done
from desk.web.api.caller import Caller, Key, once
from desk.web.api.reading import Id, found_or_404
from desk.web.forms import AtDesk

router = APIRouter()
Number = Annotated[int, Path(ge=1, lt=2**31)]
Count = Annotated[int | None, Query(ge=1, lt=2**31)]


@router.get("/articles/{article_id}/revisions", tags=["articles"])
def revisions(desk: AtDesk, article_id: Id, before: Count = None, after: Count = None) -> m.Revisions:
    """Every wording of an article, and what changed between two of them."""
    return m.Revisions.model_validate(found_or_404(desk.revisions(article_id, before, after)))


@router.post("/articles/{article_id}/claims", status_code=201, response_model=m.Done, tags=["articles"])
def add(
    request: Request, desk: AtDesk, person: Caller, article_id: Id, body: m.Missed, key: Key = None
) -> JSONResponse:
    """Adds a number that the machine missed."""
    given = Corrected(**body.model_dump())
    return done(request, person, key, body, 201, lambda: desk.correct(_at(desk, article_id), None, given, person.name))


@router.post("/articles/{article_id}/claims/{n}/correction", status_code=201, response_model=m.Done, tags=["articles"])
def correct(
    request: Request, desk: AtDesk, person: Caller, article_id: Id, n: Number, body: m.Correct, key: Key = None
) -> JSONResponse:
    """Says what a number should say, beside the machine's reading."""
    given = Corrected(**body.model_dump())
    return done(request, person, key, body, 201, lambda: desk.correct(_at(desk, article_id), n, given, person.name))


@router.post("/articles/{article_id}/claims/{n}/strike", status_code=201, response_model=m.Done, tags=["articles"])
def strike(request: Request, desk: AtDesk, person: Caller, article_id: Id, n: Number, key: Key = None) -> JSONResponse:
    """Says that a number is no claim."""
    return done(request, person, key, None, 201, lambda: desk.correct(_at(desk, article_id), n, None, person.name))


@router.post("/articles/{article_id}/corrections/{correction_id}/undo", response_model=m.Done, tags=["articles"])
def take_back(
    request: Request, desk: AtDesk, person: Caller, article_id: Id, correction_id: Id, key: Key = None
) -> JSONResponse:
    """Takes a correction back; it stays in the history."""
    return done(request, person, key, None, 200, lambda: desk.take_back(article_id, correction_id, person.name))


@router.post("/occurrences/{occurrence_id}/merge", status_code=201, response_model=m.Regrouped, tags=["occurrences"])
def merge(
    request: Request, desk: AtDesk, person: Caller, occurrence_id: Id, body: m.Merge, key: Key = None
) -> JSONResponse:
    """Another occurrence is the same happening."""

    def act() -> tuple[int, m.Regrouped]:
        return 201, m.Regrouped(occurrence=desk.merge(occurrence_id, body.other, body.note.strip(), person.name))

    return once(request, person, key, body, act)


@router.post("/occurrences/{occurrence_id}/split", status_code=201, response_model=m.Regrouped, tags=["occurrences"])
def split(
    request: Request, desk: AtDesk, person: Caller, occurrence_id: Id, body: m.Split, key: Key = None
) -> JSONResponse:
    """Some of its reports are about another happening."""
    chosen = tuple(dict.fromkeys(body.reports))

    def act() -> tuple[int, m.Regrouped]:
        return 201, m.Regrouped(occurrence=desk.split(occurrence_id, chosen, body.note.strip(), person.name))

    return once(request, person, key, body, act)


def _at(desk: AtDesk, article_id: str) -> str:
    found = desk.article(article_id)
    if found is None:
        raise Refused("There is no such article.")
    return found.id
