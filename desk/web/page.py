"""One page: its template with the reader's language, theme and form token."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.store import StoreUnreachable
from desk.desk import DECISIONS, DIMENSIONS, Counts, Desk
from desk.links import outward
from desk.locale import LANGUAGES, Locale, locale_for
from desk.people import Person
from desk.views import STAGES
from desk.web.security import SEED_COOKIE, FormTokens

THEMES = ("auto", "light", "dark")
DIGITS = ("latn", "arab")
YEAR = 31_536_000
_COMMA = Markup('<span class="sep">،</span>')
_SEPARATORS = {"arab": _COMMA}
"""Between two facts of a line, by the digits around it: a dot there is read as a zero where digits are Arabic."""
_BEFORE_COMMA = re.compile(r'\s+((?:<span class="muted">)?)' + re.escape(str(_COMMA)))
"""Templates put a space before it, as before a dot; a comma belongs to the word before, in the same line."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the locale, the theme, and the choices that the address made and a cookie shall keep."""

    locale: Locale
    theme: str
    chosen: tuple[tuple[str, str], ...]


def reader_of(request: Request) -> Reader:
    """The reader's preferences: the address first, then cookies, then what the browser asks for."""
    lang = _choice(request, "lang", LANGUAGES) or _accepted(request.headers.get("accept-language", "")) or "en"
    theme = _choice(request, "theme", THEMES) or "auto"
    digits = _choice(request, "digits", DIGITS)
    asked = tuple((name, request.query_params[name]) for name in ("lang", "theme", "digits") if _asked(request, name))
    return Reader(locale_for(lang, digits), theme, asked)


_KNOWN = {"lang": LANGUAGES, "theme": THEMES, "digits": DIGITS}


def _asked(request: Request, name: str) -> bool:
    return request.query_params.get(name) in _KNOWN[name]


def _choice(request: Request, name: str, known: tuple[str, ...]) -> str | None:
    for value in (request.query_params.get(name), request.cookies.get(f"tawatur_{name}")):
        if value in known:
            return value
    return None


def _accepted(header: str) -> str | None:
    """The first language of Accept-Language by weight that the interface has."""
    weighed: list[tuple[float, int, str]] = []
    for index, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.partition(";q=")
        try:
            rank = float(weight) if weight else 1.0
        except ValueError:
            continue
        weighed.append((-rank, index, tag.strip().split("-")[0].lower()))
    return next((lang for _, _, lang in sorted(weighed) if lang in LANGUAGES), None)


@lru_cache
def templates() -> Environment:
    """The templates. Everything is escaped, whatever a file's name ends in; an undefined name is an error."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["outward"] = outward
    environment.globals.update(DECISIONS=DECISIONS, DIMENSIONS=DIMENSIONS, STAGES=STAGES)
    return environment


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """The page of `template`; sets the cookies of preferences that the address chose, and of the form token."""
    reader = reader_of(request)
    person: Person | None = getattr(request.state, "person", None)
    tokens: FormTokens = request.app.state.tokens
    seed = request.cookies.get(SEED_COOKIE)
    fresh = seed or tokens.seed()
    html = (
        templates()
        .get_template(template)
        .render(
            **{
                "loc": reader.locale,
                "t": reader.locale.t,
                "sep": _SEPARATORS.get(reader.locale.digits, "·"),
                "theme": reader.theme,
                "themes": THEMES,
                "now": datetime.now(UTC),
                "token": tokens.token(fresh),
                "who": person.name if person else "",
                "person": person,
                "path": request.url.path,
                "switch": _switch(request),
                "counts": _counts(request.app.state.desk) if person and "counts" not in values else None,
                **values,
            }
        )
    )
    if reader.locale.digits in _SEPARATORS:
        html = _BEFORE_COMMA.sub(rf"\1{_COMMA}", html)
    response = HTMLResponse(html, status)
    secure = request.url.scheme == "https"
    for name, value in reader.chosen:
        response.set_cookie(f"tawatur_{name}", value, max_age=YEAR, samesite="lax", httponly=True, secure=secure)
    if seed is None:
        response.set_cookie(SEED_COOKIE, fresh, samesite="strict", httponly=True, secure=secure)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Cookie, Accept-Language, HX-Request"
    return response


def _counts(desk: Desk) -> Counts | None:
    """The navigation's counts; a page that says why the database is out of reach must not fail on them."""
    try:
        return desk.counts()
    except StoreUnreachable:
        return None


def _switch(request: Request) -> Any:
    """A function that gives this page's address with one preference changed."""

    def address(name: str, value: str) -> str:
        query = [
            (k, v)
            for k, v in request.query_params.multi_items()
            if k not in (name, "decided", "undone", "queued", "bulk")
        ]
        path = request.url.path if request.method == "GET" else "/flags"
        return f"{path}?{urlencode([*query, (name, value)])}"

    return address
