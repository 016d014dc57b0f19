"""Bad input: one clear sentence that says what to do, a documented exit code, no traceback, nothing lost."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from desk.console import Exit
from tests.integration.command import one_sentence, tawatur

ARTICLE = "قتلى في انفجار\nقتل 12 شخصا وأصيب 30 آخرون في انفجار بالعاصمة، بحسب وزارة الصحة."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, "utf-8")
    return file


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t ", "empty", id="blank"),
        pytest.param(b"\x7fELF\0\0\1\2" * 100, "binary", id="binary"),
        pytest.param(b"word " * 10_500_000, "larger", id="50 MB"),
        pytest.param("これは日本語の記事です。三十四人が死亡した。".encode(), "language", id="unknown language"),
        pytest.param(b"<!doctype html><html><body><nav><a href=/>Home</a></nav></body></html>", "no article", id="no article"),
    ],
)
def test_an_unusable_file(home: Path, tmp_path: Path, content: bytes, word: str) -> None:
    file = tmp_path / "given"
    file.write_bytes(content)
    result = tawatur(home, "read", str(file))
    assert result.returncode == Exit.INPUT
    assert word in one_sentence(result)
    assert result.stdout == b""


def test_a_missing_file(home: Path) -> None:
    result = tawatur(home, "read", "nowhere.txt")
    assert result.returncode == Exit.INPUT
    assert "nowhere.txt" in one_sentence(result)


def test_neither_article_nor_lines(home: Path) -> None:
    assert tawatur(home, "read").returncode == Exit.USAGE


def test_a_dead_host(home: Path) -> None:
    result = tawatur(home, "read", "http://127.0.0.1:9/story", allow_loopback_fetch="1")
    assert result.returncode == Exit.UNREACHABLE
    assert "127.0.0.1:9" in one_sentence(result)


def test_a_private_address_is_refused(home: Path) -> None:
    result = tawatur(home, "read", "http://169.254.169.254/latest/meta-data")
    assert result.returncode == Exit.UNREACHABLE


def test_a_malformed_line_is_named_and_the_rest_goes_on(home: Path, tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    good = [json.dumps({"id": f"r{n}", "lang": "ar", "document": ARTICLE}) for n in (1, 2)]
    lines.write_text("\n".join([good[0], "{broken", '{"id": "x"}', good[1]]) + "\n", "utf-8")
    out = tmp_path / "out.jsonl"
    result = tawatur(home, "read", "--jsonl", str(lines), "--out", str(out))
    assert result.returncode == Exit.ATTENTION
    assert b"line 2 " in result.stderr
    assert b"line 3 " in result.stderr
    read = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["id"] for row in read] == ["r1", "r2"]
    assert [claim["value"] for claim in read[0]["claims"]] == [12, 30]


def test_lines_of_numbers_stay_aligned(home: Path) -> None:
    given = b'{"lang": "en", "text": "34 died in 2019"}\nnonsense\n{"lang": "ar", "text": "\xd9\xa3\xd9\xa4"}\n'
    result = tawatur(home, "numbers", "--jsonl", "-", stdin=given)
    assert result.returncode == Exit.ATTENTION
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [[quantity["value"] for quantity in answer["quantities"]] for answer in answers] == [[34, 2019], [], [34]]


def test_processes_answer_as_one(home: Path, tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    rows = [{"id": n, "lang": "ar", "document": ARTICLE.replace("12", str(n + 2))} for n in range(150)]
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    alone = tawatur(home, "read", "--jsonl", str(lines))
    together = tawatur(home, "read", "--jsonl", str(lines), "--jobs", "2")
    assert alone.returncode == together.returncode == Exit.DONE
    assert alone.stdout == together.stdout
    assert alone.stdout.count(b"\n") == 150


def test_a_database_out_of_reach(home: Path, article: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:9/none"
    result = tawatur(home, "add", str(article), database_url=url)
    assert result.returncode == Exit.BACKEND
    assert "doctor" in one_sentence(result)


def test_a_broker_out_of_reach_keeps_what_was_queued(home: Path, article: Path) -> None:
    queued = tawatur(home, "add", str(article), "--json", broker_url="redis://127.0.0.1:9/0")
    assert queued.returncode == Exit.DONE
    assert b"Traceback" not in queued.stderr
    waiting = tawatur(home, "status", "--json")
    assert [row["stage"] for row in json.loads(waiting.stdout)] == ["queued"]
    doctor = tawatur(home, "doctor", "--json", broker_url="redis://127.0.0.1:9/0")
    assert doctor.returncode == Exit.ATTENTION
    broker = next(check for check in json.loads(doctor.stdout) if check["part"] == "broker")
    assert not broker["ok"]
    assert broker["mend"]


def test_a_wrong_setting_is_named(home: Path) -> None:
    result = tawatur(home, "status", broker_url="nonsense")
    assert result.returncode == Exit.USAGE
    assert "TAWATUR_BROKER_URL" in one_sentence(result)


@pytest.mark.parametrize("arguments", [("show", "ffffffff"), ("decide", "ffffffff", "a-right"), ("status", "77")])
def test_no_such_record(home: Path, arguments: tuple[str, ...]) -> None:
    result = tawatur(home, *arguments)
    assert result.returncode == Exit.NOT_FOUND
    one_sentence(result)


class _Feed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else b"<rss><channel><item><title>cut off"
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def broken_feed() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/feed.xml"
    server.shutdown()


def test_a_malformed_feed_is_told_and_the_article_is_verified_all_the_same(
    home: Path, article: Path, broken_feed: str
) -> None:
    settings = {"allow_loopback_fetch": "1", "host_interval": "0"}
    result = tawatur(home, "verify", str(article), "--against", broken_feed, "--json", **settings)
    assert result.returncode == Exit.DONE, result.stderr.decode()
    answer = json.loads(result.stdout)
    assert [row["claim"]["value"] for row in answer["claims"]] == [12, 30]
    assert any(broken_feed in json.dumps(problem) for problem in answer["problems"])
