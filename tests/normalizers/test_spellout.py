"""The interpreter of number rules: what a body says, which rules are refused."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import available, get, load
from locales.errors import LocaleError
from locales.spellout import checked, parse_body, parse_key
from normalizers.numerals import numerals
from normalizers.spellout import Speller

RULES = {
    "cardinal": {
        "0": "nil", "1": "one", "2": "two", "3": "three", "10": "ten[-and->>]", "20": "<<tens[ >>]",
        "60/20": "<< score[>plus>]", "100": "hundred", "101": "=long=",
        "1e3": "<long< thousand[, >>]",
    },
    "plus": {"1": " plus =cardinal=", "10": " and =cardinal="},
    "long": {"0": "=cardinal=", "100": "<< hundred[ >>]", "1000": "=cardinal="},
    "linked": {"0": "=cardinal=", "200": "[|round ]=long="},
    "ordinal": {"0": "=cardinal=th"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("cardinal", 0, "nil"),
        ("cardinal", 3, "three"),
        ("cardinal", 10, "ten"),
        ("cardinal", 13, "ten-and-three"),
        ("cardinal", 20, "twotens"),
        ("cardinal", 33, "threetens three"),
        ("cardinal", 60, "three score"),
        ("cardinal", 63, "three score plus three"),
        ("cardinal", 73, "three score and ten-and-three"),
        ("cardinal", 100, "hundred"),
        ("cardinal", 101, "one hundred one"),
        ("cardinal", 1000, "one thousand"),
        ("cardinal", 101_002, "one hundred one thousand, two"),
        ("cardinal", 10**6, "one thousand thousand"),
        ("long", 303, "three hundred three"),
        ("ordinal", 22, "twotens twoth"),
        ("linked", 200, "round two hundred"),
        ("linked", 203, "two hundred three"),
    ],
)
def test_table(name: str, value: int, words: str) -> None:
    assert Speller(checked(RULES)).spell(name, value) == words


def test_keys_and_bodies() -> None:
    assert parse_key("1000000") == parse_key("1e6") == (10**6, 10**6)
    assert parse_key("1100/100") == (1100, 100)
    assert parse_key("100000/1000") == (100_000, 1000)
    assert [piece.kind for piece in parse_body("a<<[b>x>]=y=", "own")] == [
        "text", "quotient", "text", "remainder", "same",
    ]  # fmt: skip


def changed(name: str, rules: dict[str, str]) -> dict[str, dict[str, str]]:
    return RULES | {name: RULES.get(name, {}) | rules}


@pytest.mark.parametrize(
    ("sets", "reason"),
    [
        ({"cardinal": {"0": "a"}}, "'ordinal' must be there"),
        ({"ordinal": {"0": "a"}, "cardinal": {"1": "a"}}, "begin with 0"),
        (changed("cardinal", {"x": "a"}), "'x' is no base value"),
        (changed("cardinal", {"-1": "a"}), "no base value"),
        (changed("cardinal", {"1e99": "a"}), "27 zeros"),
        (changed("cardinal", {"100/1": "a"}), "no base value"),
        (changed("cardinal", {"1e2": "a"}), "two rules"),
        (changed("cardinal", {"5": "[a"}), "left open"),
        (changed("cardinal", {"10": "[a[>>]]"}), "do not nest"),
        (changed("cardinal", {"10": "a]"}), "come in pairs"),
        (changed("cardinal", {"10": "a|b"}), "come in pairs"),
        (changed("cardinal", {"10": "[a|b|c]"}), "come in pairs"),
        (changed("cardinal", {"10": "[a|b"}), "left open"),
        (changed("cardinal", {"10": "<< 7"}), "cannot be read from '7'"),
        (changed("cardinal", {"10": "<a"}), "cannot be read"),
        (changed("cardinal", {"10": ">>>"}), "cannot be read from '>'"),
        (changed("cardinal", {"10": "=none="}), "no rule set 'none'"),
        (changed("cardinal", {"5": "<<"}), "no quotient"),
        (changed("cardinal", {"5": "a[>>]"}), "no quotient"),
        (changed("cardinal", {"200": ">plus>"}), "0 comes to 'plus'"),
        (changed("plus", {"0": "=plus="}), "comes back to itself"),
        (changed("long", {"1000": "=long="}), "comes back to itself"),
        (changed("plus", {"1": "=long="}) | {"long": {"0": "a", "1": "=plus="}}, "itself"),
        (changed("a b", {"0": "a"}), "names have small letters"),
        (changed("empty", {"0": ""}), "has no rule"),
    ],
)  # fmt: skip
def test_damaged_rules_are_refused(sets: dict[str, dict[str, str]], reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        checked(sets)


def test_a_damaged_file_is_one_line() -> None:
    data = {
        "tag": "en-US",
        "language": "en",
        "chain": ["root"],
        "spellout": {"cardinal": {"0": "["}},
    }
    with pytest.raises(LocaleError, match="spellout") as caught:
        load.validate(data)
    assert "\n" not in str(caught.value)


def test_a_variant_takes_rules_away() -> None:
    assert "1e6" in load.parse(load.text_of("en"))["spellout"]["cardinal"]
    assert numerals("en-IN").cardinal(1_000_000) == "ten lakh"
    assert numerals("en-IN").cardinal(10**12) == "one lakh crore"


@pytest.mark.parametrize("tag", available())
def test_rules_stand_in_order(tag: str) -> None:
    for name in get(tag).chain:
        for own in load.parse(load.text_of(name)).get("spellout", {}).values():
            bases = [parse_key(key)[0] for key in own]
            assert bases == sorted(bases)


WAYS = {json.dumps(get(tag).spellout): tag for tag in available()}.values()
"""One tag of each way to spell."""


@pytest.mark.parametrize("tag", WAYS)
def test_no_two_numbers_sound_the_same(tag: str) -> None:
    words = numerals(tag)
    said = [words.cardinal(value) for value in range(100_000)]
    assert len(set(said)) == len(said)
    assert all(re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", one) for one in said)


@pytest.mark.parametrize("tag", available())
@given(value=st.integers(min_value=0, max_value=10**27 - 1))
def test_words_up_to_ten_to_the_27th(tag: str, value: int) -> None:
    for said in (numerals(tag).cardinal(value), numerals(tag).ordinal(value % 10**9)):
        assert re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)*", said)


@pytest.mark.parametrize("tag", available())
def test_beyond_the_last_scale_word_figures_are_said_singly(tag: str) -> None:
    words = numerals(tag)
    assert words.cardinal(10**27) == " ".join([words.digit_words[1], *[words.digit_words[0]] * 27])


@pytest.mark.parametrize("tag", available())
def test_threads_share_a_speller(tag: str) -> None:
    values = list(range(0, 3_000_000, 997))
    alone = json.dumps([numerals(tag).cardinal(value) for value in values])
    numerals.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        together = json.dumps(list(pool.map(lambda value: numerals(tag).cardinal(value), values)))
    assert together == alone
