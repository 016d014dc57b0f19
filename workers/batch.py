"""Jobs of one step that wait in one queue are done together: what many of them need is read once and written at once.

Who has a message in hand takes further jobs along (`Together`, workers.running). Each keeps its row, its lease and its
tries; its own message finds it done. A job that was tried before is alone, and when many fail together each is tried by
itself: what one of them breaks, the others don't pay for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.store.queries.jobs import Job
from workers.runtime import Runtime
from workers.sweep import LASTING

Troubles = Mapping[int, Exception]
"""What stood in the way of single jobs, by their ids; all others are done."""

MOST, MOST_LASTING = 32, 8
"""Jobs that are done together, beside the one in hand: about half a second's work. Fewer of those that people don't
wait for, since who comes in between waits until they are done."""


@dataclass(frozen=True, slots=True)
class Together:
    """A step that does any number of jobs together; called with a single job it is a step like any other."""

    do: Callable[[Runtime, Sequence[Job]], Troubles]

    def __call__(self, runtime: Runtime, job: Job) -> None:
        """Does one job; raises what stood in its way."""
        trouble = self.do(runtime, [job]).get(job.id)
        if trouble is not None:
            raise trouble


def room(job: Job) -> int:
    """How many jobs may be taken along with this one."""
    if job.attempt > 1:
        return 0
    return MOST_LASTING if job.queue == LASTING else MOST
