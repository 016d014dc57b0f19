"""Bytes of pages in the charsets of the Arab and European press, declared rightly, wrongly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.page import decode

ARABIC = "أعلنت وزارة الصحة مقتل تسعة أشخاص وإصابة العشرات في حريق بمستشفى المدينة، فيما فتحت النيابة العامة تحقيقا."
FRENCH = (
    "Le préfet a confirmé que neuf personnes ont été tuées et des dizaines blessées à l'hôpital, où l'enquête débute."
)
RUSSIAN = "Министерство здравоохранения сообщило о гибели девяти человек при пожаре в больнице города."


@pytest.mark.parametrize(
    "header",
    [None, "text/html", "text/html; charset=ISO-8859-1", "text/html; charset=utf-8", "text/html; charset=x-no"],
)
@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "windows-1256"),
        (ARABIC.replace("أ", "ا"), "iso-8859-6"),
        (FRENCH, "windows-1252"),
        (FRENCH, "utf-8"),
        (RUSSIAN, "windows-1251"),
    ],
)
def test_the_text_comes_back_whatever_the_header_says(text: str, charset: str, header: str | None) -> None:
    page = f"<html><head><title>{'menu ' * 3000}</title></head><body><p>{text}</p></body></html>"
    assert text in decode(page.encode(charset), header)[0]


@pytest.mark.parametrize("bom", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(bom: str) -> None:
    assert decode(ARABIC.encode(bom), "text/html; charset=windows-1252")[0] == ARABIC


def test_a_page_cut_inside_a_letter_is_still_utf8() -> None:
    text, charset = decode((ARABIC * 20).encode("utf-8")[:-1], "text/html; charset=windows-1256")
    assert charset == "utf-8"
    assert text.startswith(ARABIC)


def test_a_right_declaration_is_followed() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">' + ARABIC
    assert decode(page.encode("windows-1256"))[1] == "cp1256"


@pytest.mark.parametrize("name", ["base64", "rot13", "idna", "undefined", "..", "utf-7"])
def test_a_declaration_that_names_no_charset_of_text_does_no_harm(name: str) -> None:
    body = f'<meta charset="{name}"><p>{FRENCH}</p>'.encode("windows-1252")
    assert FRENCH in decode(body, f"text/html; charset={name}")[0]


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=40)))
def test_no_bytes_raise(body: bytes, header: str | None) -> None:
    text, charset = decode(body, header)
    assert isinstance(text, str)
    assert charset
