"""Languages as folders of data: each `core/language/<code>/` holds tables (TOML) and the corpus that tests them."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def supported() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a folder, sorted."""
    root = resources.files(__name__)
    return tuple(sorted(p.name for p in root.iterdir() if p.is_dir() and not p.name.startswith("_")))


@cache
def table(lang: str, name: str) -> dict[str, Any]:
    """The table `name` ("numbers", "claims", "time", ...) of one language; read once, never changed by its readers."""
    return tomllib.loads((resources.files(__name__) / lang / f"{name}.toml").read_text("utf-8"))
