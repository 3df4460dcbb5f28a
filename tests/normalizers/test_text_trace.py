"""Why a token was read so: the file and entry that decided, and the other readings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales import available
from locales.errors import TextError
from locales.load import raw
from normalizers import Reason, Token, as_row, explain, normalize, normalize_ssml, trace
from normalizers.sources import source_of

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def reasons(text: str, tag: str, **given: Any) -> dict[str, tuple[Token, Reason]]:
    utterance = normalize(text, tag, **given)
    found = trace(utterance, **given)
    return {token.written: (token, why) for token, why in zip(utterance.tokens, found, strict=True)}


@pytest.mark.parametrize(
    ("tag", "text", "written", "source"),
    [
        ("en-US", "Dr. Lee", "Dr.", "en.yaml: names.titles.Dr"),
        ("en-GB", "It costs £5.", "£5", "root.yaml: money.symbols.£"),
        ("en-US", "call 911", "911", "en.yaml: telephone.emergency.911"),
        ("en-US", "202-555-0143", "202-555-0143", "root.yaml: telephone.plans.1.forms.nanp"),
        ("es-MX", "el 612 345 678", "612 345 678", None),
        ("es-ES", "el 612 345 678", "612 345 678", "root.yaml: telephone.plans.34.forms.es_three"),
        ("en-GB", "milk, etc", "etc", None),
        ("en-GB", "5 km", "5 km", "root.yaml: units.km"),
        ("en-US", "SW1A 1AA", "SW1A 1AA", "en.yaml: address.postal.gb_postcode"),
        ("de-DE", "Bestellnr. 5", "Bestellnr.", "de.yaml: compounds"),
        ("de-DE", "§ 5", "§", "de.yaml: symbols.§"),
        ("en-US", "3-5", "-", "en.yaml: numbers.range"),
        ("en-US", "hello", "hello", "normalizers/words.py: word.plain"),
        ("pl-PL", "3.4.2025", "3.4.2025", None),
    ],
)
def test_the_file_that_decided(tag: str, text: str, written: str, source: str | None) -> None:
    _, why = reasons(text, tag)[written]
    assert why.source == source if source else re.fullmatch(r"[\w./ -]+: \S.*", why.source)


def test_the_user_decided() -> None:
    given = {"lexicon": [{"written": "Dr.", "say": "dee are"}]}
    token, why = reasons("Dr. Lee", "en-US", **given)["Dr."]
    assert (token.spoken, why.source) == ("dee are", "lexicon: Dr.")
    assert "Doctor" in [other.spoken for other in why.alternatives]


@pytest.mark.parametrize(
    ("tag", "text", "written", "spoken", "rule"),
    [
        ("en-US", "on 3/4", "3/4", "three quarters", "number.fraction"),
        ("en-US", "on 3/4", "3/4", "April third", "say-as.date"),
        ("en-GB", "on 3/4/2026", "3/4/2026", "the fourth of March twenty twenty six",
         "say-as.date"),
        ("en-US", "St. Mary", "St.", "Street", "abbreviation.listed"),
        ("en-US", "the FBI", "FBI", "FBI", "abbreviation.said"),
        ("en-US", "in 1999", "1999", "one nine nine nine", "say-as.digits"),
        ("en-US", "in 1999", "1999", "one thousand nine hundred ninety nine", None),
        ("es-ES", "el 612 345 678", "612 345 678",
         "seiscientos doce millones trescientos cuarenta y cinco mil seiscientos setenta y ocho",
         "number.cardinal"),
        ("de-DE", "Kapitel IV", "IV", "I V", "say-as.characters"),
    ],
)  # fmt: skip
def test_another_reading(tag: str, text: str, written: str, spoken: str, rule: str | None) -> None:
    _, why = reasons(text, tag)[written]
    found = {other.spoken: other for other in why.alternatives}
    assert spoken in found, found
    assert rule is None or found[spoken].rule == rule


def test_markup_would_give_what_its_alternative_says() -> None:
    """The source of such an alternative is the element to write."""
    for text in ("3/4", "10/11/2025", "1999", "FBI", "XIV", "AB-12", "10:30"):
        for other in trace(normalize(text, "en-US"))[0].alternatives:
            if other.source.startswith("<say-as"):
                document = f"<speak>{other.source}{other.written}</say-as></speak>"
                assert normalize_ssml(document, "en-US").spoken == other.spoken


@pytest.mark.parametrize("tag", available())
def test_what_is_named_is_there(tag: str) -> None:
    """Every source of the golden rows leads to an entry of a file."""
    for path in sorted((GOLDEN / tag).glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for line in [one for one in lines if one and not one.startswith("#")][::3]:
            utterance = normalize(line.split("\t")[0], tag)
            for token, why in zip(utterance.tokens, trace(utterance), strict=True):
                file, _, entry = why.source.partition(": ")
                if file.endswith(".yaml"):
                    assert entry.split(".")[0] in raw(file.removesuffix(".yaml")), why
                else:
                    module = Path(__file__).resolve().parents[2] / file
                    assert module.is_file(), (token, why)
                    assert "." in entry or entry == "punctuation"
                assert token.spoken not in [other.spoken for other in why.alternatives]


def test_rows_and_table_show_it_where_asked() -> None:
    utterance = normalize("on 3/4", "en-US")
    assert "source" not in as_row(utterance)["tokens"][0]
    row = as_row(utterance, reasons=trace(utterance))["tokens"][1]
    assert list(row)[-3:] == ["groups", "source", "alternatives"]
    assert list(row["alternatives"][0]) == ["written", "class", "spoken", "rule", "source"]
    json.dumps(row)
    table = explain(utterance, reasons=trace(utterance))
    assert "en.yaml: dates" in table
    assert "three quarters (number.fraction)" in table


def test_markup_is_traced_too() -> None:
    document = '<speak>Call <say-as interpret-as="digits">911</say-as> <break/>&amp; wait</speak>'
    utterance = normalize_ssml(document, "en-US")
    found = trace(utterance)
    assert len(found) == len(utterance.tokens)
    sub = normalize_ssml('<speak><sub alias="x y">W3C</sub></speak>', "en-US")
    assert trace(sub)[0].source == "normalizers/markup.py: ssml.sub"
    assert not any("<" in other.written for why in found for other in why.alternatives)


PARTS = st.sampled_from(
    ["Dr. ", "$5", "3/4", "-", " ", "**", "AB-12", "911", "\n", "XIV", "é", "10:30", "👍", "a@b.co",
     "FBI", "½", "(", "1st", "5 km", "%", "](x.y)", "\u200b", "12", "."]
)  # fmt: skip


@given(parts=st.lists(PARTS, min_size=1, max_size=10))
@settings(max_examples=150, deadline=None)
def test_any_text_has_its_reasons(parts: list[str]) -> None:
    text = "".join(parts)
    for tag in ("en-US", "de-DE", "ru-RU"):
        try:
            utterance = normalize(text, tag)
        except TextError:
            return
        found = trace(utterance)
        assert len(found) == len(utterance.tokens)
        for why in found:
            for other in why.alternatives:
                assert other.written in text
                assert not re.search(r"[\d$%<>@]", other.spoken)


@pytest.mark.parametrize("text", ["1 " * 5000, "3/4 " * 4000, "AB-12 " * 3000])
def test_many_tokens_have_their_own_claims_only(text: str) -> None:
    """Each token is compared with the claims on its own characters, not with all."""
    utterance = normalize(text, "en-US")
    first, *_, last = trace(utterance)
    assert first.alternatives == last.alternatives


def test_a_long_token_is_no_burden() -> None:
    found = trace(normalize("1" * 5000 + " " + "a" * 5000, "en-US"))
    assert all(len(why.alternatives) <= 8 for why in found)
    assert source_of("word.plain", "a" * 5000, "en-US") == "normalizers/words.py: word.plain"
