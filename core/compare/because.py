"""Why an answer was given: the rule, the dimension and the two values it compared, put into words by tables."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Because:
    """A reason as a value. `rule` is the key of the sentence in wording/<lang>.toml; `left` and `right` are the two
    values that were compared, as text; `params` fills further blanks of the sentence."""

    rule: str
    dimension: str | None = None
    left: str = ""
    right: str = ""
    params: tuple[tuple[str, str], ...] = ()

    def mirrored(self) -> "Because":
        """The same reason seen from the other side."""
        return Because(self.rule, self.dimension, self.right, self.left, self.params)


LANGUAGES = ("en", "ar")
"""Languages that every reason can be told in."""


@cache
def wording(lang: str) -> Mapping[str, Mapping[str, str]]:
    """The sentences of one language: tables `rules`, `dimensions`, `words`."""
    return tomllib.loads((resources.files(__package__) / "wording" / f"{lang}.toml").read_text("utf-8"))


def render(because: Because, lang: str = "en") -> str:
    """The reason in plain words. A language that has no table is told in English."""
    table = wording(lang if lang in LANGUAGES else "en")
    words = table["words"]
    blanks = {
        "left": words.get(because.left, because.left) or words["not_stated"],
        "right": words.get(because.right, because.right) or words["not_stated"],
        "dimension": table["dimensions"].get(because.dimension or "", because.dimension or ""),
    }
    blanks.update({name: words.get(value, value) for name, value in because.params})
    return table["rules"][because.rule].format_map(blanks)


def because_to_json(because: Because) -> dict[str, str]:
    """A reason as JSON: the rule, the two values, and the sentence in every language."""
    told = {lang: render(because, lang) for lang in LANGUAGES}
    return {"rule": because.rule, "left": because.left, "right": because.right, **told}
