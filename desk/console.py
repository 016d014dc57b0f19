"""How the command line speaks: results on stdout, progress and troubles on stderr, one exit code a kind of trouble."""

import json
import sys
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


class Exit(IntEnum):
    """The documented exit codes (docs/cli.md)."""

    DONE = 0
    ATTENTION = 1
    USAGE = 2
    INPUT = 3
    UNREACHABLE = 4
    BACKEND = 5
    NOT_FOUND = 6


class Trouble(Exception):
    """Something the user can mend: `sentence` says what happened and what to do about it."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def complain(trouble: Trouble) -> None:
    """One sentence on stderr."""
    print(f"tawatur: {trouble.sentence}", file=sys.stderr)


@cache
def out() -> "Console":
    """The console for results."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


@cache
def err() -> "Console":
    """The console for progress."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def print_json(value: Any) -> None:
    """One JSON document on stdout, Arabic unescaped."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
