"""Which language a text is in."""

import pytest

from core.language.identify import identify


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("أعلنت الوزارة عن افتتاح الجسر الجديد صباح اليوم", "ar"),
        ("The ministry opened the new bridge this morning", "en"),
        ("Le ministère a inauguré le nouveau pont ce matin", "fr"),
        ("El ministerio inauguró el nuevo puente esta mañana", "es"),
        ("وزارت پل جدید را گشود و گزارش کرد که چهار نفر در این مراسم بودند", "fa"),
        ("Das Ministerium hat heute Morgen die neue Brücke eröffnet", "de"),
    ],
)
def test_identifies(text: str, lang: str) -> None:
    assert identify(text) == lang


@pytest.mark.parametrize("text", ["", "  \n", "34 / 12", "ab"])
def test_too_few_letters_to_tell(text: str) -> None:
    assert identify(text) is None
