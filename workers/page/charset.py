"""Bytes of a page → text, whatever the page claims about its own charset."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Tried where the declared ones give no plausible text; the Arabic ones first, as those lie most often.
_USUAL = ("windows-1256", "iso-8859-6", "windows-1252", "windows-1251", "windows-1254")
# Codecs that Python counts among those of text and that no page is written in.
_NO_PAGES = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem")
_SAMPLE = 40_000
_TRUSTED, _PLAUSIBLE = 0.95, 0.7

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff\u200c\u200d]+$")
# ة and ى end a word; a wrong charset puts them anywhere.
_ARABIC_TORN = re.compile(r"[ةى](?=[\u0621-\u064a])|ء(?=[\u0621-\u064a])[\u0621-\u064a]*ء")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+$")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+$")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The text of `body` and the charset it was read in. Never fails: what can't be read becomes U+FFFD."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body.decode(charset, "replace"), charset.removesuffix("-sig")
    text = body.decode("utf-8", "replace")
    if _is_utf8(text):  # other charsets hardly ever make valid UTF-8, so this outweighs any declaration
        return text, "utf-8"
    sample = _telling(body)
    ranked: list[tuple[float, str]] = []
    for charset in _declared(body, content_type):
        score = plausibility(sample.decode(charset, "replace"))
        if score >= _TRUSTED:
            return body.decode(charset, "replace"), charset
        ranked.append((score, charset))
    ranked += [(plausibility(sample.decode(charset, "replace")), charset) for charset in _USUAL]
    score, charset = max(ranked, key=lambda row: row[0])
    if score < _PLAUSIBLE:
        guess = from_bytes(sample).best()
        if guess is not None and plausibility(sample.decode(guess.encoding, "replace")) > score:
            charset = guess.encoding
    return body.decode(charset, "replace"), charset


def plausibility(text: str) -> float:
    """The share of the words with letters beyond ASCII that look like words of one script; 1.0 where there are none."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    broken = text.count("\ufffd") + sum(1 for c in text if "\x80" <= c <= "\x9f")
    if not words and not broken:
        return 1.0
    return sum(map(_looks_real, words)) / (len(words) + broken)


def _looks_real(word: str) -> bool:
    if _ARABIC.match(word):
        return not _ARABIC_TORN.search(word)
    if _LATIN.match(word):
        strange = sum(not c.isascii() for c in word)
        return 2 * strange <= len(word) + 1 and (word.islower() or word.isupper() or word.istitle())
    if _CYRILLIC.match(word):
        return word.islower() or word.isupper() or word.istitle()
    return not any("A" <= c <= "z" or "\u00aa" <= c <= "\u024f" or "\u0400" <= c <= "\u06ff" for c in word)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The charsets that the header and the page name, when Python knows them."""
    names = [found[1] for found in [_HEADER.search(content_type or "")] if found]
    names += [found.decode("ascii", "replace") for found in _META.findall(body[:4096])]
    known: list[str] = []
    for name in names:
        # Browsers read ISO-8859-1 as windows-1252, and so do the people who declare it.
        name = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252"}.get(
            name.lower(), name
        )
        try:
            info = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if getattr(info, "_is_text_encoding", True) and info.name not in (*known, *_NO_PAGES):
            known.append(info.name)
    return known


def _is_utf8(text: str) -> bool:
    """Whether hardly any byte had to be replaced: a page cut in the middle of a letter is still UTF-8."""
    return not (broken := text.count("\ufffd")) or 50 * broken <= sum(c > "\x7f" for c in text)


def _telling(body: bytes) -> bytes:
    """A sample with the bytes beyond ASCII in it: menus and scripts in ASCII may fill the first half of a page."""
    if len(body) <= _SAMPLE:
        return body
    first = re.search(rb"[\x80-\xff]", body)
    start = first.start() if first else 0
    return body[start : start + _SAMPLE]
