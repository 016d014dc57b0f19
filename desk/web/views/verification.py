"""One article on its way through the pipeline."""

from dataclasses import dataclass
from datetime import datetime

STAGES = ("queued", "reading", "searching", "fetching", "comparing", "done")
"""The stages in their order."""

ENDED = ("failed", "cancelled", "dead")
"""How a verification ends that doesn't get through: failed for good, cancelled by a person, given up after retries."""


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """`stage` is one of STAGES or ENDED; `reached` the last of STAGES that it began.

    `error` is a code of the locale's [errors] table where one fits; `detail` the words of the failure; `retries` names
    what a retry acts on, None where there is nothing to retry.
    """

    id: str
    what: str
    stage: str
    reached: str
    added_at: datetime
    article_id: str | None = None
    lang: str | None = None
    claims: int = 0
    flags: int = 0
    candidates: int = 0
    fetched: int = 0
    attempts: int = 0
    error: str | None = None
    detail: str | None = None
    next_try: datetime | None = None
    retries: bool = False

    @property
    def step(self) -> int:
        """How many stages are behind it, from 0 to 5."""
        return STAGES.index(self.reached) if self.reached in STAGES else 0

    @property
    def state(self) -> str:
        """queued, running, done, or how it ended."""
        return self.stage if self.stage in ("queued", "done", *ENDED) else "running"

    @property
    def moving(self) -> bool:
        """True where it will change by itself."""
        return self.state in ("queued", "running")
