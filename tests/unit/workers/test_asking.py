"""What sources are asked, out of the alias data, in each language."""

import pytest

from core.claims import Claim, read_claims
from core.report import Report
from workers.pipeline.asking import query_of

LANGUAGES = ("ar", "en", "fr", "es")


def claims(document: str, lang: str) -> tuple[Claim, ...]:
    return tuple(read_claims(Report(id="", document=document, lang=lang)))


@pytest.mark.parametrize(
    ("document", "lang"),
    [
        ("معارك\nقتل 19 مسلحا من داعش في الباغوز يوم الجمعة.", "ar"),
        ("Fighting\n19 ISIS militants were killed in Baghouz on Friday.", "en"),
    ],
)
def test_one_question_a_language_whatever_language_the_report_is_in(document: str, lang: str) -> None:
    query = query_of(claims(document, lang), "2019-01-25", LANGUAGES, lang)
    assert dict(query.phrases) == {"ar": "داعش الباغوز", "en": "ISIS Baghouz", "fr": "EI Baghouz", "es": "EI Baguz"}
    assert (query.since, query.until) == ("2019-01-11", "2019-03-26")
    assert {"داعش", "ISIS", "EI"} <= set(query.names[0])
    assert {"الباغوز", "Baghouz", "Baguz"} <= set(query.names[1])
    assert {"داعش", "ISIS", "الباغوز", "Baghuz"} <= set(query.terms)


def test_only_the_configured_languages_are_asked_in() -> None:
    found = claims("Fighting\n19 ISIS militants were killed in Baghouz on Friday.", "en")
    assert [code for code, _ in query_of(found, None, ("fr",), "en").phrases] == ["fr"]


def test_a_place_alone_is_asked_with_the_measure() -> None:
    found = claims("Fire\nA fire injured 19 people in Aden on Friday.", "en")
    assert dict(query_of(found, None, ("en", "fr"), "en").phrases) == {"en": "Aden injured", "fr": "Aden blessés"}


def test_a_claim_that_names_nobody_asks_nothing() -> None:
    query = query_of(claims("Fire\nThe fire injured 19 people on Friday.", "en"), "no day", LANGUAGES, "en")
    assert (query.phrases, query.since) == ((), None)


def test_every_language_has_a_word_for_the_same_measures() -> None:
    from core.language import supported, table

    known = {lang: set(table(lang, "search")["measures"]) for lang in supported()}
    assert all(words == known["en"] for words in known.values())
