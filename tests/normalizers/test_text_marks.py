"""Words whose vowels and tones are signs on their letters are whole words."""

from __future__ import annotations

import re

import pytest

from locales import get
from normalizers import Lexicon, Stream, normalize
from normalizers.figures import figures


@pytest.mark.parametrize(
    ("tag", "text", "words"),
    [
        ("hi-IN", "नमस्ते दुनिया!", ["नमस्ते", "दुनिया"]),
        ("th-TH", "สวัสดีครับ", ["สวัสดีครับ"]),
        ("ar-EG", "مُحَمَّد", ["مُحَمَّد"]),
        ("he-IL", "שָׁלוֹם", ["שָׁלוֹם"]),
        ("en-US", "हिन्दी is a language", ["हिन्दी", "is", "a", "language"]),
        ("en-US", "x\u0308y-m\u0303", ["ẍy-m\u0303"]),
        ("de-DE", "geht's हिन्दी?", ["geht's", "हिन्दी"]),
    ],
)
def test_words_with_marks_are_whole(tag: str, text: str, words: list[str]) -> None:
    spoken = [token.spoken for token in normalize(text, tag).tokens if token.spoken]
    assert spoken == words
    stream = Stream(tag)
    pieces = [token for letter in text for token in stream.push(letter)]
    pieces += stream.flush()
    assert [token.spoken for token in pieces if token.spoken] == words


def test_a_mark_without_a_letter_is_silent() -> None:
    assert normalize("\u0301 5\u0301 \u093f", "en-US").spoken == "five"


def test_the_lexicon_takes_no_word_that_a_mark_continues() -> None:
    lexicon = Lexicon.of([{"written": "नमस", "say": "x"}, {"written": "हिन्दी", "say": "Hindi"}])
    assert normalize("नमस्ते नमस हिन्दी", "hi-IN", lexicon=lexicon).spoken == "नमस्ते x Hindi"


@pytest.mark.parametrize("tag", ["de-DE", "en-IN", "en-US", "fr-FR"])
def test_a_long_row_of_groups_is_no_single_figure(tag: str) -> None:
    """A pattern without bound would go to the end of the row from each place in it."""
    written = figures(get(tag))
    for mark in written.group:
        match = re.match(written.loose, "555" + f"{mark}123" * 100)
        assert match
        assert match.end() <= 60


@pytest.mark.parametrize("text", ["...", "😀", "\ufeff", "- - -", "\u0301"])
def test_a_text_of_signs_says_nothing(text: str) -> None:
    assert normalize(text, "en-US").spoken == ""
