"""Text with offsets that survive normalising: tokens, sentences and the language of a text."""

from core.text.normal import MARKS, fold
from core.text.tokens import Text, Token, tokenise

__all__ = ["MARKS", "Text", "Token", "fold", "tokenise"]
