"""Claims: what each number of a report counts, whose, where, when, and who says so."""

from core.claims.claim import Claim, Stance, Window, WindowKind

__all__ = ["Claim", "Stance", "Window", "WindowKind"]
