"""A newsroom on loopback: several outlets, each a site of its own, served from this process."""

import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from desk.demo.press_articles import Article, Outlet, article_page, articles, feed, front_page, outlets, robots

START = "start"
# Where the outlets stand when nobody else does: the same addresses again make a second demo quick.
FIRST_PORT = 8471
_HTML, _TEXT = "text/html", "text/plain"


class Newsroom:
    """Serves while the block lasts.

        with Newsroom() as newsroom:
            queue(newsroom.start_url, feeds=newsroom.feeds)

    `feeds` are the outlets' feeds, `urls` all article pages (one of them closed by robots.txt), `pages` the same by the
    article's id, `start_url` the article that the demo begins with. Each outlet has its own port of 127.0.0.1.
    """

    def __init__(self, first_port: int = FIRST_PORT) -> None:
        self._sites = [_Site(outlet, first_port + offset) for offset, outlet in enumerate(outlets().values())]
        bases = {site.outlet.id: site.base for site in self._sites}
        self.pages = {id: bases[article.outlet] + article.path for id, article in articles().items()}
        self.urls = tuple(self.pages.values())
        self.feeds = tuple(f"{site.base}/feed.xml" for site in self._sites)
        self.start_url = self.pages[START]

    def __enter__(self) -> Self:
        for site in self._sites:
            site.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for site in self._sites:
            site.stop()

    @property
    def asked(self) -> tuple[str, ...]:
        """Every address asked for so far, in order."""
        return tuple(url for _, url in sorted(entry for site in self._sites for entry in site.asked))


class _Site(ThreadingHTTPServer):
    """One outlet's server: binds when it is made, serves between `start` and `stop`."""

    daemon_threads = True

    def __init__(self, outlet: Outlet, port: int) -> None:
        self.outlet = outlet
        self.asked: list[tuple[float, str]] = []
        self.articles = {article.path: article for article in articles().values() if article.outlet == outlet.id}
        self._failed: set[str] = set()
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError:  # somebody else's port: any free one will do
            super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who hangs up is no news."""

    def fails_now(self, article: Article) -> bool:
        """Whether a page that fails at first does so at this visit."""
        if not article.fails_once or article.id in self._failed:
            return False
        self._failed.add(article.id)
        return True

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """Content type and body of a path; None where there is nothing."""
        html = f"{_HTML}; charset={self.outlet.charset}"
        if path in self.articles:
            return html, article_page(self.articles[path])
        if path == "/":
            return html, front_page(self.outlet)
        if path == "/feed.xml":
            return f"application/{self.outlet.feed}+xml", feed(self.outlet, self.base)
        return (_TEXT, robots(self.outlet)) if path == "/robots.txt" else None


class _Handler(BaseHTTPRequestHandler):
    server: _Site
    server_version = "Newsroom"

    def log_message(self, format: str, *args: object) -> None:
        """The demo's screen belongs to the demo."""

    def do_GET(self) -> None:
        """Answer one request, slowly or with an error where the article says so."""
        parts = urlsplit(self.path)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        self.server.asked.append((time.monotonic(), self.server.base + path))
        article = self.server.articles.get(path)
        if article is not None and self.server.fails_now(article):
            self._send(500, _TEXT, b"Internal error\n")
            return
        if article is not None and article.slow:
            time.sleep(article.slow)
        found = self.server.answer(path)
        self._send(200, *found) if found else self._send(404, _TEXT, b"Not found\n")

    def _send(self, status: int, kind: str, body: bytes) -> None:
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if status != 500:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)
