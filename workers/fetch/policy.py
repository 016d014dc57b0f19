"""What a fetcher may do. The caller builds it from settings; nothing here reads the environment."""

from dataclasses import dataclass

# Whoever runs it adds where they can be reached.
DEFAULT_AGENT = "Tawatur/0.1 (cross-checks the numbers in the news)"

# What a page, a feed or a JSON answer may call itself. A type that is missing altogether is let through.
READABLE_TYPES = (
    "text/html",
    "text/plain",
    "text/xml",
    "application/xhtml+xml",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/json",
    "application/feed+json",
)


# How servers name a sitemap that is a gzip file.
PACKED_TYPES = ("application/gzip", "application/x-gzip", "application/octet-stream", "binary/octet-stream")
# GDELT and others answer JSON under these too.
API_TYPES = ("text/json", "application/javascript", "text/javascript")


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits of one fetcher.

    Times are in seconds, sizes in bytes. `deadline` is wall-clock time for one whole fetch, its redirects and its
    robots.txt included; `silence` the longest wait for the next byte. `host_interval` is the least time between two
    requests to one host (0: none); a wait of up to `patience` is slept, a longer one is returned as `retry`.
    `allow_loopback` opens 127.0.0.0/8 and ::1, on any port, and nothing else: for tests and the demo only.
    """

    agent: str = DEFAULT_AGENT
    allow_loopback: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    max_bytes: int = 10_000_000
    max_decoded_bytes: int = 20_000_000
    deadline: float = 30.0
    silence: float = 10.0
    max_redirects: int = 5
    host_interval: float = 1.0
    patience: float = 2.0
    obey_robots: bool = True
    robots_ttl: float = 3600.0
    types: tuple[str, ...] = READABLE_TYPES
    redis_url: str | None = None
