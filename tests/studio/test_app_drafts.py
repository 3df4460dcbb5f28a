"""A draft shows what the words imply, keeps what the hand set, and refuses with one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.errors import PersonaError, ProfileError, StudioError, TextError
from studio import drafts, forms
from voices import profile
from voices.headlines import words
from voices.persona import Persona, preset_names
from voices.verify import Verification

MakeVerification = Callable[..., Verification]


@pytest.mark.parametrize("name", preset_names())
def test_controls_show_values_that_the_persona_admits(name: str) -> None:
    persona = Persona.preset(name)
    shown = drafts.control_values(persona)
    assert set(shown) == set(drafts.CONTROLS)
    for path, value in shown.items():
        drafts.edited(persona, path, value)


@pytest.mark.parametrize("name", preset_names())
@pytest.mark.parametrize("path", [p for p in drafts.SLIDERS if p != "fine.range"])
def test_setting_what_is_shown_changes_nothing_that_is_heard(name: str, path: str) -> None:
    persona = Persona.preset(name)
    pinned = drafts.edited(persona, path, drafts.control_values(persona)[path])
    before, after = (p.resolve().settings.model_dump() for p in (persona, pinned))
    if path == "emotion_strength":
        assert after == before
        return
    field = drafts.NUMBERS.get(path) or drafts.FINE_FIELDS[path.removeprefix("fine.")][0]
    assert after[field] == pytest.approx(before[field], abs=0.01)


def test_range_of_plain_words_is_one() -> None:
    assert drafts.control_values(Persona(name="ada"))["fine.range"] == pytest.approx(1, abs=0.02)


@given(st.sampled_from(drafts.SLIDERS), st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_set_by_hand_and_released_is_as_before(path: str, share: float) -> None:
    persona = Persona.preset("leo")
    low, high = {"pitch_hz": (80, 300), "rate_syll_s": (3, 7), "fine.volume": (-30, -14)}.get(
        path, (0.3, 1.0)
    )
    value = low + share * (high - low)
    pinned = drafts.edited(persona, path, value)
    assert path in drafts.by_hand(pinned)
    assert drafts.control_values(pinned)[path] == pytest.approx(value)
    kept = drafts.by_hand(persona)
    assert drafts.released(pinned, kept) == persona.with_values(
        {path: drafts._own(persona, path) if path in kept else None}
    )


def test_words_move_what_the_hand_has_not_set() -> None:
    persona = drafts.edited(Persona(name="ada"), "fine.fry", 0.4)
    low = drafts.edited(persona, "pitch", "bass")
    changed = drafts.changes_between(drafts.control_values(persona), drafts.control_values(low))
    assert "pitch_hz" in changed
    assert "fine.fry" not in changed


def test_a_new_language_leaves_accents_of_the_old() -> None:
    persona = Persona(name="ada", accent="scottish", locale="en-GB")
    french = drafts.edited(persona, "locale", "fr-CA")
    assert (french.locale, french.accent) == ("fr-CA", "as locale")
    assert drafts.edited(persona, "locale", "en-US").accent == "scottish"


def test_another_engine_drops_the_voice_that_was_named() -> None:
    persona = Persona.model_validate({"name": "a", "engine": {"name": "espeak", "voice": "en-us"}})
    assert drafts.edited(persona, "engine.name", "test").engine.voice is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("tone", "loud"),
        ("fine.fry", 7),
        ("name", "../../etc"),
        ("locale", "xx-yy-zz-!"),
        ("nose", 1),
    ],
)
def test_what_is_not_admissible_is_refused_in_one_line(path: str, value: Any) -> None:
    with pytest.raises(PersonaError) as caught:
        drafts.edited(Persona(name="ada"), path, value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("prompt", "reason"), [("", "empty"), (" \n", "empty"), ("a" * 1001, "1,001")]
)
def test_prompts_that_cannot_be_previewed(prompt: str, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        drafts.preview(prompt, Persona(name="ada"))


def test_preview_speaks_and_is_checked() -> None:
    spoken = drafts.preview("Call 555-0142 today.", Persona.preset("ava"))
    assert spoken.speech.audio.duration_s > 1
    assert "five five five" in spoken.utterance.spoken
    check = drafts.check(spoken)
    found = {verdict.measure: verdict for verdict in check.verdicts}
    loudness = found["loudness_lufs"]
    assert loudness.ok is True
    assert not any(verdict.relative for verdict in check.verdicts)
    spread = found["f0_sd_st"]
    assert spread.measured is not None
    assert spread.ok is None
    assert "too short" in spread.message
    assert "breathiness" in check.note


def test_equal_questions_are_one_verdict(make_verdict: Callable[..., Any]) -> None:
    same = [make_verdict(attribute="age", asked="adult"), make_verdict(), make_verdict(low=1.0)]
    merged = drafts._merged(same)
    assert [item.attribute for item in merged] == ["age, pitch", "pitch"]
    assert merged[0].asked == "adult, alto"


def test_export_writes_a_voice_that_loads(
    make_verification: MakeVerification, tmp_path: Path
) -> None:
    path = drafts.export_to(make_verification(), tmp_path, allow_unverified=False)
    assert path.name == "ada.voice"
    assert profile.load(path).manifest.verified


def test_export_is_refused_in_words_of_the_page_and_leaves_nothing(
    make_verification: MakeVerification, tmp_path: Path
) -> None:
    failed = make_verification(passes=False, name="Élise d.Arc")
    with pytest.raises(ProfileError, match=r"breathiness.*tick “Export anyway”"):
        drafts.export_to(failed, tmp_path, allow_unverified=False)
    assert list(tmp_path.iterdir()) == []
    path = drafts.export_to(failed, tmp_path, allow_unverified=True)
    assert path.name == "Élise-d-Arc.voice"
    assert not profile.load(path).manifest.verified


def test_files_opened_are_personas_or_refused(
    tmp_path: Path, make_verification: MakeVerification
) -> None:
    persona = Persona.preset("claire")
    saved = persona.save(tmp_path / "claire.yaml")
    assert drafts.opened(saved) == persona
    voice = drafts.export_to(make_verification(), tmp_path, allow_unverified=False)
    assert drafts.opened(voice).name == "ada"
    for name, data in (
        ("x.txt", b"a"),
        ("x.yaml", b"\xff\xfe\x00"),
        ("x.voice", b"PK"),
        ("y.yaml", b"["),
    ):
        bad = tmp_path / name
        bad.write_bytes(data)
        with pytest.raises(StudioError) as caught:
            drafts.opened(bad)
        assert "\n" not in str(caught.value)


def test_report_file_is_a_page(make_verification: MakeVerification, tmp_path: Path) -> None:
    path = drafts.report_file(make_verification(), tmp_path)
    assert path.name == "ada-report.html"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_samples_are_of_the_language() -> None:
    assert drafts.samples("fr-CA") != drafts.samples("en-US")
    assert drafts.samples("xx-XX") == []


@pytest.mark.parametrize("tone", words("tone"))
def test_every_tone_can_be_shown(tone: str) -> None:
    shown = drafts.control_values(Persona(name="ada", tone=tone))
    assert shown["tone"] == tone
    for path in drafts.SLIDERS:
        assert forms.knob(path).low <= shown[path] <= forms.knob(path).high, path
