"""Where sentences end: not at abbreviations, not where a text is wrapped at a fixed width."""

from core.text import Text


def sentences(raw: str, lang: str = "en") -> list[str]:
    text = Text(raw, lang)
    return [raw[text.tokens[a].start : text.tokens[b - 1].end] for a, b in text.sentences]


def test_abbreviations_end_no_sentence() -> None:
    assert len(sentences("Two U.N. aircraft landed. They left.")) == 2
    assert len(sentences("Gen. Smith met George W. Bush. They spoke.")) == 2
    assert len(sentences("It opened at 3 p. m. local time.")) == 1


def test_lines_end_sentences_unless_the_text_is_wrapped() -> None:
    assert len(sentences("A headline without a stop\nThe body starts here.")) == 2
    line = "the water rose over the banks of the river and took many houses with"
    wrapped = "\n".join([line] * 6)
    assert len(sentences(wrapped)) == 1
    assert len(sentences(wrapped + "\n\n   A new paragraph.")) == 2


def test_spans_and_sentences_agree() -> None:
    raw = "Two U.N. aircraft landed. Gen. Smith spoke.\nThen they left."
    text = Text(raw, "en")
    assert len(text.sentence_spans) == len(text.sentences) == 3
