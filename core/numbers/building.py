"""A number under construction: its addends, what a scale word multiplies, and the fractions that join it."""

from decimal import Decimal
from typing import NamedTuple

from core.numbers.lexemes import Lexemes
from core.numbers.words import Role, Word


class Addend(NamedTuple):
    value: int | Decimal
    room: int | Decimal
    step: int | Decimal | None = None  # set where a scale word ended it
    digit: int | Decimal = 1  # worth of its last printed digit
    role: Role | None = None  # None: printed in digits


class Building:
    """The state of one number being read: a stack of addends over the lexemes `at` to `end` (exclusive)."""

    def __init__(self, lx: Lexemes, at: int) -> None:
        self.lx, self.g = lx, lx.lexicon.grammar
        self.at = self.end = at
        self.stack: list[Addend] = []
        self.others: tuple[int | Decimal, ...] = ()
        self.suffix = ""
        self.pieces = 0
        self.digits_first = self.skipped = self.last_conj = self.soft = False

    def _push(self, addend: Addend, end: int) -> bool:
        self.stack.append(addend)
        self.end = end
        self.pieces += 1
        return True

    def _multiply(self, word: Word, end: int, conj: bool) -> bool:
        factor = word.value
        below = 0 if conj else self._below(word)
        if word.spelled and (not below or self.stack[-1].role is None):
            return False
        if not below:
            last = self.stack[-1] if self.stack else None
            if (
                word.role is Role.SCALE_PLURAL
                or word.plural
                or (last is not None and not self._fits(factor, conj, last))
            ):
                return False
            if not self.stack and word.role is Role.DOZEN and factor != 12:
                return False
            step = factor if word.role is Role.SCALE else None
            return self._push(Addend(factor, word.room, step, 1, word.role), end)
        self.soft = word.soft
        taken = [self.stack.pop() for _ in range(below)]
        value = sum(a.value for a in taken) * factor
        scaled = word.role in (Role.SCALE, Role.SCALE_PLURAL) and factor >= 1000
        digit = taken[0].digit if taken[0].step is None else taken[0].step
        room = word.room if word.role is not Role.DOZEN else 1
        return self._push(Addend(value, room, digit * factor if scaled else None, 1, word.role), end)

    def _below(self, word: Word) -> int:
        """How many addends at the top of the stack the word multiplies."""
        if not self.stack or not self.stack[-1].value:
            return 0
        if word.role in (Role.HUNDRED, Role.DOZEN):
            last = self.stack[-1]
            once = last.value < 100 or (last.role is None and last.value < 1000) or word.role is Role.DOZEN
            return 1 if once and last.role is not Role.DOZEN else 0
        count = 0
        for addend in reversed(self.stack):
            if addend.value >= word.value and addend.role is not None:
                break
            count += 1
        return count

    def _fits(self, value: int | Decimal, conj: bool, last: Addend) -> bool:
        if value >= last.room:
            return False
        if conj:
            return last.room >= self.g.conjunction_room
        return last.room >= 100 or self.g.tens_juxtaposed

    def _barred(self) -> bool:
        """ "3/4" and "1 3/4" in digits; dates of that form have been told apart before."""
        below = _under_bar(self.lx, self.end)
        top = self.stack[-1].value
        if below:
            self.stack[-1] = Addend(Decimal(top) / below, 1, None, Decimal("0.01"), Role.FRACTION)
            self.end += 2
            self.pieces += 1
            return True
        above = self.lx.numeral[self.end] if self.end < len(self.lx.numeral) else None
        below = _under_bar(self.lx, self.end + 1)
        if above is None or not below or above.value >= below or self.lx.glued(self.end):
            return False
        part = Decimal(above.value) / below
        self.stack[-1] = Addend(top + part, 1, None, Decimal("0.01"), Role.FRACTION)
        self.end += 3
        self.pieces += 1
        return True

    def _denominates(self, k: int) -> bool:
        """ "a third of the city" is a fraction, "a third blast" counts nothing."""
        after = k + 1
        if after >= len(self.lx.norm):
            return self.lx.bare
        return self.lx.norm[after] in self.g.of or (self.lx.bare and not self.lx.norm[after][:1].isalnum())

    def _fraction(self, word: Word, end: int, conj: bool) -> bool:
        if word.role is Role.ORDINAL and word.value == 1:
            return False  # "une première estimation": nothing is divided by one
        part = word.value if word.role is Role.FRACTION else Decimal(1) / Decimal(word.value)
        if not self.stack:
            if word.role is Role.ORDINAL and self.end == self.at:
                return False
            self._push(Addend(part, 1, None, digit_of(part), Role.FRACTION), end)
            self._of_a_scale()
            return True
        last = self.stack[-1]
        if conj:
            return self._add_part(part, end)
        above = sum(a.value for a in self.stack)
        if self.skipped and len(self.stack) == 2 and word.role is Role.ORDINAL and word.value < 10:
            above, part = self.stack[0].value // 100, Decimal(1) / Decimal(last.value + word.value)
        elif self._hyphenated_denominator(word):
            above, part = above - last.value, Decimal(1) / Decimal(last.value + word.value)
            self.skipped = True
        if (word.role is Role.ORDINAL and self._disagrees(word, above)) or last.role is Role.FRACTION or last.step:
            return False
        if word.role is Role.FRACTION and self.stack[0].role is None and above == 1:
            return False
        whole = Decimal(above) / Decimal(word.value) if word.role is Role.ORDINAL and not self.skipped else above * part
        self.stack = [Addend(whole, 1, None, digit_of(part), Role.FRACTION)]
        self.end = end
        self.pieces += 1
        self._of_a_scale()
        return True

    def _disagrees(self, word: Word, above: int | Decimal) -> bool:
        """True for "one fifths" and "two fifth"."""
        if self.g.loose_plural:
            return word.plural and above == 1
        return word.plural != (above != 1)

    def _hyphenated_denominator(self, word: Word) -> bool:
        """ "one hundred thirty-fifths" is 100 over 35; "one hundred and thirty fifths" is 130 over five."""
        tens = (
            len(self.stack) > 1 and self.stack[-1].role is Role.TENS and not self.last_conj and self.g.skipped_hundred
        )
        return tens and word.role is Role.ORDINAL and word.plural and word.value < 10

    def _compound_part(self, word: Word, end: int) -> bool:
        """ "one twenty-fifth", "un vingt et unième": one over a ten and a unit."""
        k, norm = end, self.lx.norm
        while k < len(norm) and (norm[k] == "-" or norm[k] in self.g.conjunctions):
            k += 1
        ordinal = self.lx.word[k] if k < len(norm) else None
        if word.role is not Role.TENS or ordinal is None or ordinal.role is not Role.ORDINAL or ordinal.value >= 10:
            return False
        self.stack = [Addend(Decimal(1) / Decimal(word.value + ordinal.value), 1, None, 1, Role.FRACTION)]
        self.end = k + 1
        self.pieces += 1
        return True

    def _of_a_scale(self) -> None:
        """ "half a million", "three quarters of a million": steps over the little words before the scale."""
        k, norm = self.end, self.lx.norm
        for _ in range(2):
            if k < len(norm) and (norm[k] in self.g.of or norm[k] == "-" or self._is(k, Role.ARTICLE)):
                k += 1
        word = self.lx.word[k] if k < len(norm) else None
        if word is not None and word.role in (Role.SCALE, Role.DOZEN) and not word.conj:
            self._multiply(word, k + 1, False)

    def _is(self, k: int, role: Role) -> bool:
        word = self.lx.word[k]
        return word is not None and word.role is role

    def _add_part(self, part: int | Decimal, end: int) -> bool:
        """ "three million and a half", "one and a half": the part is of the last scale, or of one."""
        last = self.stack[-1]
        if last.role is Role.FRACTION:
            return False
        scale = self.lx.word[end] if end < len(self.lx.word) else None
        if scale is not None and scale.role is Role.SCALE and scale.value <= last.room and last.step:
            step = digit_of(part) * scale.value
            return self._push(Addend(part * scale.value, 1, step, 1, Role.SCALE), end + 1)
        unit = last.room if last.step is not None and last.room >= 1000 else 1
        step_after = None if last.step is None else digit_of(part) * unit
        digit = digit_of(part)
        self.stack[-1] = last._replace(value=last.value + part * unit, room=1, step=step_after, digit=digit)
        self.end = end
        self.pieces += 1
        return True

    def _fraction_added(self, k: int, conj: bool) -> bool:
        """ "and a half", "and two thirds" after a number that takes no more addends."""
        if not conj or k + 1 >= len(self.lx.norm) or (self.g.fraction_links and self._tens_take_a_unit(k)):
            return False
        above = self.lx.word[k]
        below = self.lx.word[k + 1]
        if above is None or below is None or above.role not in (Role.ARTICLE, Role.UNIT):
            return False
        if below.role is Role.FRACTION:
            return self._add_part(above.value * below.value, k + 2)
        if below.role is Role.ORDINAL and not self._disagrees(below, above.value):
            return self._add_part(Decimal(above.value) / Decimal(below.value), k + 2)
        return False

    def _tens_take_a_unit(self, k: int) -> bool:
        """ "treinta y dos quintos" is 32 fifths: the unit belongs to the ten, not to the fraction."""
        joined = self.stack[-1].role is Role.TENS and self.lx.norm[k - 1] in self.g.conjunctions
        return joined and is_digit(self.lx.word[k])


def is_digit(word: Word | None) -> bool:
    """True for the words one to nine."""
    return word is not None and word.role is Role.UNIT and 0 < word.value < 10


def _under_bar(lx: Lexemes, k: int) -> int:
    """The whole number under a fraction bar at lexeme `k`, or 0."""
    if k + 1 >= len(lx.norm) or lx.norm[k] != "/" or not (lx.glued(k) and lx.glued(k + 1)):
        return 0
    if (k + 2 < len(lx.norm) and lx.norm[k + 2] == "/") or (k > 1 and lx.norm[k - 2] in ("/", "-") and lx.glued(k - 2)):
        return 0
    below = lx.numeral[k + 1]
    return 0 if below is None or below.decimals else int(below.value)


def digit_of(part: int | Decimal) -> Decimal:
    """The worth of the last digit of a part printed as a decimal: 0.1 for a half, 0.01 for a quarter or a third."""
    # finite, so that its exponent is a number and no letter
    places = -Decimal(part).normalize().as_tuple().exponent  # type: ignore[operator]
    return Decimal(1).scaleb(-min(places, 2))
