"""What kind of page it is: an article, or one of the things that look like one."""

import re

from lxml.html import HtmlElement

from workers.page import jsonld
from workers.page.declared import Declared
from workers.page.live import is_live
from workers.page.page import PageStatus
from workers.page.tree import names, text_of
from workers.page.words import fold_text, page_words

_PAYWALL = re.compile(
    r"(?:^|[\s_-])(?:pay-?wall\w*|premium-?(?:wall|content)|subscriber-?only|regwall|piano-?offer)(?=$|[\s_-])",
    re.IGNORECASE,
)
_SHORTEST = 60
_STUB = 1_200


def kind_of(tree: HtmlElement, said: Declared, headline: str, text: str, url: str) -> PageStatus:
    """The status of a page from its declarations, its names and the balance of prose and links."""
    if "LiveBlogPosting" in said.kinds or is_live(tree, headline, url):
        return PageStatus.LIVE_BLOG
    if _is_paywall(tree, said, text):
        return PageStatus.PAYWALL
    if _is_gallery(tree, said, text):
        return PageStatus.GALLERY
    if _is_index(tree, said):
        return PageStatus.INDEX
    return PageStatus.ARTICLE if len(text) >= _SHORTEST else PageStatus.EMPTY


def headline_links(tree: HtmlElement) -> list[HtmlElement]:
    """Links that read like headlines: several words, outside of the navigation."""
    found = []
    for link in tree.iter("a"):
        if link.get("href") and len(text_of(link)) >= 25 and not any(_navigation(a) for a in link.iterancestors()):
            found.append(link)
    return found


def _navigation(element: HtmlElement) -> bool:
    return element.tag in ("nav", "footer")


def _is_paywall(tree: HtmlElement, said: Declared, text: str) -> bool:
    """A short text, and a wall: declared as not free, named so, or asking to subscribe to read on."""
    if len(text) > _STUB:
        return False
    if said.free is False:
        return True
    if any(_PAYWALL.search(names(element)) for element in tree.iter("div", "section", "aside", "p")):
        return True
    return any(
        page_words().paywall.search(fold_text(text_of(element)[:300]))
        for element in tree.iter("p", "h2", "h3", "h4", "button")
    )


def _is_gallery(tree: HtmlElement, said: Declared, text: str) -> bool:
    """Many pictures with captions and hardly any prose between them."""
    if said.kinds & {"ImageGallery", "MediaGallery"} and len(text) < _STUB:
        return True
    figures = sum(1 for _ in tree.iter("figure"))
    return figures >= 6 and len(text) < 120 * figures and "Article" not in "".join(said.kinds)


def _is_index(tree: HtmlElement, said: Declared) -> bool:
    """A front page or a section: many headlines that link elsewhere, little prose, no article declared."""
    if said.kinds & jsonld.ARTICLES or said.og_type == "article" or said.published is not None:
        return False
    links = headline_links(tree)
    linked = sum(len(text_of(link)) for link in links)
    prose = sum(len(t) for p in tree.iter("p") if len(t := text_of(p)) >= 120)
    return len(links) >= 8 and linked > prose
