"""One article on its way through the pipeline."""

from dataclasses import dataclass
from datetime import datetime

STAGES = ("queued", "fetch", "read", "search", "compare", "judge", "done")
"""The stages in their order; a failed or dead verification stays at the stage where it failed."""


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """`state` is queued, running, done, failed (will be tried again) or dead (waits for a person).

    `error` is a code of the locale's [errors] table where one fits; `detail` the words of the failure.
    """

    id: str
    what: str
    stage: str
    state: str
    added_at: datetime
    article_id: str | None = None
    claims: int = 0
    flags: int = 0
    attempts: int = 0
    error: str | None = None
    detail: str | None = None
    next_try: datetime | None = None

    @property
    def step(self) -> int:
        """How many stages are behind it, 0 to 6."""
        return STAGES.index(self.stage) if self.stage in STAGES else 0

    @property
    def moving(self) -> bool:
        """True where it will change by itself."""
        return self.state in ("queued", "running", "failed")
