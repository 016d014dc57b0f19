"""Names in running text: aliases, clitics, quotes, neighbours, abbreviations, and what must not be found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.names import find_names, lookup
from core.text import Text


def ids(lang: str, raw: str) -> list[str | None]:
    return [m.named.id for m in find_names(Text(raw, lang))]


@pytest.mark.parametrize(
    ("lang", "raw", "expected"),
    [
        ("ar", "أعلن تنظيم «داعش» مسؤوليته", ["isis"]),
        ("ar", "مقاتلو تنظيم الدولة الإسلامية", ["isis/fighters"]),
        ("ar", "وقال المرصد السوري لحقوق الإنسان", ["sohr"]),
        ("ar", "نقلا عن وكالة فرانس برس", ["afp"]),
        ("ar", "وبحسب الأمم المتحدة", ["un"]),
        ("ar", "للجيش السوري", ["army:SY"]),
        ("ar", "وزارة الداخلية التركية", ["interior_ministry:TR"]),
        ("ar", "حكومة اليمن", ["government:YE"]),
        ("ar", "قتل 12 مسلحا من داعش", ["isis/fighters"]),
        ("ar", "بينهم 3 أطفال وامرأتان", ["children", "women"]),
        ("ar", "جنديان تركيان", ["soldiers:TR"]),
        ("en", "Islamic State fighters and US soldiers", ["isis/fighters", "soldiers:US"]),
        ("en", "Syria's Health Ministry", ["health_ministry:SY"]),
        ("en", "the ministry of defence of Ukraine", ["defence_ministry:UA"]),
        ("en", "Houthi gunmen", ["houthis/fighters"]),
        ("en", "the U.N. refugee agency", ["unhcr"]),
        ("fr", "des combattants de l'EI", ["isis/fighters"]),
        ("fr", "deux soldats français", ["soldiers:FR"]),
        ("fr", "l'Observatoire syrien des droits de l'homme", ["sohr"]),
        ("es", "el Ministerio de Salud de Perú", ["health_ministry:PE"]),
        ("es", "milicianos del Estado Islámico", ["isis/fighters"]),
    ],
)
def test_finds_names_in_any_form(lang: str, raw: str, expected: list[str]) -> None:
    assert ids(lang, raw) == expected


@pytest.mark.parametrize(
    ("lang", "raw"),
    [
        ("en", "it is who he is"),  # IS and WHO are capitals
        ("en", "they told us to march"),
        ("en", "THE WAR IS OVER AND THOSE WHO FLED"),
        ("en", "he ate turkey"),
        ("fr", "une et deux"),
        ("es", "la unión y los eles"),
        ("ar", "ارتفع عدد الضحايا"),
    ],
)
def test_common_words_are_no_names(lang: str, raw: str) -> None:
    assert ids(lang, raw) == []


def test_a_mention_leaves_arabic_prefixes_outside() -> None:
    raw = "وبالجيش السوري"
    (mention,) = find_names(Text(raw, "ar"))
    assert raw[mention.start : mention.end] == mention.named.surface == "الجيش السوري"


def test_an_abbreviation_in_brackets_is_learnt_for_this_text_only() -> None:
    raw = "The New People's Army (QXZ) attacked. The QXZ fled."
    assert ids("en", raw) == ["npa", "npa", "npa"]
    assert ids("en", "The QXZ fled.") == []


def test_a_definite_head_points_back_to_the_last_such_name() -> None:
    assert ids("ar", "قالت وزارة الصحة السورية إن 3 قتلوا. وأضافت الوزارة") == ["health_ministry:SY"] * 2
    assert ids("en", "The Interior Ministry of Iraq spoke. The ministry denied it.") == ["interior_ministry:IQ"] * 2
    assert "health_ministry:SY" not in ids("ar", "وأضافت الوزارة أن 3 قتلوا")


def test_the_adjective_of_a_country_is_not_the_country() -> None:
    kinds = [m.kind for m in find_names(Text("على الحدود السورية", "ar"))]
    assert kinds == ["nationality"]


def test_lookup_needs_the_whole_surface() -> None:
    found = lookup("ISIS fighters")
    assert found is not None
    assert found.id == "isis/fighters"
    assert lookup("fled from ISIS fighters yesterday") is None
    assert lookup("") is None


@settings(deadline=None)  # the first example loads the tables
@given(st.text(alphabet="قتل داعش«»\"' ()ABISun.و\n", max_size=60), st.sampled_from(["ar", "en", "fr", "es", "xx"]))
def test_any_text_gives_ordered_mentions_that_slice_it(raw: str, lang: str) -> None:
    end = 0
    for mention in find_names(Text(raw, lang)):
        assert end <= mention.start < mention.end <= len(raw)
        assert raw[mention.start : mention.end] == mention.named.surface
        end = mention.end
