"""What is made quickly is what the class makes."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from normalizers.made import twin
from normalizers.utterance import Break, Span, Token

TOKEN = (Span(0, 1), "1", "number", "one", "x")


def made(kind: type, *values: object) -> Any:
    one = twin(kind)()
    given = dict(zip((field.name for field in fields(kind)), values, strict=False))
    for field in fields(kind):
        setattr(one, field.name, given.get(field.name, field.default))
    one.__class__ = kind
    return one


def test_made_alike() -> None:
    for quick, usual in ((made(Span, 1, 2), Span(1, 2)), (made(Token, *TOKEN), Token(*TOKEN))):
        assert quick == usual
        assert hash(quick) == hash(usual)
        assert repr(quick) == repr(usual)
        assert type(quick) is type(usual)


def test_made_is_frozen() -> None:
    token = made(Token, *TOKEN)
    with pytest.raises(FrozenInstanceError):
        token.kind = "word"
    assert replace(token, break_after=Break.PHRASE).break_after is Break.PHRASE
