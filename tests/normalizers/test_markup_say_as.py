"""say-as: every class, by W3C's names and the usual others."""

from __future__ import annotations

import pytest

from locales import available
from normalizers import normalize_ssml

SAID = [
    ("date", "mdy", "03/04/2025", "March fourth twenty twenty five"),
    ("date", "dmy", "03/04/2025", "April third twenty twenty five"),
    ("date", "ymd", "2025-04-03", "April third twenty twenty five"),
    ("date", "yyyymmdd", "20250403", "April third twenty twenty five"),
    ("date", "md", "4/3", "April third"),
    ("date", "dm", "4/3", "March fourth"),
    ("date", "my", "3/2025", "March twenty twenty five"),
    ("date", "ym", "2025/3", "March twenty twenty five"),
    ("date", "y", "1999", "nineteen ninety nine"),
    ("date", "m", "3", "March"),
    ("date", "d", "3rd", "third"),
    ("date", "dmy", "3 March 2025", "March third twenty twenty five"),
    ("date", "", "4/3/2025", "April third twenty twenty five"),
    ("time", "hms12", "2:30pm", "two thirty P M"),
    ("time", "hms24", "14:30", "fourteen thirty"),
    ("time", "hms12", "1430", "fourteen thirty"),
    ("time", "", "1'21\"", "one minute and twenty one seconds"),
    ("duration", "hms", "01:18:30", "one hour eighteen minutes and thirty seconds"),
    ("duration", "ms", "5:10", "five minutes and ten seconds"),
    ("telephone", "", "2122241555", "two one two two two four one five five five"),
    ("telephone", "1", "+1 212 224 1555", "plus one two one two two two four one five five five"),
    ("telephone", "", "911", "nine one one"),
    ("vxml:phone", "", "12345", "one two three four five"),
    ("cardinal", "", "1,234", "one thousand two hundred thirty four"),
    ("number", "", "-12.5", "minus twelve point five"),
    ("number", "ordinal", "3", "third"),
    ("number", "digits", "12", "one two"),
    ("cardinal", "", "XIV", "fourteen"),
    ("ordinal", "", "21", "twenty first"),
    ("ordinal", "", "2nd", "second"),
    ("ordinal", "", "XIV", "fourteenth"),
    ("digits", "", "1204", "one two zero four"),
    ("characters", "", "AB1-x", "A B one dash X"),
    ("spell-out", "", "nasa", "N A S A"),
    ("verbatim", "", "a@b", "A at B"),
    ("fraction", "", "3/20", "three twentieths"),
    ("fraction", "", "2+1/2", "two and a half"),
    ("unit", "", "10 ft", "ten feet"),
    ("measure", "", "12%", "twelve percent"),
    ("currency", "", "$5.20", "five dollars and twenty cents"),
    ("money", "", "EUR 5", "five euros"),
    ("address", "", "1204", "twelve oh four"),
    ("address", "", "12 Main St", "twelve Main Street"),
    ("name", "", "Dr. Lee", "Doctor Lee"),
    ("url", "", "northwind.com/returns", "northwind dot com slash returns"),
    ("net", "email", "ann@northwind.com", "ann at northwind dot com"),
    ("uri", "", "http://northwind", "northwind"),
    ("code", "", "AB1234", "A B one two three four"),
]


@pytest.mark.parametrize(("kind", "form", "written", "spoken"), SAID)
def test_said(kind: str, form: str, written: str, spoken: str) -> None:
    form = f' format="{form}"' if form else ""
    written = written.replace('"', "&quot;")
    document = f'<speak>is <say-as interpret-as="{kind}"{form}>{written}</say-as> ok</speak>'
    result = normalize_ssml(document, "en-US")
    assert result.spoken.casefold() == f"is {spoken} ok".casefold()
    assert not result.notes


def test_the_words_before_decide_the_case() -> None:
    date = '<say-as interpret-as="date" format="mdy">4/3/2025</say-as>'
    said = [
        normalize_ssml(f"<speak>{before} {date}.</speak>", "de-DE").spoken
        for before in ("Am", "Der")
    ]
    assert said[0].startswith("Am dritten April")
    assert said[1].startswith("Der dritte April")


def test_groups_of_digits_are_no_range() -> None:
    digits = '<say-as interpret-as="digits">{}</say-as>'
    document = f"<speak>{digits.format(12)}-{digits.format(34)}</speak>"
    assert normalize_ssml(document, "en-US").spoken == "one two three four"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("date", "31/31/2025"),
        ("date", "soon"),
        ("time", "99:99"),
        ("cardinal", "many"),
        ("ordinal", "many"),
        ("digits", "none"),
        ("fraction", "1/0"),
        ("unit", "quickly"),
        ("currency", "free"),
        ("url", "two words"),
        ("telephone", "?"),
    ],
)
def test_what_does_not_fit_is_reported_and_read_as_text(kind: str, written: str) -> None:
    document = f'<speak>is <say-as interpret-as="{kind}">{written}</say-as></speak>'
    result = normalize_ssml(document, "en-US")
    assert f"cannot be read as {kind!r}" in result.notes[0]
    assert result.spoken == normalize_ssml(f"<speak>is {written}</speak>", "en-US").spoken


SAMPLES = {
    "date": "2025-04-03",
    "time": "14:30",
    "telephone": "123456789",
    "cardinal": "42",
    "ordinal": "3",
    "digits": "42",
    "characters": "AB1",
    "fraction": "1/3",
    "money": "€5",
    "code": "AB1234",
    "duration": "01:10",
    "address": "12",
    "name": "Lee",
    "url": "northwind.com",
}


@pytest.mark.parametrize("tag", available())
@pytest.mark.parametrize("kind", SAMPLES)
def test_every_class_in_every_locale(kind: str, tag: str) -> None:
    document = f'<speak><say-as interpret-as="{kind}">{SAMPLES[kind]}</say-as></speak>'
    result = normalize_ssml(document, tag)
    assert not result.notes
    assert result.spoken
    assert not any(letter.isdigit() for letter in result.spoken)
