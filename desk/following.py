"""Follows one verification from stage to stage, with a bar on stderr."""

import time
from typing import TYPE_CHECKING

from core.store.queries.verifications import OVER, STAGES, get_verification
from desk.console import Exit, Trouble, err

if TYPE_CHECKING:
    from core.store.tables import VerificationRow
    from desk.backend import Backend
    from desk.processes import Processes

_EVERY = 0.1
_PATIENCE = 60.0


def find(here: "Backend", verification_id: int) -> "VerificationRow":
    """The verification, or a `Trouble` with exit code 6."""
    with here.reading() as session:
        row = get_verification(session, verification_id)
    if row is None:
        raise Trouble(Exit.NOT_FOUND, f"there is no verification {verification_id}: `tawatur status` lists them.")
    return row


def follow_run(here: "Backend", verification_id: int, children: "Processes | None" = None) -> "VerificationRow":
    """Waits until the verification is over and returns it; says so once when nobody seems to work on it."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    started, warned = time.monotonic(), False
    row = find(here, verification_id)
    columns = (TextColumn("{task.description}"), BarColumn(24), TimeElapsedColumn())
    with Progress(*columns, console=err(), transient=not err().is_terminal) as bar:
        task = bar.add_task(_words(row), total=len(STAGES) - 1)
        while row.stage not in OVER:
            time.sleep(_EVERY)
            if children is not None:
                children.check()
            row = find(here, verification_id)
            bar.update(task, description=_words(row), completed=_reached(row))
            if row.stage == "queued" and not warned and time.monotonic() - started > _PATIENCE:
                warned = True
                bar.console.print("Nobody has taken it yet: is a worker running? `tawatur doctor` tells.")
        bar.update(task, description=_words(row), completed=len(STAGES) - 1)
    return row


def _reached(row: "VerificationRow") -> float:
    if row.stage not in STAGES:
        return float(len(STAGES) - 1)
    part = (row.fetched + row.unreached) / row.candidates if row.stage == "fetching" and row.candidates else 0.0
    return STAGES.index(row.stage) + part


def _words(row: "VerificationRow") -> str:
    counts = f" {row.fetched + row.unreached}/{row.candidates}" if row.candidates and row.stage == "fetching" else ""
    return f"{row.stage}{counts}".ljust(16)
