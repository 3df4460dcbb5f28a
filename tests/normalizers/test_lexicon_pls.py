"""Pronunciation lexicons: W3C PLS in and out, YAML, entries for one locale or voice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.errors import LocaleError, TextError
from normalizers import Lexicon, LexiconEntry, Stream, normalize, normalize_ssml
from normalizers.lexicon_files import load_lexicon
from normalizers.pls import read_pls

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<lexicon version="1.0" alphabet="ipa" '
    'xml:lang="en-US" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'
)


def pls(body: str, head: str = HEAD) -> str:
    return f"{head}{body}</lexicon>"


def test_a_document_is_read() -> None:
    document = pls(
        '<meta name="author" content="x"/>'
        "<lexeme><grapheme>Northwind</grapheme><grapheme>North  Wind</grapheme>"
        "<phoneme>ˈnɔːθwɪnd</phoneme><example>The <b>north</b> wind</example></lexeme>"
        "<lexeme><grapheme>AT&amp;T</grapheme><alias>ay tee tee</alias></lexeme>"
    )
    found = read_pls(document)
    assert found.notes == ()
    assert found.lexicon.to_dicts() == [
        {"written": "Northwind", "ipa": "ˈnɔːθwɪnd", "locale": "en-US"},
        {"written": "North Wind", "ipa": "ˈnɔːθwɪnd", "locale": "en-US"},
        {"written": "AT&T", "say": "ay tee tee", "locale": "en-US"},
    ]
    spoken = normalize("Call AT&T or North Wind.", "en-US", lexicon=found.lexicon)
    assert spoken.spoken == "Call ay tee tee or North Wind"
    assert [token.ipa for token in spoken.tokens if token.ipa] == ["ˈnɔːθwɪnd"]
    assert normalize("AT&T", "en-GB", lexicon=found.lexicon).spoken != "ay tee tee"
    assert read_pls(document.encode()) == found


@pytest.mark.parametrize(
    ("body", "ipa", "note"),
    [
        ("<phoneme>a</phoneme><phoneme>b</phoneme>", "a", None),
        ('<phoneme>a</phoneme><phoneme prefer="true">b</phoneme>', "b", None),
        ('<phoneme alphabet="x-sampa">A</phoneme><phoneme>b</phoneme>', "b", "'x-sampa'"),
        ('<alias prefer="false">be</alias><phoneme prefer="true">b</phoneme>', "b", None),
    ],
)
def test_which_pronunciation_counts(body: str, ipa: str, note: str | None) -> None:
    found = read_pls(pls(f"<lexeme><grapheme>Bo</grapheme>{body}</lexeme>"))
    assert [entry.ipa for entry in found.lexicon.entries] == [ipa]
    assert (note is None and not found.notes) or note in found.notes[0]


def test_what_is_not_used_is_said() -> None:
    found = read_pls(pls(
        '<lexeme role="x:verb"><grapheme>refuse</grapheme><phoneme>ɹɪˈfjuːz</phoneme></lexeme>\n'
        '<lexeme role="x:noun"><grapheme>refuse</grapheme><phoneme>ˈɹɛfjuːs</phoneme></lexeme>\n'
        '<lexeme><grapheme>gone</grapheme><phoneme alphabet="x-y">g</phoneme></lexeme>'
    ))  # fmt: skip
    assert [entry.ipa for entry in found.lexicon.entries] == ["ɹɪˈfjuːz"]
    assert "line 2: 'refuse': the role 'x:verb' is not used" in found.notes[0]
    assert any(
        "line 3" in note and "stands twice; the first counts" in note for note in found.notes
    )
    assert "left out" in found.notes[-1]


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE lexicon [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    "<lexicon>&b;</lexicon>"
)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (BILLION, "document type is not read"),
        ('<!DOCTYPE lexicon SYSTEM "file:///etc/passwd"><lexicon/>', "document type is not read"),
        (pls("<?php x?>"), "<?php ...?> is not read"),
        (pls("&unknown;"), "line 2: not XML"),
        (pls("<lexeme>"), "not XML"),
        ("", "not XML"),
        ("plain text", "not XML"),
        ("<speak/>", "not PLS"),
        ("<lexicon version='1.0'/>", "not PLS"),
        (pls("", HEAD.replace("en-US", "english")), "xml:lang='english' is no language"),
        (pls("", HEAD.replace(' xml:lang="en-US"', "")), "xml:lang='' is no language"),
        (pls("<a>" * 30 + "</a>" * 30), "over 20 deep"),
        (pls("<lexeme><grapheme>x</grapheme><phoneme>n0</phoneme></lexeme>"), "not an IPA symbol"),
        (pls("<lexeme><grapheme>x</grapheme><alias>5 &lt;b></alias></lexeme>"), "respelling"),
        (pls("<lexeme><grapheme>--</grapheme><alias>a</alias></lexeme>"), "no letter or digit"),
        ("x" * 2_000_001, "2,000,001 characters"),
        (pls(f"<lexeme>{''.join(f'<grapheme>a{n}</grapheme>' for n in range(10_001))}"
             "<alias>a</alias></lexeme>"), "over 10,000 entries"),
        (b'<?xml version="1.0" encoding="nothing"?><lexicon/>', "PLS"),
        (b'<?xml version="1.0" encoding="big5"?><lexicon/>', "PLS"),
        (b"\xff\xfe\x00<", "PLS"),
        ("\ud800<lexicon/>", "PLS"),
    ],
)  # fmt: skip
def test_a_bad_document_is_one_line(document: str | bytes, message: str) -> None:
    with pytest.raises(TextError) as caught:
        Lexicon.from_pls(document)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


WRITTEN = st.text("abcÄßé& <>\"'-9", min_size=1, max_size=12).filter(
    lambda text: any(letter.isalnum() for letter in text)
)
SAID = st.one_of(
    st.fixed_dictionaries({"ipa": st.text("ˈnɔːθwɪd", min_size=1, max_size=8)}),
    st.fixed_dictionaries({"say": st.text("abcd' -", min_size=1, max_size=8)}),
)
ENTRIES = st.lists(
    st.builds(
        lambda written, said, locale, voice, case: {
            "written": written, "locale": locale, "case": case,
            **said, **({"voice": voice} if voice else {}),
        },
        WRITTEN, SAID, st.sampled_from([None, "en", "en-US", "de"]),
        st.sampled_from([None, "ava", 'a "b" & <c>']), st.booleans(),
    ),
    max_size=8,
)  # fmt: skip


@given(entries=ENTRIES)
@settings(max_examples=200, deadline=None)
def test_out_and_in_again(entries: list[dict[str, object]]) -> None:
    try:
        lexicon = Lexicon.of(entries)
    except TextError:
        return
    again = Lexicon.from_pls(lexicon.to_pls("en-US"))
    assert set(again.entries) <= set(lexicon.entries)
    assert all(entry.applies("en-US") for entry in again.entries)
    assert Lexicon.from_pls(again.to_pls("en-US")) == again
    for entry in lexicon.entries:
        for voice in ("ava", 'a "b" & <c>', ()):
            text = f"so {entry.written} ok"
            one = normalize(text, "en-US", lexicon=lexicon, voice=voice)
            assert normalize(text, "en-US", lexicon=again, voice=voice) == one


def test_only_what_holds_in_the_locale_is_written() -> None:
    lexicon = Lexicon.of([{"written": "Bo", "say": "bo", "locale": "de"}])
    assert "lexeme" not in lexicon.to_pls("en-US")
    with pytest.raises(LocaleError):
        lexicon.to_pls("xx-YY")


def test_an_entry_of_one_voice() -> None:
    entries = [
        {"written": "Lee", "say": "lay", "voice": "Ava"},
        {"written": "Lee", "say": "lie"},
        {"written": "Bo", "say": "boo", "voice": "en-us"},
    ]
    said = {
        voice: normalize("Lee and Bo", "en-US", lexicon=entries, voice=voice).spoken
        for voice in ((), "ava", "leo", ("AVA", "en-us"))
    }
    assert said == {
        (): "lie and Bo",
        "ava": "lay and Bo",
        "leo": "lie and Bo",
        ("AVA", "en-us"): "lay and boo",
    }
    stream = Stream("en-US", lexicon=Lexicon.of(entries), voice="ava")
    assert [token.spoken for token in (*stream.push("Lee"), *stream.flush())] == ["lay"]


def test_an_entry_without_a_voice_is_written_as_before() -> None:
    entry = LexiconEntry(written="Lee", ipa="liː")
    assert list(entry.model_dump()) == ["written", "ipa", "say", "locale", "case"]
    assert LexiconEntry(written="Lee", ipa="liː", voice="ava").model_dump()["voice"] == "ava"
    assert Lexicon.from_yaml("- {written: Lee, ipa: liː, voice: ava}").entries[0].voice == "ava"


def test_files(tmp_path: Path) -> None:
    (tmp_path / "a.pls").write_text(
        pls("<lexeme><grapheme>Bo</grapheme><alias>boo</alias></lexeme>")
    )
    (tmp_path / "b.yaml").write_text("Bo: boo\n")
    (tmp_path / "c.pls").write_text("<a")
    (tmp_path / "d.yml").write_bytes(b"\xff\xff")
    for name in ("a.pls", "b.yaml"):
        lexicon = load_lexicon(tmp_path / name).lexicon
        assert normalize("Bo", "en-US", lexicon=lexicon).spoken == "boo"
    for name, message in {
        "c.pls": "c.pls.*not XML",
        "d.yml": "not UTF-8",
        "e.yaml": "No such file",
        "f.txt": "neither YAML nor PLS",
        "g\0.pls": "not a file name",
    }.items():
        with pytest.raises(TextError, match=message) as caught:
            load_lexicon(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_an_entry_of_one_voice_in_markup() -> None:
    entries = [{"written": "Lee", "say": "lay", "voice": "ava"}]
    document = '<speak>Lee <lang xml:lang="fr-FR">Lee</lang></speak>'
    said = normalize_ssml(document, "en-US", lexicon=entries, voice="ava").spoken
    assert said == "lay lay"
    assert normalize_ssml(document, "en-US", lexicon=entries).spoken == "Lee Lee"
