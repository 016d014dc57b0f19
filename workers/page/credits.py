"""Whom a page credits: its author, and the agency or outlet that the text comes from."""

import re
from collections.abc import Iterable
from functools import cache

from lxml.html import HtmlElement

from workers.page.headline import Headline
from workers.page.printed import container, near
from workers.page.tree import in_furniture, names, text_of
from workers.page.words import alternation, fold_text, page_words

_BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|author(?:-?name)?|writer|reporter)(?=$|[\s_-])", re.IGNORECASE)
_BY = re.compile(r"^(?:by|par|por|بقلم|كتب|كتبت)\s*:?\s+", re.IGNORECASE)
# "(AFP)", "- Reuters", or the name alone, at the end of a line.
_SIGNED = re.compile(
    r"(?:[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]|(?:^[\s*–—-]*|[.!?…»”\"]\s*|\s[–—-]\s*)([^.()–—]{2,40}?))\s*[.*]*\s*$"
)
# "PARIS (AFP) -", «بيروت (رويترز) -»; and «القاهرة - رويترز:».
_BRACKETED = re.compile(r"[^.!?()]{0,45}\(([^()]{2,30})\)\s*[–—:,-]")
_DASHED = re.compile(r"[^.!?()–—-]{2,30}\s?[–—-]\s?([^.!?():–—-]{2,30}?)\s?[:–—-]")


def credit_of(text: str, authors: Iterable[str]) -> str | None:
    """The agency or outlet that an article credits: a credit line, a name in brackets or after a dash, an author."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in [*lines[-4:][::-1], *lines[:3]]:
        if found := _credit_line(line):
            return found
    for line in lines[-2:][::-1]:
        if found := _signed(line):
            return found
    for author in authors:
        if agency := page_words().agencies.get(fold_text(author)):
            return agency
    return _dateline(lines[0]) if lines else None


def byline(tree: HtmlElement, headline: Headline) -> tuple[str, ...]:
    """The author that the page prints near its headline; empty when it names none."""
    if headline.element is None:
        return ()
    beside = frozenset(headline.element.iterancestors())
    for element, _ in near(container(headline.element), headline.element):
        named = element.get("rel") == "author" or _BYLINE.search(names(element))
        if named and not in_furniture(element, beside):
            text = _BY.sub("", text_of(element))
            if 3 <= len(text) <= 60 and not any(c.isdecimal() for c in text):
                return (text,)
    return ()


@cache
def _credit_pattern() -> re.Pattern[str]:
    # The label is matched on the folded line, the name is then taken from the line as printed.
    return re.compile(rf"^[\W_]*(?:{alternation(page_words().credits)})\s*[:：]\s*(?=\S)")


def _credit_line(line: str) -> str | None:
    """«المصدر: روسيا اليوم», "Source : AFP": a short line of a label, a colon and a name."""
    if len(line) > 100 or not _credit_pattern().match(fold_text(line)):
        return None
    name = re.split(r"[:：]", line, maxsplit=1)[1].strip(" .،*-–—()[]«»“”\"'")
    return name if 2 <= len(name) <= 60 and len(name.split()) <= 7 and not re.match(r"https?:", name) else None


def _signed(line: str) -> str | None:
    """The agency that signs the end of a text."""
    found = _SIGNED.search(line[-120:])
    return _agencies((found[1] or found[2]).strip()) if found else None


def _dateline(line: str) -> str | None:
    """The agency that a text's first line names before it begins."""
    for pattern in (_BRACKETED, _DASHED):
        if found := pattern.match(line[:70]):
            return _agencies(found[1])
    return None


def _agencies(name: str) -> str | None:
    """A known agency as it is printed, or several of them ("AFP, Reuters", «رويترز، أ ف ب»)."""
    known = page_words().agencies
    parts = [part.strip() for part in re.split(r"\s*[,،/+]\s*|\s+(?:and|et|y|و)\s*", name) if part.strip()]
    return name if parts and all(fold_text(part) in known for part in parts) else None
