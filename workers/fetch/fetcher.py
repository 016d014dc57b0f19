"""Fetching one URL from a hostile web: every hop is checked, every size and time is bounded, nothing is raised."""

import time
from dataclasses import replace
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests

from workers.fetch.body import ENCODINGS, read_body
from workers.fetch.breaker import Breaker
from workers.fetch.deadline import Deadline
from workers.fetch.failure import NETWORK_ERRORS, Refusal, outcome
from workers.fetch.fetched import Asked, Fetched, FetchStatus
from workers.fetch.guard import GuardedAdapter
from workers.fetch.pace import Pace
from workers.fetch.policy import API_TYPES, PACKED_TYPES, FetchPolicy
from workers.fetch.robots import RobotsCache, Rules, rules_from
from workers.metrics import FETCHES

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Answers by which a host says "not now".
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_LONGEST_URL = 4_000
_MORE_TYPES = {Asked.SITEMAP: PACKED_TYPES, Asked.API: API_TYPES}


class Fetcher:
    """Fetches under one policy. One object serves one process; it keeps no cookies and no open connections."""

    def __init__(self, policy: FetchPolicy) -> None:
        self.policy = policy
        self._session = guarded_session(policy)
        self._pace = Pace(policy.host_interval, policy.redis_url)
        self._robots = RobotsCache(policy.robots_ttl)
        self._breaker = Breaker(policy.redis_url)

    def fetch(
        self, url: str, etag: str | None = None, last_modified: str | None = None, what: Asked = Asked.PAGE
    ) -> Fetched:
        """Fetch `url`, on condition that it changed since `etag` or `last_modified` when these are given."""
        answer = self._guarded(url, etag, last_modified, what)
        FETCHES.labels(str(answer.status)).inc()
        return answer

    def _guarded(self, url: str, etag: str | None, last_modified: str | None, what: Asked) -> Fetched:
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value and _one_line(value)}
        host = _host(url)
        if (rest := self._breaker.rest(host)) > 0:
            reason = "this host failed several times in a row and is left alone for a while"
            return Fetched(FetchStatus.RETRY, url, url, reason, retry_after=rest)
        with Deadline(self.policy.deadline) as limit:
            answer = self._follow(url, headers, limit, polite=True, what=what)
        # A redirect that leads to a dead host is no fault of the first one.
        if _host(answer.final_url) == host:
            self._breaker.note(host, answer)
        return answer

    def close(self) -> None:
        """Let go of the session."""
        self._session.close()

    def _follow(
        self, url: str, headers: dict[str, str], limit: Deadline, polite: bool, what: Asked = Asked.PAGE
    ) -> Fetched:
        """Request after request along the redirects, each checked as the first; `polite` heeds robots and pace."""
        at, seen = url, set[str]()
        for _ in range(self.policy.max_redirects + 1):
            try:
                at = self._address(at)
                if at in seen:
                    raise Refusal(FetchStatus.REDIRECT_LOOP, "the address redirects in a circle")
                seen.add(at)
                if polite:
                    self._take_turn(at, 0.0 if what is Asked.API else self._admitted(at, limit), limit)
                answer = self._ask(at, headers, limit, what)
            except NETWORK_ERRORS as error:
                status, reason = outcome(error, limit.passed)
                return Fetched(status, url, at, reason, retry_after=getattr(error, "retry_after", None))
            answer = replace(answer, url=url)
            if answer.http_status not in _REDIRECTS or not answer.headers.get("location"):
                return answer
            at = urljoin(at, answer.headers["location"])
        return Fetched(FetchStatus.REDIRECT_LOOP, url, at, "the address redirects too many times; give the final one")

    def _address(self, url: str) -> str:
        """The URL as it will be requested. Raises for what is no http(s) URL, or carries a user name."""
        if len(url) > _LONGEST_URL:
            raise Refusal(FetchStatus.BAD_URL, "the address is too long to be one of a news page")
        address = requests.Request("GET", url.strip()).prepare().url or ""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise requests.exceptions.InvalidSchema(url)
        if "@" in parts.netloc:
            raise Refusal(FetchStatus.BLOCKED, "not fetched: addresses with a user name in them are not followed")
        return address.partition("#")[0]

    def _admitted(self, url: str, limit: Deadline) -> float:
        """The host's own interval in seconds. Raises `Refusal` when its robots.txt forbids `url`, or can't be read."""
        if not self.policy.obey_robots:
            return 0.0
        rules = self._rules(url, limit)
        if rules.unreadable is not None:
            first = rules.unreadable
            raise Refusal(first.status, f"its robots.txt could not be read: {first.reason}", first.retry_after)
        if not rules.allows(url, self.policy.agent):
            raise Refusal(FetchStatus.ROBOTS, "the site's robots.txt asks not to read this page; open it by hand")
        return rules.delay(self.policy.agent)

    def _rules(self, url: str, limit: Deadline) -> Rules:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        rules = self._robots.get(origin)
        if rules is None:
            # robots.txt doesn't wait for its own turn: it is asked once an hour, right before the page.
            rules = rules_from(self._follow(f"{origin}/robots.txt", {}, limit, polite=False))
            self._robots.put(origin, rules)
        return rules

    def _take_turn(self, url: str, delay: float, limit: Deadline) -> None:
        """Wait for this host's turn when it comes soon; else raise `Refusal` with the time to wait."""
        host = urlsplit(url).netloc
        waited = 0.0
        while (wait := self._pace.wait(host, delay)) > 0:
            waited += wait
            if waited > min(self.policy.patience, limit.left):
                raise Refusal(FetchStatus.RETRY, "this host was asked a moment ago; its turn comes again soon", wait)
            time.sleep(wait)

    def _ask(self, url: str, headers: dict[str, str], limit: Deadline, what: Asked) -> Fetched:
        """One request and its answer, whatever its code. Raises what `NETWORK_ERRORS` names."""
        silence = max(0.01, min(self.policy.silence, limit.left))
        with self._session.get(
            url, headers=headers, stream=True, allow_redirects=False, timeout=(silence, silence)
        ) as response:
            body = b""
            status, reason = self._judged(response, what)
            if status is FetchStatus.OK:
                body = read_body(response, self.policy, limit)
            found = {name.lower(): value for name, value in response.headers.items()}
        return Fetched(
            status, url, url, reason, response.status_code, found, body,
            _seconds(found.get("retry-after")), found.get("etag"), found.get("last-modified"),
        )  # fmt: skip

    def _judged(self, response: requests.Response, what: Asked) -> tuple[FetchStatus, str]:
        """Status and reason from the code and the type of an answer, before its body is read."""
        code = response.status_code
        if code == 304:
            return FetchStatus.NOT_MODIFIED, "unchanged since the last visit"
        if code in _LATER:
            return FetchStatus.RETRY, f"the host answered {code}: not now; try again later"
        if code in (404, 410):
            return FetchStatus.HTTP_ERROR, f"the host answered {code}: there is no such page; check the address"
        if code in (401, 402, 403, 451):
            return (
                FetchStatus.HTTP_ERROR,
                f"the host answered {code}: it doesn't let us read this page; open it by hand",
            )
        if not 200 <= code < 300:
            return FetchStatus.HTTP_ERROR, f"the host answered {code}; open the page by hand"
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind and kind not in (*self.policy.types, *_MORE_TYPES.get(what, ())):
            return FetchStatus.BAD_TYPE, f"this is {kind[:60]}, not a page of text; give the address of the article"
        return FetchStatus.OK, "fetched"


def guarded_session(policy: FetchPolicy) -> requests.Session:
    """A session that connects only where the policy allows, keeps nothing, and takes nothing from the environment."""
    session = requests.Session()
    session.trust_env = False  # a proxy or a .netrc from the environment would walk around the guard
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.clear()
    session.headers.update(
        {"User-Agent": policy.agent, "Accept-Encoding": ENCODINGS, "Accept": "*/*", "Connection": "close"}
    )
    for scheme in ("http", "https"):
        session.mount(f"{scheme}://", GuardedAdapter(scheme, policy))
    return session


def _host(url: str) -> str:
    """Name and port of a URL, for the breaker; empty for what is none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _one_line(value: str) -> bool:
    """Whether a validator that a host once sent may be sent back: a line break in it would forge a header."""
    return value.isprintable() and value.isascii()


def _seconds(retry_after: str | None) -> float | None:
    """Retry-After in seconds: a number, or a date from which the present is taken away; None when it is neither."""
    if not retry_after:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
