"""From words to settings: every word, precedence, bounds, and the trace."""

import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voices import strict_yaml
from voices.engines.base import VoiceInfo
from voices.headlines import ATTRIBUTES, RESOLUTION_FIELDS, find, table, table_text, words
from voices.persona import Fine, Persona, preset_names
from voices.pitch_range import MAX_SD_OF_WORDS_ST, asked_sd_st, sd_setting_st
from voices.resolve import FINE_FIELDS, bounds, neutral_settings
from voices.shaping.settings import NEUTRAL, Settings

SHAPING = tuple(name for name in ATTRIBUTES if name != "accent")
PERSONAS = st.builds(
    Persona,
    name=st.just("x"),
    locale=st.sampled_from(["en-US", "fr-CA", "es-MX", "de-DE", "ja-JP", "cy-GB"]),
    pitch_hz=st.none() | st.floats(50, 400),
    rate_syll_s=st.none() | st.floats(1.5, 10),
    fine=st.builds(
        Fine,
        range=st.none() | st.floats(0.3, 2.5),
        volume=st.none() | st.floats(-30, -14),
        rhythm=st.none() | st.floats(-1, 1),
        enunciation=st.none() | st.floats(-1, 1),
        **{
            name: st.none() | st.floats(0, 1)
            for name in FINE_FIELDS
            if name not in ("volume", "rhythm", "enunciation")
        },
    ),
    **{name: st.sampled_from(words(name)) for name in SHAPING},
)


def persona(**values: object) -> Persona:
    return Persona(name="x", **values)


@pytest.mark.parametrize(
    ("attribute", "word"),
    [
        (attribute, spelling)
        for attribute in ATTRIBUTES
        for word in words(attribute)
        for spelling in (word, *find(attribute, word).entry.synonyms)
    ],
)
def test_every_word_and_synonym_resolves(attribute: str, word: str) -> None:
    tag = find(attribute, word).entry.tag if attribute == "accent" else None
    made = persona(locale=tag[:2] if tag else "en-US", **{attribute: word.upper()})
    resolution = made.resolve()
    assert resolution.settings.f0_median_hz
    if tag:
        assert resolution.accent_tag == tag


def test_every_row_has_a_known_source_and_the_words_have_all_ages_and_genders() -> None:
    known = set(table().sources)
    rows = [
        *table().speaking_f0_hz,
        *table().tract_scale,
        *table().rate_factors,
        *(row for rows in table().attributes.values() for row in rows),
    ]
    for attribute in ATTRIBUTES:
        for entry in table().words[attribute].values():
            rows += [*entry.gives, *entry.proves]
    cited = {source for row in rows for source in row.source}
    assert cited <= known
    folder = Path(strict_yaml.__file__).parent
    code = " ".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    in_code = set(re.findall(r"\w+", code))
    assert {word for word in in_code if re.fullmatch(r"[a-z]{3,}(?:19|20)\d\d", word)} <= known
    assert known <= cited | in_code
    assert all(row.status for row in rows)
    for age in words("age"):
        for gender in words("gender"):
            for norms in (table().speaking_f0_hz, table().tract_scale):
                assert len([n for n in norms if (n.age, n.gender) == (age, gender)]) == 1


def test_the_table_holds_no_surprise_of_yaml() -> None:
    assert strict_yaml.parse(table_text()) == strict_yaml.parse_own(table_text())


def test_pitch_classes_are_ordered_and_lie_in_their_own_band() -> None:
    classes = ["soprano", "mezzo", "alto", "contralto", "tenor", "baritone", "bass"]
    medians = [persona(pitch=word).resolve().settings.f0_median_hz or 0 for word in classes]
    assert medians == sorted(medians, reverse=True)
    for norm in table().speaking_f0_hz:
        assert (norm.low or 0) < norm.typical < (norm.high or 0)
    speeds = [persona(speed=word).resolve().settings.rate_syll_s or 0 for word in words("speed")]
    assert speeds == sorted(speeds)
    for slow, quick in pairwise(speeds):
        assert quick / slow > 1.1  # two JNDs of 5 % (Quene 2007)


def test_physics_of_the_headlines() -> None:
    woman, man = persona(gender="female").resolve(), persona(gender="male").resolve()
    assert woman.settings.formant_ratio == pytest.approx(1.157)
    assert man.settings.formant_ratio == 1.0
    st_apart = 12 * math.log2(woman.settings.f0_median_hz / man.settings.f0_median_hz)
    assert 8 < st_apart < 11
    nonbinary = persona(gender="nonbinary").resolve().settings
    assert 145 <= nonbinary.f0_median_hz <= 175
    assert 1.05 < nonbinary.formant_ratio < 1.1
    child = persona(age="child").resolve().settings
    assert child.f0_median_hz > 220
    assert child.formant_ratio > 1.25
    old = persona(age="old").resolve().settings
    assert old.rate_syll_s < man.settings.rate_syll_s
    assert min(old.tremor_st, old.jitter_st, old.shimmer_db) > 0
    bass, tenor = (persona(pitch=word).resolve().settings for word in ("bass", "tenor"))
    assert 0.90 <= bass.formant_ratio / tenor.formant_ratio <= 0.96
    spanish = persona(locale="es-MX").resolve().settings.rate_syll_s
    assert spanish / man.settings.rate_syll_s == pytest.approx(1.219, abs=0.001)


def test_formants_are_scaled_from_the_base_voice_that_is_shaped() -> None:
    base = VoiceInfo("v", "en-US", gender="female", age="adult", accent="", licence="CC0-1.0")
    assert persona(gender="female").resolve(base).settings.formant_ratio == 1.0
    man = persona(gender="male").resolve(base).settings.formant_ratio
    assert man == pytest.approx(1 / 1.157, abs=0.001)


@pytest.mark.parametrize("emotion", words("emotion"))
def test_emotion_moves_pitch_range_and_rate_as_its_row_says(emotion: str) -> None:
    plain, moved = persona().resolve().settings, persona(emotion=emotion).resolve().settings
    gifts = {gift.field: gift.value for gift in find("emotion", emotion).entry.gives}
    shift = 12 * math.log2(moved.f0_median_hz / plain.f0_median_hz)
    assert shift == pytest.approx(gifts.get("f0_shift_st", 0), abs=0.01)
    spread = asked_sd_st(moved) / asked_sd_st(plain)
    widest = MAX_SD_OF_WORDS_ST / asked_sd_st(plain)
    assert spread == pytest.approx(min(gifts.get("range_ratio", 1), widest), abs=0.01)
    rate = moved.rate_syll_s / plain.rate_syll_s
    assert rate == pytest.approx(gifts.get("rate_ratio", 1), abs=0.01)


@given(PERSONAS)
def test_explicit_wins_everything_is_within_bounds_and_traced(made: Persona) -> None:
    resolution = made.resolve()
    settings = resolution.settings
    for name in Settings.model_fields:
        value = getattr(settings, name)
        low, high = bounds(name)
        assert value is None or low <= value <= high
        decision = resolution.decided(name)
        if value != getattr(NEUTRAL, name):
            assert decision is not None
        if decision is not None:
            assert decision.value == value
            assert decision.source
            assert decision.why
    if made.pitch_hz is not None:
        assert settings.f0_median_hz == made.pitch_hz
        assert resolution.decided("f0_median_hz").source == "pitch_hz"
    if made.rate_syll_s is not None:
        assert settings.rate_syll_s == made.rate_syll_s
    for name, (field, full) in FINE_FIELDS.items():
        value = getattr(made.fine, name)
        if value is not None:
            assert getattr(settings, field) == pytest.approx(value * full, abs=1e-4)
            assert resolution.decided(field).source == f"fine.{name}"


@given(PERSONAS)
def test_qualities_of_several_words_do_not_add_up(made: Persona) -> None:
    settings = made.resolve().settings
    for field in ("breathiness", "gravel", "nasality", "constriction", "fry"):
        if getattr(made.fine, field) is None:
            given_values = [
                gift.value
                for attribute in SHAPING
                for gift in find(attribute, getattr(made, attribute)).entry.gives
                if gift.field == field
            ]
            assert getattr(settings, field) == max(given_values, default=0)


def test_explicit_range_overrules_the_emotion_but_not_the_intonation() -> None:
    made = persona(intonation="professional", emotion="sad", fine=Fine(range=1.0, lifts=0, dips=0))
    assert asked_sd_st(made.resolve().settings) == pytest.approx(2.3, abs=0.001)
    assert "overrules emotion 'sad'" in made.resolve().decided("f0_sd_st").why


def test_more_specific_words_decide_and_the_trace_says_so() -> None:
    plain = persona(tone="smoky").resolve()
    assert "tone 'smoky'" in plain.decided("f0_median_hz").source
    named = persona(tone="smoky", pitch="tenor").resolve()
    assert named.settings.f0_median_hz == 135
    assert "overrules tone 'smoky'" in named.decided("f0_median_hz").why
    moved = persona(pitch="tenor", emotion="upbeat").resolve()
    assert moved.settings.f0_median_hz == pytest.approx(135 * 2 ** (2 / 12), abs=0.01)
    number = persona(pitch="tenor", emotion="upbeat", pitch_hz=130).resolve()
    assert number.settings.f0_median_hz == 130


def test_a_value_beyond_the_chain_is_held_with_a_note() -> None:
    made = persona(pitch_hz=400, emotion="excited", age="child", intonation="expressive")
    wide = made.with_values({"fine.range": 2.5}).resolve()
    assert wide.settings.f0_sd_st == 8
    assert "held at 8" in wide.decided("f0_sd_st").why


def test_regional_accent_overrules_the_base_accent() -> None:
    made = persona(locale="en-GB", accent="british", fine=Fine(regional_accent="Brummie"))
    assert made.resolve().accent_tag == "en-GB-x-gbcwmd"
    assert persona(locale="en-GB", accent="british").resolve().accent_tag == "en-GB"
    assert persona(locale="pt-BR").resolve().accent_tag == "pt-BR"


@pytest.mark.parametrize("name", preset_names())
def test_neutral_keeps_pitch_range_rate_and_loudness_alone(name: str) -> None:
    settings = Persona.preset(name).resolve().settings
    neutral = neutral_settings(settings)
    kept = {"f0_median_hz", "f0_sd_st", "rate_syll_s", "loudness_lufs"}
    for field in Settings.model_fields:
        wanted = settings if field in kept else NEUTRAL
        assert getattr(neutral, field) == getattr(wanted, field)


def test_fields_of_the_resolution_are_not_fields_of_the_chain() -> None:
    assert not set(RESOLUTION_FIELDS) & set(Settings.model_fields)


@given(asked=st.floats(1, 5), lifts=st.floats(0, 1.5), dips=st.floats(0, 1.5), fry=st.floats(0, 1))
def test_the_setting_of_a_range_gives_the_range_back(asked, lifts, dips, fry) -> None:
    made = sd_setting_st(asked, lifts_st=lifts, dips_st=dips, fry=fry)
    if made <= 8:
        settings = Settings(f0_sd_st=made, lifts_st=lifts, dips_st=dips, fry=fry)
        assert asked_sd_st(settings) >= asked - 1e-6
        if 0.58 * lifts + 0.28 * dips < 0.5 * asked:
            assert asked_sd_st(settings) == pytest.approx(asked)


@pytest.mark.parametrize("emotion", [name for name in words("emotion") if name != "neutral"])
def test_an_emotion_of_no_strength_is_none_and_more_is_farther(emotion: str) -> None:
    plain = Persona(name="ada").resolve().settings.model_dump()
    amounts = []
    for strength in (0.0, 0.5, 1.0, 1.5):
        felt = Persona(name="ada", emotion=emotion, emotion_strength=strength)
        settings = felt.resolve().settings.model_dump()
        amounts.append(sum(abs(settings[name] - plain[name]) for name in plain))
    assert amounts[0] == 0
    assert amounts == sorted(amounts)
    assert amounts[1] > 0
    alone = Persona(name="ada", emotion=emotion).resolve().settings
    assert alone == Persona(name="ada", emotion=emotion, emotion_strength=1.0).resolve().settings
