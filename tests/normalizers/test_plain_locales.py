"""Locales without a file: words and patterns from CLDR, and a trace that says so."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

import locales
from locales import cldr_words
from locales.plain import template
from normalizers import normalize
from normalizers.numerals import numerals

READINGS = [
    ("pl-PL", "1234", "tysiąc dwieście trzydzieści cztery"),
    ("pl-PL", "3,14", "trzy przecinek jeden cztery"),
    ("pl-PL", "-5", "minus pięć"),
    ("pl-PL", "25.12.2024", "dwadzieścia pięć grudnia dwa tysiące dwadzieścia cztery"),
    ("pl-PL", "grudzień 2024", "grudzień dwa tysiące dwadzieścia cztery"),
    ("pl-PL", "1 kg, 3 kg, 5 kg", "jeden kilogram trzy kilogramy pięć kilogramów"),
    ("pl-PL", "2 PLN, 5 PLN", "dwa złote polskie pięć złotych polskich"),
    ("da-DK", "21", "enogtyve"),
    ("da-DK", "kl. 12:30", "kl tolv tredive"),
    ("da-DK", "15 %", "femten procent"),
    ("da-DK", "25 kr.", "femogtyve danske kroner"),
    ("cs-CZ", "1 Kč a 250 Kč", "jeden česká koruna a dvě stě padesát českých korun"),
    ("pl", "2 zł", "dwa złote polskie"),
    ("zh-TW", "$100", "一百 新台幣"),
    ("ru-RU", "1 €, 5 $", "один евро пять долларов США"),
    ("ru-RU", "2024-12-25", "двадцать пять декабря две тысячи двадцать четыре"),
    ("ru-RU", "тел. 123 45 67", "тел один два три четыре пять шесть семь"),
    ("tr-TR", "1234", "bin iki yüz otuz dört"),
    ("tr-TR", "3,14", "üç virgül bir dört"),
    ("ja-JP", "2024-12-25", "二千二十四 年 十二月 二十五 日"),
    ("ja-JP", "3.14", "三 点 一 四"),
    ("ja-JP", "¥1,000", "千 円"),
    ("zh-CN", "2024-12-25", "二千零二十四 年 十二月 二十五 日"),
    ("zh-CN", "-5", "负 五"),
    ("zh-TW", "3.5", "三 點 五"),
    ("ko-KR", "12:30", "십이 삼십"),
    ("ko-KR", "-5", "마이너스 오"),
    ("el-GR", "25/12/2001", "είκοσι πέντε Δεκεμβρίου δύο χίλιάδες ένα"),
    ("el-GR", "15 %", "δεκαπέντε τοις εκατό"),
    ("fi-FI", "5 km/h", "viisi kilometriä tunnissa"),
    ("cs-CZ", "£5", "pět britských liber"),
    ("hu-HU", "2024-12-25", "kétezerhuszonnégy december huszonöt"),
    ("vi-VN", "25/12/2024", "hai mươi lăm tháng mười hai hai nghìn không trăm hai mươi tư"),
    ("ar-EG", "15 %", "خمسة عشر بالمائة"),
    ("hi-IN", "12.5", "बारह दशमलव पाँच"),
    ("th-TH", "21", "ยี่ สิบ เอ็ด"),
    ("he-IL", "3.5", "שלוש נקודה חמש"),
    ("nb-NO", "40", "førti"),
    ("te-IN", "5", "అయిదు"),  # no rules in CLDR: num2words
]  # fmt: skip
TAGS = sorted({tag for tag, _, _ in READINGS})


@pytest.mark.parametrize(("tag", "written", "spoken"), READINGS)
def test_reading(tag: str, written: str, spoken: str) -> None:
    assert normalize(written, tag).spoken == spoken


@pytest.mark.parametrize("tag", TAGS)
def test_no_figure_and_no_sign_is_left_and_the_trace_says_plain(tag: str) -> None:
    text = (
        "A 12,5 %, 3.75 m² b 24.12.2025 - 31/1/26, 12:45 c €12.50 $1 1 999,99 ¥ d 007 1/2 ½ ² "
        "e +48 22 123 45 67 f a1@example.com g 10-12 & 5 × 3 = 15 h ٣ Ⅷ № 5 i 10000000000000000000"
    )
    result = normalize(text, tag)
    for token in result.tokens:
        assert token.rule.startswith("root.")
        for letter in token.spoken:
            assert unicodedata.category(letter)[0] in "LMZ" or letter in "'-", token


@pytest.mark.parametrize("tag", TAGS)
def test_ten_numbers_are_ten_words(tag: str) -> None:
    words = numerals(tag)
    assert len(set(words.digit_words)) == 10
    assert all(words.digit_words)
    assert len({words.cardinal(value) for value in range(1000)}) == 1000
    assert words.ordinal(3)


def test_every_language_of_the_rules_can_be_asked_for() -> None:
    """Those that Babel knows; a language with a file has its own words."""
    plain = []
    for name in sorted(cldr_words.languages()):
        tag = name.replace("_", "-")
        try:
            locale = locales.get(tag)
        except locales.load.LocaleError:
            continue
        if locale.chain == ("root",):
            plain.append(tag)
            assert normalize("7", tag).spoken
    assert len(plain) > 50


def test_templates_follow_the_pattern() -> None:
    assert template("d MMMM y", ["maja"]) == "{day} {month} {year}"
    assert template("y. MMMM d.", ["május"]) == "{year} {month} {day}"
    assert template("LLLL y", ["maj"]) == "{month_alone} {year}"
    assert template("d MMMM y 'г'.", ["мая"]) == "{day} {month} {year}"
    assert template("MMMM 'năm' y", ["tháng 5"]) == "{month} năm {year}"
    assert template("y년 M월 d일", ["5월"]) == "{year} 년 {month} {day} 일"


def test_threads_agree() -> None:
    jobs = [(f"{number},5 km", tag) for number in range(0, 4000, 97) for tag in TAGS]
    alone = [normalize(*job).spoken for job in jobs]
    cldr_words.cardinal.cache_clear()
    numerals.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda job: normalize(*job).spoken, jobs)) == alone
