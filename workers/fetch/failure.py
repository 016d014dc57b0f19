"""Every exception that the network can cause becomes a status here, and nowhere else."""

import http.client
import socket

import requests
import urllib3.exceptions
from requests_hardened.ip_filter import InvalidIPAddress

from workers.fetch.fetched import FetchStatus
from workers.fetch.guard import Forbidden

_BAD_URL = (
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
    UnicodeError,
    urllib3.exceptions.LocationParseError,
)


class Refusal(Exception):
    """An outcome that a step of the fetch decides on: its status, and the reason in plain words."""

    def __init__(self, status: FetchStatus, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.retry_after = retry_after


# What a fetch may run into. Anything else is a mistake in the program and is left to be seen.
NETWORK_ERRORS = (Refusal, requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError)


def outcome(error: BaseException, late: bool) -> tuple[FetchStatus, str]:
    """The status and the plain reason of what was raised; `late` is whether the deadline had passed."""
    if isinstance(error, Refusal):
        return error.status, error.reason
    if isinstance(error, (Forbidden, InvalidIPAddress)):
        return FetchStatus.BLOCKED, f"not fetched: {_forbidden(error)}; give a URL of a public web site"
    if late:
        return FetchStatus.TIMEOUT, "the host sent too slowly and was cut off; try again later"
    causes = _causes(error)
    if any(isinstance(cause, _BAD_URL) for cause in causes):
        return FetchStatus.BAD_URL, "this is no web address; give one that starts with http:// or https://"
    if any(isinstance(cause, (socket.gaierror, urllib3.exceptions.NameResolutionError)) for cause in causes):
        return FetchStatus.DNS, "the host's name is unknown; check its spelling, or try again later"
    # urllib3 counts a refused connection among the timeouts, so it is looked for before them.
    if any(isinstance(cause, (ConnectionRefusedError, urllib3.exceptions.NewConnectionError)) for cause in causes):
        return FetchStatus.REFUSED, "the host refused the connection; check the address, or try again later"
    if any(isinstance(cause, (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError)) for cause in causes):
        return FetchStatus.TIMEOUT, "the host didn't answer in time; try again later"
    if any(isinstance(cause, (requests.exceptions.SSLError, urllib3.exceptions.SSLError)) for cause in causes):
        return FetchStatus.REFUSED, "the host's certificate or encryption isn't valid; check the address"
    return FetchStatus.BROKEN, "the host broke off or answered in a broken way; try again later"


def _forbidden(error: BaseException) -> str:
    return str(error) if isinstance(error, Forbidden) else f"its address {error} is not a public one"


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what lies under it: requests wraps urllib3, which wraps the socket's own error."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting and len(found) < 20:
        link = waiting.pop()
        if not isinstance(link, BaseException) or any(link is seen for seen in found):
            continue
        found.append(link)
        waiting += [link.__cause__, link.__context__, getattr(link, "reason", None), *link.args]
    return found
