import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.archive.entry import Entry
from workers.archive.tokens import figures, names, tokens, weighed, without_clitics


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وبالرياض", ["وبالرياض", "رياض"]),
        ("المدينة", ["المدينه", "مدينه"]),
        ("للجيش", ["للجيش", "جيش"]),
        ("فقتل", ["فقتل", "قتل"]),
        ("إصابات أُخرى", ["اصابات", "اخري"]),
        ("٣٤ قتيلا", ["34", "قتيلا"]),
        ("1,306 injured", ["1306", "injured"]),
        ("١٬٣٠٦ جريحا", ["1306", "جريحا"]),
        ("The attack on the village", ["attack", "village"]),
        ("L'attaque à l'Élysée", ["attaque", "elysee"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    found = tokens(text)
    assert [token for token in found if token in expected] == expected


@pytest.mark.parametrize(
    "value", ["وثلاثون", "ثلاثين", "ثلاث", "عشرون", "عشر", "thirty", "three", "hundreds", "hundred"]
)
def test_values_are_never_stemmed(value: str) -> None:
    assert not {"ثلاث", "عشر", "three", "hundred"} & (set(tokens(value)) - {value})


def test_thirty_and_three_share_no_token() -> None:
    assert not set(tokens("وثلاثون")) & set(tokens("وثلاث"))


@pytest.mark.parametrize("word", ["ولد", "بيت", "كلب", "لبن", "فيل", "الف", "bad", "وال"])
def test_three_letters_are_left(word: str) -> None:
    assert len(without_clitics(word)) >= 3


@given(st.text(max_size=200))
def test_every_token_can_stand_in_an_index(text: str) -> None:
    assert all(token.isalnum() and len(token) <= 40 for token in tokens(text))


def test_numbers_apart_stay_apart() -> None:
    assert tokens("12, 500 and 7") == ["12", "500", "7"]


def test_headline_words_weigh_double() -> None:
    counts = weighed(Entry("a", "Flood", "flood river"))
    assert counts == {"flood": 3, "river": 1}


def test_figures_take_the_sentences_with_a_number_only() -> None:
    entry = Entry("a", "Minister speaks", "He praised the harvest. In Tesk 12 people were hurt. He left.", "en")
    assert "tesk" in figures(entry)
    assert not {"harvest", "minister", "left"} & set(figures(entry))


def test_figures_of_an_arabic_text_with_eastern_digits() -> None:
    entry = Entry("a", "الوزير يتحدث", "أشاد بالموسم. أصيب ١٢ شخصا في البلدة.", "ar")
    assert {"12", "بلده"} <= set(figures(entry))
    assert "موسم" not in figures(entry)


def test_lone_marks_are_no_words() -> None:
    assert tokens("ـ ، « » - ٪") == []
    assert not figures(Entry("a", "ـ", "ـ ـ"))


def test_an_actor_and_a_place_of_one_id_differ() -> None:
    assert names(Entry("a", "", actors=("aden",), places=("aden",))) == ("a:aden", "p:aden")
