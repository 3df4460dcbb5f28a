"""Hostile and broken SSML is refused in one line; random SSML raises nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import available
from locales.errors import TextError
from normalizers import Utterance, normalize, normalize_ssml

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

HOSTILE = [
    (f'<!DOCTYPE s [<!ENTITY l0 "lol">{LAUGHS}]><speak>&l9;</speak>', "DOCTYPE"),
    ('<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><speak>&x;</speak>', "DOCTYPE"),
    ('<!DOCTYPE speak SYSTEM "http://example.org/x.dtd"><speak>x</speak>', "DOCTYPE"),
    ('<!DOCTYPE s [<!ENTITY % p SYSTEM "file:///x"> %p;]><speak>x</speak>', "DOCTYPE"),
    ("<speak>&undeclared;</speak>", "undefined entity"),
    ('<?xml-stylesheet href="http://example.org"?><speak>x</speak>', "processing instruction"),
    ("<speak><?php x ?></speak>", "processing instruction"),
    ("<speak>" + "<p>" * 10_000 + "x" + "</p>" * 10_000 + "</speak>", "inside each other"),
    ("<speak>" + "<b/>" * 6_000 + "x</speak>", "elements"),
    ("<speak " + " ".join(f'a{n}="1"' for n in range(40)) + ">x</speak>", "attributes"),
    (f'<speak><sub alias="{"a" * 3_000}">x</sub></speak>', "alias"),
    ("<speak>" + "x" * 1_000_000 + "</speak>", "100,000"),
    ("<speak>" + "x " * 15_000 + "</speak>", "20,000"),
    ("<speak>" + f'<sub alias="{"a " * 900}">x</sub>' * 30 + "</speak>", "20,000"),
    ("<speak>" + '<break time="10s"/>' * 100 + "x</speak>", "300 s"),
    ("<speak>\x00</speak>", "not well-formed"),
    ("<speak>&#0;</speak>", "invalid character"),
    ("<speak>\x1b</speak>", "not well-formed"),
    ("<speak>\udcff</speak>", "surrogate"),
    ("<speak>x", "close every element"),
    ("<speak><p>x</speak>", "mismatched"),
    ("<speak>x</speak><speak>y</speak>", "one <speak>"),
    ('<speak a="1" a="2">x</speak>', "duplicate"),
    ("<speak>a & b</speak>", "&amp;"),
    ("<speak>a < b</speak>", "&lt;"),
    ("<speak><break</speak>", "SSML"),
    ("just text", "SSML"),
    ("<p>x</p>", "into <speak>"),
    ("", "empty"),
    ("  \n", "empty"),
    ("<speak/>", "nothing to say"),
    ("<speak>  </speak>", "nothing to say"),
    ("<speak>" + "\ufffd" * 40 + "</speak>", "binary"),
]


@pytest.mark.parametrize(("document", "why"), HOSTILE, ids=range(len(HOSTILE)))
def test_refused_in_one_line(document: str, why: str) -> None:
    with pytest.raises(TextError, match=re.escape(why)) as caught:
        normalize_ssml(document, "en-US")
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 250


def test_bytes_are_refused() -> None:
    with pytest.raises(TextError, match="give a string"):
        normalize_ssml(b"<speak>x</speak>", "en-US")  # type: ignore[arg-type]


def test_the_encoding_that_a_document_claims_does_not_matter() -> None:
    document = '\ufeff<?xml version="1.0" encoding="utf-16"?><speak>café</speak>'
    token = normalize_ssml(document, "en-US").tokens[0]
    assert (token.written, token.spoken) == ("café", "café")


TEXTS = st.sampled_from(
    [
        "Call ",
        "911",
        " &amp; ",
        "$5",
        ".50",
        " ",
        "\n",
        ",",
        ".",
        "é",
        "e",
        "&#x301;",
        "&#233;",
        "😀",
        "10",
        ":30",
        "-",
        "AB12",
        "<![CDATA[<b>]]>",
        "<!-- x -->",
        "St. ",
        "202 ",
        "555 ",
        "0143",
        "\u200b",
        "'",
        "x@y.com",
        "&#10;",
    ]
)
OPENS = st.sampled_from(
    [
        "<p>",
        "<s>",
        "<emphasis>",
        '<prosody rate="slow">',
        '<lang xml:lang="fr-FR">',
        '<lang xml:lang="en-US">',
        '<say-as interpret-as="date">',
        '<say-as interpret-as="digits">',
        '<say-as interpret-as="address">',
        '<say-as interpret-as="name">',
        '<say-as interpret-as="telephone">',
        '<say-as interpret-as="expletive">',
        '<sub alias="one 2 three, four">',
        '<phoneme ph="həˈloʊ">',
        "<foo>",
        "<audio>",
        "<desc>",
        '<p xml:lang="de-DE">',
    ]
)
EMPTY = st.sampled_from(
    [
        "<break/>",
        '<break time="1s"/>',
        '<break strength="none"/>',
        '<mark name="m"/>',
        "<b/>",
        "<p/>",
        '<sub alias="x"/>',
        '<phoneme ph="a"/>',
        '<lang xml:lang="fr-FR"/>',
    ]
)


def closed(pair: tuple[str, list[str]]) -> str:
    opening, inside = pair
    name = re.match(r"<([\w:-]+)", opening)
    return f"{opening}{''.join(inside)}</{name[1] if name else ''}>"


BODIES = st.recursive(
    TEXTS | EMPTY,
    lambda inside: st.tuples(OPENS, st.lists(inside, max_size=5)).map(closed),
    max_leaves=25,
)


@settings(max_examples=400, deadline=None)
@given(parts=st.lists(BODIES, max_size=8), tag=st.sampled_from(available()))
def test_random_documents(parts: list[str], tag: str) -> None:
    document = f"<speak>{''.join(parts)}</speak>"
    try:
        result = normalize_ssml(document, tag)
    except TextError:
        return
    end = 0
    for token in result.tokens:
        assert end <= token.span.start < token.span.end
        assert document[token.span.start : token.span.end] == token.written
        assert not any(letter.isdigit() or letter in "<>&[]" for letter in token.spoken)
        end = token.span.end
    assert [index for _, index in result.marks] == sorted(index for _, index in result.marks)
    pauses = sum(token.kind == "break" for token in result.tokens)
    assert pauses <= document.count("<break")


@settings(max_examples=300, deadline=None)
@given(document=st.text(alphabet="<>/&;!?[]-='\" abps", max_size=60))
def test_broken_documents(document: str) -> None:
    for text in (document, f"<speak>{document}</speak>"):
        try:
            assert isinstance(normalize_ssml(text, "en-US"), Utterance)
        except TextError as error:
            assert "\n" not in str(error)


PLAIN = st.lists(
    st.sampled_from(
        [
            "Dr. ",
            "Lee ",
            "$5",
            "€1.50",
            " ",
            "  ",
            "10:30",
            "a.m.",
            "&",
            "<",
            ">",
            "[[x]]",
            "12",
            "-",
            "3rd ",
            "é",
            "e\u0301",
            "\u200b",
            "“",
            "½",
            "Main St",
            ", ",
            "? ",
            "Go",
            "202-555-0143",
            "<break time='10s'/>",
            "&lt;",
        ]
    ),
    min_size=1,
    max_size=10,
).map("".join)


def escaped(text: str) -> tuple[str, list[int]]:
    """A text as SSML, and the place of each of its characters in it."""
    parts, places, at = [], [], 0
    for letter in text:
        part = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(letter, letter)
        places.append(at)
        parts.append(part)
        at += len(part)
    return "".join(parts), [*places, at]


@settings(max_examples=300, deadline=None)
@given(text=PLAIN, tag=st.sampled_from(available()))
def test_text_without_markup_is_read_as_text(text: str, tag: str) -> None:
    if not text.strip():
        return
    try:
        plain = normalize(text, tag)
    except TextError:
        return
    if not plain.tokens:
        return
    inner, places = escaped(text)
    result = normalize_ssml(f"<speak>{inner}</speak>", tag)
    head = len("<speak>")
    assert len(result.tokens) == len(plain.tokens)
    for mine, theirs in zip(result.tokens, plain.tokens, strict=True):
        assert (mine.spoken, mine.kind, mine.rule, mine.groups, mine.break_after) == (
            theirs.spoken,
            theirs.kind,
            theirs.rule,
            theirs.groups,
            theirs.break_after,
        )
        assert mine.span.start == head + places[theirs.span.start]
        assert mine.span.end == head + places[theirs.span.end]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<break time='10s'/>", "break time"),
        ("[[h@loU]]", ""),
        ("&lt;", "lt"),
        ("<speak>Hi</speak>", "speak Hi"),
        ("<sub alias='no'>yes</sub>", "sub alias"),
    ],
)
def test_plain_text_is_only_text(text: str, words: str) -> None:
    result = normalize(f"Wait {text} here", "en-US")
    assert all(token.pause_s is None and token.ipa is None for token in result.tokens)
    assert not result.marks
    assert not re.search(r"[<>&\[\]]", result.spoken)
    assert set(words.split()) <= set(result.spoken.split())


def test_an_accent_behind_a_tag_joins_the_letter_before_it() -> None:
    document = '<speak>e<lang xml:lang="fr-FR">&#x301;Call</lang></speak>'
    assert [token.spoken for token in normalize_ssml(document, "en-US").tokens] == ["é", "Call"]
