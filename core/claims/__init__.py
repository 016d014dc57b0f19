"""Claims: what each number of a report counts, whose, where, when, and who says so."""

from core.claims.claim import Claim, Stance, Window, WindowKind
from core.claims.explain import explain
from core.claims.reader import read_claims

__all__ = ["Claim", "Stance", "Window", "WindowKind", "explain", "read_claims"]
