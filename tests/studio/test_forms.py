"""Controls come from the models and the table; what an engine cannot do is disabled and says so."""

from __future__ import annotations

import pytest

from locales.errors import PersonaError
from studio import drafts, forms
from studio.pages.design import GROUPS
from voices.headlines import ATTRIBUTES, words
from voices.persona import Fine, Persona


def test_every_number_of_the_models_has_a_slider_in_one_group() -> None:
    fine = {f"fine.{name}" for name in Fine.model_fields if name != "regional_accent"}
    grouped = [path for _, paths in GROUPS for path in paths]
    assert (
        sorted(grouped)
        == sorted(drafts.SLIDERS)
        == sorted(fine | set(drafts.NUMBERS) | {"emotion_strength"})
    )


@pytest.mark.parametrize("path", drafts.SLIDERS)
def test_a_slider_admits_just_what_the_model_admits(path: str) -> None:
    knob = forms.knob(path)
    persona = Persona(name="ada")
    for value in (knob.low, knob.high):
        assert drafts.by_hand(drafts.edited(persona, path, value)) == [path]
    for value in (knob.low - 0.01, knob.high + 0.01):
        with pytest.raises(PersonaError, match=path.rpartition(".")[2]):
            drafts.edited(persona, path, value)
    assert 0 < knob.step <= (knob.high - knob.low) / 10
    assert knob.help


@pytest.mark.parametrize("attribute", [name for name in ATTRIBUTES if name != "accent"])
def test_words_are_those_of_the_table(attribute: str) -> None:
    choices = forms.word_choices(attribute, Persona(name="ada"))
    assert [value for _, value in choices] == list(words(attribute))


def test_accents_are_of_the_language_and_tell_stand_ins() -> None:
    english = dict(forms.word_choices("accent", Persona(name="ada", locale="en-GB")))
    assert "Scottish" in english
    assert "Australian" in english
    assert "austrian" not in english.values()
    german = dict(forms.word_choices("accent", Persona(name="ada", locale="de-DE")))
    assert {"Austrian", "Swiss german (stand-in voice)"} <= set(german)
    french = [value for _, value in forms.word_choices("accent", Persona(name="a", locale="fr-CA"))]
    assert french[0] == "as locale"
    assert "scottish" not in french


def test_a_few_words_are_radio_buttons_many_a_list() -> None:
    persona = Persona(name="ada")
    assert type(forms.choice("age", persona, "adult")).__name__ == "Radio"
    assert type(forms.choice("tone", persona, "warm")).__name__ == "Dropdown"


class NoTimes:
    """An engine that tells no times."""

    name = "plain"

    def capabilities(self) -> frozenset[str]:
        return frozenset()


def test_what_an_engine_cannot_do_is_disabled_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert forms.blocked("espeak") == {}
    monkeypatch.setattr(forms, "get_engine", lambda _: NoTimes())
    blocked = forms.blocked("plain")
    assert "fine.fry" in blocked
    assert "fine.breathiness" not in blocked
    slider = forms.slider("fine.fry", 0.0, by_hand=False, why_not=blocked["fine.fry"])
    assert slider.interactive is False
    assert "does not tell when each sound is spoken" in str(slider.info)


def test_a_slider_tells_who_decided() -> None:
    assert "from the words" in str(forms.slider("fine.fry", 0.0, by_hand=False).info)
    assert "set by hand" in str(forms.slider_update("fine.fry", None, by_hand=True)["info"])
    assert "value" not in forms.slider_update("fine.fry", None, by_hand=True)


def test_engines_and_locales_are_offered() -> None:
    assert "espeak" in dict(forms.engine_choices()).values()
    tags = [tag for _, tag in forms.locale_choices(Persona(name="ada", locale="nl-NL"))]
    assert {"en-US", "fr-CA", "nl-NL"} <= set(tags)
