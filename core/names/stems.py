"""What may stand in front of a word without changing it: Arabic article and one-letter prefixes."""

from functools import lru_cache

PREFIXES = "وفبكل"


def bare(norm: str) -> str:
    """A folded word without the Arabic article: «المرصد» and «مرصد» have one key."""
    return norm[2:] if len(norm) > 4 and norm.startswith("ال") else norm


@lru_cache(maxsize=200_000)
def stems(norm: str) -> tuple[str, ...]:
    """The keys under which a folded token may be found, likeliest first: «وبالمرصد» gives ..., «مرصد»."""
    if norm.isascii() or not norm or norm[0] not in "وفبكلا":
        return (norm,)
    out = [bare(norm)]
    rest = norm
    for _ in range(2):  # at most a conjunction and a preposition
        if len(rest) < 4 or rest[0] not in PREFIXES:
            break
        rest = rest[2:] if rest.startswith("لل") else rest[1:]
        out.append(bare(rest))
    return tuple(dict.fromkeys(out))


@lru_cache(maxsize=50_000)
def is_definite(norm: str) -> bool:
    """True where an Arabic word carries the article, with or without prefixes («للمرصد», «والمرصد»)."""
    for _ in range(3):
        if len(norm) > 4 and norm.startswith("ال"):
            return True
        if norm.startswith("لل") and len(norm) > 4:
            return True
        if not norm or norm[0] not in PREFIXES:
            return False
        norm = norm[1:]
    return False
