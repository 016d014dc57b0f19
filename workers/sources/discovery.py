"""The feeds that a site's page names in its head."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from workers.page import decode

_KINDS = ("application/rss+xml", "application/atom+xml")
_HEAD = 200_000
_MOST = 20


def feeds_named_by(body: bytes, url: str, content_type: str | None = None) -> tuple[str, ...]:
    """The absolute addresses of the feeds that a page at `url` names, each once; empty for what is no page."""
    html, _ = decode(body[:_HEAD], content_type)
    soup = BeautifulSoup(html, "lxml", parse_only=SoupStrainer("link"))
    found: dict[str, None] = {}
    for link in soup.find_all("link", type=_KINDS, href=True):
        try:
            address = urljoin(url, str(link["href"]).strip())
        except ValueError:
            continue
        # Every page of a site may name a feed of its own comments too.
        if address.startswith(("http://", "https://")) and "comments" not in address and len(found) < _MOST:
            found[address] = None
    return tuple(found)
