"""The judgements that a process made last: the next report is compared only with what it changes.

Any number of processes judge an occurrence by turns: what a process remembers only saves it work. What stands in the
database is told by its seals there.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from core.claims import Claim
from core.compare.again import NOTHING, Held
from core.report import Report
from core.store.queries.judgements import Printed
from core.store.queries.storing import Seals, Stored

CLAIMS = 4_000
"""Claims of all remembered judgements together: about 11 KB each with what follows from them, so that they take some
45 MB: twenty occurrences of common size. What was forgotten is read and judged from scratch."""


@dataclass(frozen=True, slots=True)
class Past:
    """What was judged, the claims that its figures stand for, and the digest of the records that it was judged of: an
    occurrence that bears this digest has the rows that `seals` tell of. `documents` and `claims` are what it
    held, by revision and claim id, so that nothing is read in full twice."""

    held: Held = NOTHING
    printed: Printed | None = None
    digest: str | None = None
    seals: Seals = field(default_factory=Seals)
    documents: Mapping[str, Report] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)

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
