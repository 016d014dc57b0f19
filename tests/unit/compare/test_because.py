import re

from core.compare.because import LANGUAGES, Because, because_to_json, render, wording

BLANK = re.compile(r"{(\w+)}")


def test_every_rule_is_told_in_every_language_with_the_same_blanks():
    tables = [wording(lang)["rules"] for lang in LANGUAGES]
    assert {frozenset(table) for table in tables} == {frozenset(tables[0])}
    for rule, sentence in tables[0].items():
        for other in tables[1:]:
            assert set(BLANK.findall(other[rule])) == set(BLANK.findall(sentence)), rule


def test_every_dimension_has_a_name_in_every_language():
    assert {frozenset(wording(lang)["dimensions"]) for lang in LANGUAGES} == {frozenset(wording("en")["dimensions"])}


def test_the_values_stand_in_the_sentence():
    told = render(Because("differs", "measure", "killed", "injured"))
    assert "killed" in told
    assert "injured" in told
    assert "قتلى" in render(Because("differs", "measure", "killed", "injured"), "ar")


def test_what_is_unstated_is_said_to_be():
    assert "not stated" in render(Because("differs", "group", "", "civilians"))


def test_json_holds_rule_values_and_sentences():
    row = because_to_json(Because("apart", None, "34", "37"))
    assert set(row) == {"rule", "left", "right", "en", "ar"}
