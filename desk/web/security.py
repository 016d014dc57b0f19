"""What every request and answer passes through: known hosts, same origin, small bodies, strict headers.

The desk listens on loopback without a password, so the browser is the way in: another site's page must not be able to
read it (DNS rebinding: the Host header is checked) or to act through it (CSRF: Origin and a token are checked).
"""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 2_000_000
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOO_LARGE = "tawatur.too_large"
SEED_COOKIE = "tawatur_form"

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class FormTokens:
    """Tokens of forms: an HMAC of a random cookie under a secret that never leaves the process.

    A plain double submit would not do: cookies ignore the port, so another server on this machine could plant both.
    """

    def __init__(self, secret: bytes | None = None) -> None:
        self._secret = secret or secrets.token_bytes(32)

    def seed(self) -> str:
        """A fresh cookie value."""
        return secrets.token_urlsafe(24)

    def token(self, seed: str) -> str:
        """The form field that belongs to a cookie."""
        return hmac.new(self._secret, seed.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def holds(self, seed: str | None, token: str | None) -> bool:
        """True where the field belongs to the cookie."""
        return bool(seed and token) and hmac.compare_digest(
            self.token(seed or "").encode(), (token or "").encode("utf-8", "surrogatepass")
        )


def host_of(value: str) -> str:
    """The host of a Host header or of an origin's authority, without port and brackets, in lower case."""
    return (urlsplit(f"//{value}").hostname or "").lower()


def same_origin(headers: Headers) -> bool:
    """True where the request names no foreign page as its sender. Browsers send Origin with every form they post."""
    host, origin = headers.get("host", ""), headers.get("origin")
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    if origin is None:
        referer = headers.get("referer")
        return referer is None or urlsplit(referer).netloc.lower() == host.lower()
    return urlsplit(origin).netloc.lower() == host.lower()


class Guard:
    """The outermost middleware: refuses foreign hosts, foreign origins and large bodies; sets the headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refusal(scope["method"], Headers(scope=scope))
        if refused is not None:
            await refused(scope, receive, _with_headers(send))
            return
        await self.app(scope, _capped(scope, receive), _with_headers(send))

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if host_of(headers.get("host", "")) not in self.hosts:
            return PlainTextResponse("Unknown host.", 421)
        if method in SAFE:
            return None
        if not same_origin(headers):
            return PlainTextResponse("This form came from another site.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY:
            return PlainTextResponse("Too much text for one form.", 413)
        return None


class BodyTooLarge(Exception):
    """A body without a length, or with a false one, went beyond the limit."""


def _capped(scope: Scope, receive: Receive) -> Receive:
    seen = 0
    state = scope.setdefault("state", {})

    async def read() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            state[TOO_LARGE] = True  # whoever catches the exception on its way can still tell
            raise BodyTooLarge
        return message

    return read


def _with_headers(send: Send) -> Send:
    async def write(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return write
