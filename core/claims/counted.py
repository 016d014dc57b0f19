"""The counted noun phrase around a number: «34 مسلحا من داعش», "at least 12 wounded soldiers", "seven of the bombs"."""

from dataclasses import dataclass

from core.claims.head_first import HeadFirst
from core.claims.head_last import HeadLast
from core.claims.reading import Reading
from core.numbers import Quantity


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity in its noun phrase. All indices are tokens, ends exclusive.

    `first` opens the wording (bound included), `number:after` is the number, `head` the counted noun (None: not
    printed), `noun` opens the words of its phrase, `of` is the genitive or partitive after it, `last` the end of the
    phrase. `others`: "21 others", «آخرين».
    """

    quantity: Quantity
    sentence: int
    low: int
    high: int
    first: int
    number: int
    after: int
    head: int | None
    last: int
    of: tuple[int, int] | None = None
    others: bool = False
    noun: int = 0


def counted(reading: Reading, quantity: Quantity) -> Count:
    """The noun phrase that `quantity` counts, within its sentence."""
    number = reading.token_at(quantity.start)
    after = max(number + 1, reading.token_after(quantity.end))
    sentence, low, high = reading.sentence_of(number)
    after = min(after, max(high, number + 1))
    first = max(low, min(number, reading.token_at(quantity.span_start)))
    span_end = max(after, min(high, reading.token_after(quantity.span_end)))
    walk = HeadFirst if reading.lex.head_first else HeadLast
    walked = walk(reading, quantity, number, after, span_end, low, high)
    head, last, of, others = walked.phrase()
    if head is not None and head < first:
        first = head
    if walked.begin > span_end:
        last = span_end  # the noun stands after a conversion in brackets: it is no part of this wording
    return Count(
        quantity, sentence, low, high, first, number, after, head, max(last, span_end), of, others, walked.begin
    )
