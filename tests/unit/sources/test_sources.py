"""Sources: what they find, what they leave out and say so."""

import json
from pathlib import Path

import pytest

from workers.fetch import Asked, Fetched, FetchStatus
from workers.sources import Harvest, Query, UnknownSource, Visit, kind_of, open_source

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0"><channel><title>وكالة الفجر</title><language>ar-SY</language>
<item><title>مقتل &amp;quot;خمسة&amp;quot; في قصف على البلدة</title>
<link>http://h.example/1</link><pubDate>Fri, 25 Jan 2019 10:00:00 GMT</pubDate></item>
<item><title>افتتاح معرض</title><link>/2</link><description>&lt;p&gt;عن الباغوز القديمة&lt;/p&gt;</description></item>
<item><title>بلا رابط</title></item>
<item><title>مكرر</title><link>http://h.example/1</link></item>
<item><title>عنوان ملغوم</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Fil</title><entry><title>Trois morts</title>
<link href="http://h.example/a"/><id>urn:1</id><published>2019-01-24T09:00:00+01:00</published><updated>2019-01-26T09:00:00Z</updated></entry></feed>"""
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "x">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]><rss><channel><item><title>&h;</title></item></channel></rss>"
)


class Answer:
    """A fetcher with one answer."""

    def __init__(
        self, body: bytes = b"", status: FetchStatus = FetchStatus.OK, retry_after: float | None = None
    ) -> None:
        self.body, self.status, self.retry_after = body, status, retry_after
        self.asked: list[tuple[str, str | None, str | None]] = []

    def fetch(
        self, url: str, etag: str | None = None, last_modified: str | None = None, what: Asked = Asked.PAGE
    ) -> Fetched:
        self.asked.append((url, etag, last_modified))
        return Fetched(self.status, url, url, "the reason", 200, {}, self.body, self.retry_after, '"e"', "Fri")


NO_NET = Answer(status=FetchStatus.REFUSED)


def feed(body: str | bytes, query: Query | None = None) -> Harvest:
    raw = body if isinstance(body, bytes) else body.encode("utf-8")
    return open_source("feed", "http://h.example/rss").candidates(query or Query(), Answer(raw))


# Feeds


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_an_rss_feed_gives_its_items_and_names_what_it_left_out(charset: str) -> None:
    got = feed(RSS.format(charset=charset).encode(charset))
    assert [c.url for c in got] == ["http://h.example/1", "http://h.example/2"]
    first = got.candidates[0]
    assert first.title == 'مقتل "خمسة" في قصف على البلدة'
    assert (first.published, first.lang, first.publisher) == ("2019-01-25T10:00:00+00:00", "ar", "وكالة الفجر")
    assert (got.etag, got.last_modified) == ('"e"', "Fri")
    assert [p.reason for p in got.problems] == ["2 items without a web address were left out"]


def test_an_atom_feed_dates_an_item_by_its_publication() -> None:
    (entry,) = feed(ATOM)
    assert (entry.title, entry.published, entry.document) == ("Trois morts", "2019-01-24T09:00:00+01:00", None)


def test_a_feed_is_asked_by_words_of_title_and_summary_and_by_dates() -> None:
    text = RSS.format(charset="utf-8")
    assert [c.url for c in feed(text, Query(terms=("الباغوز",)))] == ["http://h.example/2"]
    assert [c.url for c in feed(text, Query(terms=("قصف", "زلزال")))] == ["http://h.example/1"]
    assert [c.url for c in feed(text, Query(since="2019-01-26"))] == ["http://h.example/2"]  # undated passes
    assert len(feed(text, Query(limit=1))) == 1


def test_a_feed_of_ten_thousand_items_is_read() -> None:
    items = "".join(f"<item><title>t {i}</title><link>http://h.example/{i}</link></item>" for i in range(10_000))
    assert len(feed(f"<rss version='2.0'><channel>{items}</channel></rss>")) == 10_000


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (BOMB, "entities"),
        ("", "not an RSS"),
        ("<html><body>no feed</body></html>", "not an RSS"),
        ("\x00\x01\x02", "not an RSS"),
        ('{"a": 1}', "not an RSS"),
    ],
)
def test_what_is_no_feed_says_so(body: str, says: str) -> None:
    got = feed(body)
    assert len(got) == 0
    assert says in got.problems[0].reason


def test_a_page_that_names_its_feed_will_do() -> None:
    page = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        '<link rel="alternate" type="application/rss+xml" href="/rss"></head><body>x</body></html>'
    )

    class Site(Answer):
        def fetch(
            self, url: str, etag: str | None = None, last_modified: str | None = None, what: Asked = Asked.PAGE
        ) -> Fetched:
            self.body = ATOM.encode() if url.endswith("/rss") else page.encode()
            return super().fetch(url, etag, last_modified)

    site = Site()
    got = open_source("feed", "http://h.example/").candidates(Query(), site)
    assert [c.title for c in got] == ["Trois morts"]
    assert [url for url, _, _ in site.asked] == ["http://h.example/", "http://h.example/rss"]


def test_a_feed_cut_in_the_middle_gives_what_it_holds() -> None:
    text = RSS.format(charset="utf-8")
    got = feed(text[: text.index("معرض")])
    assert [c.url for c in got] == ["http://h.example/1"]


def test_conditions_go_along_and_an_unchanged_feed_is_no_problem() -> None:
    fetcher = Answer(status=FetchStatus.NOT_MODIFIED)
    got = open_source("feed", "http://h.example/rss", Visit('"old"', "Thu")).candidates(Query(), fetcher)
    assert fetcher.asked == [("http://h.example/rss", '"old"', "Thu")]
    assert (got.unchanged, got.etag, got.problems) == (True, '"old"', ())


def test_a_feed_out_of_reach_is_a_problem_with_the_time_to_wait() -> None:
    got = open_source("feed", "http://h.example/rss").candidates(
        Query(), Answer(status=FetchStatus.RETRY, retry_after=9.0)
    )
    assert (got.problems[0].reason, got.retry_after) == ("the reason", 9.0)


# JSONL


def test_a_malformed_line_is_named_by_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    lines = [
        json.dumps(
            {"id": "a", "document": "Five killed\nFive people were killed.", "date": "2019-01-25", "credit": "AFP"}
        ).encode(),
        b"{broken",
        b"",
        b"[1, 2]",
        b'{"id": "c"}',
        b'{"id": "d", "document": 5}',
        b"\xff\xfe",
        b'{"headline": "H", "text": "T", "id": 7}',
        b"[" * 100_000,
        b'{"url": "http://h.example/later"}',
    ]
    path.write_bytes(b"\n".join(lines))
    got = open_source("jsonl", str(path)).candidates(Query(), NO_NET)
    assert [(c.id, c.title) for c in got] == [("a", "Five killed"), ("7", "H"), ("reports.jsonl:10", "")]
    assert got.candidates[0].document == "Five killed\nFive people were killed."
    assert [p.where for p in got.problems] == [f"reports.jsonl line {n}" for n in (2, 4, 5, 6, 7, 9)]
    assert "character 2" in got.problems[0].reason


def test_a_page_in_a_jsonl_line_is_read(tmp_path: Path) -> None:
    prose = "Five people were killed in a blast near the market. " * 4
    page = f"<html><body><h1>Five killed in a blast</h1><p>{prose}</p></body></html>"
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"html": page, "url": "http://h.example/1", "publisher": "The Post"}), "utf-8"
    )
    (got,) = open_source("jsonl", str(tmp_path / "a.jsonl")).candidates(Query(), NO_NET)
    assert got.document is not None
    assert got.document.startswith("Five killed in a blast\nFive people")
    assert got.publisher == "The Post"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    assert (
        "check the path"
        in open_source("jsonl", str(tmp_path / "no.jsonl")).candidates(Query(), NO_NET).problems[0].reason
    )


# Folders


def test_a_folder_reads_each_kind_of_file_and_names_the_unreadable(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_bytes("مقتل خمسة\nقتل خمسة أشخاص في الباغوز أمس.".encode("windows-1256"))
    prose = "Five people were killed near the market. " * 5
    page = f"<html><body><h1>Blast kills five people</h1><p>{prose}</p></body></html>"
    (tmp_path / "sub" / "b.html").write_text(page, "utf-8")
    (tmp_path / "c.json").write_text('{"headline": "C", "text": "c"}', "utf-8")
    (tmp_path / "d.jsonl").write_text('{"document": "D\\nd"}\n{', "utf-8")
    (tmp_path / "e.txt").write_bytes(b"")
    (tmp_path / "f.txt").write_bytes(b"\x7fELF\0\0")
    (tmp_path / "g.html").write_text("<html></html>", "utf-8")
    (tmp_path / "h.json").write_text("no", "utf-8")
    (tmp_path / "ignored.pdf").write_bytes(b"%PDF")
    got = open_source("folder", str(tmp_path)).candidates(Query(), NO_NET)
    assert [c.id for c in got] == ["a.txt", "c.json", "d.jsonl:1", "sub/b.html"]
    assert got.candidates[0].title == "مقتل خمسة"
    assert [p.where for p in got.problems] == ["d.jsonl line 2", "e.txt", "f.txt", "g.html", "h.json"]


def test_a_folder_is_asked_by_words_with_what_arabic_puts_before_them(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("عنوان\nوبالباغوز قتل اثنان", "utf-8")
    (tmp_path / "2.txt").write_text("عنوان\nقتل اثنان في حلب", "utf-8")
    got = open_source("folder", str(tmp_path)).candidates(Query(terms=("باغوز",)), NO_NET)
    assert [c.id for c in got] == ["1.txt"]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    assert (
        "no such folder" in open_source("folder", str(tmp_path / "no")).candidates(Query(), NO_NET).problems[0].reason
    )


# URLs


def test_a_list_of_addresses(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(
        "# mine\nhttp://h.example/1\n\nhttp://h.example/1\nftp://h.example/2\nhttps://h.example/3\nhttp://[x\n", "utf-8"
    )
    got = open_source("urls", str(path)).candidates(Query(terms=("anything",)), NO_NET)
    assert [c.url for c in got] == ["http://h.example/1", "https://h.example/3"]
    assert [p.where for p in got.problems] == ["urls.txt line 5", "urls.txt line 7"]


def test_addresses_by_hand() -> None:
    got = open_source("urls", "http://h.example/1 http://h.example/2").candidates(Query(limit=1), NO_NET)
    assert [c.url for c in got] == ["http://h.example/1"]


# The registry


def test_what_a_location_looks_like(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.txt", "c.pdf"):
        (tmp_path / name).touch()
    assert kind_of("https://h.example/rss") == "feed"
    assert kind_of(str(tmp_path)) == "folder"
    assert kind_of(str(tmp_path / "a.jsonl")) == "jsonl"
    assert kind_of(str(tmp_path / "b.txt")) == "urls"
    for unknown in (str(tmp_path / "c.pdf"), str(tmp_path / "none")):
        with pytest.raises(UnknownSource):
            kind_of(unknown)
    with pytest.raises(UnknownSource, match="folder, jsonl, warc, feed"):
        open_source("carrier pigeon", "roof")
