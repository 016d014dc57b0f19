"""The two ways in which a job stops short without being at fault."""


class TryAgain(Exception):
    """The outside world isn't ready. `after` is the wait in seconds that it asked for; an `excused` try isn't counted
    against the job (a host's pace is no failure)."""

    def __init__(self, reason: str, after: float | None = None, *, excused: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.after = after
        self.excused = excused


class Superseded(Exception):
    """Another process took this job over: nothing of this try may be written."""
