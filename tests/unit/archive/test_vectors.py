from pathlib import Path

import numpy as np
import pytest

from tests.unit.archive.coined import coined_encoder
from workers.archive import shelf as shelves
from workers.archive.shelf import UNDATED, Shelf, span_of
from workers.archive.tail import Tail

WORDS = [f"word{number} thing{number}" for number in range(60)]
VECTORS = coined_encoder(WORDS)


def nearest(found: dict[int, float]) -> int:
    return max(found, key=found.__getitem__)


def test_a_tail_finds_what_a_plain_comparison_finds() -> None:
    tail = Tail()
    tail.add(range(60), [7] * 60, VECTORS)
    for row in (0, 31, 59):
        found = tail.search(VECTORS[row], None, 5)
        floats = VECTORS.astype(np.float32)
        floats /= np.linalg.norm(floats, axis=1, keepdims=True)
        plain = np.argsort(-(floats @ floats[row]))[:5]
        assert set(found) == set(plain.tolist())
        assert nearest(found) == row


def test_a_later_vector_of_a_key_replaces_the_earlier() -> None:
    tail = Tail()
    tail.add([5], [7], VECTORS[:1])
    tail.add([5], [7], VECTORS[1:2])
    assert len(tail) == 1
    assert tail.search(VECTORS[1], None, 1)[5] == pytest.approx(1.0, abs=1e-3)


def test_a_window_shuts_out_other_spans_but_not_the_undated() -> None:
    tail = Tail()
    tail.add([1, 2, 3], [7, 9, UNDATED], VECTORS[:3])
    assert set(tail.search(VECTORS[0], (7 * 30, 7 * 30 + 5), 10)) == {1, 3}


def test_a_shelf_is_found_by_another_process_and_replaces_keys(tmp_path: Path) -> None:
    writer, reader = Shelf(tmp_path), Shelf(tmp_path)
    writer.put(range(60), [7 + row % 2 for row in range(60)], VECTORS)
    assert reader.refresh()
    assert nearest(reader.search(VECTORS[31], None, 5)) == 31
    writer.put([31], [8], VECTORS[:1])
    assert reader.refresh()
    assert nearest(reader.search(VECTORS[31], None, 60)) != 31


def test_a_shelf_opens_the_spans_of_the_window_only(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put([1, 2, 3], [7, 9, UNDATED], VECTORS[:3])
    assert set(shelf.search(VECTORS[0], (7 * 30, 7 * 30 + 29), 10)) == {1, 3}
    assert set(shelf.search(VECTORS[0], None, 10)) == {1, 2, 3}


def test_a_full_segment_is_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "FULL", 25)
    shelf = Shelf(tmp_path)
    for at in range(0, 60, 20):
        shelf.put(range(at, at + 20), [7] * 20, VECTORS[at : at + 20])
    assert sorted(segment.count for segment in shelf.manifest.segments) == [10, 25, 25]
    assert all(nearest(shelf.search(VECTORS[row], None, 3)) == row for row in range(60))
    assert len(list(tmp_path.glob("*.usearch"))) == 3


def test_a_reader_with_an_old_manifest_takes_up_the_new_one(tmp_path: Path) -> None:
    writer, reader = Shelf(tmp_path), Shelf(tmp_path)
    writer.put([1], [7], VECTORS[:1])
    reader.refresh()
    writer.put([2], [7], VECTORS[1:2])
    assert set(reader.search(VECTORS[0], None, 5)) == {1, 2}


def test_files_of_a_generation_that_was_never_published_do_no_harm(tmp_path: Path) -> None:
    Shelf(tmp_path).put([1], [7], VECTORS[:1])
    (tmp_path / "7-2-0.usearch").write_bytes(b"half a fi")
    (tmp_path / "manifest.new").write_text('{"generation": 2, "segm')
    shelf = Shelf(tmp_path)
    assert set(shelf.search(VECTORS[0], None, 5)) == {1}
    shelf.put([2], [7], VECTORS[1:2])
    assert set(shelf.search(VECTORS[0], None, 5)) == {1, 2}


def test_a_stored_vector_comes_back_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put([1], [span_of(300)], VECTORS[:1])
    found = shelf.vector(1, (290, 310))
    assert found is not None
    assert found.tolist() == VECTORS[0].tolist()
    assert shelf.vector(2, None) is None
    assert shelf.vector(1, (0, 20)) is None
