"""What a page prints around its article: dates beside the headline, bylines, credit lines."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lxml.html import HtmlElement

from workers.page.dates import is_mostly_date, machine_date, written_date
from workers.page.headline import Headline
from workers.page.tree import in_furniture, names, text_of
from workers.page.words import alternation, fold_text, page_words

_DATED = re.compile(
    r"(?:^|[\s_-])(?:\w*date\w*|time|timestamp|publi\w*|posted\w*|post-?(?:info|meta)|meta|byline|info|created|details?)(?=$|[\s_-])",
    re.I,
)
_SHORT_TAGS = (
    "time",
    "span",
    "div",
    "p",
    "li",
    "td",
    "small",
    "abbr",
    "b",
    "strong",
    "em",
    "i",
    "font",
    "dd",
    "h3",
    "h4",
    "h5",
    "h6",
)
_PARAGRAPH = 80
_BYLINE = re.compile(r"(?:^|[\s_-])(?:by-?line|author(?:-?name)?|writer|reporter)(?=$|[\s_-])", re.IGNORECASE)
# Elements looked at after the headline; a page that puts its date further off is taken to have none.
_FAR = 4_000


def printed_dates(tree: HtmlElement, headline: Headline, lang: str | None) -> tuple[str | None, str | None]:
    """When the page says that it was published and modified: `<time>`, labelled dates, or a date by the headline.

    Never a date of a footer, a related card or the site's clock.
    """
    anchor = headline.element
    beside = frozenset(anchor.iterancestors()) if anchor is not None else frozenset()
    within = _container(anchor) if anchor is not None else tree
    published = modified = None
    for element, after in _near(within, anchor):
        if in_furniture(element, beside):
            continue
        kind, made = _dated(element, lang, after)
        if kind == "modified":
            modified = modified or made
        elif kind == "published":
            published = published or made
        if published and modified:
            break
    return published, modified


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
    for element, _ in _near(_container(headline.element), headline.element):
        if (element.get("rel") == "author" or _BYLINE.search(names(element))) and not in_furniture(element, beside):
            text = re.sub(r"^(?:by|par|por|بقلم|كتب|كتبت)\s*:?\s+", "", text_of(element), flags=re.IGNORECASE)
            if 3 <= len(text) <= 60 and not any(c.isdecimal() for c in text):
                return (text,)
    return ()


def _container(anchor: HtmlElement) -> HtmlElement:
    """The lowest element around the headline that holds a paragraph too."""
    for around in anchor.iterancestors():
        if around.tag in ("body", "html") or any(len(text_of(p)) >= _PARAGRAPH for p in around.iter("p")):
            return around
        if len(text_of(around)) >= 10 * _PARAGRAPH:  # bodies without <p>
            return around
    return anchor


def _near(within: HtmlElement, anchor: HtmlElement | None) -> Iterator[tuple[HtmlElement, bool]]:
    """Elements that may hold a date, with whether they follow the headline."""
    after, seen = anchor is None, 0
    for element in within.iter():
        if element is anchor:
            after = True
        if element.tag in _SHORT_TAGS or element.get("itemprop"):
            seen += 1
            yield element, after
        if seen >= _FAR:
            return


def _dated(element: HtmlElement, lang: str | None, after: bool) -> tuple[str | None, str | None]:
    """("published" | "modified" | None, ISO date) of one element."""
    prop = (element.get("itemprop") or "").lower()
    made = machine_date(element.get("datetime")) or (machine_date(element.get("content")) if prop else None)
    text = text_of(element) if element.tag == "time" or _is_small(element) else ""
    named = bool(_DATED.search(names(element))) or element.tag in ("time", "abbr") or prop.startswith("date")
    cue = _cue(text)
    if made is None and text and (cue or named or (after and is_mostly_date(text, lang))):
        made = written_date(_after_cue(text, cue), lang)
    if made is None:
        return None, None
    if prop == "datemodified" or cue == "modified" or _is_change(names(element)):
        return "modified", made
    if prop in ("datepublished", "datecreated") or cue == "published":
        return "published", made
    return ("published", made) if after or named else (None, None)


def _is_change(named: str) -> bool:
    """Whether class and id speak of a change; WordPress calls an untouched date "entry-date published updated"."""
    return bool(re.search(r"modif|updat", named, re.IGNORECASE)) and not re.search(r"publi|entry-date", named)


def _is_small(element: HtmlElement) -> bool:
    """Whether an element's text is short, found out without joining the text of a whole page."""
    length = 0
    for piece in element.itertext():
        length += len(piece.strip())
        if length > 160:
            return False
    return length >= 6


def _cue(text: str) -> str | None:
    """Which label a short text carries in front of its date: "modified", "published" or None."""
    folded = fold_text(text[:160])
    modified, published = _cue_pattern("modified").search(folded), _cue_pattern("published").search(folded)
    if modified and (
        not published or modified.start() < published.start() or "published" not in folded[: modified.start()]
    ):
        return "modified" if not published or modified.start() <= published.start() else "published"
    return "published" if published else None


def _after_cue(text: str, cue: str | None) -> str:
    """The part of a short text that belongs to its first label: "Published 1 May. Updated 2 May" is about 1 May."""
    if cue != "published":
        return text
    cut = _cue_pattern("modified").search(fold_text(text))
    return text[: cut.start()] if cut and cut.start() > 12 else text


@cache
def _cue_pattern(kind: str) -> re.Pattern[str]:
    words = page_words().modified if kind == "modified" else page_words().published
    return re.compile(rf"(?<!\w)(?:{alternation(words)})(?!\w)")


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
    """The agency that signs the end of a text: "(AFP)", "- Reuters", or its name alone on a line."""
    found = re.search(
        r"(?:[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]|(?:^[\s*–—-]*|[.!?…»”\"]\s*|\s[–—-]\s*)([^.()–—]{2,40}?))\s*[.*]*\s*$",
        line,
    )
    return _agencies((found[1] or found[2]).strip()) if found else None


def _dateline(line: str) -> str | None:
    """The agency in a dateline: "PARIS (AFP) -", «بيروت (رويترز) -», «القاهرة - رويترز:»."""
    head = line[:70]
    if found := re.match(r"[^.!?()]{0,45}\(([^()]{2,30})\)\s*[–—:,-]", head):
        return _agencies(found[1])
    found = re.match(r"[^.!?()–—-]{2,30}\s?[–—-]\s?([^.!?():–—-]{2,30}?)\s?[:–—-]", head)
    return _agencies(found[1]) if found else None


def _agencies(name: str) -> str | None:
    """A known agency as it is printed, or several of them ("AFP, Reuters", «رويترز، أ ف ب»)."""
    known = page_words().agencies
    parts = [part.strip() for part in re.split(r"\s*[,،/+]\s*|\s+(?:and|et|y|و)\s*", name) if part.strip()]
    return name if parts and all(fold_text(part) in known for part in parts) else None
