"""An elided word is written together with the figure behind it; a silent text says nothing."""

from __future__ import annotations

import pytest

from locales import available
from normalizers import normalize


@pytest.mark.parametrize(
    ("tag", "written", "spoken"),
    [
        ("it-IT", "l'8 e l'11", "l'otto e l'undici"),
        ("it-IT", "dall'1 al 3", "dall'uno al tre"),
        ("fr-FR", "plus d'1 h", "plus d'une heure"),
        ("it-IT", "l' 8", "l' otto"),
    ],
)
def test_elided(tag: str, written: str, spoken: str) -> None:
    assert normalize(written, tag).spoken == spoken


@pytest.mark.parametrize("tag", available())
def test_silent_text_says_nothing(tag: str) -> None:
    assert normalize("...", tag).spoken == ""
