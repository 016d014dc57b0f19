import numpy as np

from workers.archive.embed import LEAD_CHARACTERS, encode, gist
from workers.archive.entry import Entry


def cosine(one: str, other: str) -> float:
    left, right = (row.astype(float) for row in encode([one, other]))
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def test_a_translation_is_nearer_than_another_story() -> None:
    arabic = "فيضانات تغمر قرى في السودان"
    assert cosine(arabic, "Floods submerge villages in Sudan") > cosine(arabic, "Parliament votes on a new tax") + 0.1


def test_one_text_and_a_batch_give_the_same_vectors() -> None:
    texts = ["A bridge fell", "سقط جسر", ""]
    batch = encode(texts)
    assert batch.shape == (3, 512)
    assert all(np.abs(encode([text])[0].astype(int) - row).max() <= 1 for text, row in zip(texts, batch, strict=True))


def test_the_gist_is_headline_and_lead() -> None:
    assert gist(Entry("a", "Head", "b" * 1000)) == "Head\n" + "b" * LEAD_CHARACTERS
    assert gist(Entry("a", "", "")) == ""
