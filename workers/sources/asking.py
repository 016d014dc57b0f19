"""Asking a search interface and reading its JSON, however badly it is written."""

import json
import re
from dataclasses import dataclass
from typing import Any

from workers.fetch import Asked, Fetches
from workers.page import decode
from workers.sources.source import Candidate, Harvest, Problem

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BACKSLASH = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|)')
NOTHING_ASKED = "this source answers questions and has no list of its own; verifications ask it"


class Unanswered(Exception):
    """An interface gave no usable answer; the message says why and what to do, `retry_after` (seconds) when."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


def ask_json(url: str, fetcher: Fetches) -> dict[str, Any]:
    """The object that an interface answers; control characters and stray backslashes in it are mended.

    Raises `Unanswered` for anything else.
    """
    answer = fetcher.fetch(url, what=Asked.API)
    if not answer.ok:
        raise Unanswered(answer.reason, answer.retry_after)
    text = decode(answer.body, answer.content_type)[0].lstrip("\ufeff").strip()
    if not text:
        return {}
    try:
        row = json.loads(_mended(text), strict=False)
    except (ValueError, RecursionError):
        # What is no JSON is most often one sentence that says what was wrong with the question.
        said = " ".join(_CONTROL.sub(" ", text).split())[:200]
        raise Unanswered(f"it answered no JSON but: {said}") from None
    if not isinstance(row, dict):
        raise Unanswered("its answer is not of the documented form; check the address")
    return row


def _mended(text: str) -> str:
    return _BACKSLASH.sub(lambda found: found.group() if found.group(1) else r"\\", _CONTROL.sub(" ", text))


@dataclass(slots=True)
class Answers:
    """What several questions to one source gave together: each address once, and each trouble once."""

    found: dict[str, Candidate]
    problems: dict[str, Problem]
    limit: int
    retry_after: float | None = None

    @property
    def full(self) -> bool:
        """Whether there is room for no more."""
        return len(self.found) >= self.limit

    def add(self, candidate: Candidate) -> None:
        """Takes a candidate in, unless its address is no web address or known, or the limit is reached."""
        url = candidate.url or ""
        if url.startswith(("http://", "https://")) and url not in self.found and not self.full:
            self.found[url] = candidate

    def trouble(self, where: str, error: Unanswered) -> None:
        """Notes that a question was not answered."""
        self.problems.setdefault(str(error), Problem(where, str(error)))
        if error.retry_after is not None:
            self.retry_after = max(error.retry_after, self.retry_after or 0.0)

    def harvest(self) -> Harvest:
        """All of it."""
        return Harvest(tuple(self.found.values()), tuple(self.problems.values()), retry_after=self.retry_after)


def answers(limit: int) -> Answers:
    """None yet."""
    return Answers({}, {}, limit)


def text_of(row: Any, *keys: str) -> str:
    """The text under nested keys of a JSON object, on one line; empty where there is none."""
    for key in keys:
        row = row.get(key) if isinstance(row, dict) else None
    return " ".join(row.split()) if isinstance(row, str) else ""


def rows_of(row: Any, key: str) -> list[dict[str, Any]]:
    """The objects in the list under `key`."""
    rows = row.get(key) if isinstance(row, dict) else None
    return [entry for entry in rows if isinstance(entry, dict)] if isinstance(rows, list) else []
