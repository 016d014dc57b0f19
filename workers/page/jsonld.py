"""JSON-LD of news pages: which of its objects is the article, as schema.org has it and as pages really write it."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

# schema.org's kinds of article that carry news. A list item or a related article is never looked into.
ARTICLES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "AskPublicNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "SocialMediaPosting",
        "ImageGallery",
        "MediaGallery",
        "VideoObject",
    }
)
_CHILDREN = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_OBJECTS = 200
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*.{0,40}?\*/)|(?:-->|//\]\]>)\s*$", re.DOTALL)


def objects(scripts: list[str]) -> list[dict[str, Any]]:
    """The objects that the page's scripts declare for the page itself, in order."""
    found: list[dict[str, Any]] = []
    for script in scripts:
        for thing in _walk(_parsed(script)):
            found.append(thing)
            if len(found) >= _MOST_OBJECTS:
                return found
    return found


def main_article(things: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The article that the page is about: the first that carries a date, else the first."""
    articles = [thing for thing in things if kinds(thing) & ARTICLES]
    videos_last = sorted(articles, key=lambda thing: "VideoObject" in kinds(thing))
    return next((thing for thing in videos_last if thing.get("datePublished")), videos_last[0] if articles else None)


def kinds(thing: dict[str, Any]) -> frozenset[str]:
    """The types of one object, without a schema's prefix."""
    named = thing.get("@type")
    return frozenset(str(kind).rpartition("/")[2] for kind in (named if isinstance(named, list) else [named]) if kind)


def words(value: object) -> str:
    """The text of a value: a string, or the name of an object; entities resolved, white space made single."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def names(value: object) -> tuple[str, ...]:
    """The names in a value that may be a string, an object or a list of both."""
    things = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(name for thing in things if (name := words(thing))))


def _parsed(script: str) -> object:
    text = _COMMENT.sub("", script).strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(value: object) -> Iterator[dict[str, Any]]:
    waiting: list[object] = [value]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting = [*thing, *waiting]
        elif isinstance(thing, dict):
            if "@type" in thing:
                yield thing
            waiting += [thing[key] for key in _CHILDREN if isinstance(thing.get(key), (dict, list))]
