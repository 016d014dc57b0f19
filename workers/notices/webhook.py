"""A notice as a signed POST, under the same guard as every fetch.

Signed as the Standard Webhooks specification says (https://www.standardwebhooks.com): the header webhook-signature is
`v1,` and the base64 of HMAC-SHA256 over `webhook-id.webhook-timestamp.body`; the secret is `whsec_` and base64.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workers.fetch.deadline import Deadline
from workers.fetch.failure import NETWORK_ERRORS, outcome
from workers.fetch.fetched import FetchStatus
from workers.fetch.fetcher import guarded_session
from workers.fetch.policy import FetchPolicy
from workers.notices.undelivered import Refused, Undelivered

_PREFIX = "whsec_"
# What no second try will mend.
_FINAL = frozenset({FetchStatus.BLOCKED, FetchStatus.BAD_URL})


def new_secret() -> str:
    """A fresh secret to sign with."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, notice: str, moment: int, body: bytes) -> str:
    """The value of webhook-signature. Raises ValueError where the secret isn't `whsec_` and base64."""
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("a webhook's secret is whsec_ followed by base64") from None
    signed = b"%s.%d.%s" % (notice.encode(), moment, body)
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def post(url: str, secret: str, notice: str, content: Mapping[str, Any], now: datetime, policy: FetchPolicy) -> None:
    """Sends `content`; any 2xx is success. Raises Undelivered where another try may help, Refused where none will.

    Redirects are not followed, and nothing of the answer's body is read.
    """
    body = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    moment = int(now.timestamp())
    headers = {
        "Content-Type": "application/json",
        "webhook-id": notice,
        "webhook-timestamp": str(moment),
        "webhook-signature": signature(secret, notice, moment, body),
    }
    with guarded_session(policy) as session, Deadline(policy.deadline) as limit:
        try:
            with session.post(
                url, data=body, headers=headers, stream=True, allow_redirects=False, timeout=policy.silence
            ) as response:
                code, wait = response.status_code, response.headers.get("Retry-After", "")
        except NETWORK_ERRORS as error:
            status, reason = outcome(error, limit.passed)
            raise (Refused if status in _FINAL else Undelivered)(reason) from None
    if code == 410:
        raise Refused("the receiver answered 410: it wants no more notices")
    if not 200 <= code < 300:
        raise Undelivered(f"the receiver answered {code}", float(wait) if wait.isdecimal() else None)
