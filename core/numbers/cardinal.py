"""Spelled, printed and mixed numbers: «ثلاثة آلاف ومئتان», "1.2 million", «3 آلاف و200», "one and a half".

A number is a stack of addends, each smaller than the room that the one before leaves ("two hundred" leaves a hundred).
A scale word multiplies the addends below it.
"""

from decimal import Decimal
from typing import NamedTuple

from core.numbers.lexemes import Lexemes
from core.numbers.lexicon import Role, Word
from core.numbers.numeral import Numeral

LARGEST = 10**30


class Cardinal(NamedTuple):
    """Lexemes first..end-1 print `value`. `step`: worth of the last printed digit where a scale word ends it.

    `plain`: one run of digits and nothing else; `suffix`: its scale is a glued letter ("2m").
    """

    first: int
    end: int
    value: int | Decimal
    step: int | Decimal | None = None
    others: tuple[int | Decimal, ...] = ()
    plain: bool = False
    suffix: str = ""
    scale: int | Decimal = 1
    soft: bool = False


class _Addend(NamedTuple):
    value: int | Decimal
    room: int | Decimal
    step: int | Decimal | None = None  # set where a scale word ended it
    digit: int | Decimal = 1  # worth of its last printed digit
    role: Role | None = None  # None: printed in digits


def read_cardinal(lx: Lexemes, at: int) -> Cardinal | None:
    """The longest number that starts at lexeme `at`, or None."""
    after = at + 1
    if lx.digits[at]:
        numeral = lx.numeral[at]
        if numeral is None:
            return None
        if after >= len(lx.norm) or (
            lx.word[after] is None and not lx.digits[after] and lx.norm[after] not in lx.lexicon.joints
        ):
            return Cardinal(at, after, numeral.value, None, numeral.others, True)
    return _Reader(lx, at).read()


class _Reader:
    """The state of one number being read."""

    def __init__(self, lx: Lexemes, at: int) -> None:
        self.lx, self.g = lx, lx.lexicon.grammar
        self.at = self.end = at
        self.stack: list[_Addend] = []
        self.others: tuple[int | Decimal, ...] = ()
        self.suffix = ""
        self.pieces = 0
        self.digits_first = self.skipped = self.last_conj = self.soft = False

    def read(self) -> Cardinal | None:
        start = self.at
        size = len(self.lx.norm)
        while self.end < size:
            k, conj = self._joint()
            link = self.lx.bare and self.stack and k < size and self.lx.norm[k] in self.g.fraction_links
            if link and self._fraction_added(k + 1, True):
                continue
            if not (self.stack and self._fraction_added(k, conj)) and not self._take(k, conj):
                break
            if self.stack and self.stack[-1].value > LARGEST:
                return None
        if not self.stack:
            return None
        value = sum(a.value for a in self.stack)
        if self.pieces == 1 and self._is_article():
            return None
        plain = self.pieces == 1 and self.stack[0].role is None
        others = self.others if self.pieces == 1 else ()
        top = self.stack[-1]
        scale = top.room if top.step is not None else 1
        return Cardinal(start, self.end, value, top.step, others, plain, self.suffix, scale, self.soft)

    def _is_article(self) -> bool:
        """ "un", "una" alone: an article, except where the number grammar stands alone and the language says so."""
        if self.lx.norm[self.end - 1] not in self.g.article_one:
            return False
        divides = self.lx.norm[self.end : self.end + 1] and self.lx.norm[self.end] in self.g.over
        alone = len(self.lx.norm) == 1 or divides
        return not self.lx.bare or (self.g.article_alone and not alone)

    def _joint(self) -> tuple[int, bool]:
        """(index of the next word of the number, whether «و»/"and" stands before it)."""
        k, norm = self.end, self.lx.norm
        if not self.stack or k + 1 >= len(norm):
            word = self.lx.word[k] if k < len(norm) else None
            return k, bool(word and word.conj)
        if norm[k] in self.g.conjunctions:
            return k + 1, True
        if norm[k] == "-" and (self.lx.word[k + 1] is not None or norm[k + 1] in self.g.conjunctions):
            if k + 2 < len(norm) and norm[k + 1] in self.g.conjunctions and norm[k + 2] == "-":
                return k + 3, True
            return (k + 3, True) if norm[k + 1] in self.g.conjunctions else (k + 1, False)
        word = self.lx.word[k]
        return k, bool(word and word.conj)

    def _take(self, k: int, conj: bool) -> bool:
        """Adds or multiplies the word at `k`; False where it does not belong to the number."""
        if k >= len(self.lx.norm):
            return False
        numeral = self.lx.numeral[k]
        if numeral is not None:
            return self._numeral(k, numeral, conj)
        atom = self.lx.lexicon.atoms.after(self.lx.norm, k)
        if atom is not None:
            return self._place(atom[1], atom[0], conj)
        word = self.lx.word[k]
        return word is not None and self._place(word, k + 1, conj)

    def _place(self, word: Word, end: int, conj: bool) -> bool:
        if word.role in _ADDERS:
            return self._add(word, end, conj)
        if word.role in _MULTIPLIERS:
            return self._multiply(word, end, conj)
        if word.role is Role.FRACTION or word.role is Role.ORDINAL:
            return self._fraction(word, end, conj)
        if word.role is Role.ARTICLE:
            return self._article(end)
        if word.role is Role.POINT and (self.lx.bare or (self.stack and not word.spelled)):
            return self._point(end)
        return False

    def _compound_part(self, word: Word, end: int) -> bool:
        """ "one twenty-fifth", "un vingt et unième": one over a ten and a unit."""
        k, norm = end, self.lx.norm
        while k < len(norm) and (norm[k] == "-" or norm[k] in self.g.conjunctions):
            k += 1
        ordinal = self.lx.word[k] if k < len(norm) else None
        if word.role is not Role.TENS or ordinal is None or ordinal.role is not Role.ORDINAL or ordinal.value >= 10:
            return False
        self.stack = [_Addend(Decimal(1) / Decimal(word.value + ordinal.value), 1, None, 1, Role.FRACTION)]
        self.end = k + 1
        self.pieces += 1
        return True

    def _push(self, addend: _Addend, end: int) -> bool:
        self.stack.append(addend)
        self.end = end
        self.pieces += 1
        return True

    def _numeral(self, k: int, numeral: Numeral, conj: bool) -> bool:
        value = numeral.value
        if self.stack and not self._numeral_fits(k, numeral, conj):
            return False
        self.digits_first = self.digits_first or not self.stack
        self.others = numeral.others
        done = self._push(_Addend(value, 1, None, Decimal(1).scaleb(-numeral.decimals)), k + 1)
        if not self._barred():
            self._glued_scale()
        return done

    def _numeral_fits(self, k: int, numeral: Numeral, conj: bool) -> bool:
        """«3 آلاف و200», "4 thousand 3 hundred and 21", "treinta y 3": digits as an addend of a number."""
        room = self.stack[-1].room
        if numeral.decimals or numeral.others or room < 10 or numeral.value >= room or not numeral.value:
            return False
        if conj:
            return self.g.units_first or self.digits_first or room < 100
        word = self.lx.word[k + 1] if k + 1 < len(self.lx.word) else None
        multiplied = word is not None and word.role in (Role.HUNDRED, Role.SCALE) and self.digits_first
        return self.g.digits_join or (multiplied and word is not None and numeral.value * word.value < room)

    def _barred(self) -> bool:
        """ "3/4" and "1 3/4" in digits; dates of that form have been told apart before."""
        below = _under_bar(self.lx, self.end)
        top = self.stack[-1].value
        if below:
            self.stack[-1] = _Addend(Decimal(top) / below, 1, None, Decimal("0.01"), Role.FRACTION)
            self.end += 2
            self.pieces += 1
            return True
        above = self.lx.numeral[self.end] if self.end < len(self.lx.numeral) else None
        below = _under_bar(self.lx, self.end + 1)
        if above is None or not below or above.value >= below or self.lx.glued(self.end):
            return False
        part = Decimal(above.value) / below
        self.stack[-1] = _Addend(top + part, 1, None, Decimal("0.01"), Role.FRACTION)
        self.end += 3
        self.pieces += 1
        return True

    def _glued_scale(self) -> None:
        """ "10k", "103m": a letter glued to the digits multiplies them."""
        k = self.end
        if self.lx.glued(k) or (k < len(self.lx.norm) and (len(self.lx.norm[k]) > 1 or self.lx.bare)):
            scale = self.lx.lexicon.suffixes.get(self.lx.norm[k])
            metres = self.lx.bare and self.lx.printed(k, k) == "m"
            if scale is not None and self.lx.word[k] is None and not metres:
                self.suffix = self.lx.norm[k]
                top = self.stack.pop()
                self.pieces -= 1
                self._push(_Addend(top.value * scale, scale, top.digit * scale, 1, Role.SCALE), k + 1)

    def _add(self, word: Word, end: int, conj: bool) -> bool:
        value: int | Decimal = word.value
        if word.role is Role.SCALE_DUAL:
            value = 2 * value
        step = word.value if word.role is Role.SCALE_DUAL else None
        if not self.stack:
            if word.role is Role.TEEN_UNIT and not self._teen_follows(end):
                return False
            return self._push(_Addend(value, word.room, step, 1, word.role), end)
        last = self.stack[-1]
        if last.value == 1 and last.role is Role.UNIT and len(self.stack) == 1 and self._compound_part(word, end):
            return True
        if self.g.leading_zero and not last.value and len(self.stack) == 1 and word.role is Role.UNIT and not conj:
            self.stack[-1] = _Addend(value, 1, None, 1, Role.TEEN)
            self.end = end
            return True
        if word.teen_mark and last.role in _TEEN_FROM and not conj and last.value < 10:
            self.stack[-1] = last._replace(value=last.value + 10, role=Role.TEEN)
            self.end = end
            return True
        if word.role is Role.TENS and self.g.units_first and conj and last.role in _TEEN_FROM and 0 < last.value < 10:
            self.stack[-1] = last._replace(value=last.value + value, role=Role.TENS)
            self.end = end
            return True
        if value and self._fits(value, conj, last):
            self.last_conj = conj
            return self._push(_Addend(value, word.room, step, 1, word.role), end)
        return self.g.skipped_hundred and not conj and self._skipped(word, end)

    def _teen_follows(self, k: int) -> bool:
        """True where «عشر» follows (أحد عشر) or a ten that «و» joins (إحدى وعشرين)."""
        word = self.lx.word[k] if k < len(self.lx.word) else None
        if word is None and k + 1 < len(self.lx.word) and self.lx.norm[k] in self.g.conjunctions:
            word = self.lx.word[k + 1]
            return word is not None and word.role is Role.TENS
        return word is not None and (word.role is Role.TENS if word.conj else word.teen_mark)

    def _fits(self, value: int | Decimal, conj: bool, last: _Addend) -> bool:
        if value >= last.room:
            return False
        if conj:
            return last.room >= self.g.conjunction_room
        return last.room >= 100 or self.g.tens_juxtaposed

    def _skipped(self, word: Word, end: int) -> bool:
        """ "one twenty two" is 122."""
        last = self.stack[-1]
        if len(self.stack) > 1 or last.role is not Role.UNIT or word.role is not Role.TENS or not last.value:
            return False
        self.stack[-1] = _Addend(last.value * 100, 100, None, 1, Role.HUNDREDS)
        self.skipped = True
        return self._push(_Addend(word.value, 10, None, 1, Role.TENS), end)

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
            return self._push(_Addend(factor, word.room, step, 1, word.role), end)
        self.soft = word.soft
        taken = [self.stack.pop() for _ in range(below)]
        value = sum(a.value for a in taken) * factor
        scaled = word.role in (Role.SCALE, Role.SCALE_PLURAL) and factor >= 1000
        digit = taken[0].digit if taken[0].step is None else taken[0].step
        room = word.room if word.role is not Role.DOZEN else 1
        return self._push(_Addend(value, room, digit * factor if scaled else None, 1, word.role), end)

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

    def _article(self, end: int) -> bool:
        """ "a" counts as one before a scale, a dozen or a fraction."""
        if self.stack:
            return False
        word = self.lx.word[end] if end < len(self.lx.word) else None
        if word is None or word.role not in _AFTER_ARTICLE or word.plural:
            return False
        if word.role is Role.ORDINAL and not self._denominates(end):
            return False
        if word.role is Role.DOZEN:
            self._push(_Addend(1, 1, None, 1, Role.UNIT), end)
        self.end = end
        return self._place(word, end + 1, False)

    def _denominates(self, k: int) -> bool:
        """ "a third of the city" is a fraction, "a third blast" counts nothing."""
        after = k + 1
        if after >= len(self.lx.norm):
            return self.lx.bare
        return self.lx.norm[after] in self.g.of or (self.lx.bare and not self.lx.norm[after][:1].isalnum())

    def _fraction(self, word: Word, end: int, conj: bool) -> bool:
        part = word.value if word.role is Role.FRACTION else Decimal(1) / Decimal(word.value)
        if not self.stack:
            if word.role is Role.ORDINAL and self.end == self.at:
                return False
            self._push(_Addend(part, 1, None, _digit(part), Role.FRACTION), end)
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
        self.stack = [_Addend(whole, 1, None, _digit(part), Role.FRACTION)]
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
            step = _digit(part) * scale.value
            return self._push(_Addend(part * scale.value, 1, step, 1, Role.SCALE), end + 1)
        unit = last.room if last.step is not None and last.room >= 1000 else 1
        step_after = None if last.step is None else _digit(part) * unit
        digit = _digit(part)
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

    def _unit_after_tens(self, word: Word, k: int) -> tuple[int, int]:
        """(unit, lexemes it takes) that completes a ten at `k`: "point seventy-one"."""
        if word.role is Role.TENS:
            for at in (k + 1, k + 2):
                unit = self.lx.word[at] if at < len(self.lx.word) else None
                if unit is not None and _small_digit(unit):
                    return int(unit.value), at - k
                if at < len(self.lx.norm) and self.lx.norm[at] != "-" and self.lx.norm[at] not in self.g.conjunctions:
                    break
        return 0, 0

    def _tens_take_a_unit(self, k: int) -> bool:
        """ "treinta y dos quintos" is 32 fifths: the unit belongs to the ten, not to the fraction."""
        joined = self.stack[-1].role is Role.TENS and self.lx.norm[k - 1] in self.g.conjunctions
        return joined and _small_digit(self.lx.word[k])

    def _point(self, end: int) -> bool:
        """ "two point two", «واحد فاصلة واحد»: the words after the point are its digits."""
        digits, k = "", end
        while k < len(self.lx.norm) and len(digits) < 20:
            numeral, word = self.lx.numeral[k], self.lx.word[k]
            if numeral is not None and not numeral.decimals:
                digits += str(numeral.value)
            elif word is not None and word.role in _DIGITS and not word.conj:
                unit, step = self._unit_after_tens(word, k)
                digits += str(word.value + unit)
                k += step
            else:
                break
            k += 1
        if not digits and (after := read_cardinal(self.lx, end)) is not None and isinstance(after.value, int):
            digits, k = str(after.value), after.end
        if not digits or (self.stack and self.stack[-1].step is not None):
            return False
        whole = sum(a.value for a in self.stack)
        if not isinstance(whole, int):
            return False
        value = Decimal(f"{whole}.{digits}")
        self.stack = [_Addend(value, 1, None, Decimal(1).scaleb(-len(digits)))]
        self.end = k
        self.pieces += 2
        return True


def _small_digit(word: Word | None) -> bool:
    return word is not None and word.role is Role.UNIT and 0 < word.value < 10


def _under_bar(lx: Lexemes, k: int) -> int:
    """The whole number under a fraction bar at lexeme `k`, or 0."""
    if k + 1 >= len(lx.norm) or lx.norm[k] != "/" or not (lx.glued(k) and lx.glued(k + 1)):
        return 0
    if (k + 2 < len(lx.norm) and lx.norm[k + 2] == "/") or (k > 1 and lx.norm[k - 2] in ("/", "-") and lx.glued(k - 2)):
        return 0
    below = lx.numeral[k + 1]
    return 0 if below is None or below.decimals else int(below.value)


_ADDERS = frozenset({Role.UNIT, Role.TEEN, Role.TENS, Role.HUNDREDS, Role.SCALE_DUAL, Role.TEEN_UNIT})
_MULTIPLIERS = frozenset({Role.HUNDRED, Role.SCALE, Role.SCALE_PLURAL, Role.DOZEN})
_AFTER_ARTICLE = _MULTIPLIERS | {Role.FRACTION, Role.ORDINAL}
_TEEN_FROM = frozenset({Role.UNIT, Role.TEEN_UNIT})
_DIGITS = frozenset({Role.UNIT, Role.TEEN, Role.TENS})


def _digit(part: int | Decimal) -> Decimal:
    """The worth of the last digit of a part printed as a decimal: 0.1 for a half, 0.01 for a quarter or a third."""
    places = -Decimal(part).normalize().as_tuple().exponent  # type: ignore[operator]
    return Decimal(1).scaleb(-min(places, 2))
