"""Emoji are left out, or said by their names; a sequence is one emoji with its own span."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

import locales
from locales.emoji_names import emoji_names
from normalizers import Token, normalize

NAMED = {"emoji": "name"}
TECHNOLOGIST = "\U0001f469\U0001f3fd\u200d\U0001f4bb"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def emoji(text: str, tag: str = "en-US") -> list[Token]:
    found = normalize(text, tag, options=NAMED).tokens
    return [token for token in found if token.kind == "emoji"]


@pytest.mark.parametrize(
    ("tag", "text", "name"),
    [
        ("en-US", "👍", "thumbs up"),
        ("en-US", "👍🏽", "thumbs up"),
        ("en-US", TECHNOLOGIST, "woman technologist"),
        ("en-US", SCOTLAND, "flag Scotland"),
        ("en-US", "🇰🇳", "flag Saint Kitts and Nevis"),
        ("en-US", "❤️\u200d🔥", "heart on fire"),
        ("en-US", "🥇", "first place medal"),
        ("en-US", "🎉🎉🎉", "party popper"),
        ("en-US", "🚗", "automobile"),
        ("en-GB", "🚗", "car"),
        ("de-DE", "👍", "Daumen hoch"),
        ("fr-FR", "🎉", "cotillons"),
        ("es-MX", "⏮️", "última pista"),
    ],
)
def test_a_name(tag: str, text: str, name: str) -> None:
    (token,) = emoji(f"so {text} ok", tag)
    assert (token.written.rstrip("\ufe0f"), token.spoken) == (text.rstrip("\ufe0f"), name)


def test_what_stands_apart_is_apart() -> None:
    assert [token.spoken for token in emoji("❤️🔥")] == ["red heart", "fire"]
    assert [token.spoken for token in emoji("👍 👍")] == ["thumbs up"] * 2


@pytest.mark.parametrize("options", [{}, NAMED])
def test_a_keycap_is_its_digit(options: dict[str, str]) -> None:
    assert normalize("Step 1️⃣: wait", "en-US", options=options).spoken == "Step one wait"


@pytest.mark.parametrize("tag", locales.available())
def test_left_out_as_set(tag: str) -> None:
    for text in ("ok 👍🏽", f"ok {TECHNOLOGIST}", f"ok {SCOTLAND}🇨🇦", "ok ✅❤️\u200d🔥"):
        result = normalize(text, tag)
        assert result.spoken == normalize("ok", tag).spoken
        assert {token.rule for token in result.tokens[1:]} == {"emoji.dropped"}


def test_a_sign_with_words_is_no_emoji() -> None:
    said = normalize("© ½ ❶ →", "en-US", options=NAMED).spoken
    assert said.startswith("copyright one half one")


def test_joiners_outside_emoji_are_nothing() -> None:
    assert normalize("co\u200dop \U000e0067", "en-US", options=NAMED).spoken == "coop"


def test_a_language_without_names_leaves_them_out() -> None:
    (token,) = normalize("👍", "pl-PL", options=NAMED).tokens
    assert (token.spoken, token.rule) == ("", "root.emoji.unnamed")


@pytest.mark.parametrize("tag", locales.available())
def test_every_name_can_be_said(tag: str) -> None:
    names = emoji_names(tag)
    assert len(names) > 1800
    for sequence in list(names)[::23]:
        found = normalize(sequence, tag, options=NAMED).tokens
        assert all(token.rule.startswith(("emoji.name", "symbol.")) for token in found), sequence
        assert not re.search(r"[\d&:()]", " ".join(token.spoken for token in found))


def test_the_tables_are_sorted_and_whole() -> None:
    for path in (files("locales") / "emoji").iterdir():
        if path.name.endswith(".tsv"):
            rows = path.read_text(encoding="utf-8").splitlines()[1:]
            assert rows == sorted(rows)
            assert all(re.fullmatch(r"[^\t\ufe0f]+\t\S[^\t]*", row) for row in rows), path.name
