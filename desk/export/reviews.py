"""Decided claims as schema.org ClaimReview: what was claimed by whom, and what a person ruled."""

from collections.abc import Iterator
from typing import Any

from desk.links import outward
from desk.views import Discrepancy, Side

RATED = {"a_right": (5, 1), "b_right": (1, 5), "both_right": (5, 5)}
"""What a ruling says of the left and the right claim, from 1 (wrong) to 5 (right)."""
SAID = {
    "a_right": ("Accurate", "Inaccurate"),
    "b_right": ("Inaccurate", "Accurate"),
    "both_right": ("Accurate: the figures count different things", "Accurate: the figures count different things"),
    "not_same_occurrence": ("About another event", "About another event"),
    "outdated": ("Outdated", "Outdated"),
    "source_error": ("The source erred", "The source erred"),
}
"""Rulings that say something of a claim; one that can't tell, or follows up, reviews nothing."""


def reviews(flag: Discrepancy, base: str) -> Iterator[dict[str, Any]]:
    """One review for each side that the ruling in force speaks of. `base` is the desk's own address."""
    ruling = flag.decision
    if ruling is None or flag.state != "decided" or ruling.decision not in SAID:
        return
    words, rated = SAID[ruling.decision], RATED.get(ruling.decision)
    for place, side in enumerate((flag.left, flag.right)):
        if side is None:
            continue
        rating: dict[str, Any] = {"@type": "Rating", "alternateName": words[place]}
        if rated is not None:
            rating |= {"ratingValue": rated[place], "bestRating": 5, "worstRating": 1}
        yield {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": f"{base}/flags/{flag.id}",
            "datePublished": ruling.when.date().isoformat(),
            "author": {"@type": "Person", "name": ruling.who},
            "claimReviewed": _claimed(side),
            "inLanguage": side.lang,
            "itemReviewed": _item(side),
            "reviewRating": rating,
            **({"reviewBody": ruling.note} if ruling.note else {}),
        }


def _claimed(side: Side) -> str:
    return "".join(segment.text for segment in side.passage).strip() or side.figure.printed or str(side.figure.centre)


def _item(side: Side) -> dict[str, Any]:
    item: dict[str, Any] = {"@type": "Claim"}
    if side.publisher:
        item["author"] = {"@type": "Organization", "name": side.publisher}
    if side.published:
        item["datePublished"] = side.published
    if outward(side.url):
        item["appearance"] = {"@type": "CreativeWork", "url": outward(side.url)}
    return item
