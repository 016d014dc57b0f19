from datetime import date

import pytest

from core.coverage.events import told_of
from core.text import Text

TODAY = date(2026, 3, 3)


def read(words, lang="en"):
    text = Text(words, lang)
    at = next(i for i, token in enumerate(text.tokens) if token.norm.isdigit())
    return told_of(text, text.sentences[0], at, TODAY)


def days(first, last=None):
    return tuple(date.fromisoformat(day).toordinal() for day in (first, last or first))


@pytest.mark.parametrize(
    ("words", "lang", "when"),
    [
        ("An attack on Monday killed 9 guards.", "en", days("2026-03-02")),
        ("Last month a raid there killed 9 guards.", "en", days("2026-02-01", "2026-02-28")),
        ("Last year 9 guards died in a fire.", "en", days("2025-01-01", "2025-12-31")),
        ("Three days ago a blast killed 9 guards.", "en", days("2026-02-28")),
        ("In June 2014 a bombing left 9 dead.", "en", days("2014-06-01", "2014-06-30")),
        ("A blast killed 9 guards.", "en", None),
        ("وأسفر هجوم الشهر الماضي عن مقتل 9 حراس.", "ar", days("2026-02-01", "2026-02-28")),
        ("وقتل 9 حراس في انفجار أمس.", "ar", days("2026-03-02")),
        ("Le mois dernier, un attentat avait tué 9 gardes.", "fr", days("2026-02-01", "2026-02-28")),
        ("El mes pasado un atentado mató a 9 guardias.", "es", days("2026-02-01", "2026-02-28")),
    ],
)
def test_the_days_of_what_a_sentence_tells(words, lang, when):
    assert read(words, lang).days == when


@pytest.mark.parametrize(
    ("words", "lang", "other", "definite"),
    [
        ("Another bombing killed 9 guards.", "en", True, False),
        ("The attack killed 9 guards.", "en", False, True),
        ("An attack killed 9 guards.", "en", False, False),
        ("وقتل 9 حراس في هجوم آخر.", "ar", True, False),
        ("وقتل 9 حراس في الهجوم.", "ar", False, True),
        ("وقتل 9 حراس في هجوم بسيارة.", "ar", False, False),
    ],
)
def test_which_event_a_sentence_tells_of(words, lang, other, definite):
    told = read(words, lang)
    assert told.event
    assert (told.other, told.definite) == (other, definite)


def test_a_count_that_goes_on_is_no_other_event():
    assert read("The toll of the blast rose to 9 on Monday.").toll
    assert not read("A blast killed 9 guards on Monday.").toll


def test_a_sentence_without_an_event_names_none():
    assert not read("The ministry counted 9 guards.").event


def test_a_very_long_sentence_is_read_around_its_figure():
    words = "attack " * 5000 + "killed 9 guards " + "on Monday " * 5000
    assert read(words).days == days("2026-03-02")
