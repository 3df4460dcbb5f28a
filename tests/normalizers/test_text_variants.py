"""What single variants need: lakhs, strokes in house numbers, pairs, states, dollars."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import normalize
from normalizers.numerals import numerals

UP_TO_EIGHT = "three four five six seven eight"
MOBILE = "nine eight seven six five four three two one zero"


def indian(number: int) -> str:
    """A number written as India groups it: 12,34,567."""
    head, last = divmod(number, 1000)
    if not head:
        return str(number)
    pairs = []
    while head:
        head, pair = divmod(head, 100)
        pairs.append(f"{pair:02}" if head else str(pair))
    return ",".join([*reversed(pairs), f"{last:03}"])


@settings(deadline=None)
@given(st.integers(min_value=1000, max_value=10**15))
def test_both_groupings_say_the_same(number: int) -> None:
    expected = numerals("en-IN").cardinal(number)
    assert normalize(indian(number), "en-IN").spoken == expected
    assert normalize(f"{number:,}", "en-IN").spoken == expected


@settings(deadline=None)
@given(st.integers(min_value=10**7, max_value=10**14))
def test_crores_are_counted(number: int) -> None:
    words = numerals("en-IN")
    crores, rest = divmod(number, 10**7)
    counted = f"{words.cardinal(crores)} crore"
    assert words.cardinal(number) == (f"{counted} {words.cardinal(rest)}" if rest else counted)
    assert not {"million", "billion", "trillion"} & set(words.cardinal(number).split())


def test_lakhs_are_no_figure_elsewhere() -> None:
    assert normalize("1,23,456", "en-US").spoken != normalize("1,23,456", "en-IN").spoken


@pytest.mark.parametrize(
    ("tag", "written", "spoken"),
    [
        ("de-AT", "Hauptstraße 12/3/4", "Hauptstraße zwölf Stiege drei Tür vier"),
        ("de-AT", "Hauptstraße 12a/4", "Hauptstraße zwölf A Tür vier"),
        ("de-AT", "Hauptstraße 1/2/15", "Hauptstraße eins Stiege zwei Tür fünfzehn"),
        ("de-DE", "Hauptstraße 12", "Hauptstraße zwölf"),
        ("en-AU", "1/45 Smith St", "unit one forty five Smith Street"),
        ("en-AU", "Unit 1/45 Smith St", "Unit one forty five Smith Street"),
        ("en-IN", "12/4 MG Road", "twelve by four M G Road"),
        # strokes elsewhere stay fractions and dates
        ("en-AU", "3/4 cup", "three quarters cup"),
        ("en-AU", "13/11/2026", "the thirteenth of November twenty twenty six"),
        ("de-AT", "01/2025", "Jänner zweitausendfünfundzwanzig"),
        ("de-AT", "am Montag.", "am Montag"),
        ("de-AT", "um 2020, 2500 Leute", "um zweitausendzwanzig zweitausendfünfhundert Leute"),
        # a state only where it can be one
        ("en-AU", "Thanks, Vic.", "Thanks Vic"),
        ("en-AU", "I said OK.", "I said O K"),
        ("en-AU", "He lives in WA.", "He lives in Western Australia"),
        ("en-CA", "Gander, NL A1V 1A1", "Gander Newfoundland and Labrador A one V one A one"),
        # the country's own dollar, and another's
        ("en-CA", "$5 or US$5", "five dollars or five U S dollars"),
        ("en-US", "CA$5", "five Canadian dollars"),
        ("en-AU", "A$5", "five Australian dollars"),
        # pairs at home only
        ("es-ES", "612 34 56 78", "seis uno dos treinta y cuatro cincuenta y seis setenta y ocho"),
        ("en-US", "+34 612 34 56 78", f"plus three four six one two {UP_TO_EIGHT}"),
        ("en-AU", "13 00 05", "thirteen double oh oh five"),
        # a plan that other locales know too
        ("en-US", "+91 98765 43210", f"plus nine one {MOBILE}"),
        ("en-GB", "+61 412 345 678", "plus six one four one two three four five six seven eight"),
        # not an emergency without a call
        ("en-IN", "100 people and 108 cars", "one hundred people and one hundred eight cars"),
        ("de-AT", "122 Seiten, 110 Euro", "einhundertzweiundzwanzig Seiten einhundertzehn Euro"),
        ("en-IN", "Rs. 500/- only", "five hundred rupees only"),
        # a word in capitals before the sign is no currency
        ("en-IN", "EMI Rs. 500.50", "E M I five hundred rupees and fifty paise"),
        ("en-US", "THE FEE $5", "THE FEE five dollars"),
        ("en-US", "USD $5", "five dollars"),
        # area codes of two figures
        ("es-ES", "93 123 45 67", "noventa y tres uno dos tres cuarenta y cinco sesenta y siete"),
        ("es-ES", "el plan C. Mañana", "el plan C Mañana"),
    ],
)  # fmt: skip
def test_reading(tag: str, written: str, spoken: str) -> None:
    assert normalize(written, tag).spoken == spoken


@pytest.mark.parametrize(
    ("tag", "written", "groups"),
    [
        ("en-IN", "+91 98765 43210", ("plus nine one", MOBILE[:25], MOBILE[26:])),
        ("en-IN", "9876543210", (MOBILE[:25], MOBILE[26:])),
        ("en-US", "+91-9876543210", ("plus nine one", MOBILE[:25], MOBILE[26:])),
        ("en-IN", "098765 43210", ("zero", MOBILE[:25], MOBILE[26:])),
    ],
)
def test_mobile_numbers_of_india_go_by_fives(
    tag: str, written: str, groups: tuple[str, ...]
) -> None:
    assert normalize(written, tag).tokens[0].groups == groups
