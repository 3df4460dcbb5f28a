"""Each element of the SSML subset: what is said, where it stands, what it carries."""

from __future__ import annotations

import pytest

from locales.errors import LocaleError, TextError
from normalizers import Utterance, as_row, document_language, explain, normalize, normalize_ssml
from normalizers.utterance import Break, Prosody, Token


def read(body: str, locale: str = "en-US", **options: object) -> Utterance:
    return normalize_ssml(f"<speak>{body}</speak>", locale, **options)  # type: ignore[arg-type]


def exact(utterance: Utterance) -> None:
    """Spans are ordered, disjoint and exact in the document."""
    end = 0
    for token in utterance.tokens:
        assert end <= token.span.start < token.span.end
        assert utterance.text[token.span.start : token.span.end] == token.written
        end = token.span.end
    assert all(0 <= index <= len(utterance.tokens) for _, index in utterance.marks)


def token_of(utterance: Utterance, written: str) -> Token:
    return next(token for token in utterance.tokens if token.written == written)


SAID = [
    ("Hello", "Hello"),
    ("Tom &amp; Jerry", "Tom and Jerry"),
    ("5 &#60; 6", "five six"),
    ("caf&#233; <![CDATA[Q&A]]>", "café Q and A"),
    ("<!-- not this -->one", "one"),
    ("Call <emphasis>911</emphasis> now", "Call nine one one now"),
    ("un<emphasis>believ</emphasis>able", "unbelievable"),
    ("4<break/>5", "four five"),
    ("<p><s>One</s><s>Two</s></p>", "One Two"),
    ('<sub alias="World Wide Web">W3C</sub>', "World Wide Web"),
    ('<sub alias="5 km">far</sub>', "five kilometers"),
    ('<sub alias="unseen"/>', "unseen"),
    ('<phoneme alphabet="ipa" ph="t&#x259;&#x2C8;m">tomato</phoneme>', "tomato"),
    ('<lang xml:lang="fr-FR">12 km</lang> away', "douze kilomètres away"),
    ('Mr. <lang xml:lang="fr-FR">Dupont</lang>', "Mister Dupont"),
    ('<p xml:lang="de-DE">3 km</p>', "drei Kilometer"),
    ('<prosody rate="slow">10:30</prosody>', "ten thirty"),
    ('Dr. <mark name="x"/>Lee', "Doctor Lee"),
    ("<token>one</token> <w>two</w>", "one two"),
]


@pytest.mark.parametrize(("body", "spoken"), SAID)
def test_what_is_said(body: str, spoken: str) -> None:
    result = read(body)
    assert result.spoken == spoken
    assert not result.notes
    exact(result)


def test_spans_hold_entities() -> None:
    result = read("a &amp; b")
    token = token_of(result, "&amp;")
    assert (token.span.start, token.span.end, token.spoken) == (9, 14, "and")


def test_a_tag_inside_an_entity_is_in_its_span() -> None:
    result = read("at <emphasis>10</emphasis>:30 today")
    token = next(one for one in result.tokens if one.kind == "time")
    assert (token.spoken, token.emphasis) == ("ten thirty", "moderate")
    assert token.written == "10</emphasis>:30"


def test_context_is_seen_through_tags() -> None:
    plain = normalize("Order number 4471.", "en-US").spoken
    assert read('Order <prosody rate="slow">number</prosody> <break/> 4471.').spoken == plain


@pytest.mark.parametrize(
    ("tag", "division", "pause_s"),
    [
        ("<break/>", Break.PHRASE, 0.25),
        ('<break strength="none"/>', Break.NONE, None),
        ('<break strength="x-weak"/>', Break.NONE, 0.1),
        ('<break strength="weak"/>', Break.PHRASE, 0.15),
        ('<break strength="strong"/>', Break.SENTENCE, 0.5),
        ('<break strength="x-strong"/>', Break.PARAGRAPH, 0.9),
        ('<break time="250ms"/>', Break.PHRASE, 0.25),
        ('<break time="+1.5s" strength="strong"/>', Break.SENTENCE, 1.5),
        ('<break time="0s"/>', Break.PHRASE, 0.0),
    ],
)
def test_breaks(tag: str, division: Break, pause_s: float | None) -> None:
    result = read(f"wait {tag} here")
    token = token_of(result, tag)
    assert (token.kind, token.spoken) == ("break", "")
    assert (token.break_after, token.pause_s) == (division, pause_s)
    exact(result)


def test_no_break_takes_the_phrase_away() -> None:
    assert token_of(read("one, two"), ",").break_after is Break.PHRASE
    assert token_of(read('one,<break strength="none"/> two'), ",").break_after is Break.NONE


def test_a_break_divides_the_groups_of_a_number() -> None:
    result = read('My number is 202 <break time="1s"/> 555 <break/> 0143.')
    said = [token.spoken for token in result.tokens if token.kind == "telephone"]
    assert said == ["two zero two", "five five five", "zero one four three"]
    assert not result.notes
    exact(result)


def test_a_break_inside_a_word_comes_behind_it_and_is_reported() -> None:
    result = read('on 3 <break time="1s"/>May 2024')
    date = next(token for token in result.tokens if token.kind == "date")
    assert date.pause_s == 1.0
    assert "comes behind it" in result.notes[0]
    exact(result)


def test_structure_divides() -> None:
    tokens = read("<p><s>One</s><s>Two?</s></p><p>Three</p>Four").tokens
    assert [(one.written, one.break_after) for one in tokens if one.kind != "punctuation"] == [
        ("One", Break.SENTENCE),
        ("Two", Break.NONE),
        ("Three", Break.PARAGRAPH),
        ("Four", Break.SENTENCE),
    ]
    assert token_of(read("<p>Two?</p>x"), "?").break_after is Break.QUESTION
    assert token_of(read("<p><s>Two.</s> Three.</p>x"), ".").break_after is Break.SENTENCE
    assert token_of(read("<p><s>Two.</s></p>x"), ".").break_after is Break.PARAGRAPH
    assert token_of(read("<p>Two.</p>x"), ".").break_after is Break.PARAGRAPH


def test_a_line_end_is_a_space() -> None:
    result = read("\n  Hello,\n    <emphasis>John</emphasis>\n\n  call\n      911\n")
    assert token_of(result, ",").break_after is Break.PHRASE
    assert result.spoken == "Hello John call nine one one"


def test_language_is_carried_and_nested() -> None:
    result = read(
        'I say <lang xml:lang="fr-FR">j\'ai 2 <lang xml:lang="de-DE">und 3</lang> amis</lang> 4'
    )
    assert [(token.spoken, token.language) for token in result.tokens][2:] == [
        ("j'ai", "fr-FR"),
        ("deux", "fr-FR"),
        ("und", "de-DE"),
        ("drei", "de-DE"),
        ("amis", "fr-FR"),
        ("four", None),
    ]
    exact(result)


def test_paragraphs_inside_a_language() -> None:
    result = read('<lang xml:lang="fr-FR">2<p>3</p>4</lang>5')
    assert result.spoken == "deux trois quatre five"
    exact(result)


def test_a_break_in_another_language_is_kept() -> None:
    result = read('a <lang xml:lang="fr-FR"> <break time="1s"/> </lang> b')
    assert [token.kind for token in result.tokens] == ["word", "break", "word"]


@pytest.mark.parametrize(
    ("attribute", "asked"),
    [
        ('rate="80%"', Prosody(rate_ratio=0.8)),
        ('rate="1.25"', Prosody(rate_ratio=1.25)),
        ('rate="+10%"', Prosody(rate_ratio=1.1)),
        ('rate="x-fast"', Prosody(rate_ratio=2.0)),
        ('pitch="+2st"', Prosody(pitch_st=2.0)),
        ('pitch="-2.5st"', Prosody(pitch_st=-2.5)),
        ('pitch="+100%"', Prosody(pitch_st=12.0)),
        ('pitch="-20Hz"', Prosody(shift_hz=-20.0)),
        ('pitch="180Hz"', Prosody(pitch_hz=180.0)),
        ('range="+50%"', Prosody(range_ratio=1.5)),
        ('volume="+6dB"', Prosody(volume_db=6.0)),
        ('volume="100"', Prosody()),
        ('volume="silent"', Prosody(volume_db=-100.0)),
        ('duration="2s"', Prosody(duration_s=2.0)),
        ('contour="(0%,+2st) (50%, -1st)"', Prosody(contour=((0.0, 2.0), (0.5, -1.0)))),
    ],
)
def test_prosody_in_physical_units(attribute: str, asked: Prosody) -> None:
    result = read(f"a <prosody {attribute}>b</prosody> c")
    assert [token.prosody for token in result.tokens] == [
        None,
        None if asked == Prosody() else asked,
        None,
    ]
    assert not result.notes


def test_prosody_inside_prosody_adds_up() -> None:
    body = (
        '<prosody pitch="+2st" rate="50%">a <prosody pitch="+1st" rate="+10%">b</prosody></prosody>'
    )
    last = read(body).tokens[-1].prosody
    assert last is not None
    assert last.pitch_st == 3.0
    assert last.rate_ratio == pytest.approx(0.55)


@pytest.mark.parametrize("level", ["strong", "moderate", "reduced", "none"])
def test_emphasis(level: str) -> None:
    assert read(f'<emphasis level="{level}">a</emphasis>').tokens[0].emphasis == level


def test_marks_name_the_token_that_follows() -> None:
    result = read(
        '<mark name="a"/>One two<mark name="b"/>, <mark name="c"/><p>x</p><mark name="d"/>'
    )
    assert result.marks == (("a", 0), ("b", 2), ("c", 3), ("d", 4))


REPORTED = [
    ("<blink>x</blink>", "x", "<blink>"),
    ('<amazon:effect name="whispered">x</amazon:effect>', "x", "<amazon:effect>"),
    ('<audio src="http://example.org/a.wav">beep</audio>', "beep", "not fetched"),
    ('<audio src="file:///etc/passwd"><desc>a bell</desc></audio>x', "x", "<desc>"),
    ('<voice name="Bob">x</voice>', "x", "voice is not changed"),
    ("<metadata>secret</metadata>x", "x", "<metadata>"),
    ('<lexicon uri="http://example.org/l.pls"/>x', "x", "<lexicon>"),
    ('<break time="soon"/>x', "x", "'soon'"),
    ('<break time="900s"/>x', "x", "held at 10 s"),
    ('<break strength="huge"/>x', "x", "'huge'"),
    ('<break tiem="1s"/>x', "x", "'tiem'"),
    ('<emphasis level="very">x</emphasis>', "x", "'very'"),
    ('<prosody rate="quickly">x</prosody>', "x", "'quickly'"),
    ('<prosody rate="9000%">x</prosody>', "x", "beyond the limit"),
    ('<prosody pitch="NaN">x</prosody>', "x", "'NaN'"),
    ('<prosody contour="(1%,2)">x</prosody>', "x", "contour"),
    ('<lang xml:lang="klingon-please">x</lang>', "x", "klingon"),
    ("<lang>x</lang>", "x", "no known language"),
    ('<phoneme alphabet="x-sampa" ph="t@">x</phoneme>', "x", "x-sampa"),
    ('<phoneme ph="t3 [[x]]">x</phoneme>', "x", "not used"),
    ("<phoneme>x</phoneme>", "x", "not used"),
    ("<sub>x</sub>", "x", "alias"),
    ('<sub alias="--">x</sub>', "x", "alias"),
    ('<say-as interpret-as="poem">x</say-as>', "x", "'poem'"),
    ("<say-as>x</say-as>", "x", "interpret-as"),
    ('<say-as interpret-as="date">soon</say-as>', "soon", "cannot be read as 'date'"),
    ('<say-as interpret-as="expletive">damn</say-as> x', "x", "bleep"),
    ("<sub alias='a'>x <emphasis>y</emphasis></sub>", "a", "holds text only"),
    ("<mark/>x", "x", "needs a name"),
]


@pytest.mark.parametrize(("body", "spoken", "note"), REPORTED)
def test_what_is_not_realised_is_reported_and_never_spoken(
    body: str, spoken: str, note: str
) -> None:
    result = read(body)
    assert result.spoken == spoken
    assert any(note in one for one in result.notes), result.notes
    exact(result)


def test_notes_are_bounded() -> None:
    assert len(read("<b>x</b>" * 200).notes) == 51


def test_the_locale_given_wins_and_the_other_is_reported() -> None:
    document = '<speak xml:lang="de-DE">3 km</speak>'
    assert normalize_ssml(document, "en-US").spoken == "three kilometers"
    assert "de-DE" in normalize_ssml(document, "en-US").notes[0]
    assert normalize_ssml(document).spoken == "drei Kilometer"
    assert not normalize_ssml(document).notes
    assert document_language(document) == "de-DE"
    assert document_language("<speak>x</speak>") is None
    with pytest.raises(TextError, match="xml:lang"):
        normalize_ssml("<speak>x</speak>")
    with pytest.raises(LocaleError):
        normalize_ssml('<speak xml:lang="klingon-please">x</speak>')


def test_the_lexicon_holds_inside_and_markup_wins() -> None:
    lexicon = [{"written": "Northwind", "say": "north wind"}]
    assert read("Northwind", lexicon=lexicon).spoken == "north wind"
    assert read("<sub alias='NW'>Northwind</sub>", lexicon=lexicon).spoken == "N W"
    assert read("<sub alias='Northwind'>NW</sub>", lexicon=lexicon).spoken == "north wind"


def test_rows_show_markup_only_where_it_is() -> None:
    assert as_row(normalize("Hi.", "en-US")) == {
        "written": "Hi.",
        "spoken": "Hi",
        "tokens": [
            {
                "start": 0,
                "end": 2,
                "class": "word",
                "written": "Hi",
                "spoken": "Hi",
                "rule": "word.plain",
                "groups": None,
            },
            {
                "start": 2,
                "end": 3,
                "class": "punctuation",
                "written": ".",
                "spoken": "",
                "rule": "punctuation",
                "groups": None,
            },
        ],
    }
    row = as_row(read('<mark name="m"/><prosody rate="50%">a</prosody><break time="1s"/><b/>'))
    assert row["tokens"][0]["prosody"] == {"rate_ratio": 0.5}
    assert row["tokens"][1]["pause_s"] == 1.0
    assert row["marks"] == [{"name": "m", "token": 0}]
    assert len(row["notes"]) == 1
    table = explain(read('<emphasis>a</emphasis> <break time="1s"/><b/>'))
    assert "emphasis=moderate" in table
    assert "pause_s=1" in table
    assert "note: <b>" in table
