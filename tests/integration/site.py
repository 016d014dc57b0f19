"""A loopback web site for tests: pages that can be changed, slowed and broken while it runs."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """What one path answers: after `delay` seconds, `failures` times with 500 first."""

    html: str
    delay: float = 0.0
    failures: int = 0


@dataclass
class Site:
    """`asked` counts the requests for each path, `unchanged` those answered with 304 among them."""

    base: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)

    def article(self, path: str, headline: str, body: str, date: str, publisher: str, **how: float) -> str:
        """Puts an article up, or a new version of it; returns its URL."""
        self.pages[path] = Page(article_html(headline, body, date, publisher), **how)  # type: ignore[arg-type]
        return f"{self.base}{path}"


def article_html(headline: str, body: str, date: str, publisher: str, lang: str = "en") -> str:
    """A plain news page."""
    paragraphs = "".join(f"<p>{line}</p>" for line in body.split("\n"))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{headline}</title>'
        f'<meta property="og:site_name" content="{publisher}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{date}"></head>'
        f"<body><header><nav><a href='/'>Home</a></nav></header><article><h1>{headline}</h1>{paragraphs}</article>"
        f"<footer><p>All rights reserved.</p></footer></body></html>"
    )


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a free loopback port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked[self.path] = site.asked.get(self.path, 0) + 1
            page = site.pages.get(self.path)
            if page is None:
                self._answer(404, "")
                return
            time.sleep(page.delay)
            if page.failures > 0:
                page.failures -= 1
                self._answer(500, "")
                return
            tag = f'"{hashlib.sha256(page.html.encode()).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == tag:
                site.unchanged[self.path] = site.unchanged.get(self.path, 0) + 1
                self._answer(304, "")
            else:
                self._answer(200, page.html, tag)

        def _answer(self, status: int, html: str, tag: str | None = None) -> None:
            body = html.encode()
            self.send_response(status)
            if tag is not None:
                self.send_header("ETag", tag)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
