"""Why the desk refuses, in the reader's language. The code says it in English; the sentence itself is the key."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_LONGEST = 600


def refusal(text: str, lang: str) -> str:
    """The sentence in `lang`, with its values; as it is where the language doesn't have it."""
    if lang == "en" or len(text) > _LONGEST:
        return text
    for pattern, said in _known(lang):
        found = pattern.fullmatch(text)
        if found is not None:
            return said.format(*found.groups())
    return text


@cache
def _known(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Sentences as patterns, those with most words of their own first: "{} is no number." fits more than it means."""
    rows = tomllib.loads((files("desk.locale") / f"refusals.{lang}.toml").read_text("utf-8"))
    ordered = sorted(rows.items(), key=lambda row: (row[0].count("{}"), -len(row[0])))
    return tuple((_pattern(english), said) for english, said in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL)
