"""A headline is short: what it leaves out, the body's same figure tells."""

from collections.abc import Sequence
from dataclasses import replace

from core.claims import Claim, WindowKind
from core.coverage.naming import group_kinship, group_words


def told_as_in_body(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of one report, where a headline figure that is printed again in the body, of the same measure and of
    no other group, covers the time and counts the group that the body tells of."""
    return tuple(_as_body(claim, claims) if claim.in_headline else claim for claim in claims)


def _as_body(head: Claim, claims: Sequence[Claim]) -> Claim:
    if head.window.kind != WindowKind.OCCURRENCE or head.value is None:
        return head
    same = [
        c for c in claims if not c.in_headline and (c.value, c.measure, c.unit) == (head.value, head.measure, head.unit)
    ]
    fits = [c for c in same if group_kinship(head.group, c.group) in ("same", "unknown", "whole")]
    if not fits or any(c.window.kind == WindowKind.OCCURRENCE for c in fits):
        return head
    group = head.group if group_words(head.group) else fits[0].group
    return replace(head, window=fits[0].window, group=group)
