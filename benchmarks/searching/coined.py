"""Coined short reports: words by Zipf's law, topics with words of their own, and a vector near its topic's."""

import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from workers.archive.embed import DIMENSIONS, Bytes, to_bytes
from workers.archive.entry import Entry

DAYS, FIRST_DAY = 1_000, date(2021, 1, 1)
TOPICS, WORDS, NAMES = 3_000, 80_000, 4_000
BATCH = 2_000
_SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvz" for vowel in "aeiou"]


def word(number: int) -> str:
    """Three syllables, another word for each number: letters alone are one word to every index, whoever splits it."""
    first, rest = divmod(number, len(_SYLLABLES) ** 2)
    second, third = divmod(rest, len(_SYLLABLES))
    return _SYLLABLES[third] + _SYLLABLES[second] + _SYLLABLES[first]


_VOCABULARY = [word(number) for number in range(WORDS)]
_ZIPF = list(itertools.accumulate(1 / (rank + 5) for rank in range(WORDS)))
_TOPICS = {word(WORDS + topic): topic for topic in range(TOPICS)}
_TOPIC_NAMES = list(_TOPICS)
_CENTRES = np.random.default_rng(7).normal(size=(TOPICS, DIMENSIONS)).astype(np.float32)


def coined(number: int, first: int, last: int) -> Entry:
    """A short report of some forty words; a stage's reports come in the order of their dates, as news does."""
    dice = random.Random(number)
    topic = dice.randrange(TOPICS)
    own = random.Random(topic).choices(_VOCABULARY, k=12)
    words = dice.choices(own, k=10) + dice.choices(_VOCABULARY, cum_weights=_ZIPF, k=30)
    dice.shuffle(words)
    day = FIRST_DAY + timedelta(days=(number - first) * DAYS // (last - first))
    headline = f"{_TOPIC_NAMES[topic]} {' '.join(words[:10])}"
    told = f"{' '.join(words[10:25])} {dice.randrange(500)} {' '.join(words[25:32])}."
    body = f"{told.capitalize()} {' '.join(words[32:]).capitalize()}."
    actor, place = f"actor-{topic % NAMES}", f"place-{int(dice.paretovariate(0.6)) % NAMES}"
    return Entry(f"report-{number}", headline, body, "en", day.isoformat(), (actor,), (place,))


def coined_encoder(texts: Sequence[str]) -> Bytes:
    """A vector near its topic's, as real vectors lie near their story's."""
    topics = [_TOPICS[text.partition(" ")[0]] for text in texts]
    noise = np.random.default_rng(len(texts[0]) + topics[0]).normal(size=(len(texts), DIMENSIONS))
    return to_bytes(_CENTRES[topics] + 0.8 * noise.astype(np.float32))


def stage(first: int, last: int) -> Iterator[list[Entry]]:
    """The reports from `first` to `last` in batches."""
    for at in range(first, last, BATCH):
        yield [coined(number, first, last) for number in range(at, min(at + BATCH, last))]
