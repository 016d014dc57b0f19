"""Compile CLDR's territory names (Babel, a development tool only) into core/names/data/countries.json.

Run it again when CLDR changes: `python benchmarks/compile_countries.py`.
"""

import json
from pathlib import Path

from babel import Locale

LANGUAGES = ("ar", "en", "es", "fr")
TARGET = Path(__file__).parent.parent / "core" / "names" / "data" / "countries.json"


def main() -> None:
    names = {lang: Locale(lang).territories for lang in LANGUAGES}
    codes = sorted(c for c in names["en"] if len(c) == 2 and c.isalpha() and c not in {"ZZ", "EU", "EZ", "UN", "QO"})
    table = {code: [names[lang].get(code, "") for lang in LANGUAGES] for code in codes}
    rows = ",\n".join(f"{json.dumps(code)}:{json.dumps(row, ensure_ascii=False)}" for code, row in table.items())
    TARGET.write_text("{" + f'"":{json.dumps(LANGUAGES)},\n{rows}' + "}\n", "utf-8")


if __name__ == "__main__":
    main()
