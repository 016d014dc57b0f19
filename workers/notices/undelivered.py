"""The two ways in which a notice doesn't arrive."""


class Undelivered(Exception):
    """The receiver can't be had now; `after` is the wait in seconds that it asked for. Another try may help."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Refused(Exception):
    """The receiver will never take it, or must not be asked; the message says why."""
