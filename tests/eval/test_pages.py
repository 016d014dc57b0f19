"""Pages: the field's benchmark against its floor, and our own dated pages in the templates that news sites use."""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.eval.page_articles import ARTICLES, Article
from tests.eval.page_templates import TEMPLATES, URL, Sample, credited
from workers.page import read_page

FLOORS = json.loads((Path(__file__).parent / "floors_pages.json").read_text("utf-8"))
SAMPLES = [(template, article) for template in TEMPLATES for article in ARTICLES]


def _name(value: object) -> str:
    return getattr(value, "__name__", None) or getattr(value, "lang", "") + getattr(value, "day", "")


@pytest.mark.parametrize(("template", "article"), SAMPLES, ids=_name)
def test_a_dated_page_is_read_whole_and_nothing_else(template: Any, article: Article) -> None:
    sample: Sample = template(article)
    page = read_page(sample.body, URL, sample.content_type)
    assert page.status is sample.status
    assert tuple(entry.published for entry in page.entries) == sample.entries
    assert page.headline == article.headline
    assert page.lang == article.lang
    for paragraph in article.paragraphs:
        assert paragraph in page.text
    for furniture in (*article.related, article.comment, "Facebook", "© 2025", article.headline):
        assert furniture not in page.text
    assert page.published == sample.published
    assert page.modified == sample.modified
    assert page.credit == (article.credit if template is credited else None)


def test_there_are_enough_dated_pages_and_half_of_them_are_arabic() -> None:
    assert len(SAMPLES) >= 100
    assert sum(article.lang == "ar" for _, article in SAMPLES) >= 50


@pytest.mark.evaldata
def test_main_text_of_the_benchmark() -> None:
    precision, recall, pages = 0.0, 0.0, 0
    for row in _benchmark():
        text = read_page(row["html"].encode("utf-8"), row["url"] or "").text
        want, have = _four_grams(row["gold_text"]), _four_grams(text)
        common = sum((want & have).values())
        precision += common / sum(have.values()) if have else 1.0 * (not want)
        recall += common / sum(want.values()) if want else 1.0
        pages += 1
    precision, recall = precision / pages, recall / pages
    assert pages == 181
    assert 2 * precision * recall / (precision + recall) >= FLOORS["article_extraction_f1"]


def _benchmark() -> Iterator[dict[str, Any]]:
    path = (
        Path(os.environ.get("TAWATUR_EVAL_DATA", "../shared")) / "evaldata/pages/article_extraction_benchmark.jsonl.gz"
    )
    if not path.exists():
        reason = f"the page benchmark is not at {path}; TAWATUR_EVAL_DATA says where the evaluation sets lie"
        if os.environ.get("TAWATUR_EVAL_REQUIRED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _four_grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()
