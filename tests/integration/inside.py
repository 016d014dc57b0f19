"""Runs `tawatur` inside the test's own process, where that it is a process of its own is not the point."""

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from desk.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def inside(home: Path, *arguments: str, **settings: str) -> Ran:
    """The command, from its words to its exit code. `settings` are TAWATUR_ variables without their prefix."""
    told = {"TAWATUR_HOME": str(home)} | {f"TAWATUR_{name.upper()}": value for name, value in settings.items()}
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        mock.patch.dict(os.environ, told),
        mock.patch.object(sys, "argv", ["tawatur", *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())
