"""What holds for any text in every locale."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locales import available
from locales.errors import TextError
from normalizers import Utterance, normalize
from normalizers.utterance import Break

TAGS = (*available(), "es-AR", "it-IT", "sv-SE")

PARTS = st.sampled_from(
    [
        "Dr. ",
        "St. ",
        "$",
        "€",
        "£",
        "12",
        "1.500",
        "1,500.25",
        "10:30",
        " a.m.",
        "10/11/2025",
        "2024-02-30",
        "-",
        "–",
        " ",
        "  ",
        "\n",
        "\n\n",
        "@",
        "#",
        "http://",
        ".com",
        "x",
        "Main ",
        "CA 95051",
        "+1 ",
        "(202) 555-0143",
        "ext. 3",
        "½",
        "²",
        "Ⅷ",
        "٣",
        "१२",
        "五",
        "XIV",
        "é",
        "e\u0301",
        "\u200b",
        "\ufeff",
        "\x01",
        "&",
        "<b>",
        "[[x]]",
        "'",
        "’",
        '"',
        "…",
        "?!",
        "%",
        "°C",
        " km/h",
        "1/2",
        "1/0",
        "0/5",
        "AB12",
        "U.S.A.",
        "etc.",
        "10 h 30",
        "14:05 Uhr",
        "1er",
        "3.ª",
        "99999999999999999999999999999999",
        "0,5",
        "1.2.3.4",
        "¿",
        "¡",
        "😀",
        "k",
        "M",
        "bn",
        "/mo",
        "º",
        "€5-€6",
        "5pm-",
        "1980s",
        "'90s",
        "Ltd.",
        "a.",
        "B",
        "٪",
        "−5",
        "١٢:٣٠",
        "C.P.",
        "0",
    ]
)
TEXTS = st.one_of(
    st.lists(PARTS, min_size=1, max_size=14).map("".join),
    st.text(min_size=1, max_size=60),
)


def holds(result: Utterance) -> None:
    """The promises about an utterance."""
    end = 0
    for token in result.tokens:
        assert token.span.start >= end
        assert token.span.end > token.span.start
        assert result.text[token.span.start : token.span.end] == token.written
        end = token.span.end
        for letter in token.spoken:
            assert letter in " '-" or unicodedata.category(letter)[0] in "LM", token
        assert token.spoken == " ".join(token.spoken.split())
        assert bool(token.spoken) == (token.kind != "punctuation")
    assert end <= len(result.text)
    if result.tokens:
        assert result.tokens[-1].break_after not in (Break.NONE, Break.PHRASE)


@pytest.mark.parametrize("tag", TAGS)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text(tag: str, text: str) -> None:
    try:
        result = normalize(text, tag)
    except TextError:
        assert not text.strip() or any(
            unicodedata.category(one)[0] == "C" or one == "\ufffd" for one in text
        )
        return
    holds(result)
    assert normalize(text, tag) == result


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_what_is_typed_is_covered(text: str) -> None:
    """Every letter and digit belongs to a token: nothing typed is lost."""
    try:
        result = normalize(text, "en-US")
    except TextError:
        return
    covered = {
        place for token in result.tokens for place in range(token.span.start, token.span.end)
    }
    for place, letter in enumerate(text):
        if letter.isdecimal() or (letter.isalpha() and not 0xE000 <= ord(letter) <= 0xF8FF):
            assert place in covered, letter


@pytest.mark.parametrize("tag", available())
@given(number=st.integers(min_value=0, max_value=10**15))
@settings(max_examples=40, deadline=None)
def test_numbers_are_words(tag: str, number: int) -> None:
    spoken = normalize(str(number), tag).spoken
    assert spoken
    assert not any(letter.isdigit() for letter in spoken)


@pytest.mark.parametrize("tag", available())
def test_plain_text_carries_no_command(tag: str) -> None:
    text = "<speak>a</speak> [[h@'l'oU]] \x01b &lt; {pause} |x| &amp; <break time='3s'/> \x1b[0m ok"
    result = normalize(text, tag)
    holds(result)
    assert not set("<>[]&{}|\x01\x1b") & set(result.spoken)


HOSTILE = (
    "9" * 40 + "k",
    "a" * 5000 + "1",
    "A1" * 40 + "_",
    "12 34 " * 60 + "x",
    "1.1." * 300,
    "a.a." * 3000,
    "A-" * 3000,
    "a@" * 3000,
    "St. " * 2000,
    "(((((" * 1000 + "1",
    "1 1 1 1 " * 800,
    "$1-" * 2000,
    "1/1/" * 1500,
    "'" * 6000 + "a",
    "code " * 3000 + "1",
    "1," * 5000,
    "1 " * 5000,
    "x" * 19_999,
    "1st" * 3000,
    "\u0301" * 3000 + "a",
    "http://" * 1000,
    "www." * 2000,
    "Mr. " * 2000,
    "VIII" * 2000,
    "M" * 9000,
    "5 p.m." * 1500,
    "@" * 9000 + "a",
    "🙂" * 9000,
    "-1" * 5000,
    "12:34" * 2000,
    "+1" * 4000,
    "+1 " * 4000,
    "a'" * 5000 + "1",
    "A. " * 5000,
    "12-²",
)


@pytest.mark.parametrize("tag", ["en-US", "de-DE"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_repetition_ends(tag: str, text: str) -> None:
    """Patterns that backtrack without bound would not come back from these."""
    holds(normalize(text, tag))
