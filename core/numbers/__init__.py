"""The number grammar: text → quantities, with the interval of values that the wording permits."""

from core.numbers.interval import Interval
from core.numbers.quantity import Kind, Precision, Quantity

__all__ = ["Interval", "Kind", "Precision", "Quantity"]
