"""How fast the comparison is, and whether its bars hold: `python -m benchmarks.compare`.

Claim pairs a second; an occurrence of 2,000 reports × 8 claims judged from scratch; one more report (seconds of
one core); 1,000,000 claims in 100,000 occurrences judged again by two processes, in flat memory: reckoned up from a
fiftieth of them, or all of them with `--campaign` (minutes). The exit status is 0 where all bars hold.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal

from core.claims import Claim
from core.compare import Reported, judge, relate
from core.coverage.origin import Origin
from core.names import Named
from core.numbers import Interval, Precision

PAIRS_A_SECOND = 100_000
FROM_SCRATCH = 3.0
ONE_MORE = 0.050
CAMPAIGN = 20 * 60.0
OCCURRENCES = 100_000
PART = 50
"""One in so many of the occurrences is judged where the whole isn't asked for; its seconds are reckoned up."""
FLAT = 1.1

MEASURES = ("killed", "injured", "missing", "captured", "displaced", "killed_or_injured", "buildings", "strikes")
GROUPS = (None, Named("civilians"), Named("ISIS fighters"), Named("SDF fighters"), Named("children"))
PLACES = (Named("Baghouz, Deir ez-Zor"), Named("Deir ez-Zor"), None)
ORIGINS = tuple(Origin(f"source {i}", f"Source {i}") for i in range(25))


def claims(seed: int, reports: int, each: int, figures: int) -> list[Reported]:
    """`reports` × `each` claims that carry `figures` distinct figures of 25 origins."""
    chance = random.Random(seed)
    pool = [_figure(chance, i) for i in range(figures)]
    told: list[Reported] = []
    for r in range(reports):
        day = f"2019-01-{chance.randint(20, 30):02d}"
        for n in range(1, each + 1):
            claim, origin = pool[chance.randrange(len(pool))]
            told.append(Reported(f"r{seed}-{r:05d}", _numbered(claim, n), origin, None, day))
    return told


def _figure(chance: random.Random, i: int) -> tuple[Claim, Origin]:
    value = Decimal(chance.randint(1, 400))
    low_only = chance.random() < 0.3
    claim = Claim(
        1, "", value, Interval(value, None if low_only else value), Precision.AT_LEAST if low_only else Precision.EXACT,
        MEASURES[i % len(MEASURES)], group=GROUPS[chance.randrange(len(GROUPS))], place=PLACES[chance.randrange(3)],
        as_of=f"2019-01-{chance.randint(20, 30):02d}",
    )  # fmt: skip
    return claim, ORIGINS[i % len(ORIGINS)]


def _numbered(claim: Claim, n: int) -> Claim:
    return Claim(
        n, claim.text, claim.value, claim.interval, claim.precision, claim.measure, group=claim.group,
        place=claim.place, as_of=claim.as_of,
    )  # fmt: skip


def pairs_a_second(told: Sequence[Reported]) -> float:
    """Relations worked out a second over every pair of `told`."""
    started, done = time.process_time(), 0
    for i, a in enumerate(told):
        for b in told[i + 1 :]:
            relate(a, b)
            done += 1
    return done / (time.process_time() - started)


def judged(reports: int = 2000, each: int = 8, figures: int = 40) -> tuple[float, float]:
    """Seconds from scratch, and for one more report (the best of five)."""
    told = claims(7, reports + 5, each, figures)
    first = told[: reports * each]
    started = time.process_time()
    known = judge(first, now="2019-02-01")
    scratch = time.process_time() - started
    more = []
    for k in range(5):
        arrived = told[(reports + k) * each : (reports + k + 1) * each]
        started = time.process_time()
        judge(arrived, now="2019-02-01", before=known)
        more.append(time.process_time() - started)
    return scratch, min(more)


def _campaign_part(seeds: range) -> float:
    """Judges these occurrences, each twice; the peak of this process's memory so far in MB."""
    for seed in seeds:
        told = claims(seed, 5, 2, 6)
        known = judge(told[:8], now="2019-02-01")
        judge(told[8:], now="2019-02-01", before=known)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def campaign(occurrences: int, workers: int = 2) -> tuple[float, float, float]:
    """Seconds for `occurrences` of ten claims each, judged and judged again on two processes; the peak of a worker's
    memory in MB after a quarter of them, and after all."""
    step = max(1, occurrences // 40)
    parts = [range(start, min(start + step, occurrences)) for start in range(0, occurrences, step)]
    started = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        peaks = list(pool.map(_campaign_part, parts))
    return time.perf_counter() - started, max(peaks[: len(peaks) // 4]), max(peaks)


def bars(whole_campaign: bool) -> Iterator[tuple[str, float, float, bool]]:
    """Name, figure, bar, and whether it holds."""
    speed = pairs_a_second(claims(1, 100, 8, 400))
    yield "claim pairs a second", speed, PAIRS_A_SECOND, speed >= PAIRS_A_SECOND
    scratch, more = judged()
    yield "2,000 reports × 8 claims from scratch, seconds", scratch, FROM_SCRATCH, scratch <= FROM_SCRATCH
    yield "one more report, seconds", more, ONE_MORE, more <= ONE_MORE
    done = OCCURRENCES if whole_campaign else OCCURRENCES // PART
    took, early, late = campaign(done)
    took *= OCCURRENCES / done
    how = "" if whole_campaign else f", from {done:,} of them"
    yield f"1,000,000 claims in {OCCURRENCES:,} occurrences{how}, seconds", took, CAMPAIGN, took <= CAMPAIGN
    growth = late / early
    yield f"memory at the end ({late:.0f} MB) as a share of that after a quarter", growth, FLAT, growth <= FLAT


def main() -> int:
    """Prints the figures; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--campaign", action="store_true")
    held = True
    for name, figure, bar, holds in bars(parser.parse_args().campaign):
        print(f"{'ok  ' if holds else 'MISS'} {name}: {figure:,.3f} (bar {bar:,.2f})")
        held = held and holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
