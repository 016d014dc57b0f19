"""A rule out of what a person gave, or one sentence about what is wrong with it."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from core.compare.flags import FlagKind
from core.store.tables import NoticeRuleRow
from workers.notices.message import LANGUAGES
from workers.notices.webhook import new_secret
from workers.outbox import utc_now

# Enough to catch a slip; whether the address exists only its server knows.
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+")
_KINDS = [str(kind) for kind in FlagKind]


class BadRule(ValueError):
    """No rule can be made of this; the message says why and what to give."""


def rule_for(target: str, *, kinds: Sequence[str] = (), least_rank: float = 0.0, lang: str = "en") -> NoticeRuleRow:
    """A rule not yet stored; webhooks get a secret. Raises BadRule."""
    unknown = sorted(set(kinds) - set(_KINDS))
    if unknown:
        raise BadRule(f"{unknown[0]!r} is no kind of flag: give one of {', '.join(_KINDS)}.")
    if lang not in LANGUAGES:
        raise BadRule(f"notices are written in {' and '.join(LANGUAGES)}, not in {lang!r}.")
    channel = _channel(target)
    return NoticeRuleRow(
        channel=channel,
        target=target,
        kinds=sorted(set(kinds)),
        least_rank=least_rank,
        lang=lang,
        secret=new_secret() if channel == "webhook" else None,
        created_at=utc_now(),
    )


def _channel(target: str) -> str:
    if target.lower().startswith(("http://", "https://")):
        try:
            named = bool(urlsplit(target).hostname)
        except ValueError:
            named = False
        if named and target.isprintable() and " " not in target:
            return "webhook"
    elif _ADDRESS.fullmatch(target):
        return "email"
    raise BadRule(f"{target!r} is neither an http(s) URL nor an e-mail address.")
