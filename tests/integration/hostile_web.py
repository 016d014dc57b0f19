"""A loopback web that misbehaves in every way a fetcher must survive; each path is one misbehaviour."""

import gzip
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "<html><head><title>T</title></head><body><p>Twelve were injured in the fire, the mayor said.</p></body></html>"
MEGABYTE = b"\0" * 1_000_000


def _bomb() -> bytes:
    """200 MB of zeros as some 200 kB of gzip."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(packer.compress(MEGABYTE) for _ in range(200)) + packer.flush()


BOMB = _bomb()


class HostileWeb(ThreadingHTTPServer):
    """Counts the requests for each path; `robots` is its robots.txt (None: 404, an int: that status)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: Counter[str] = Counter()
        self.headers: list[dict[str, str]] = []
        self.robots: str | int | None = None

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_address[1]}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is what these tests are about."""


@contextmanager
def hostile_web() -> Iterator[HostileWeb]:
    """The server, running in a thread until the block ends."""
    server = HostileWeb()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: HostileWeb

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output readable."""

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        _, name, *rest = self.path.split("/")
        known: dict[str, Callable[[str], None]] = {
            "robots.txt": self._robots,
            "page": self._page,
            "hop": self._hop,
            "circle": self._circle,
            "to-metadata": self._metadata,
            "to-file": self._file,
            "bomb": self._bomb,
            "drip": self._drip,
            "drip-head": self._drip_head,
            "huge": self._huge,
            "huge-chunked": self._huge_chunked,
            "picture": self._picture,
            "broken-once": self._broken_once,
            "busy": self._busy,
            "status": self._status,
            "tagged": self._tagged,
            "cut": self._cut,
            "garbage": self._garbage,
            "zipped": self._zipped,
            "raw-deflate": self._raw_deflate,
            "damaged": self._damaged,
            "brotli": self._brotli,
            "cookie": self._cookie,
            "silent": self._silent,
            "padded": self._padded,
            "no-type": self._no_type,
            "many-headers": self._many_headers,
            "port-22": self._port_22,
        }
        known[name](rest[0] if rest else "")

    def _send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in (
            {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))} | headers
        ).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _robots(self, _: str) -> None:
        robots = self.server.robots
        if isinstance(robots, str):
            self._send(200, robots.encode(), Content_Type="text/plain")
        else:
            self._send(robots or 404)

    def _page(self, _: str) -> None:
        self._send(200, PAGE.encode(), ETag='"v1"', Last_Modified="Fri, 25 Jan 2019 10:00:00 GMT")

    def _hop(self, number: str) -> None:
        self._send(302, Location=f"/hop/{int(number) + 1}")

    def _circle(self, which: str) -> None:
        self._send(301, Location="/circle/b" if which == "a" else "/circle/a")

    def _metadata(self, _: str) -> None:
        self._send(302, Location="http://169.254.169.254/latest/meta-data/")

    def _file(self, _: str) -> None:
        self._send(302, Location="file:///etc/passwd")

    def _port_22(self, _: str) -> None:
        self._send(302, Location="http://192.0.2.1:22/")

    def _bomb(self, _: str) -> None:
        self._send(200, BOMB, Content_Encoding="gzip")

    def _drip(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self._slowly(b"<p>drop</p>" * 1000)

    def _drip_head(self, _: str) -> None:
        self._slowly(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"s" * 1000)

    def _slowly(self, body: bytes) -> None:
        for i in range(len(body)):
            self.wfile.write(body[i : i + 1])
            self.wfile.flush()
            time.sleep(0.05)

    def _silent(self, _: str) -> None:
        time.sleep(5)

    def _huge(self, _: str) -> None:
        self._send(200, Content_Length="200000000")

    def _huge_chunked(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _i in range(200):
            self.wfile.write(MEGABYTE)
            self.server.asked["megabytes sent"] += 1

    def _picture(self, _: str) -> None:
        self._send(200, b"\x89PNG", Content_Type="image/png")

    def _no_type(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def _broken_once(self, name: str) -> None:
        first = self.server.asked[self.path] == 1
        self._send(500) if first else self._send(200, PAGE.encode())

    def _busy(self, after: str) -> None:
        self._send(429, Retry_After=after.replace("%20", " "))

    def _status(self, code: str) -> None:
        self._send(int(code), b"gone")

    def _tagged(self, _: str) -> None:
        if self.headers.get("If-None-Match") == '"v1"' or self.headers.get("If-Modified-Since"):
            self.send_response(304)
            self.end_headers()
        else:
            self._send(200, PAGE.encode(), ETag='"v1"')

    def _cut(self, _: str) -> None:
        self._send(200, b"half a page", Content_Length="5000")

    def _garbage(self, _: str) -> None:
        self.wfile.write(b"\x16\x03\x01 this is no HTTP\r\n\r\n")

    def _many_headers(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-H: v\r\n" * 5000 + b"\r\n")

    def _zipped(self, _: str) -> None:
        half = len(PAGE) // 2
        members = gzip.compress(PAGE[:half].encode()) + gzip.compress(PAGE[half:].encode())
        self._send(200, members, Content_Encoding="gzip")

    def _padded(self, _: str) -> None:
        self._send(200, gzip.compress(PAGE.encode()) + b"\0" * 50, Content_Encoding="gzip")

    def _raw_deflate(self, _: str) -> None:
        packer = zlib.compressobj(wbits=-15)
        self._send(200, packer.compress(PAGE.encode()) + packer.flush(), Content_Encoding="deflate")

    def _damaged(self, _: str) -> None:
        self._send(200, gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")

    def _brotli(self, _: str) -> None:
        self._send(200, b"\x0b\x02\x80", Content_Encoding="br")

    def _cookie(self, _: str) -> None:
        self._send(200, PAGE.encode(), Set_Cookie="track=me; Path=/")
