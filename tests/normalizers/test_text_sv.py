"""Swedish: colon endings, abbreviations, years, amounts with a full stop, codes in their forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import normalize
from normalizers.numerals import numerals


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("SJ:s tåg och FN:s regler", "S J's tåg och F N's regler"),
        ("IKEA:s varuhus", "IKEAs varuhus"),
        ("tv:n och vd:n", "T V'n och V D'n"),
        ("Karl XII:s död", "Karl den tolftes död"),
        ("t.ex. SAS, SEB och ICA", "till exempel SAS S E B och ICA"),
        ("Stängt p.g.a. helgdag m.m.", "Stängt på grund av helgdag med mera"),
        ("kött, fisk o.s.v.", "kött fisk och så vidare"),
        ("f.d. kund, d.v.s. gratis", "före detta kund det vill säga gratis"),
        ("A & B, 24/7", "A och B dygnet runt"),
        ("Tf rektor Ek", "tillförordnad rektor Ek"),
        ("90-talets musik, 1990-talet", "nittiotalets musik nittonhundranittiotalet"),
        ("idag. 12 personer", "idag tolv personer"),
        ("Tisdag. 12 personer", "tisdag tolv personer"),
        ("Sveav. 12, Vasag. 3", "Sveavägen tolv Vasagatan tre"),
        ("1,5 liter, 1,5 kg, 1,5", "en komma fem liter ett komma fem kilogram ett komma fem"),
        ("12.50 kr, kl. 12.50", "tolv kronor och femtio öre klockan tolv och femtio"),
        ("12:50 kr", "tolv kronor och femtio öre"),
        ("5/5-24 och 5/5 2024", "femte maj tjugofyra och femte maj tjugotjugofyra"),
        ("Lådan är tom. Kom hit.", "Lådan är tom Kom hit"),
        ("Väskan är min. Tack.", "Väskan är min Tack"),
        ("Jag har en bil. 3 personer får plats.", "Jag har en bil tre personer får plats"),
        ("Bokning för min. 2 nätter.", "Bokning för minst två nätter"),
        ("1/2 kg smör", "ett halvt kilogram smör"),
        ("1/2 tablett", "en halv tablett"),
        ("2 1/2 timme", "två och en halv timme"),
        ("Vi är 21 personer och 31 barn.", "Vi är tjugoen personer och trettioett barn"),
        ("I 2 år har jag väntat.", "I två år har jag väntat"),
        ("Han fyllde 40 i maj 2015.", "Han fyllde fyrtio i maj tjugofemton"),
        ("Det kostar 2000 kr.", "Det kostar tvåtusen kronor"),
        ("Vi sålde 1900 exemplar.", "Vi sålde tusen niohundra exemplar"),
        ("Rum 1203 på plan 12", "rum tolv noll tre på plan tolv"),
        ("A-kassan betalar.", "A-kassan betalar"),
        ("Hon har MS och ADHD.", "Hon har M S och A D H D"),
        ("Det är 0 grader ute.", "Det är noll grader ute"),
        ("Lars I. Svensson", "Lars I Svensson"),
        (
            "Elisabeth II besökte Oskar I:s slott.",
            "Elisabeth den andra besökte Oskar den förstas slott",
        ),
        ("På s. 12 och kap. 3", "På sidan tolv och kapitel tre"),
        ("10-12 st.", "tio till tolv stycken"),
        ("Kl 9 idag", "klockan nio idag"),
        ("Ring 112!", "Ring ett ett två"),
        ("Kvitto nr. 12", "Kvitto nummer tolv"),
        ("Totalt: 1.234,50 kr", "Totalt tusen tvåhundratrettiofyra kronor och femtio öre"),
        ("minus 3 grader", "minus tre grader"),
        ("5 000–7 000 kr", "femtusen till sjutusen kronor"),
        ("ca 2-3 mkr", "cirka två till tre miljoner kronor"),
        ("1:a, 2:a och 3:e pris", "första andra och tredje pris"),
        ("3 % rabatt", "tre procent rabatt"),
        ("100 %", "hundra procent"),
        ("5‰", "fem promille"),
        ("§ 12", "paragraf tolv"),
        ("skala 1:50", "skala ett till femtio"),
        ("2^3", "två upphöjt till tre"),
        ("+5 °C", "plus fem grader Celsius"),
        ("07.00-16.00", "sju till sexton"),
        ("-1900", "minus tusen niohundra"),
        ("8900000000", "åtta miljarder niohundra miljoner"),
    ],
)
def test_reading(written: str, spoken: str) -> None:
    assert normalize(written, "sv-SE").spoken == spoken


def test_a_bare_hour_behind_its_word_is_a_time() -> None:
    tokens = normalize("kl. 14 eller 14", "sv-SE").tokens
    assert [token.kind for token in tokens if token.spoken == "fjorton"] == ["time", "number"]


def test_codes_of_a_form_need_their_word() -> None:
    assert normalize("reg.nr ABC 123", "sv-SE").tokens[-1].rule == "code.plate"
    assert normalize("HEJ 123", "sv-SE").tokens[-1].rule != "code.plate"
    born = normalize("19850101-1234", "sv-SE").tokens[0]
    assert born.groups == ("nitton", "åttiofem", "noll ett", "noll ett", "tolv", "trettiofyra")


@given(st.integers(min_value=0, max_value=10**12))
def test_gender_changes_only_the_last_word(number: int) -> None:
    words = numerals("sv-SE")
    counted, common = words.cardinal(number), words.cardinal(number, "masculine")
    if counted.endswith("ett"):
        assert common == f"{counted.removesuffix('ett')}en"
    else:
        assert common == counted
