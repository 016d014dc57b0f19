"""What programs read."""

from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request

from desk.views import LIST, FlagFilter, OccurrenceView
from desk.views.flag import PAGE
from desk.web.api import models as m
from desk.web.api.caller import caller
from desk.web.forms import AtDesk, Chosen, day_of

T = TypeVar("T")

router = APIRouter(dependencies=[Depends(caller)])

Id = Annotated[str, Path(pattern=r"^[0-9A-Za-z]{1,40}$")]
From = Annotated[int | None, Query(ge=1, lt=2**31)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/flags", tags=["flags"])
def flags(request: Request, desk: AtDesk, chosen: Chosen) -> m.Page[m.Flag]:
    """The inbox, the most pressing first; fifty a page."""
    found = desk.flags(chosen)
    more = found.total > PAGE * chosen.page
    items = [m.Flag.model_validate(row) for row in found.rows]
    return m.Page[m.Flag](
        items=items, total=found.total, next=next_part(request, page=chosen.page + 1) if more else None
    )


@router.get("/flags/{flag_id}", tags=["flags"])
def flag(desk: AtDesk, flag_id: Id, known_at: str = "") -> m.FlagDetail:
    """One flag: both claims in their words, what differs and why, its toll (as known at a day), and what was ruled."""
    found = desk.discrepancy(flag_id, FlagFilter(state="all"), day_of(known_at))
    return m.FlagDetail.model_validate(found_or_404(found))


@router.get("/verifications", tags=["queue"])
def verifications(request: Request, desk: AtDesk, before: From = None) -> m.Page[m.Verification]:
    """Runs of the workflow, newest first; `before` is the number from which to page on."""
    rows = desk.verifications(before)
    items = [m.Verification.model_validate(row) for row in rows]
    more = len(rows) >= PAGE
    return m.Page[m.Verification](items=items, next=next_part(request, before=rows[-1].id) if more else None)


@router.get("/articles", tags=["articles"])
def articles(request: Request, desk: AtDesk, page: PageNumber = 1) -> m.Page[m.ArticleLine]:
    """Articles at hand, the last seen first; fifty a page."""
    rows = desk.articles(page)
    items = [m.ArticleLine.model_validate(row) for row in rows]
    return m.Page[m.ArticleLine](items=items, next=next_part(request, page=page + 1) if len(rows) >= PAGE else None)


@router.get("/articles/{article_id}", tags=["articles"])
def article(desk: AtDesk, article_id: Id) -> m.Article:
    """One article with its claims and their findings."""
    return m.Article.model_validate(found_or_404(desk.article(article_id)))


@router.get("/occurrences", tags=["occurrences"])
def occurrences(request: Request, desk: AtDesk, page: PageNumber = 1) -> m.Page[m.OccurrenceLine]:
    """Occurrences, the latest first; a hundred a page."""
    rows = desk.occurrences(page)
    items = [m.OccurrenceLine.model_validate(row) for row in rows]
    return m.Page[m.OccurrenceLine](items=items, next=next_part(request, page=page + 1) if len(rows) >= LIST else None)


@router.get("/occurrences/{occurrence_id}", tags=["occurrences"])
def occurrence(desk: AtDesk, occurrence_id: Id, codebook: str = "", known_at: str = "") -> m.Occurrence:
    """One occurrence with its tally under a codebook, as known at the end of a day."""
    found = found_or_404(desk.occurrence(occurrence_id, codebook or None, day_of(known_at)))
    origins = tuple(m.OriginReports(origin=_name(origin), reports=_lines(rows)) for origin, rows in found.reports)
    fields = ("id", "title", "day", "codebook", "codebooks", "known_at", "days", "flags")
    tally = tuple(m.Tally.model_validate(row) for row in found.tally)
    toll = tuple(m.TollPoint.model_validate(point) for point in found.toll)
    plain = {name: getattr(found, name) for name in fields}
    return m.Occurrence(**plain, tally=tally, toll=toll, matrix=_matrix(found), origins=origins)


def _matrix(found: OccurrenceView) -> tuple[m.Quantity, ...]:
    return tuple(
        m.Quantity(
            measure=row.measure, group=_name(row.group), place=_name(row.place), window=row.window,
            figures=tuple(
                m.Told(origin=_name(origin), figure=_figure(figure), finding=finding, article_id=article)
                for origin, cell in zip(found.columns, row.cells, strict=True)
                for figure, finding, article in cell.figures
            ),
        )
        for row in found.rows
    )  # fmt: skip


@router.get("/schedules", tags=["schedules"])
def schedules(request: Request, desk: AtDesk, page: PageNumber = 1) -> m.Page[m.Schedule]:
    """Schedules, the next to run first; a hundred a page."""
    total, items = desk.total("schedules"), [m.Schedule.model_validate(row) for row in desk.schedules(page)]
    more = next_part(request, page=page + 1) if page * LIST < total else None
    return m.Page[m.Schedule](items=items, total=total, next=more)


@router.get("/sources", tags=["sources"])
def sources(desk: AtDesk) -> m.Page[m.Source]:
    """All sources, the failing ones first."""
    rows = desk.sources()
    return m.Page[m.Source](items=[m.Source.model_validate(row) for row in rows], total=len(rows))


def _figure(figure: object) -> m.Figure:
    return m.Figure.model_validate(figure)


def _name(name: object) -> m.Name | None:
    return None if name is None else m.Name.model_validate(name)


def _lines(rows: tuple[object, ...]) -> tuple[m.ArticleLine, ...]:
    return tuple(m.ArticleLine.model_validate(row) for row in rows)


def next_part(request: Request, **changed: object) -> str:
    """The address of this list with some of its query changed."""
    query = {**dict(request.query_params), **{name: str(value) for name, value in changed.items()}}
    return f"{request.url.path}?{urlencode(query)}"


def found_or_404(thing: T | None) -> T:
    """What was asked for. Raises 404."""
    if thing is None:
        raise HTTPException(404, "There is nothing of this id.")
    return thing
