"""Sources that answer "not now": a search keeps what the others gave and asks these again later, a few times."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.settings import Settings
from core.store.queries.jobs import Job
from workers.failing import backoff
from workers.pipeline.searching import Place

LONGEST = 300.0
"""Seconds: a source that wants to be left alone for longer is not waited for, as a person waits for the answer."""
_chance = random.Random()


@dataclass(frozen=True, slots=True)
class Round:
    """One asking of a run's sources. `slots` are the places that it asks; None: all of them, as in the first round."""

    number: int = 1
    slots: frozenset[str] | None = None

    def of(self, places: Iterable[Place]) -> list[Place]:
        """The places that are asked in this round."""
        return [place for place in places if self.slots is None or place.slot in self.slots]


def round_of(job: Job) -> Round:
    """The round that a search job is, out of its subject: <verification>, or <verification>:<round>:<slot>,<slot>."""
    _, number, *slots = (*job.subject.split(":"), "", "")[:3]
    return Round(int(number), frozenset(slots[0].split(","))) if number else Round()


def part_of(number: int, places: Sequence[Place]) -> str:
    """What stands in the subject of a further round's job, behind the verification."""
    return f"{number}:{','.join(sorted(place.slot for place in places))}"


def wait_for(settings: Settings, number: int, asked: float) -> timedelta | None:
    """The wait after round `number`, with jitter, where a source asked for that many seconds; None: no more rounds."""
    if number >= settings.max_attempts or asked > LONGEST:
        return None
    # Jitter on top of what was asked, so that not all verifications come back in the same moment.
    return backoff(settings, number, asked * (1 + _chance.random() / 4), _chance)


def told_after(problem: dict[str, str], number: int) -> dict[str, str]:
    """A problem of a source that was asked `number` times and never answered."""
    return problem if number == 1 else problem | {"reason": f"{problem['reason']} (asked {number} times)"}
