"""robots.txt of each host, kept for a while: what its owner lets this agent read, and how often."""

import time
from collections import OrderedDict
from dataclasses import dataclass

from protego import Protego

from workers.fetch.fetched import Fetched, FetchStatus

_MOST_HOSTS = 2_000
_MOST_BYTES = 512_000  # what the standard asks to be read at least
_LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says. `unreadable` is the answer that stands in its way, if any."""

    text: Protego | None = None
    unreadable: Fetched | None = None

    def allows(self, url: str, agent: str) -> bool:
        """Whether `agent` may read `url`; no robots.txt allows everything."""
        return self.text is None or bool(self.text.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Seconds that the host asks for between two requests; 0 when it doesn't say."""
        asked = self.text.crawl_delay(agent) if self.text is not None else None
        return min(float(asked or 0), _LONGEST_DELAY)


def rules_from(answer: Fetched) -> Rules:
    """The rules in the answer to a request for robots.txt (RFC 9309: absent allows all, a failing host allows none)."""
    if answer.ok:
        return Rules(Protego.parse(answer.body[:_MOST_BYTES].decode("utf-8-sig", "replace")))
    # Not found, forbidden, redirected in circles, or something that is no text: there is no robots.txt.
    if answer.status in (FetchStatus.HTTP_ERROR, FetchStatus.BAD_TYPE, FetchStatus.REDIRECT_LOOP):
        return Rules()
    return Rules(unreadable=answer)


class RobotsCache:
    """Rules by origin (scheme, host and port), each good for `ttl` seconds; a failure is asked again after a tenth."""

    def __init__(self, ttl: float) -> None:
        self._ttl = ttl
        self._held: OrderedDict[str, tuple[float, Rules]] = OrderedDict()

    def get(self, origin: str) -> Rules | None:
        """The rules of `origin` if they are still good."""
        ends, rules = self._held.get(origin, (0.0, None))
        return rules if time.monotonic() < ends else None

    def put(self, origin: str, rules: Rules) -> None:
        """Keep the rules of `origin`; the oldest make room."""
        ttl = self._ttl if rules.unreadable is None else self._ttl / 10
        # A host that is refused for good costs nothing to ask again, and one that failed once is forgiven soon.
        self._held[origin] = (time.monotonic() + min(ttl, 30.0 if rules.unreadable else ttl), rules)
        self._held.move_to_end(origin)
        while len(self._held) > _MOST_HOSTS:
            self._held.popitem(last=False)
