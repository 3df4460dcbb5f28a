"""Utterances by hand, so that engines are tested without the text pipeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from normalizers.utterance import Break, Span, Token, Utterance

Utter = Callable[..., Utterance]


@pytest.fixture(scope="session")
def utter() -> Utter:
    """Build an utterance: ``utter("hello", {"spoken": "there", "ipa": "ðɛː"}, locale="en-GB")``.

    A string is a word; ``"."``, ``","``, ``"?"`` and ``"!"`` are punctuation tokens; a dict gives
    a token's fields, with ``groups`` the spoken words are theirs.
    """
    return _utter


_MARKS = {
    ".": Break.SENTENCE,
    ",": Break.PHRASE,
    "?": Break.QUESTION,
    "!": Break.EXCLAMATION,
    "\n": Break.PARAGRAPH,
}


def _utter(*parts: str | dict[str, Any], locale: str = "en-US") -> Utterance:
    tokens: list[Token] = []
    text = ""
    for part in parts:
        fields: dict[str, Any]
        if isinstance(part, str) and part in _MARKS:
            fields = {"written": part, "spoken": "", "break_after": _MARKS[part]}
            kind = "punctuation"
        else:
            fields = {"spoken": part} if isinstance(part, str) else dict(part)
            if "groups" in fields:
                fields.setdefault("spoken", " ".join(fields["groups"]))
            text += " " if text else ""
            kind = "word"
        written = fields.pop("written", fields["spoken"])
        start = len(text)
        text += written
        fields = {"kind": kind, "rule": "test", **fields}
        tokens.append(Token(span=Span(start, len(text)), written=written, **fields))
    return Utterance(text, locale, tuple(tokens))
