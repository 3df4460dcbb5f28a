"""Spoken forms of public cases that are declined: each has its reason, none is said after all."""

from __future__ import annotations

from pathlib import Path

import pytest

from locales import available
from normalizers import normalize

TABLE = Path(__file__).with_name("declined_cases.tsv")


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def bare(text: str) -> str:
    """Letters only, in small letters."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@pytest.mark.parametrize(("lang", "kind", "written", "declined", "reason"), rows())
def test_declined(lang: str, kind: str, written: str, declined: str, reason: str) -> None:
    assert kind and len(reason) > 10
    said = {bare(normalize(written, tag).spoken) for tag in TAGS[lang]}
    assert bare(declined) not in said, "it is said so: take the row out"


def test_no_case_stands_twice() -> None:
    keys = [tuple(row[:3]) for row in rows()]
    assert len(keys) == len(set(keys))


TAGS = {
    lang: [tag for tag in available() if tag.startswith(lang)]
    for lang in {row[0] for row in rows()}
}
