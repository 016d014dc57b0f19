"""What filling an index costs, and what asking it: one process for each, as the reports come and as they are asked."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.searching.coined import coined, stage
from benchmarks.searching.contenders import OPENERS, Contender
from workers.archive.embed import encode
from workers.archive.entry import Entry

WARMING, PASSES = 20, 3


@dataclass(frozen=True)
class Filled:
    """Milliseconds for adding one report of a stage, and bytes for each of all reports."""

    adding: float
    bytes: float


@dataclass(frozen=True)
class Asked:
    """Milliseconds for one question; `processor` is the 95th percentile of this process's own processor time."""

    median: float
    p95: float
    processor: float


def fill(name: str, home: Path, url: str, first: int, last: int) -> Filled:
    """Add the reports from `first` to `last`; coining them is not counted. For a process of its own."""
    contender = OPENERS[name](home, url)
    spent = 0.0
    for batch in stage(first, last):
        begun = time.perf_counter()
        contender.add(batch)
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    contender.settle()
    spent += time.perf_counter() - begun
    filled = Filled(1000 * spent / (last - first), contender.bytes() / last)
    contender.close()
    return filled


def question(contender: Contender, first: int, last: int, questions: int) -> Asked:
    """Ask for the like of reports all over the stage, PASSES times over; of each the fastest answer counts."""
    dice = random.Random(last)
    asked = [coined(dice.randrange(first, last), first, last) for _ in range(questions + WARMING)]
    for entry in asked[:WARMING]:
        contender.ask(entry)
    passes = [[_timed(contender, entry) for entry in asked[WARMING:]] for _ in range(PASSES)]
    times = sorted(min(wall for wall, _ in tries) for tries in zip(*passes, strict=True))
    spent = sorted(min(own for _, own in tries) for tries in zip(*passes, strict=True))
    return Asked(_at(times, 0.5), _at(times, 0.95), _at(spent, 0.95))


def _timed(contender: Contender, entry: Entry) -> tuple[float, float]:
    begun, own = time.perf_counter(), time.process_time()
    contender.ask(entry)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - own)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def embedding_cost() -> float:
    """Milliseconds for the vector of one short report on the real model, in batches as the indexer takes them."""
    texts = [
        f"At least {number} people were hurt when a bus left the road near the river\n"
        f"Rescue workers said {number % 7} of them are in a serious condition and that the road stays closed today."
        for number in range(256)
    ]
    encode(texts[:2])
    begun = time.perf_counter()
    encode(texts)
    return 1000 * (time.perf_counter() - begun) / len(texts)
