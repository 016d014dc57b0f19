"""The parsed page and which parts of it are furniture: navigation, related links, comments, advertisements."""

import re

from lxml import etree, html
from lxml.html import HtmlElement

_PARSER = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
# Names that templates give to what surrounds an article. Whole words: "related" is furniture, "unrelated" is not.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:related\w*|recommend\w*|read-?(?:more|also|next)|see-?also|also-?read|most-?(?:read|viewed|popular|recent)|popular|"
    r"trending|latest(?:-?news)?|more-?(?:news|stories|from|on)|newsletter\w*|subscri\w*|share\w*|sharing|social\w*|advert\w*|ads?|adv|"
    r"banner|sponsor\w*|promo\w*|taboola\w*|outbrain\w*|sidebar\w*|side-?col\w*|widget\w*|breadcrumbs?|cookies?|consent|copyright|"
    r"footer\w*|nav\w*|menu\w*|ticker|comments?|comment-?\w+|disqus\w*|respond|tags?|tag-?list|teasers?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_CLOCK = re.compile(r"today|clock|now|current-?(?:date|time)|weather|hijri-?today", re.IGNORECASE)


def parse(text: str) -> HtmlElement | None:
    """The tree of a page; None when there is nothing in it that could be one."""
    # libxml2 reads the declaration of an XML prologue over our head: the text is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\x00", ""), count=1)
    if not text.strip():
        return None
    try:
        tree = html.document_fromstring(text, parser=_PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree, HtmlElement) else None


def names(element: HtmlElement) -> str:
    """Class and id of an element in one string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element by its tag or its names stands around an article rather than in it."""
    if element.tag in _FURNITURE_TAGS:
        return True
    return element.tag not in ("html", "body", "main", "article") and bool(_FURNITURE.search(names(element)))


def in_furniture(element: HtmlElement, beside: frozenset[HtmlElement]) -> bool:
    """Whether an element or anything around it is furniture, a link elsewhere, or the site's own clock.

    `beside` are the elements around the headline: whatever a template calls them ("has-sidebar"), they are none.
    """
    for around in (element, *element.iterancestors()):
        if around in beside:
            return False
        if around.tag == "a" or is_furniture(around) or _CLOCK.search(names(around)):
            return True
    return False


def text_of(element: HtmlElement) -> str:
    """All text in an element, white space made single."""
    return " ".join(element.text_content().split())


def link_text(element: HtmlElement) -> int:
    """How many characters of an element's text stand in links."""
    return sum(len(text_of(link)) for link in element.iter("a"))
