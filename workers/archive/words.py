"""The text index: words, names and days of every report in tantivy, asked in well under a millisecond."""

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import tantivy
from tantivy import Occur, Query

TERMS = 16
"""How many words are asked for: more of them cost time in proportion and find nothing else."""
FIGURE_TERMS = 12
"""The same of the sentences that give a figure, which are short."""
UNDATED_DAY = 0
_HEAP = 32_000_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("figures", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("name", tokenizer_name="raw", index_option="basic")
    return builder.build()


class Words:
    """One tantivy folder. Any process may search; the one that holds the archive's lock may write."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._meta = folder / "meta.json"
        self._stamp = (0, 0)
        self._searcher = self._index.searcher()
        self._writer: tantivy.IndexWriter | None = None

    def refresh(self) -> None:
        """See what has been committed since, by any process."""
        stat = self._meta.stat()
        if (stamp := (stat.st_ino, stat.st_mtime_ns)) != self._stamp:
            self._index.reload()
            self._searcher = self._index.searcher()
            self._stamp = stamp

    def by_text(self, counts: Counter[str], window: tuple[int, int] | None, limit: int) -> list[tuple[int, float]]:
        """Key and BM25 score of the reports that share the most telling words, best first."""
        terms = [
            Query.boost_query(Query.term_query(self._schema, "text", word, "freq"), 1 + math.log(counts[word]))
            for word in self._telling("text", counts, TERMS)
        ]
        return self._ask(terms, window, limit)

    def by_figures(self, figures: Counter[str], window: tuple[int, int] | None, limit: int) -> list[tuple[int, float]]:
        """Key and score of the reports that share the most telling neighbours: «دار سعد» says more than دار and سعد."""
        terms = [
            Query.term_query(self._schema, "figures", pair, "basic")
            for pair in self._telling("figures", figures, FIGURE_TERMS)
        ]
        return self._ask(terms, window, limit)

    def by_names(self, names: Iterable[str], window: tuple[int, int] | None, limit: int) -> list[tuple[int, float]]:
        """Key and score of the reports that share actors or places, rare ones first."""
        terms = [Query.term_query(self._schema, "name", name, "basic") for name in dict.fromkeys(names)]
        return self._ask(terms, window, limit)

    def _telling(self, field: str, counts: Counter[str], most: int) -> list[str]:
        # A long report has hundreds of words; the rare ones it repeats find its like, the rest only costs time.
        total = self._searcher.num_docs + 1
        scored = []
        for word, count in counts.items():
            documents = self._searcher.doc_freq(field, word)
            if documents:
                # Near zero where the report asked about is the only one to have the word.
                shared = math.log1p(total / documents) if documents > 1 else 0.1
                scored.append((shared * (1 + math.log(count)), word))
        scored.sort(reverse=True)
        return [word for _, word in scored[:most]]

    def _ask(self, terms: list[Query], window: tuple[int, int] | None, limit: int) -> list[tuple[int, float]]:
        if not terms:
            return []
        query = Query.boolean_query([(Occur.Should, term) for term in terms])
        if window is not None:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, self._within(window))])
        hits = self._searcher.search(query, limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        return [(int(key), float(score)) for key, (score, _) in zip(keys, hits, strict=True) if key is not None]

    def _within(self, window: tuple[int, int]) -> Query:
        dated = Query.range_query(
            self._schema, "day", tantivy.FieldType.Unsigned, max(1, window[0]), window[1], use_inverted_index=True
        )
        undated = Query.term_query(self._schema, "day", UNDATED_DAY, "basic")
        return Query.const_score_query(Query.boolean_query([(Occur.Should, dated), (Occur.Should, undated)]), 0.0)

    def put(
        self, key: int, day: int | None, counts: Counter[str], figures: Iterable[str], names: Iterable[str]
    ) -> None:
        """Add one report in place of an earlier one of its key; seen after `commit`."""
        writer = self.writer()
        writer.delete_documents_by_term("key", key)
        document = tantivy.Document()
        # Document(key=...) makes a signed number, and a signed number in an unsigned field kills the writer.
        document.add_unsigned("key", key)
        document.add_unsigned("day", UNDATED_DAY if day is None else day)
        document.add_text("text", " ".join(counts.elements()))
        document.add_text("figures", " ".join(figures))
        for name in names:
            document.add_text("name", name)
        writer.add_document(document)

    def remove(self, key: int) -> None:
        """Take one report out; seen after `commit`."""
        self.writer().delete_documents_by_term("key", key)

    def commit(self) -> None:
        """Make what was put and removed durable and visible."""
        self.writer().commit()

    def writer(self) -> tantivy.IndexWriter:
        """The one writer, kept open: opening costs more than a commit."""
        if self._writer is None:
            self._writer = self._index.writer(_HEAP, 1)
        return self._writer

    def close(self, settle: bool = False) -> None:
        """Give the writer's place free; `settle` waits until segments are merged."""
        if self._writer is not None and settle:
            self._writer.wait_merging_threads()
        self._writer = None
