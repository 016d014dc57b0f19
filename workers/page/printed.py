"""The dates that a page prints beside its article; never those of a footer, a related card or the site's own clock."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from lxml.html import HtmlElement

from workers.page.dates import machine_date, words_beside_date, written_date
from workers.page.headline import Headline
from workers.page.tree import in_furniture, names, text_of
from workers.page.words import alternation, fold_text, page_words

_DATED = re.compile(
    r"(?:^|[\s_-])(?:\w*date\w*|time|timestamp|publi\w*|posted\w*|post-?(?:info|meta)|meta|byline|info|created|details?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_OWN = re.compile(r"publi|post|entry|article|story|news", re.IGNORECASE)
_TAGS = frozenset(
    "time span div p li td small abbr b strong em i font dd h3 h4 h5 h6".split()  # noqa: SIM905 # tags read better so
)
_PROSE = 80
_LONGEST = 160
# How many words may stand beside a date: in a place named for dates, behind a label, and on its own.
_NAMED, _LABELLED, _BARE = 9, 6, 2
# Elements looked at; a page that puts its date further off is taken to have none.
_FAR = 4_000


class _Where(IntEnum):
    """Where an element stands: the further from the headline, the more it has to say that it is the article's date."""

    BEFORE = 0
    BELOW_HEADLINE = 1
    AFTER_PROSE = 2


def printed_dates(tree: HtmlElement, headline: Headline, lang: str | None) -> tuple[str | None, str | None]:
    """When the page says that it was published and modified: `<time>`, labelled dates, or a date by the headline."""
    anchor = headline.element
    beside = frozenset(anchor.iterancestors()) if anchor is not None else frozenset()
    published = modified = None
    for element, where in near(container(anchor) if anchor is not None else tree, anchor):
        changed, made = _dated(element, lang, where, beside)
        if made is None or in_furniture(element, beside):
            continue
        if changed:
            modified = modified or made
        else:
            published = published or made
        if published and modified:
            break
    return published, modified


def container(anchor: HtmlElement) -> HtmlElement:
    """The lowest element around the headline that holds a paragraph too."""
    for around in anchor.iterancestors():
        if around.tag in ("body", "html") or any(len(text_of(p)) >= _PROSE for p in around.iter("p")):
            return around
        if len(text_of(around)) >= 10 * _PROSE:  # bodies without <p>
            return around
    return anchor


def near(within: HtmlElement, anchor: HtmlElement | None) -> Iterator[tuple[HtmlElement, _Where]]:
    """Elements that may hold a date or a name, with where they stand."""
    where = _Where.BELOW_HEADLINE if anchor is None else _Where.BEFORE
    seen = 0
    for element in within.iter():
        if element is anchor:
            where = _Where.BELOW_HEADLINE
        elif where is _Where.BELOW_HEADLINE and element.tag == "p" and len(text_of(element)) >= _PROSE:
            where = _Where.AFTER_PROSE
        if element.tag in _TAGS or element.get("itemprop"):
            seen += 1
            yield element, where
        if seen >= _FAR:
            return


def _dated(
    element: HtmlElement, lang: str | None, where: _Where, beside: frozenset[HtmlElement]
) -> tuple[bool, str | None]:
    """Whether an element's date is that of a change, and the ISO date; None where it has none that is the article's."""
    prop = (element.get("itemprop") or "").lower()
    stamped = machine_date(element.get("datetime")) or (machine_date(element.get("content")) if prop else None)
    text = text_of(element) if _is_small(element) else ""
    cue, text = _cued(text)
    changed = prop == "datemodified" or cue == "modified" or _is_change(names(element))
    named = element.tag in ("time", "abbr") or prop.startswith("date") or bool(_DATED.search(names(element)))
    if not _is_articles(element, where, beside, bool(cue) or prop.startswith("date"), named):
        return False, None
    if stamped is None and text:
        allowed = _LABELLED if cue else _NAMED if named else _BARE
        if words_beside_date(text) <= allowed:
            stamped = written_date(text, lang)
    return changed, stamped


def _is_articles(
    element: HtmlElement, where: _Where, beside: frozenset[HtmlElement], labelled: bool, named: bool
) -> bool:
    """Whether a date at this place may be the article's: one with a label anywhere, another by the headline only."""
    if labelled:
        return True
    if where is _Where.BELOW_HEADLINE:
        return True
    if where is _Where.BEFORE:
        return named and (element.getparent() in beside or bool(_OWN.search(names(element))))
    # Behind the text cards of other articles begin: a date there is one's own only when no other headline is by it.
    around = element.getparent()
    return element.tag == "time" and not any(len(text_of(link)) >= 15 for link in around.iter("a"))


def _is_small(element: HtmlElement) -> bool:
    """Whether an element's text is short, found out without joining the text of a whole page."""
    length = 0
    for piece in element.itertext():
        length += len(piece.strip())
        if length > _LONGEST:
            return False
    return length >= 6


def _is_change(named: str) -> bool:
    """Whether class and id speak of a change; WordPress calls an untouched date "entry-date published updated"."""
    return bool(re.search(r"modif|updat", named, re.IGNORECASE)) and not re.search(r"publi|entry-date", named)


def _cued(text: str) -> tuple[str | None, str]:
    """The label of a short text ("published", "modified", None), and the part of the text that belongs to it.

    "Published 1 May. Updated 2 May" is about 1 May here; its second half is an element of its own, or unknown.
    """
    folded = fold_text(text)
    published, modified = _cue_pattern("published").search(folded), _cue_pattern("modified").search(folded)
    if modified and (not published or modified.start() <= published.start()):
        return "modified", text
    if published and modified and modified.start() > published.end() + 5:
        return "published", text[: modified.start()]
    return ("published" if published else None), text


@cache
def _cue_pattern(kind: str) -> re.Pattern[str]:
    words = page_words().modified if kind == "modified" else page_words().published
    return re.compile(rf"(?<!\w)(?:{alternation(words)})(?!\w)")
