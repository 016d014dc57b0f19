"""The catalogues and what they make of numbers, figures and times."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import desk.web
from desk.desk import DECISIONS, DIMENSIONS
from desk.locale import LANGUAGES, locale_for
from desk.locale.plural import category
from desk.views import ENDED, STAGES, Figure, Name
from desk.web.forms import KINDS
from tests.unit.desk.sample import at_least, exact

ENGLISH, ARABIC = locale_for("en"), locale_for("ar")
TEMPLATES = Path(desk.web.__file__).parent / "templates"


def holes(words: object) -> set[str]:
    """The placeholders of a catalogue entry."""
    texts = words.values() if isinstance(words, dict) else words if isinstance(words, list) else [words]
    return {name for text in texts for name in re.findall(r"{(\w+)}", str(text))}


def test_both_catalogues_hold_the_same_keys_and_placeholders() -> None:
    for section, words in ENGLISH.words.items():
        assert set(words) == set(ARABIC.words[section]), section
        for key, entry in words.items():
            other = ARABIC.words[section][key]
            assert isinstance(entry, dict) == isinstance(other, dict), f"{section}.{key}"
            assert holes(other) <= holes(entry) | {"n"}, f"{section}.{key}"


def test_arabic_plurals_are_complete() -> None:
    for section, words in ARABIC.words.items():
        for key, entry in words.items():
            if isinstance(entry, dict):
                assert {"one", "two", "few", "many", "other"} <= set(entry), f"{section}.{key}"


def test_every_key_that_templates_name_exists() -> None:
    named = {
        key
        for path in TEMPLATES.glob("*.html")
        for key in re.findall(r'\bt\("([\w]+\.[\w]+)"[,)]', path.read_text("utf-8"))
    }
    assert len(named) > 100
    assert not [key for key in named if not ENGLISH.has(key)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_that_pages_print_has_words(lang: str) -> None:
    loc = locale_for(lang)
    keys = [f"decision.{d}" for d in DECISIONS] + [f"dimension.{d}" for d in DIMENSIONS]
    keys += [f"finding.{k}" for k in KINDS] + [f"finding_says.{k}" for k in KINDS]
    keys += [f"stage.{s}" for s in (*STAGES, *ENDED)]
    assert not [key for key in keys if not loc.has(key)]


def test_every_finding_flag_slip_and_relation_of_the_core_has_words() -> None:
    from core.claims import Stance, WindowKind
    from core.compare.findings import FindingKind
    from core.compare.flags import FlagKind
    from core.compare.misquotes import SlipKind
    from core.compare.relations import Rel

    keys = [f"finding.{k}" for k in (*FindingKind, *FlagKind)] + [f"relation.{r}" for r in Rel]
    keys += [f"slip.{str(s).replace(' ', '_')}" for s in SlipKind]
    keys += [f"stance.{s}" for s in Stance] + [f"window.{w}" for w in WindowKind]
    assert not [key for key in keys if not ENGLISH.has(key)]
    assert set(KINDS) == set(map(str, FlagKind))
    shapes = (TEMPLATES / "shapes.html").read_text("utf-8")
    assert not [k for k in (*FindingKind, *FlagKind) if f'id="s-{k}"' not in shapes]


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"),
                        (100, "other"), (102, "other"), (103, "few"), (111, "many"), (200, "other")]
)  # fmt: skip
def test_arabic_categories(n: int, expected: str) -> None:
    assert category("ar", n) == expected


def test_counts_are_declined_and_printed_in_the_readers_digits() -> None:
    assert ARABIC.t("flags.total", n=1) == "تنبيه واحد"
    assert ARABIC.t("flags.total", n=2) == "تنبيهان"
    assert ARABIC.t("flags.total", n=3) == "٣ تنبيهات"
    assert locale_for("ar", "latn").t("flags.total", n=11) == "11 تنبيهًا"
    assert ENGLISH.t("flags.total", n=1) == "1 flag"
    assert ENGLISH.t("flags.total", n=1200) == "1,200 flags"


@pytest.mark.parametrize(
    ("figure", "sign", "words"),
    [
        (exact(1213), "1,213", "1,213"),
        (at_least(34), "≥ 34", "at least 34"),
        (Figure(Decimal(34), Decimal(35), None, "more_than"), "> 34", "more than 34"),
        (Figure(Decimal(34), Decimal(0), Decimal(33), "less_than"), "< 34", "fewer than 34"),
        (Figure(Decimal(300), Decimal(250), Decimal(350), "about"), "≈ 300", "about 300"),
        (Figure(None, Decimal(30), Decimal(40), "range", "30-40"), "30–40", "between 30 and 40"),
        (Figure(None, Decimal(24), Decimal(99), "vague", "dozens"), "24–99", "“dozens”: 24 to 99"),
        (Figure(None, Decimal(200), None, "vague", "hundreds"), "200+", "“hundreds”: 200 or more"),
        (Figure(Decimal("2.6"), Decimal("2.55"), Decimal("2.65"), "exact", "2.6", "percent"), "2.6%", "2.6%"),
        (Figure(Decimal(1), Decimal(1), Decimal(1), "exact", "a", "month"), "1 month", "1 month"),
        (Figure(Decimal(5), Decimal(5), Decimal(5), "exact", "5", "furlong"), "5 furlong", "5 furlong"),
        (Figure(None, None, None), "–", "no figure"),
    ],
)
def test_a_figure_as_a_sign_and_in_words(figure: Figure, sign: str, words: str) -> None:
    assert ENGLISH.figure(figure) == sign
    assert ENGLISH.figure_words(figure) == words


def test_arabic_tells_bounds_in_words_since_signs_would_mirror() -> None:
    assert ARABIC.figure(at_least(34)) == "٣٤ على الأقل"
    assert ARABIC.figure(Figure(None, Decimal(24), Decimal(99), "vague", "عشرات")) == "بين ٢٤ و٩٩"
    assert ARABIC.sign(at_least(34)) == "≥ ٣٤"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**15), max_value=10**15))
def test_a_number_survives_its_printing(value: Decimal) -> None:
    assert Decimal(ENGLISH.number(value).replace(",", "")) == value
    back = ARABIC.number(value).replace("٬", "").replace("٫", ".")
    assert Decimal(back) == value


def test_times() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert ENGLISH.ago(now, now) == "just now"
    assert ENGLISH.ago(now - timedelta(hours=3, minutes=5), now) == "3 hours ago"
    assert ENGLISH.ago(now + timedelta(days=1), now) == "in 1 day"
    assert ARABIC.ago(now - timedelta(days=2), now) == "قبل يومين"
    assert ENGLISH.moment(datetime(2019, 3, 17, 14, 5, tzinfo=UTC)) == "17 March 2019, 14:05 UTC"
    assert ENGLISH.day("2019-03-17") == "17 March 2019"
    assert ENGLISH.day("2019-03-17T14:05") == "17 March 2019, 14:05"
    assert ENGLISH.day("March 2019") == "March 2019"
    assert ENGLISH.day(None) == "no date"


def test_names_in_the_readers_language() -> None:
    name = Name("داعش", "ISIS", labels=(("ar", "تنظيم داعش"),))
    assert (ENGLISH.name(name), ARABIC.name(name)) == ("ISIS", "تنظيم داعش")
    assert ARABIC.name(Name("Reuters")) == "Reuters"
    assert ENGLISH.name(None) == "unknown origin"


def test_a_sentence_falls_back_to_english() -> None:
    both = (("en", "Both can't be true: 82 and 11."), ("ar", "لا يصحان معا: 82 و11."))
    assert ARABIC.sentence(both) == "لا يصحان معا: ٨٢ و١١."
    assert ARABIC.sentence(both[:1]) == "Both can't be true: ٨٢ and ١١."
    assert ENGLISH.sentence(()) == ""


def test_measures_and_unknown_words() -> None:
    assert ENGLISH.measure("killed") == "Killed"
    assert ENGLISH.measure("other:tunnels") == "tunnels"
    assert ENGLISH.word("unit", "light_years") == "light years"
    with pytest.raises(KeyError):
        ENGLISH.t("flags.nothing_of_the_kind")


def test_a_stored_sentence_is_read_in_the_scripts_own_manner() -> None:
    kept = (("en", "21 and ≥34: 1,306 (A), <2.5 (B)."), ("ar", "الرقمان ≥34 و1,306 (أ), <2.5 (ب)."))
    assert locale_for("en").sentence(kept) == "21 and ≥34: 1,306 (A), <2.5 (B)."
    assert locale_for("ar").sentence(kept) == "الرقمان ٣٤ على الأقل و١٬٣٠٦ (أ)، أقل من ٢٫٥ (ب)."
    assert locale_for("ar", "latn").sentence(kept) == "الرقمان 34 على الأقل و1,306 (أ)، أقل من 2.5 (ب)."
    assert locale_for("ar").sentence(kept[:1]) == "٢١ and ≥٣٤: ١,٣٠٦ (A), <٢.٥ (B)."


@pytest.mark.parametrize(
    ("lang", "seconds", "said"),
    [("en", 259_200, "3 days"), ("en", 5_400, "1.5 hours"), ("en", 60, "1 minute"), ("ar", 259_200, "٣ أيام")],
)
def test_a_tally_tells_durations_in_units_that_people_use(lang: str, seconds: int, said: str) -> None:
    assert locale_for(lang).amount("duration", Decimal(seconds)) == said
    assert locale_for("en").amount("killed", Decimal(1306)) == "1,306"
