"""The headline as printed, and the element that prints it."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from workers.page.declared import Declared
from workers.page.tree import names, text_of
from workers.page.words import fold_text

_WORD = re.compile(r"\w+")
# What stands between a title and the site's name.
_SEAM = re.compile(r"\s+[|•·:–—-]+\s+|\s*[|•»]\s*|\s*::\s*")
_TITLED = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|story|news|page|main|item)?-?(?:title|headline|heading)(?=$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Headline:
    """`element` is where the page prints it; None when only its head does."""

    text: str
    element: HtmlElement | None = None


def find_headline(tree: HtmlElement, said: Declared) -> Headline:
    """The printed heading that shares most words with what the head declares; else what the head declares."""
    claimed = [title for title in (said.headline, said.og_title, said.title) if title]
    best, best_score = None, 0.0
    for element in _headings(tree):
        score = max((_shared(text_of(element), title) for title in claimed), default=0.0)
        score += 0.1 * (element.tag == "h1")
        if score > best_score:
            best, best_score = element, score
    if best is not None and best_score >= 0.5:
        return Headline(text_of(best), best)
    only = [element for element in tree.iter("h1") if text_of(element)]
    if len(only) == 1 and not said.headline and not said.og_title and _is_sentence(only[0]):
        return Headline(text_of(only[0])[:_LONGEST], only[0])
    return Headline((said.headline or without_site(said.og_title or said.title, said.publisher))[:_LONGEST])


def without_site(title: str, publisher: str) -> str:
    """A title without the site's name at either end: after a seam, the publisher's name or the shorter piece goes."""
    pieces = [piece for piece in _SEAM.split(title) if piece.strip()]
    if len(pieces) < 2:
        return title
    site = fold_text(publisher)
    if site:
        kept = [piece for piece in pieces if fold_text(piece).strip() != site]
        if len(kept) < len(pieces):
            return _SEAM.split(title)[0].strip() if not kept else max(kept, key=len).strip()
    first, last = pieces[0], pieces[-1]
    if len(_WORD.findall(last)) <= 4 < len(_WORD.findall(first)):
        return title[: title.rindex(last)].rstrip(" |•·:–—-»").strip()
    return title


def site_in_title(title: str, headline: str) -> str:
    """The site's name as the page's title gives it beside the headline: "Headline | Site", "Site :: Headline"."""
    pieces = [piece.strip() for piece in _SEAM.split(title) if piece.strip()]
    others = [piece for piece in pieces if _shared(piece, headline) < 0.5]
    # Only where the title holds the headline too, and one short piece beside it.
    if len(others) != 1 or len(pieces) < 2 or _shared(headline, title) < 0.8:
        return ""
    return others[0] if len(_WORD.findall(others[0])) <= 6 else ""


def _is_sentence(heading: HtmlElement) -> bool:
    """Whether a page's only h1 reads like a headline: three words or more, and not in the site's own header."""
    return len(_WORD.findall(text_of(heading))) >= 3 and next(heading.iterancestors("header", "a", "nav"), None) is None


def _headings(tree: HtmlElement) -> list[HtmlElement]:
    """h1 and h2, and what a template names a title; at most a few dozen, the first of the page."""
    found: list[HtmlElement] = []
    for element in tree.iter("h1", "h2", "h3", "span", "div", "p", "td", "font"):
        if element.tag in ("h1", "h2") or _TITLED.search(names(element)):
            text = text_of(element)
            if 8 <= len(text) <= _LONGEST:
                found.append(element)
        if len(found) >= 60:
            break
    return found


def _shared(printed: str, claimed: str) -> float:
    """How much of the longer of two titles is in the other, by words: 1.0 for the same title."""
    left, right = _WORD.findall(fold_text(printed)), _WORD.findall(fold_text(claimed))
    if not left or not right:
        return 0.0
    common = len(set(left) & set(right))
    # The page's title may go on with the site's name; the printed heading may not go on with something else.
    return common / len(set(left)) * min(1.0, 2 * len(left) / len(right))
