"""What a person queues: a URL, or a text at hand with what is known of it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from core.report import Report
from core.store.ids import text_hash

# Parameters that say where a reader came from, not which article it is.
_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|igshid|mc_[ce]id|ref_src)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Article:
    """Either `url`, to be fetched, or `document` (headline, line feed, body), or both: then nothing is fetched."""

    url: str | None = None
    document: str | None = None
    lang: str | None = None
    date: str | None = None
    publisher: str | None = None
    credit: str | None = None

    @property
    def key(self) -> str:
        """The same for the same article: its cleaned URL, or the hash of outlet and text."""
        if self.url is not None:
            return clean_url(self.url)
        return "text:" + text_hash(f"{self.publisher or ''}\n{self.document or ''}")

    def report(self) -> Report:
        """The report of an article whose text is at hand."""
        return Report(
            id="",
            document=self.document or "",
            lang=self.lang,
            url=self.url,
            date=self.date,
            publisher=self.publisher,
            credit=self.credit,
        )

    def to_json(self) -> dict[str, Any]:
        """What is known, the rest left out."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def article_from_json(row: Mapping[str, Any]) -> Article:
    """The article back from its JSON."""
    return Article(**{name: row.get(name) for name in Article.__slots__})


def clean_url(url: str) -> str:
    """One spelling of an address: host in lower case, no fragment, no default port, no tracking parameters.

    What is no address stays as it is: the fetcher says what is wrong with it.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return url.strip()
    default = {"http": 80, "https": 443}.get(scheme)
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, default) else f"{host}:{port}"
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    return urlunsplit((scheme, netloc, parts.path or "/", urlencode(kept), ""))
