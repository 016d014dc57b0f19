"""The reader's language: words, plurals, digits, dates and how a figure is written."""

from desk.web.locale.words import LANGUAGES, Locale, locale_for

__all__ = ["LANGUAGES", "Locale", "locale_for"]
