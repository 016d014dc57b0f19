"""The judgements that a process made last: the next report is compared only with what it changes."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from core.compare.again import NOTHING, Held
from core.store.queries.judgements import Printed
from core.store.queries.storing import Stored

CLAIMS = 200_000
"""Claims of all remembered judgements together: about 400 bytes each, a few thousand occurrences of common size."""


@dataclass(frozen=True, slots=True)
class Past:
    """What was judged, the claims that its figures stand for, and the digest of the records that it was judged of: an
    occurrence that bears this digest has the rows that follow from `stored`."""

    held: Held = NOTHING
    printed: Printed | None = None
    digest: str | None = None

    @property
    def stored(self) -> Stored:
        """The judgement with the claims that its figures stand for."""
        return Stored(self.held.judgement, self.printed)


NEVER = Past()


class Remembered:
    """The last judgement of each occurrence, the longest unused forgotten first. Safe to use from threads."""

    def __init__(self, claims: int = CLAIMS) -> None:
        self._room = claims
        self._past: OrderedDict[str, Past] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    def of(self, occurrence_id: str) -> Past:
        """What this process judged of the occurrence the last time; nothing where it never did or has forgotten."""
        with self._lock:
            found = self._past.get(occurrence_id, NEVER)
            if found is not NEVER:
                self._past.move_to_end(occurrence_id)
            return found

    def keep(self, occurrence_id: str, past: Past) -> None:
        """Remembers the judgement; one that is larger than all the room is not kept."""
        with self._lock:
            before = self._past.pop(occurrence_id, NEVER)
            self._past[occurrence_id] = past
            self._taken += len(past.held.told) - len(before.held.told)
            while self._taken > self._room:
                _, gone = self._past.popitem(last=False)
                self._taken -= len(gone.held.told)
