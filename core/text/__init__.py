"""Text with offsets that survive normalising: tokens, sentences and the language of a text."""

from core.text.normal import MARKS, fold
from core.text.tokens import Pieces, Text, Token, tokenise

__all__ = ["MARKS", "Pieces", "Text", "Token", "fold", "tokenise"]
