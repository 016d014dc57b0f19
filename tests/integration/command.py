"""Runs `tawatur` as a person does: a process of its own, with a home folder of its own."""

import os
import subprocess
import sys
from pathlib import Path


def tawatur(
    home: Path, *arguments: str, stdin: bytes | None = None, timeout: float = 120, **settings: str
) -> "subprocess.CompletedProcess[bytes]":
    """The finished process. `settings` are TAWATUR_ variables without their prefix, in small letters."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TAWATUR_")}
    environment |= {"TAWATUR_HOME": str(home)} | {f"TAWATUR_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", *arguments],
        input=stdin or b"",
        capture_output=True,
        timeout=timeout,
        env=environment,
        cwd=Path(__file__).parents[2],
        check=False,
    )


def one_sentence(result: "subprocess.CompletedProcess[bytes]") -> str:
    """The complaint on stderr: it is one line, and no traceback."""
    told = result.stderr.decode().strip()
    assert "Traceback" not in told
    assert told
    return told.splitlines()[-1]
