"""Spelled, printed and mixed numbers: «ثلاثة آلاف ومئتان», "1.2 million", «3 آلاف و200», "one and a half".

A number is a stack of addends, each smaller than the room that the one before leaves ("two hundred" leaves a hundred).
A scale word multiplies the addends below it.
"""

from decimal import Decimal
from typing import NamedTuple

from core.numbers.building import Addend, Building, is_digit
from core.numbers.lexemes import Lexemes
from core.numbers.numeral import Numeral
from core.numbers.words import Role, Word

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


def read_cardinal(lx: Lexemes, at: int) -> Cardinal | None:
    """The longest number that starts at lexeme `at`, or None."""
    after = at + 1
    if at >= len(lx.norm):
        return None
    if lx.digits[at]:
        numeral = lx.numeral[at]
        if numeral is None:
            return None
        if after >= len(lx.norm) or (
            lx.word[after] is None
            and not lx.digits[after]
            and lx.norm[after] not in lx.lexicon.joints
            and lx.norm[after] not in _CLOSING
        ):
            return Cardinal(at, after, numeral.value, None, numeral.others, True)
    elif not lx.bare and (word := lx.word[at]) is not None and word.role in _WHOLE and _alone(lx, at):
        return Cardinal(at, after, word.value)
    return _Reader(lx, at).read()


def _alone(lx: Lexemes, at: int) -> bool:
    """True where no lexeme after the number word at `at` can carry the number on."""
    lexicon, after = lx.lexicon, at + 1
    if lx.norm[at] in lexicon.grammar.article_one or lx.norm[at] in lexicon.atoms:
        return False
    if after >= len(lx.norm):
        return True
    return lx.word[after] is None and not lx.digits[after] and lx.norm[after] not in lexicon.goes_on


class _Reader(Building):
    """Reads words and digits into the number."""

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
        if norm[k] in _CLOSING and self._quoted(k):
            return k + 1, False
        word = self.lx.word[k]
        return k, bool(word and word.conj)

    def _quoted(self, k: int) -> bool:
        """«160» مليون: quotation marks around the digits, the scale behind them."""
        word, first = self.lx.word[k + 1], self.at
        opened = self.pieces == 1 and self.end == first + 1 and first > 0 and self.lx.norm[first - 1] in _OPENING
        return opened and self.lx.digits[first] and word is not None and word.role in _SCALES and not word.conj

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
        if word.prep and self.stack:
            return False
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

    def _numeral(self, k: int, numeral: Numeral, conj: bool) -> bool:
        value = numeral.value
        if self.stack and not self._numeral_fits(k, numeral, conj):
            return False
        self.digits_first = self.digits_first or not self.stack
        self.others = numeral.others
        done = self._push(Addend(value, 1, None, Decimal(1).scaleb(-numeral.decimals)), k + 1)
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
                self._push(Addend(top.value * scale, scale, top.digit * scale, 1, Role.SCALE), k + 1)

    def _add(self, word: Word, end: int, conj: bool) -> bool:
        value: int | Decimal = word.value
        if word.role is Role.SCALE_DUAL:
            value = 2 * value
        step = word.value if word.role is Role.SCALE_DUAL else None
        if not self.stack:
            if word.role is Role.TEEN_UNIT and not self._teen_follows(end):
                return False
            return self._push(Addend(value, word.room, step, 1, word.role), end)
        last = self.stack[-1]
        if last.value == 1 and last.role is Role.UNIT and len(self.stack) == 1 and self._compound_part(word, end):
            return True
        if self.g.leading_zero and not last.value and len(self.stack) == 1 and word.role is Role.UNIT and not conj:
            self.stack[-1] = Addend(value, 1, None, 1, Role.TEEN)
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
        if self.digits_first and word.role is Role.UNIT and self.lx.norm[end - 1] in self.g.article_one:
            return False  # "5,5 milliards un an plus tôt"
        if value and self._fits(value, conj, last):
            self.last_conj = conj
            return self._push(Addend(value, word.room, step, 1, word.role), end)
        return self.g.skipped_hundred and not conj and self._skipped(word, end)

    def _teen_follows(self, k: int) -> bool:
        """True where «عشر» follows (أحد عشر) or a ten that «و» joins (إحدى وعشرين)."""
        word = self.lx.word[k] if k < len(self.lx.word) else None
        if word is None and k + 1 < len(self.lx.word) and self.lx.norm[k] in self.g.conjunctions:
            word = self.lx.word[k + 1]
            return word is not None and word.role is Role.TENS
        return word is not None and (word.role is Role.TENS if word.conj else word.teen_mark)

    def _skipped(self, word: Word, end: int) -> bool:
        """ "one twenty two" is 122."""
        last = self.stack[-1]
        if len(self.stack) > 1 or last.role is not Role.UNIT or word.role is not Role.TENS or not last.value:
            return False
        self.stack[-1] = Addend(last.value * 100, 100, None, 1, Role.HUNDREDS)
        self.skipped = True
        return self._push(Addend(word.value, 10, None, 1, Role.TENS), end)

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
            self._push(Addend(1, 1, None, 1, Role.UNIT), end)
        self.end = end
        return self._place(word, end + 1, False)

    def _unit_after_tens(self, word: Word, k: int) -> tuple[int, int]:
        """(unit, lexemes it takes) that completes a ten at `k`: "point seventy-one"."""
        if word.role is Role.TENS:
            for at in (k + 1, k + 2):
                unit = self.lx.word[at] if at < len(self.lx.word) else None
                if unit is not None and is_digit(unit):
                    return int(unit.value), at - k
                if at < len(self.lx.norm) and self.lx.norm[at] != "-" and self.lx.norm[at] not in self.g.conjunctions:
                    break
        return 0, 0

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
        self.stack = [Addend(value, 1, None, Decimal(1).scaleb(-len(digits)))]
        self.end = k
        self.pieces += 2
        return True


STARTERS = frozenset(
    {
        *(Role.UNIT, Role.TEEN, Role.TENS, Role.HUNDRED, Role.HUNDREDS, Role.SCALE, Role.SCALE_DUAL),
        *(Role.DOZEN, Role.FRACTION, Role.ORDINAL, Role.ARTICLE, Role.POINT, Role.TEEN_UNIT),
    }
)
"""Roles of words that can start a number."""
_WHOLE = frozenset({Role.UNIT, Role.TEEN, Role.TENS, Role.HUNDREDS})
_OPENING, _CLOSING = frozenset('«“"„'), frozenset('»”"')
_SCALES = frozenset({Role.SCALE, Role.SCALE_PLURAL, Role.HUNDRED})
_ADDERS = frozenset({Role.UNIT, Role.TEEN, Role.TENS, Role.HUNDREDS, Role.SCALE_DUAL, Role.TEEN_UNIT})
_MULTIPLIERS = frozenset({Role.HUNDRED, Role.SCALE, Role.SCALE_PLURAL, Role.DOZEN})
_AFTER_ARTICLE = _MULTIPLIERS | {Role.FRACTION, Role.ORDINAL}
_TEEN_FROM = frozenset({Role.UNIT, Role.TEEN_UNIT})
_DIGITS = frozenset({Role.UNIT, Role.TEEN, Role.TENS})
