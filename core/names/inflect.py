"""Regular endings of nouns and nationality adjectives, so that data files list only what is irregular."""

from collections.abc import Iterator

_AR_NOUN = ("", "ا", "ين", "ون", "ان", "ي", "و", "ات")


def noun_forms(noun: str, lang: str) -> Iterator[str]:
    """The regular forms of one noun: «مسلح» gives مسلحا, مسلحين, مسلحون, ...; "gunner" gives "gunners"."""
    if lang == "ar":
        yield from (noun + ending for ending in _AR_NOUN)
        return
    yield noun
    if lang == "en" and noun.endswith("y") and noun[-2:-1] not in "aeiou":
        yield noun[:-1] + "ies"
    else:
        yield noun + "s"
    if lang == "fr" and noun.endswith("er"):
        yield noun[:-2] + "ère"
        yield noun[:-2] + "ères"


def nationality_forms(adjective: str, lang: str) -> Iterator[str]:
    """Every form of a nationality: «سوري» سورية سوريين سوريات; "Syrian(s)"; "syrien(ne)(s)"; "sirio/a/os/as"."""
    if lang == "ar":
        yield from (adjective + ending for ending in ("", "ا", "ة", "ين", "ون", "ان", "ات", "تين", "تان"))
        return
    yield adjective
    if lang == "en":
        yield adjective + "s"
        return
    for form in _romance(adjective, lang):
        yield form
        yield form[0].upper() + form[1:]
    yield adjective[0].upper() + adjective[1:]


def _romance(adjective: str, lang: str) -> Iterator[str]:
    if lang == "fr":
        feminine = _fr_feminine(adjective)
        yield from (adjective if adjective[-1] in "sx" else adjective + "s", feminine, feminine + "s")
    elif adjective.endswith("o"):
        yield from (adjective[:-1] + ending for ending in ("a", "os", "as"))
    elif adjective.endswith(("és", "án", "ín")):
        stem = adjective[:-2] + {"é": "e", "á": "a", "í": "i"}[adjective[-2]] + adjective[-1]
        yield from (stem + ending for ending in ("a", "es", "as"))
    else:
        yield from (adjective + ("es" if adjective[-1] not in "aeo" else "s"),)


def _fr_feminine(adjective: str) -> str:
    if adjective.endswith("e"):
        return adjective
    if adjective.endswith(("en", "on")):
        return adjective + "ne"
    return {"turc": "turque", "grec": "grecque"}.get(adjective, adjective + "e")
