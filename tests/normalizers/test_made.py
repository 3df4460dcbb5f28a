"""What is made quickly is what the class makes."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from normalizers.classify import Candidate, Reading
from normalizers.made import maker
from normalizers.utterance import Break, Span, Token

TOKEN = (Span(0, 1), "1", "number", "one", "x")


def test_made_alike() -> None:
    reading = Reading("one", "number.cardinal")
    pairs: list[tuple[object, object]] = [
        (maker(Span)(1, 2), Span(1, 2)),
        (maker(Candidate)(1, 2, "number", reading), Candidate(1, 2, "number", reading)),
        (
            maker(Token)(Span(0, 1), "1", "number", "one", "x"),
            Token(Span(0, 1), "1", "number", "one", "x"),
        ),
    ]
    for quick, usual in pairs:
        assert quick == usual
        assert hash(quick) == hash(usual)
        assert repr(quick) == repr(usual)
        assert type(quick) is type(usual)


def test_made_is_frozen() -> None:
    token = maker(Token)(*TOKEN)
    with pytest.raises(FrozenInstanceError):
        token.kind = "word"  # type: ignore[misc]
    assert replace(token, break_after=Break.PHRASE).break_after is Break.PHRASE
