"""What a re-check found new, in the words of both languages."""

from decimal import Decimal

import pytest

from core.compare.because import LANGUAGES, wording
from core.compare.moved import Counted, Span, moved, words_of

TOLL = Counted("killed")
FORMS = {"en": {"one", "other"}, "ar": {"one", "two", "few", "many", "other"}}


def span(low: int, best: int | None, high: int, origins: int = 1) -> Span:
    return Span(Decimal(low), None if best is None else Decimal(best), Decimal(high), origins)


@pytest.mark.parametrize(
    ("before", "after", "en", "ar"),
    [
        (span(253, 253, 253, 1), span(253, 257, 257, 3), "toll rose 253 → 257, two new origins",
         "حصيلة القتلى: ارتفاع من 253 إلى 257، مصدران جديدان"),
        (span(2300, 2300, 2300, 5), span(1900, 1900, 2300, 4), "toll fell 2,300 → 1,900, one origin less",
         "حصيلة القتلى: انخفاض من 2,300 إلى 1,900، نقص مصدر واحد"),
        (span(34, 34, 34), span(34, 34, 34, 4), "toll stays at 34, three new origins",
         "حصيلة القتلى: بقاء الرقم عند 34، 3 مصادر جديدة"),
        (span(34, 34, 34), span(34, 34, 41, 13), "toll: now 34–41 as reported, before 34, 12 new origins",
         "حصيلة القتلى: المذكور الآن 34–41، وكان 34، 12 مصدرا جديدا"),
        (None, span(9, 9, 9), "toll: first reported, 9", "حصيلة القتلى: ذُكر لأول مرة، 9"),
        (span(9, 9, 12), None, "toll: 9–12 is no longer reported", "حصيلة القتلى: لم يعد 9–12 مذكورا"),
        # A codebook that gives no best estimate has ranges alone.
        (span(5, None, 8), span(5, None, 9), "toll: now 5–9 as reported, before 5–8",
         "حصيلة القتلى: المذكور الآن 5–9، وكان 5–8"),
        (span(5, None, 5), span(5, None, 5, 2), "toll stays at 5, one new origin",
         "حصيلة القتلى: بقاء الرقم عند 5، مصدر جديد واحد"),
    ],
)  # fmt: skip
def test_words(before: Span | None, after: Span | None, en: str, ar: str) -> None:
    assert moved(TOLL, before, after) == {"en": en, "ar": ar}


def test_what_is_counted_is_named() -> None:
    old, new = span(1, 1, 1), span(2, 2, 2)
    told = moved(Counted("injured", "children", "Aden", "in 24 hours"), old, new)
    assert told["en"] == "injured (children, Aden, in 24 hours) rose 1 → 2"
    assert moved(Counted("injured", "أطفال"), old, new)["ar"] == "جرحى (أطفال): ارتفاع من 1 إلى 2"
    assert moved(Counted("killed", window="occurrence"), old, new)["en"] == "toll rose 1 → 2"
    assert moved(Counted("killed", window="cumulative"), old, new)["en"] == "toll (a running total) rose 1 → 2"
    assert moved(Counted("money", unit="USD"), old, new)["en"] == "money rose 1 USD → 2 USD"
    assert moved(Counted("other:water_pump"), old, new)["en"] == "water pump rose 1 → 2"
    assert moved(TOLL, Span(Decimal(5), None, None, 1), None)["en"] == "toll: 5–∞ is no longer reported"
    assert moved(TOLL, span(1, 1, 1), Span(Decimal("2.50"), Decimal("2.50"), None, 1))["en"] == "toll rose 1 → 2.5"


def test_other_changes() -> None:
    assert words_of("revised", version="3") == {
        "en": "the article was changed (version 3)",
        "ar": "عُدّل المقال (النسخة 3)",
    }
    assert words_of("flag_opened", flag={"en": "Both can't be true.", "ar": "لا يصحان معا."}) == {
        "en": "a flag opened: Both can't be true.",
        "ar": "تنبيه جديد: لا يصحان معا.",
    }
    assert [words_of("queued", n)["ar"].split()[:2] for n in (1, 2, 5, 40, 100)] == [
        ["أضيف", "مقال"], ["أضيف", "مقالان"], ["أضيفت", "5"], ["أضيف", "40"], ["أضيف", "100"],
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_change_has_a_sentence_and_every_form(lang: str) -> None:
    table = wording(lang)["changes"]
    ends = ("_one", "_two", "_few", "_many", "_other")
    counted = {key.rpartition("_")[0] for key in table if key.endswith(ends)}
    assert counted == {"new_origins", "lost_origins", "queued"}
    for kind in counted:
        assert {key.rpartition("_")[2] for key in table if key.startswith(f"{kind}_")} == FORMS[lang]
    assert {key for key in table if not key.endswith(ends)} == {
        key for key in wording("en")["changes"] if not key.endswith(ends)
    }
