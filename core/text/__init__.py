"""Text with offsets that survive normalising: tokens, sentences and the language of a text."""

from core.text.normal import MARKS, fold, fold_running
from core.text.tokens import Text, Token, tokenise

__all__ = ["MARKS", "Text", "Token", "fold", "fold_running", "tokenise"]
