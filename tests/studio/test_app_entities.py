"""The entity page reads, shows and plays what the pipeline says, cell by cell."""

from __future__ import annotations

import pytest

from locales import available
from locales.errors import LocaleError, StudioError, TextError
from normalizers import normalize
from studio import entities, fragments
from voices.persona import Persona

AVA = Persona.preset("ava")


def test_rows_tell_class_words_groups_ipa_and_rule() -> None:
    rows = entities.rows("Call 555-0142.", "en-US", AVA)
    phone = next(row for row in rows if row["written"] == "555-0142")
    assert phone["class"] == "telephone"
    assert phone["spoken"].startswith("five five five")
    assert phone["groups"][0] == "five five five"
    assert phone["rule"].startswith("telephone.")
    assert "f" in phone["ipa"]
    table = fragments.token_table(rows)
    assert f'data-play="{phone["index"]}"' in table
    assert "five five five" in table


def test_markup_in_a_text_stays_text() -> None:
    table = fragments.token_table(entities.rows("<img src=x> {{a}} ${1}", "en-US", AVA))
    assert "<img" not in table


def test_one_token_alone_says_just_its_words() -> None:
    text = "Call 555-0142 before noon."
    rows = entities.rows(text, "en-US", AVA)
    index = next(row["index"] for row in rows if row["class"] == "telephone")
    whole = entities.say(text, "en-US", AVA).speech
    alone = entities.say_token(text, "en-US", index, AVA).speech
    assert [word.text for word in alone.words][:3] == ["five", "five", "five"]
    assert 0.5 < alone.audio.duration_s < whole.audio.duration_s


@pytest.mark.parametrize("index", [-1, 99])
def test_a_token_that_is_not_there(index: int) -> None:
    with pytest.raises(TextError, match="press Read again"):
        entities.say_token("Hello.", "en-US", index, AVA)


@pytest.mark.parametrize("value", ["", "x", "1e9", "9999999", None, "-1", ["1"]])
def test_an_index_that_is_none(value: object) -> None:
    with pytest.raises(TextError, match="no row"):
        entities.index_of(value)


@pytest.mark.parametrize("key", ["", "1", "x:en-US", "99:en-US", "1:", "1:xx-YY", None, "1:../x"])
def test_a_cell_that_is_none(key: object) -> None:
    with pytest.raises((TextError, LocaleError)) as caught:
        entities.cell(key)
    assert "\n" not in str(caught.value)


def test_the_matrix_has_every_locale_and_reads_as_the_pipeline_does() -> None:
    matrix = entities.matrix(available())
    assert len(matrix) == len(entities.SAMPLES)
    for _, text, cells in matrix:
        assert tuple(cells) == available()
        for locale, cell in cells.items():
            said = normalize(text, locale).spoken.replace(",", "")
            assert cell.spoken.replace(",", "").split() == said.split()
            assert entities.cell(cell.key) == (locale, text)
    html = fragments.matrix_table(matrix)
    assert html.count("<button") == len(entities.SAMPLES) * len(available())


def test_a_voice_that_reads_another_locale_keeps_its_words() -> None:
    scottish = Persona(name="isla", locale="en-GB", accent="scottish", tone="warm")
    french = entities.speaker(scottish, "fr-CA")
    assert (french.locale, french.accent, french.tone) == ("fr-CA", "as locale", "warm")
    assert entities.speaker(scottish, "en-GB") is scottish


@pytest.mark.parametrize("text", ["", "   ", "a" * 1001])
def test_texts_that_are_refused(text: str) -> None:
    for call in (entities.rows, entities.say):
        with pytest.raises(StudioError) as caught:
            call(text, "en-US", AVA)
        assert "\n" not in str(caught.value)
