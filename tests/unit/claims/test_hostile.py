"""Any text whatever: claims never raise, their offsets slice the document, reading is deterministic and linear."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.claims import explain, read_claims
from core.report import Report

LANGUAGES = ("ar", "en", "es", "fr")
SPELLED = (
    "34 و مقتل قتل جندي بينهم إلى آخرين killed 12 people and of them including no one at least tués dont 5 muertos "
    "another others more entre ellos two million euros $ 3 % «قتلى» 1983 شهر خلال denied that if said الذي "
    "( ) , . « » “ -"
)
WORDS = [*SPELLED.split(), "\n", "\u0651", "\u0640"]
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(text=texts, lang=st.sampled_from(LANGUAGES))
def test_never_raises_and_slices_exactly(text: str, lang: str) -> None:
    report = Report("x", text, lang, date="2019-01-25")
    claims = read_claims(report)
    for n, claim in enumerate(claims, 1):
        assert claim.n == n
        assert claim.start is not None
        assert claim.end is not None
        assert text[claim.start : claim.end] == claim.text
        assert claim.start <= (claim.num_start or 0) < (claim.num_end or 0) <= claim.end
        assert claim.part_of is None or claim.part_of < n
    assert read_claims(report) == claims
    assert isinstance(explain(report, claims), str)


HOSTILE = {
    "digits": "5 " * 400,
    "counts": "5 killed, ",
    "parts": "including 5 men and ",
    "brackets": "2m euros ($3m; ",
    "and": "و ",
    "quotes": "«“" * 5,
    "duals": "قتل الشرطيين ",
    "cues": "denied that if ",
    "others": "12 others were ",
    "tolls": "toll number of dead to 5 ",
    "labels": "1 a ",
    "code": "1e",
    "lines": "5\n",
    "victims": "مقتل جندي ",
}


@settings(max_examples=30, deadline=None)
@given(number=st.integers(2, 900), times=st.integers(70, 120), joint=st.sampled_from([" ", " و", "، "]))
def test_a_stretch_with_more_counts_than_a_sentence_can_hold_claims_nothing(
    number: int, times: int, joint: str
) -> None:
    document = joint.join([f"قتل {number} من رجال الشرطة في البلدة"] * times)
    assert read_claims(Report("x", document, "ar")) == ()
    told = read_claims(Report("x", f"قتل {number} من رجال الشرطة في البلدة.\n{document}", "ar"))
    assert [claim.value for claim in told] == [number]


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_time_grows_with_length_only(name: str, lang: str) -> None:
    """Four times the text may take eight times as long, never sixteen."""
    short, long = (_seconds(HOSTILE[name], size, lang) for size in (4_000, 16_000))
    assert long < 8 * short + 0.05, (short, long)


def _seconds(unit: str, size: int, lang: str) -> float:
    report = Report("x", (unit * (size // len(unit) + 1))[:size], lang)
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read_claims(report)
        best = min(best, time.process_time() - start)
    return best
