"""A text that comes in pieces is read as the whole is, wherever it is cut."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locales import available
from locales.errors import LocaleError, TextError
from normalizers import Lexicon, Stream, normalize
from normalizers.clean import MAX_CHARACTERS, clean, settled
from normalizers.segments import borders, undecided

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
TAGS = (*available(), "ja-JP", "te-IN", "ru-RU")
LEXICON = Lexicon.of(
    [
        {"written": "Yahoo! Mail", "say": "yahoo mail"},
        {"written": "Main Street", "say": "the main street"},
        {"written": "now call", "say": "now ring"},
        {"written": "x", "say": "ex"},
        {"written": "12", "say": "a dozen"},
    ]
)
PARTS = st.sampled_from(
    [
        ". ", ". T", "! ", "? ", "?!", "…", "...", ".\n", "\n", "\n\n", "\r\n", "\r", " \n \n",
        "  ", " ", "。", "！", '"', "”", "(", ")", "“", "«", "**", "_", "- ", "* ", "•", "word",
        "Word", "« ", " »", "we left", "Then", "I ", "A", "5", "12", "1.500,25", "$", "€", "10:30",
        " p.m.", "Dr. ",
        "St. ", "etc.", "No. ", "U.S.", "10 Main St. ", "Call 911", "(202) 555-0143", "a@b.com",
        "www.x.org", "#", "@", "e\u0301", "\u0301", "x\u0302", "\u200b", "\ufeff", "\u00a0",
        "\u2028", "\uff21",
        "😀", "👩\u200d👧", "👩", "\u200d", "🏴", "\U000e0067", "3\ufe0f\u20e3",
        "\u05d0", "你好", "नमस्ते। ", "\x01", "'", "’",
        "Yahoo! Mail", "Main Street", "Main\nStreet", "now. Call", "now\n\ncall", "x", "-5", "–",
        " and then we will see what can be done about it for you and all the others who wait ",
        "**bold words** and", "[the list](https://x.io/a_b)", "`code`", "\n# ", "\n> ", "~~",
        "/", "Straße 5. ", "Str. ", "av. J.-C. ", "le 3 mai. ", "May 5", "XIV. ",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PARTS, min_size=1, max_size=16).map("".join),
    st.text(min_size=1, max_size=80),
)


def pieces(text: str, cuts: list[int]) -> list[str]:
    """A text cut at places."""
    places = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return [text[a:b] for a, b in pairwise(places)]


def check(text: str, tag: str, parts: list[str], lexicon: Lexicon | None = None) -> None:
    """The stream's tokens are those of the whole, or both refuse it."""
    own = lexicon or Lexicon()
    stream = Stream(tag, lexicon=own)
    try:
        whole = normalize(text, tag, lexicon=own).tokens
    except TextError:
        try:
            assert not any([*map(stream.push, parts), stream.flush()])
        except TextError:
            return
        assert not text.strip()
        return
    streamed = [token for part in parts for token in stream.push(part)]
    assert (*streamed, *stream.flush()) == whole


def golden(tag: str) -> list[str]:
    """The written column of a locale's golden tables."""
    return [
        line.split("\t")[0]
        for path in sorted((GOLDEN / tag).glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


@pytest.mark.parametrize("tag", TAGS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, cuts=st.lists(st.integers(0, 500), max_size=8))
def test_random_cuts(tag: str, text: str, cuts: list[int]) -> None:
    check(text, tag, pieces(text, cuts))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, cuts=st.lists(st.integers(0, 500), max_size=8))
def test_random_cuts_with_a_lexicon(text: str, cuts: list[int]) -> None:
    check(text, "en-US", pieces(text, cuts), LEXICON)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_character_by_character(text: str) -> None:
    check(text, "en-GB", list(text), LEXICON)


@pytest.mark.parametrize("tag", available())
def test_every_golden_row(tag: str) -> None:
    for row in golden(tag):
        check(row, tag, list(row))


@pytest.mark.parametrize("tag", available())
def test_paragraphs_of_golden_rows(tag: str) -> None:
    rng = random.Random(tag)  # noqa: S311
    rows = golden(tag)
    for joint in (". ", " ", "\n", "\r\n\r\n", "! ", ", "):
        text = joint.join(rng.sample(rows, min(30, len(rows))))
        check(text, tag, list(text))
        check(text, tag, pieces(text, [rng.randrange(len(text)) for _ in range(20)]), LEXICON)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, cut=st.integers(0, 500))
def test_no_border_moves_when_more_text_comes(text: str, cut: int) -> None:
    source = clean(text).text
    part = source[: cut % (len(source) + 1)]
    whole = list(borders(source, "en-US"))
    early = list(borders(part, "en-US"))
    assert early == whole[: len(early)]
    later = whole[len(early) :]
    sentences, within = undecided(part)
    for border in later:
        assert border.start > (sentences if border.start == border.context else within)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, more=TEXTS)
def test_what_is_settled_is_cleaned_alike(text: str, more: str) -> None:
    part = clean(text[: settled(text)])
    whole = clean(text + more)
    assert whole.text.startswith(part.text)
    for place in range(len(part.text)):
        assert whole.span(place, place + 1) == part.span(place, place + 1)


@pytest.mark.parametrize(
    ("tag", "text", "segments"),
    [
        ("en-US", "We left at 5 p.m. on Monday. Dr. Lee stayed. Why?", 3),
        ("en-US", "See No. 5. Then go to 10 Main St. Apt 4.", 1),
        ("en-US", "Go to St. James. I am here! 5 of us? yes. no", 3),
        ("en-US", "One\n\ntwo\n- Three\n- Four\nfive,\nSix", 4),
        ("de-DE", "Er wohnt in der Hauptstr. Neben dem Haus. Am 3. Mai ging er.", 2),
        ("fr-FR", "Il est parti. « Pourquoi ? » Le M. Dupont reste.", 3),
        ("es-ES", "¿Vienes? ¡Sí! El Sr. López llegó ayer. Adiós", 4),
        ("en-US", "He said **stop. Now** we go", 2),
        ("ja-JP", "はい。いいえ！どうぞ", 3),
    ],
)
def test_segments(tag: str, text: str, segments: int) -> None:
    assert len(list(borders(text, tag))) + 1 == segments


def test_a_sentence_is_released_with_the_next() -> None:
    stream = Stream("en-US")
    assert stream.push("Your total is $1") == ()
    assert stream.push("2.50 now. T") == ()
    said = [token.spoken for token in stream.push("hen")]
    assert said == ["Your", "total", "is", "twelve dollars and fifty cents", "now", ""]
    (last,) = stream.flush()
    assert last.spoken == "Then"
    assert last.span.start == 26


def test_a_long_sentence_is_released_in_parts() -> None:
    text = (
        "Whenever orders that were placed with some other company go missing you should call our "
        "friendly support people who answer questions about them any weekday at 911 or 311"
    )
    stream = Stream("en-US")
    tokens = [token for word in text.split() for token in stream.push(f"{word} ")]
    assert len(tokens) > 12
    tokens += stream.flush()
    assert tuple(tokens) == normalize(f"{text} ", "en-US").tokens
    assert [token.kind for token in tokens].count("telephone") == 2


def test_marks_of_markdown_in_a_long_sentence() -> None:
    text = (
        "Whenever **orders** that were placed with [some other company](https://x.io/a) have gone "
        "missing you should *call* our friendly support people who **answer** questions about them"
    )
    check(text, "en-US", list(text))
    said = normalize(text, "en-US").spoken
    assert said == (
        "Whenever orders that were placed with some other company have gone "
        "missing you should call our friendly support people who answer questions about them"
    )


def test_a_phrase_over_a_sentence_end_is_one() -> None:
    said = [
        token.spoken for token in normalize("Yahoo! Mail is up", "en-US", lexicon=LEXICON).tokens
    ]
    assert said == ["yahoo mail", "is", "up"]


def test_after_a_flush_a_new_text_begins() -> None:
    stream = Stream("en-US")
    assert stream.flush() == ()
    text = "One. Two"
    for _ in range(2):
        tokens = (*stream.push(text), *stream.flush())
        assert tokens == normalize(text, "en-US").tokens


def test_the_limit_is_one_of_segments() -> None:
    sentence = "This is said again. "
    text = sentence * (3 * MAX_CHARACTERS // len(sentence))
    stream = Stream("en-US")
    tokens = [*stream.push(text), *stream.flush()]
    assert len(tokens) == 5 * text.count(".")
    assert tokens[-1].span.end == len(text.rstrip())
    with pytest.raises(TextError, match="flush"):
        stream.push("a " * MAX_CHARACTERS)
    assert stream.push("again") == ()


@pytest.mark.parametrize("piece", [b"bytes", None, "a\x00b"])
def test_refused(piece: object) -> None:
    stream = Stream("en-US")
    with pytest.raises(TextError) as caught:
        stream.push(piece)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_unknown_locale() -> None:
    with pytest.raises(LocaleError):
        Stream("qq-QQ")


@pytest.mark.parametrize(
    "text",
    [
        "." * 19_000,
        "a" + "\n" * 19_000,
        "a" + " \n" * 9_000,
        "?)" * 9_000,
        "。 " * 9_000,
        "a" * 19_000,
    ],
    ids=range(6),
)
def test_hostile_repetition_ends(text: str) -> None:
    check(text, "en-US", pieces(text, list(range(0, len(text), 97))))


def test_options_hold_in_a_stream() -> None:
    text = "Call 202-555-0143 today 😀. Then pay $5."
    chosen = {"keep": ("telephone",), "emoji": "name"}
    stream = Stream("en-US", options=chosen)
    tokens = [token for letter in text for token in stream.push(letter)] + [*stream.flush()]
    assert tuple(tokens) == normalize(text, "en-US", options=chosen).tokens
    assert "202-555-0143" in {token.spoken for token in tokens}
