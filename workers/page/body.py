"""The main text of a page: trafilatura on a tree without furniture, readability where it left most of it out."""

import re
from configparser import ConfigParser
from copy import deepcopy
from functools import cache

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement
from readability import Document

from workers.page.headline import Headline
from workers.page.tree import is_furniture, link_text, text_of
from workers.page.words import fold_text, page_words

_WORD = re.compile(r"\w+")
_LONG = 80  # characters of a paragraph that is prose rather than furniture
_SHARE = 0.3  # what holds more of a page's prose than this is no furniture, whatever its name
_UNDER_READ = 0.6
_INVITATION = 160  # characters of a line that may be one
_SHORTEST = 60  # characters of a text that may be a whole article


def main_text(tree: HtmlElement, headline: Headline, url: str) -> str:
    """The article's paragraphs, one a line, without its headline. `tree` stays as it is."""
    tree, beside = _working_copy(tree, headline)
    _unfold_layout(beside)
    _cut_afterwards(tree, beside)
    _prune(tree, beside, sum(map(len, _prose(tree))))
    prose = _prose(tree)
    text = _trafilatura(tree, url)
    if _covered(text, prose) < _UNDER_READ:
        text = max((text, _readability(tree)), key=lambda read: _covered(read, prose))
    own = next((around for around in beside if around.tag == "article"), None)
    if own is not None and (inside := _prose(own)) and _covered(text, inside) == 0:
        text = _blocks(own)  # another article's text was taken: the page's own is the one around its headline
    return "\n".join(_without_furniture(text.split("\n"), headline.text))


def _working_copy(tree: HtmlElement, headline: Headline) -> tuple[HtmlElement, frozenset[HtmlElement]]:
    """A copy of the page to cut in, and the elements around its headline, which are never cut."""
    mark = headline.element
    if mark is not None:
        mark.set("data-headline", "1")
    copied = deepcopy(tree)
    if mark is None:
        return copied, frozenset()
    del mark.attrib["data-headline"]
    found = next(element for element in copied.iter(mark.tag) if element.get("data-headline"))
    return copied, frozenset(found.iterancestors())


def _unfold_layout(beside: frozenset[HtmlElement]) -> None:
    """Turn the tables around the headline into plain blocks: they lay the page out and hold no data."""
    for table in [around for around in beside if around.tag == "table"]:
        for part in list(table.iter("tbody", "thead", "tr", "td", "th")):
            if next(part.iterancestors("table"), None) is table:
                part.tag = "div"
        table.tag = "div"


def _trafilatura(tree: HtmlElement, url: str) -> str:
    found = trafilatura.bare_extraction(
        tree, url=url, fast=True, include_comments=False, include_tables=True, config=_settings()
    )
    return (found.text or "") if isinstance(found, trafilatura.settings.Document) else ""


@cache
def _settings() -> ConfigParser:
    """Short news is news: below 250 characters the library would join all the text of a page into one line."""
    settings = deepcopy(trafilatura.settings.DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST))
    return settings


def _readability(tree: HtmlElement) -> str:
    """Readability's reading of the same tree; it keeps pages whose article lies in several places."""
    try:
        summary = html.document_fromstring(Document(etree.tostring(tree, encoding="unicode", method="html")).summary())
    except (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError):
        return ""  # it raises whatever its regexes lead to; the first reading stands then
    return _blocks(summary)


def _blocks(element: HtmlElement) -> str:
    """The text of an element, a line for each of its blocks."""
    blocks = element.iter("p", "li", "h2", "h3", "blockquote", "td")
    return "\n".join(text for block in blocks if (text := text_of(block)))


def _prose(tree: HtmlElement) -> list[str]:
    """The paragraphs of a page that are prose: long, and hardly linked."""
    return [text_of(p) for p in tree.iter("p") if _is_prose(p)]


def _is_prose(paragraph: HtmlElement) -> bool:
    length = len(text_of(paragraph))
    return length >= _LONG and link_text(paragraph) < 0.3 * length


def _covered(text: str, prose: list[str]) -> float:
    """Which share of the page's prose is in `text`, by its characters."""
    total = sum(map(len, prose))
    have = {line[:40] for line in map(_squeezed, text.split("\n"))}
    joined = "\n".join(_squeezed(line) for line in text.split("\n")) if total else ""
    inside = sum(len(p) for p in prose if p[:40] in have or p[:40] in joined)
    return inside / total if total else 1.0


def _squeezed(line: str) -> str:
    return " ".join(line.split())


def _prune(tree: HtmlElement, beside: frozenset[HtmlElement], prose: int) -> None:
    """Take out what by its name or its links is furniture, unless most of the page's prose stands in it."""
    for element in list(
        tree.iter("div", "section", "aside", "ul", "ol", "p", "nav", "footer", "table", "span", "figure")
    ):
        if element in beside or element.getparent() is None:
            continue
        if element.tag == "p":
            if _only_links(element):
                element.drop_tree()
        elif is_furniture(element) and _prose_in(element) <= _SHARE * prose:
            element.drop_tree()


def _cut_afterwards(tree: HtmlElement, beside: frozenset[HtmlElement]) -> None:
    """Take out what follows a heading such as "Comments" or «أخبار ذات صلة», whatever a template calls it.

    The heading counts only behind a paragraph of prose: before it, it may be the name of a section of the site. Behind
    a related story the text may go on, so the cut ends at the next prose; behind comments it doesn't.
    """
    words = page_words()
    seen_prose = False
    for element in list(tree.iter("p", "h2", "h3", "h4", "h5", "h6")):
        if element.tag == "p" and len(text_of(element)) >= _LONG:
            seen_prose = True
        if not seen_prose or element.getparent() is None or element in beside:
            continue
        text = fold_text(text_of(element)[:80])
        comments = words.comments.match(text)
        if 0 < len(text) <= 60 and (comments or words.related.match(text)):
            while (later := element.getnext()) is not None and (comments or later.tag != "p" or not _is_prose(later)):
                later.drop_tree()
            element.drop_tree()


def _only_links(paragraph: HtmlElement) -> bool:
    """Whether a paragraph is one link to something else to read."""
    links = list(paragraph.iter("a"))
    text = text_of(paragraph)
    return 0 < len(links) <= 2 and 12 <= len(text) <= 200 and link_text(paragraph) >= 0.95 * len(text)


def _prose_in(element: HtmlElement) -> int:
    return sum(map(len, _prose(element)))


def _without_furniture(lines: list[str], headline: str) -> list[str]:
    """The lines without the repeated headline and without invitations to read, follow, share or subscribe."""
    kept: list[str] = []
    title = _WORD.findall(fold_text(headline))
    furniture = page_words().furniture
    for line in map(_squeezed, lines):
        if not line or (len(kept) < 3 and _WORD.findall(fold_text(line)) == title):
            continue
        if len(line) <= _INVITATION:
            folded = fold_text(line)
            found = furniture.match(folded)
            if page_words().legal.match(folded) or (found and _is_invitation(line, found.end())):
                continue
        kept.append(line)
    return kept


def _is_invitation(line: str, end: int) -> bool:
    """Whether a line that begins as furniture goes on as furniture: with a colon, with nothing, or like a link.

    A word that may begin a sentence as well («شاهد عيان قال», "Related charges were dropped") asks for more than that.
    """
    rest = line[end:].strip()
    if not rest or rest[0] in ":：|»>":
        return True
    if any(c.isdecimal() for c in rest):
        return False
    phrase = len(line[:end].split()) > 1
    return len(rest.split()) <= 4 or (phrase and rest[-1] not in ".!?؟…”»")
