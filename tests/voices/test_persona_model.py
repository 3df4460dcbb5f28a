"""Personas: what is read, what is refused, and how it is said."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales.errors import PersonaError
from voices import headlines, strict_yaml
from voices.headlines import accents_of
from voices.persona import Fine, Persona, preset_names, value_paths

SCALES = ("dips", "lifts", "nasality", "breathiness", "constriction", "gravel", "fry")


def test_at_least_twelve_presets_span_the_attributes() -> None:
    presets = [Persona.preset(name) for name in preset_names()]
    assert len(presets) >= 12
    assert {"ava", "leo"} <= set(preset_names())
    assert {p.gender for p in presets} == {"female", "male", "nonbinary"}
    assert {"child", "young", "adult", "middle-aged", "old"} <= {p.age for p in presets}
    assert {"en-US", "en-GB", "fr-CA", "fr-FR", "es-MX", "de-DE"} <= {p.locale for p in presets}
    assert len({p.emotion for p in presets}) >= 6
    assert len({p.tone for p in presets}) >= 8


@pytest.mark.parametrize("name", preset_names())
def test_preset_round_trips_and_says_what_it_is_for(name: str, tmp_path: Path) -> None:
    persona = Persona.preset(name)
    assert persona.name == name
    assert persona.notes.count(".") == 1
    assert Persona.loads(persona.dumps()) == persona
    assert Persona.load(persona.save(tmp_path / "p.yaml")) == persona
    assert Persona.load(name) == persona


TEXTS = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=60
)


@given(
    notes=TEXTS,
    provenance=st.dictionaries(TEXTS.filter(bool), TEXTS, max_size=3),
    fine=st.fixed_dictionaries({}, optional={k: st.floats(0, 1) for k in SCALES}),
    pitch_hz=st.none() | st.floats(50, 400),
    seed=st.integers(0, 2**31 - 1),
)
def test_yaml_round_trip_is_exact(notes, provenance, fine, pitch_hz, seed) -> None:
    persona = Persona(
        name="x",
        notes=notes,
        provenance=provenance,
        fine=Fine(**fine),
        pitch_hz=pitch_hz,
        seed=seed,
    )
    again = Persona.loads(persona.dumps())
    assert again == persona
    assert again.digest == persona.digest


@pytest.mark.parametrize(
    "scalar",
    ["no", "on", "12:30", "010", "1_000", "0x1F", "1e5", "1.0", "7", "~", "null", "2026-03-01"],
)
def test_text_that_yaml_would_convert_stays_text(scalar: str) -> None:
    persona = Persona(name="x", provenance={"value": scalar, scalar: "key"})
    assert Persona.loads(persona.dumps()) == persona


def test_words_are_found_by_synonym_and_case() -> None:
    persona = Persona(
        name="x",
        locale="fr_ca",
        age="ELDERLY",
        gender="Non-Binary",
        accent="Québécois",
        tone="Husky",
        speed="normal",
        emotion="Happy",
    )
    assert (persona.age, persona.gender, persona.accent) == ("old", "nonbinary", "french-canadian")
    assert (persona.tone, persona.speed, persona.emotion) == ("smoky", "conversational", "upbeat")
    assert persona.locale == "fr-CA"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"age": "oldd"}, ["'oldd'", "middle-aged", "Did you mean 'old'?"]),
        ({"gender": 3}, ["gender", "3"]),
        ({"fine": {"breathiness": 3}}, ["fine.breathiness", "3", "from 0 to 1"]),
        ({"fine": {"breathines": 0.3}}, ["Did you mean 'fine.breathiness'?"]),
        ({"fine": {"breathiness": float("nan")}}, ["fine.breathiness", "nan"]),
        ({"fine": {"volume": -5}}, ["fine.volume", "-5", "from -30 to -14"]),
        ({"fine": 3}, ["fine", "3"]),
        ({"pitch_hz": 500}, ["pitch_hz", "500", "from 50 to 400"]),
        ({"seed": -1}, ["seed", "-1", "whole number"]),
        ({"seed": True}, ["seed", "True"]),
        ({"nam": "y"}, ["'nam'", "Did you mean 'name'?"]),
        ({"locale": "english please"}, ["locale", "'english please'", "en-US"]),
        ({"locale": "en-US", "accent": "French"}, ["accent", "'french'", "american"]),
        ({"fine": {"regional_accent": "bavarian"}}, ["'bavarian'", "known"]),
        ({"name": "../../etc"}, ["name", "'../../etc'"]),
        ({"name": ""}, ["name"]),
        ({"engine": {"voice": "a;b"}}, ["engine.voice", "'a;b'"]),
        ({"notes": "x" * 2001}, ["notes", "2000"]),
        ({"notes": "bell\x07"}, ["notes", "control characters"]),
        ({"lexicon": [{"written": ""}]}, ["lexicon"]),
        ({"provenance": {"k": 1}}, ["provenance"]),
    ],
)
def test_what_is_refused_is_said_in_one_line(values: dict, said: list[str]) -> None:
    with pytest.raises(PersonaError) as caught:
        Persona(**{"name": "x", **values})
    message = str(caught.value)
    assert "\n" not in message
    for part in said:
        assert part in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n- b", "fields such as name"),
        ("name: x\nname: y", "line 2: key 'name' is given twice"),
        ("name: &a x", "anchors"),
        ("a: &a [1]\nb: *a", "anchors"),
        ("name: !!python/object/apply:os.system ['true']", "tags"),
        ("name: [", "line"),
        ("[" * 5000, "nested"),
        ("name: x\nnotes: " + "a" * 300_000, "256 KiB"),
        ("name: x\nseed: " + "9" * 5000, "digits"),
        ("? [a]\n: b", "key must be text"),
        ("", "fields such as name"),
        ("name: x\nage: no", "'no'"),
        ("name: x\npitch_hz: 010", "pitch_hz"),
        ("--- 1\n--- 2", "document"),
    ],
)
def test_damaged_yaml_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(PersonaError) as caught:
        Persona.loads(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=200))
def test_any_text_is_a_persona_or_a_persona_error(text: str) -> None:
    try:
        Persona.loads(text)
    except PersonaError as error:
        assert "\n" not in str(error)


def test_files_that_are_no_personas(tmp_path: Path) -> None:
    binary = tmp_path / "b.yaml"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    huge = tmp_path / "h.yaml"
    huge.write_bytes(b"name: x\nnotes: " + b"a" * strict_yaml.MAX_BYTES)
    bad = tmp_path / "bad.yaml"
    bad.write_text("name: x\nage: oldd\n")
    cases = [(binary, "UTF-8"), (huge, "256 KiB"), (tmp_path, "no persona at"), (bad, "bad.yaml")]
    for path, said in cases:
        with pytest.raises(PersonaError, match=said):
            Persona.load(path)
    with pytest.raises(PersonaError, match="Did you mean 'ava'"):
        Persona.load("avaa")
    with pytest.raises(PersonaError, match="no persona at"):
        Persona.load(tmp_path / "missing.yaml")
    with pytest.raises(PersonaError, match="unknown persona"):
        Persona.preset("../personas/ava")
    with pytest.raises(PersonaError, match="cannot write"):
        Persona.preset("ava").save(tmp_path / "none" / "p.yaml")


def test_with_values_converts_text_and_checks() -> None:
    ava = Persona.preset("ava")
    changed = ava.with_values(
        {"fine.breathiness": "0.8", "pitch": "Tenor", "pitch_hz": "140", "engine.voice": "en-us"}
    )
    assert (changed.fine.breathiness, changed.pitch, changed.pitch_hz) == (0.8, "tenor", 140)
    assert changed.engine.voice == "en-us"
    assert changed.with_values({"fine.breathiness": "none"}).fine.breathiness is None
    assert ava == Persona.preset("ava")
    assert changed.digest != ava.digest
    both = ava.with_values({"locale": "fr-FR", "accent": "french"})
    assert both.resolve().accent_tag == "fr-FR"
    with pytest.raises(PersonaError, match=r"Did you mean 'fine.breathiness'"):
        ava.with_values({"breathiness": 0.8})
    with pytest.raises(PersonaError, match="from 0 to 1"):
        ava.with_values({"fine.breathiness": "loud"})
    with pytest.raises(PersonaError, match="accent"):
        ava.with_values({"locale": "fr-FR"})


def test_every_value_path_can_be_set_to_its_own_value() -> None:
    persona = Persona.preset("isla")
    for path in value_paths():
        part, _, leaf = path.rpartition(".")
        value = getattr(getattr(persona, part) if part else persona, leaf)
        assert persona.with_values({path: value}) == persona


def test_digest_is_that_of_the_content() -> None:
    one = Persona.loads("name: x\nage: old\nseed: 3")
    other = Persona.loads("seed: 3\nage: Elderly\nname: x")
    assert one.digest == other.digest
    assert len(one.digest) == 64


def test_accents_belong_to_their_language() -> None:
    assert "scottish" in accents_of("en-GB")
    assert "scottish" not in accents_of("de-DE")
    languages = ("en", "fr", "es", "de", "it", "pt", "nl", "sv")
    for word in headlines.words("accent"):
        assert any(word in accents_of(language) for language in languages)
