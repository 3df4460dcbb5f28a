"""What a caller may choose: defaults are usage, a choice is heard, a bad one is refused."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import locales
from locales.errors import OptionError
from normalizers import Options, normalize
from normalizers.options import ruled


@pytest.mark.parametrize(
    ("tag", "text", "options", "spoken"),
    [
        ("en-US", "Code: QX-12.", {"spelling": "nato"}, "Code Quebec X-ray one two"),
        ("en-US", "The MP3 of FBI", {"spelling": "nato"}, "The M P three of F B I"),
        ("de-DE", "Der Code: BK-12", {"spelling": "nato"}, "Der Code Berlin Köln eins zwei"),
        ("de-AT", "Der Code: BK-12", {"spelling": "nato"}, "Der Code Berta Konrad eins zwei"),
        ("de-DE", "Der Code: BK-12", {"spelling": "icao"}, "Der Code Bravo Kilo eins zwei"),
        ("fr-FR", "le code BK-12", {"spelling": "nato"}, "le code Berthe Kléber un deux"),
        ("es-ES", "el código BK-12", {"spelling": "nato"}, "el código Barcelona Kilo uno dos"),
        ("es-MX", "el código BK-12", {"spelling": "nato"}, "el código Bravo Kilo uno dos"),
        ("en-GB", "Call 0117 496 0055", {"digits": "plain"},
         "Call zero one one seven four nine six zero zero five five"),
        ("fr-FR", "le 01 23 45 67 89", {"digits": "plain"},
         "le zéro un deux trois quatre cinq six sept huit neuf"),
        ("en-US", "Call 202-555-0143", {"zero": "oh"},
         "Call two oh two five five five oh one four three"),
        ("en-GB", "Call 020 7946 0155", {"zero": "plain"},
         "Call zero two zero seven nine four six zero one double five"),
        ("pt-BR", "Ligue para (11) 98765-6643", {"six": "meia"},
         "Ligue para um um nove oito sete meia cinco meia meia quatro três"),
        ("pt-PT", "o código BK-12", {"spelling": "nato"}, "o código Braga Kodak um dois"),
        ("it-IT", "il codice BK-12", {"spelling": "nato"}, "il codice Bologna Kappa uno due"),
        ("sv-SE", "koden BK-12", {"spelling": "nato"}, "koden Bertil Kalle ett två"),
        ("en-US", "It is $5.50 on 3/4/2026", {"keep": ["money"]},
         "It is $5.50 on March fourth twenty twenty six"),
    ],
)  # fmt: skip
def test_a_choice_is_heard(tag: str, text: str, options: dict[str, Any], spoken: str) -> None:
    assert normalize(text, tag, options=options).spoken == spoken


@pytest.mark.parametrize("tag", locales.available())
def test_the_defaults_are_the_locale_itself(tag: str) -> None:
    plain = locales.get(tag)
    with_six = plain.telephone.model_copy(update={"six": ""})
    assert ruled(tag) == plain.model_copy(update={"telephone": with_six})


@pytest.mark.parametrize("tag", locales.available())
def test_every_locale_spells(tag: str) -> None:
    rules = ruled(tag, Options(spelling="nato"))
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        word = rules.codes.letters[letter]
        assert len(word) > 2
        assert re.fullmatch(r"(?:[^\W\d_]|[ '-])*", word), word
    assert normalize("the code AB-12", tag, options={"spelling": "nato"}).spoken


def test_the_word_for_six_is_the_locale_s() -> None:
    for tag in locales.available():
        word = locales.get(tag).telephone.six
        if word:
            assert ruled(tag, Options(six=word)).telephone.six == word
        assert ruled(tag).telephone.six == ""


def test_what_is_kept_is_no_command() -> None:
    text = "<1> [[2]] {3} 4\\5 [6] &7;"
    spoken = normalize(text, "en-US", options={"keep": ["number"]}).spoken
    assert set("1234567") <= set(spoken)
    assert not set("<>[]{}&|\\") & set(spoken)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"speling": "nato"}, "unknown option 'speling'.*Did you mean 'spelling'"),
        ({"spelling": "dutch"}, "option spelling: 'dutch' is not admissible.*'nato'"),
        ({"keep": ["dates"]}, "option keep: 'dates' is not admissible.*'date'"),
        ({"zero": "zilch"}, "zero='zilch' is not known in en-US; use usual, plain, zero, oh"),
        ({"six": "meia"}, "six='meia' is not known in en-US; use plain"),
        ({"zero": 5}, "option zero: 5 is not admissible"),
        (7, "options are a mapping"),
    ],
)
def test_a_bad_choice_is_one_line(options: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message) as caught:
        normalize("5", "en-US", options=options)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("pair", ["spelling", "=nato", ""])
def test_a_bad_pair_is_one_line(pair: str) -> None:
    with pytest.raises(OptionError, match="is not NAME=VALUE, as in spelling=nato"):
        Options.from_pairs([pair])


CHOICES = st.fixed_dictionaries(
    {
        "spelling": st.sampled_from(["names", "nato", "icao"]),
        "digits": st.sampled_from(["usual", "plain"]),
        "emoji": st.sampled_from(["drop", "name"]),
        "markdown": st.sampled_from(["drop", "keep"]),
        "zero": st.sampled_from(["usual", "plain"]),
    }
)
TEXTS = st.lists(
    st.sampled_from(
        ["AB-12", "Call 020 7946 0066", " ", "👍🏽", "1️⃣", "**", "_a_", "$5", "code QX9",
         "5 * 3", "ñ", "\n- ", "[a](b.c)", "0800 123 456", "🇨🇦", "\u200d", "x", ". "]
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.mark.parametrize("tag", locales.available())
@given(parts=TEXTS, options=CHOICES)
@settings(max_examples=40, deadline=None)
def test_words_stay_words_whatever_is_chosen(
    tag: str, parts: list[str], options: dict[str, str]
) -> None:
    text = "".join(parts)
    if not text.strip():
        return
    result = normalize(text, tag, options=options)
    for token in result.tokens:
        assert not re.search(r"[^\w '·-]|[\d_]", token.spoken), token
        assert token.written == text[token.span.start : token.span.end]
        assert bool(token.spoken) == (token.kind != "punctuation")
