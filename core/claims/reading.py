"""One text with what the claim grammar asks of it again and again."""

from bisect import bisect_left, bisect_right

from core.claims.lexicon import Lexicon
from core.text import Text

QUOTES = frozenset("\"'“”«»„‟`´‘’[]*_")

PUNCTUATION = frozenset(".,;:!?()-–—/|…،؛؟%&+=<>{}#\\~·•") | QUOTES


class Reading:
    """One text with what the claim grammar asks of it again and again. Token indices are into `text.tokens`."""

    __slots__ = ("_ends", "_seen", "_ta_marbuta", "lex", "starts", "text")

    def __init__(self, text: Text, lex: Lexicon) -> None:
        self.text = text
        self.lex = lex
        self.starts = text.starts
        self._seen: dict[str, int] = {}
        self._ends: list[int] = []
        self._ta_marbuta: bool | None = None

    @property
    def writes_ta_marbuta(self) -> bool:
        """True for a text that tells ة from ه: many are written without its dots."""
        if self._ta_marbuta is None:
            self._ta_marbuta = "ة" in self.text.raw
        return self._ta_marbuta

    def first_seen(self, norm: str) -> int:
        """Index of the first token spelled `norm`; past the end where there is none."""
        if not self._seen:
            for i, met in enumerate(self.text.norms):
                self._seen.setdefault(met, i)
        return self._seen.get(norm, len(self.starts))

    @property
    def _sentence_ends(self) -> list[int]:
        if not self._ends:
            self._ends = [end for _, end in self.text.sentences]
        return self._ends

    def token_at(self, offset: int) -> int:
        """Index of the token that covers or follows code point `offset`."""
        i = bisect_right(self.starts, offset) - 1
        ends = self.text.ends
        return i if i >= 0 and ends[i] > offset else i + 1

    def token_after(self, offset: int) -> int:
        """Index of the first token that starts at or after code point `offset`."""
        return bisect_left(self.starts, offset)

    def sentence_of(self, index: int) -> tuple[int, int, int]:
        """(number, first, end) of the sentence of token `index`."""
        n = min(bisect_right(self._sentence_ends, index), len(self._sentence_ends) - 1)
        first, end = self.text.sentences[n]
        return n, first, end

    def is_future(self, index: int) -> bool:
        """A verb in the future by its form: «سيرتفع», "atteindra", "subirá"."""
        token = self.text.tokens[index]
        if self.text.raw[token.start].isupper() and self.sentence_of(index)[1] != index:
            return False  # Ciarán, Teherán: a name
        return self.lex.future.has(self.text.raw[token.start : token.end].lower())

    def words(self, first: int, end: int) -> str:
        """The raw words of tokens first:end, without the signs around them."""
        norms, starts, ends = self.text.norms, self.text.starts, self.text.ends
        end = min(end, len(norms))
        while first < end and norms[first] in PUNCTUATION:
            first += 1
        while end > first and norms[end - 1] in PUNCTUATION:
            end -= 1
        return self.text.raw[starts[first] : ends[end - 1]] if first < end else ""
