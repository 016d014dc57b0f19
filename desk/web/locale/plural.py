"""CLDR plural categories of the interface's languages, for whole numbers."""


def category(lang: str, n: int) -> str:
    """The category of `n`: zero, one, two, few, many or other."""
    return _arabic(n) if lang == "ar" else ("one" if n == 1 else "other")


def _arabic(n: int) -> str:
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    rest = n % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
