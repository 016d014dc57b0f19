"""Regular endings of nouns and nationality adjectives, so that data files list only what is irregular.

The rules of a language stand in `core/language/<code>/names.toml`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from core.language import table


def noun_forms(noun: str, lang: str) -> Iterator[str]:
    """The regular forms of one noun: «مسلح» gives مسلحا, مسلحين, مسلحون, ...; "gunner" gives "gunners"."""
    yield noun
    yield from _inflected(noun, table(lang, "names")["noun"])


def nationality_forms(adjective: str, lang: str) -> Iterator[str]:
    """Every form of a nationality: «سوري» سورية سوريين سوريات; "Syrian(s)"; "syrien(ne)(s)"; "sirio/a/os/as"."""
    data = table(lang, "names")
    for form in (adjective, *_inflected(adjective, data["nationality"])):
        yield form
        if data["both_cases"]:
            yield form[0].upper() + form[1:]


def _inflected(word: str, rules: Sequence[Sequence[Any]]) -> Iterator[str]:
    """The further forms by the first rule, [ending, letters to cut, endings], whose ending the word has."""
    _, cut, added = next(rule for rule in rules if word.endswith(rule[0]))
    stem = word[: len(word) - cut]
    yield from (stem + more for more in added)
