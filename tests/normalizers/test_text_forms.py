"""Dimensions, units without a figure, weekdays in small letters, words with an apostrophe."""

from __future__ import annotations

import pytest

from normalizers import explain, normalize


@pytest.mark.parametrize(
    ("tag", "written", "spoken"),
    [
        ("en-US", "55x35x25 cm", "fifty five by thirty five by twenty five centimeters"),
        ("de-DE", "1,5x2 m", "eins Komma fünf mal zwei Meter"),
        ("nl-NL", "55x35 cm", "vijfenvijftig bij vijfendertig centimeter"),
        ("en-US", "0x1F", "zero X one F"),
        ("en-US", "6x 500 mg", "six times five hundred milligrams"),
        ("en-US", "12 cents per kWh 24", "twelve cents per kilowatt hour twenty four"),
        ("nl-NL", "2 per m²", "twee per vierkante meter"),
        ("en-US", "the 2023/24 season", "the twenty twenty three twenty four season"),
        ("nl-NL", "2023/25 stuks", "tweeduizend drieëntwintig over vijfentwintig stuks"),
        ("nl-NL", "ma t/m vr", "maandag tot en met vrijdag"),
        ("nl-NL", "ma-vr 9-17", "maandag tot en met vrijdag negen tot zeventien"),
        ("nl-NL", "vr 7-11", "vrijdag zeven november"),
        ("nl-NL", "ma is thuis om 9 uur", "ma is thuis om negen uur"),
        ("nl-NL", "tussen 9 uur en 11 uur", "tussen negen en elf uur"),
        ("nl-NL", "om 9 uur en later 11 uur", "om negen uur en later elf uur"),
        ("nl-NL", "'t is 's avonds 'goed'", "'t is 's avonds goed"),
        ("en-US", "the 's' and 't'", "the s and t"),
        ("nl-NL", "J. van der Berg", "J van der Berg"),
        ("nl-NL", "de IBAN-nr. van de btw-nr.", "de IBAN nummer van de B T W nummer"),
        ("nl-NL", "order AB/12/7 ", "order A B één twee zeven"),
        ("nl-NL", "€ 25,- en € 25,--", "vijfentwintig euro en vijfentwintig euro"),
        ("nl-NL", "3 euro 50 of 12,50 euro", "drie euro vijftig of twaalf euro vijftig"),
        (
            "nl-NL",
            "vr 28-11 tot ma 1-12",
            "vrijdag achtentwintig november tot maandag één december",
        ),
        ("en-US", "5 mg/day and 10 g/l", "five milligrams per day and ten grams per liter"),
        ("nl-NL", "12 t/m 15", "twaalf tot en met vijftien"),
        ("nl-NL", "Kade 4/6", "Kade vier zes"),
        (
            "nl-NL",
            "Galenstr. 88II, kamer 2.04",
            "Galenstraat achtentachtig twee hoog kamer twee punt nul vier",
        ),
        ("nl-NL", "1,5 uur of 2,5 week", "anderhalf uur of tweeënhalve week"),
        ("nl-NL", "1,5 kg of 0,5 uur", "één komma vijf kilo of nul komma vijf uur"),
        ("nl-NL", "ma: 9-12 uur, zo: gesloten", "maandag negen tot twaalf uur zondag gesloten"),
    ],
)
def test_reading(tag: str, written: str, spoken: str) -> None:
    result = normalize(written, tag)
    assert result.spoken == spoken, explain(result)


def test_an_initial_before_a_particle_ends_no_sentence() -> None:
    tokens = normalize("Bel J. van der Berg op.", "nl-NL").tokens
    assert [token.written for token in tokens][1] == "J."
    assert [token.written for token in tokens if token.break_after.value == "sentence"] == ["."]


@pytest.mark.parametrize("tag", ["pt-BR", "nl-NL", "pl-PL"])
def test_a_unit_behind_very_many_figures(tag: str) -> None:
    assert normalize("9" * 40 + " mm", tag).tokens
    assert normalize("9" * 29 + ",5 kWh", tag).tokens
