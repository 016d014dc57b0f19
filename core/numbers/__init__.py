"""The number grammar: text → quantities, with the interval of values that the wording permits."""

from core.numbers.interval import Interval
from core.numbers.permitted import interval_of
from core.numbers.quantity import Kind, Precision, Quantity
from core.numbers.reader import read_numbers, read_quantities

__all__ = ["Interval", "Kind", "Precision", "Quantity", "interval_of", "read_numbers", "read_quantities"]
