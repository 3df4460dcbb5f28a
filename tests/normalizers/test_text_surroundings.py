"""Marks around an entity do not change how it is read."""

from __future__ import annotations

import pytest

from normalizers import normalize

AROUND = (
    "{}!", "{}?", "{};", "{}:", "{}…", "({})", '"{}"', "“{}”", "« {} »", "{}\n", "{}\r\n",
)  # fmt: skip


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en-GB", "the 5th of May"),
        ("en-US", "-5 °C"),
        ("en-US", "St. Paul, MN"),
        ("en-US", "www.example.com/a_(b)"),
        ("de-DE", "0049 151 23456789"),
        ("it-IT", "Via S. Maria 5"),
        ("pt-BR", "Rua XV de Novembro, 300, Curitiba - PR"),
        ("pt-PT", "-15,00 €"),
    ],
)
def test_same_words(tag: str, text: str, around: str) -> None:
    assert normalize(around.format(text), tag).spoken == normalize(text, tag).spoken


@pytest.mark.parametrize("around", ["({}.)", "“{}.”", "{}.…", "«{}»."])
def test_an_address_of_the_net_ends_before_the_marks_of_the_sentence(around: str) -> None:
    spoken = normalize("see www.example.com/refunds", "en-US").spoken
    assert normalize(around.format("see www.example.com/refunds"), "en-US").spoken == spoken


def test_inches_are_no_end_of_a_quotation() -> None:
    assert normalize('tubo da 1 1/2" e 3/4"', "it-IT").spoken == (
        "tubo da uno e mezzo pollici e tre quarti pollice"
    )


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fr-FR", "S M S"),
        ("es-ES", "D N I"),
        ("pt-BR", "C D I"),
        ("pt-BR", "S Q N"),
        ("pt-PT", "D A"),
        ("en-AU", "U S dollars"),
    ],
)
def test_letters_that_are_spelled_already_are_no_titles_or_units(tag: str, text: str) -> None:
    assert normalize(text, tag).spoken == text
