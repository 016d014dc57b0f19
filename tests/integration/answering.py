"""A loopback server of prepared answers, each in the documented format of the interface that it stands for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Asked = dict[str, str]


@dataclass
class Reply:
    """One answer; a list of replies to a path is used up in turn, the last one for good."""

    body: bytes | str
    type: str = "application/json"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Answering:
    """`replies` by path: a reply, or a function of the question; `asked` holds each question with its path."""

    base: str
    replies: dict[str, Reply | list[Reply] | Callable[[Asked], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, Asked]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    """The paths that were answered with 304, as the question named the reply's own ETag or date."""

    def url(self, path: str) -> str:
        return f"{self.base}{path}"

    def questions(self, path: str) -> list[Asked]:
        """The questions to one path."""
        return [asked for where, asked in self.asked if where == path]

    def reply_to(self, path: str, asked: Asked) -> Reply:
        self.asked.append((path, asked))
        found = self.replies.get(path, Reply("no such page", "text/plain", 404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, Reply) else found(asked)


@contextmanager
def answering() -> Iterator[Answering]:
    """The server on a free loopback port, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            reply = made.reply_to(parts.path, asked)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            validators = (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))
            if any(self.headers.get(asked) == reply.headers.get(told, "") for told, asked in validators):
                made.unchanged.append(parts.path)
                self.send_response(304)
                self.end_headers()
                return
            self.send_response(reply.status)
            headers = {"Content-Type": reply.type, "Content-Length": str(len(body))} | reply.headers
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Answering(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
