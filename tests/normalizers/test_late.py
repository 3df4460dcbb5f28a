"""A pattern that is compiled late does what it would have done at once."""

from __future__ import annotations

import re

import pytest

from normalizers.late import late


def test_methods() -> None:
    pattern, usual = late(r"(?P<a>a+)b", re.IGNORECASE), re.compile(r"(?P<a>a+)b", re.IGNORECASE)
    text = "xAab ab"
    for _ in range(2):
        assert [one.span() for one in pattern.finditer(text)] == [(1, 4), (5, 7)]
        assert pattern.findall(text) == usual.findall(text)
        assert pattern.split(text) == usual.split(text)
        assert pattern.sub("-", text) == usual.sub("-", text)
        for name in ("match", "search", "fullmatch"):
            one, other = (getattr(which, name)(text, 1, 4) for which in (pattern, usual))
            assert (one and one.group("a")) == (other and other.group("a"))
    assert pattern.pattern == usual.pattern
    assert pattern.groups == 1


def test_a_damaged_one_is_found_out_when_it_is_asked() -> None:
    pattern = late("(")
    with pytest.raises(re.error):
        pattern.search("x")
