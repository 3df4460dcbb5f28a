"""The table of accent checks, and that the checks tell the accents apart: with the real voices."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from normalizers import normalize
from voices import accents
from voices.accent_proof import accent_probes, calmed, measure_accent_of
from voices.acoustics.verdict import Measure, Proof, judge
from voices.audio import Speech
from voices.engines import get_engine
from voices.headlines import table as headlines
from voices.persona import Fine, Persona
from voices.speaking import prepare, speak
from voices.targets import targets

ROOT = Path(__file__).parents[2]
BENCH = SimpleNamespace(**runpy.run_path(str(ROOT / "tests" / "bench" / "accent_table.py")))
WORDS: Mapping[str, str] = BENCH.words()
SAME_VOICE = {frozenset({"es-MX", "es-419"})}
"""Accents that one voice of the library speaks; no check can tell them apart."""
NAMED = ["en-US", "en-GB-x-rp", "en-GB-scotland", "en-AU", "en-NZ", "en-IE", "en-IN"]
"""The English accents that are made by rule first, and their neighbours."""
espeak = pytest.mark.skipif(
    not get_engine("espeak").available().ok, reason=get_engine("espeak").available().reason
)


def of_language(tag: str) -> list[str]:
    return [other for other in WORDS if other.partition("-")[0] == tag.partition("-")[0]]


# The table


def test_every_accent_of_the_headlines_is_measured_or_says_why_not() -> None:
    for name, entry in headlines().words["accent"].items():
        if entry.tag is not None:
            assert accents.bands(entry.tag) or accents.why_none(entry.tag), name
            assert accents.why_none(entry.tag) != "no check of this accent is written", name


@pytest.mark.parametrize("tag", accents.tags())
def test_an_accent_asks_for_bands_with_sources_on_sentences_that_hold_them(tag: str) -> None:
    asked = accents.bands(tag)
    assert len(asked) >= 2
    held = [
        label
        for probe in accents.probes(tag, accents.checks(asked))
        for label in probe.labels.values()
    ]
    for band in asked:
        assert band.low is not None or band.high is not None
        assert set(band.source) <= set(accents.table().sources)
        assert accents.says(band.measure)
        for label in accents.checks([band])[0].labels:
            assert held.count(label) >= 2, (band.check, label)


def test_every_check_and_every_label_is_used() -> None:
    table = accents.table()
    asked = {band.check for tag in accents.tags() for band in accents.bands(tag)}
    assert asked == set(table.checks)
    for language, lines in table.probes.items():
        own = [tag for tag in accents.tags() if tag.partition("-")[0] == language]
        needed = {
            label
            for tag in own
            for check in accents.checks(accents.bands(tag))
            for label in check.labels
        }
        assert {label for line in lines for label in accents.parsed(line).labels.values()} == needed


def test_probe_sentences_are_no_others_and_hold_no_figures() -> None:
    lines = [accents.parsed(line).text for own in accents.table().probes.values() for line in own]
    files = (ROOT / "assets" / "sentences").glob("*.txt")
    others = {line for file in files for line in file.read_text(encoding="utf-8").splitlines()}
    for line in lines:
        assert line not in others
        assert "_" not in line and not any(letter.isdigit() for letter in line)


def test_a_check_of_an_unknown_kind_is_refused() -> None:
    row = {"kind": "nothing", "of": "A", "says": "x"}
    with pytest.raises(ValidationError, match="nothing"):
        accents.CheckRow.model_validate(row)
    with pytest.raises(ValidationError):
        accents.Band.model_validate({"check": "x", "low": 1.0})


# Targets


def asked(persona: Persona, attribute: str) -> list:
    found = targets(persona, persona.resolve().settings)
    return [target for target in found if target.attribute == attribute]


def test_an_accent_that_a_stand_in_speaks_is_not_measurable() -> None:
    persona = Persona(name="x", locale="de-CH", accent="swiss german")
    (target,) = asked(persona, "accent")
    assert (target.proof, target.low, target.high) == (Proof.NOT_MEASURABLE, None, None)
    tones = Persona(name="x", locale="en-US", accent="american").with_values(
        {"engine.name": "test"}
    )
    (target,) = asked(tones, "accent")
    assert target.proof is Proof.NOT_MEASURABLE
    assert "test tones" in target.note


@espeak
def test_the_accent_that_is_spoken_is_asked_for() -> None:
    base = Persona(name="x", locale="en-GB", accent="british")
    assert {t.measure for t in asked(base, "accent")} == {b.measure for b in accents.bands("en-GB")}
    assert [t.proof for t in asked(base, "regional_accent")] == [Proof.NOT_MEASURABLE]
    regional = Persona(
        name="x", locale="en-GB", accent="british", fine=Fine(regional_accent="scottish")
    )
    (overruled,) = asked(regional, "accent")
    assert overruled.proof is Proof.NOT_MEASURABLE and "scottish" in overruled.note
    own = asked(regional, "regional_accent")
    assert {t.measure for t in own} == {b.measure for b in accents.bands("en-GB-scotland")}
    assert {t.proof for t in own} == {Proof.MEASURED}


@espeak
def test_a_voice_named_by_hand_is_held_to_the_accent_it_is_to_have() -> None:
    """RP under the name of an Australian fails; nothing is believed because of a casting."""
    false = Persona(name="x", locale="en-AU", accent="australian").with_values(
        {"engine.voice": "en-gb-x-rp"}
    )
    found = measure_accent_of(prepare(false))
    verdicts = [judge(target, found.get(target.measure)) for target in asked(false, "accent")]
    assert [verdict.ok for verdict in verdicts].count(False) >= 3
    true = Persona(name="x", locale="en-AU", accent="australian")
    found = measure_accent_of(prepare(true))
    verdicts = [judge(target, found.get(target.measure)) for target in asked(true, "accent")]
    assert verdicts and all(verdict.ok for verdict in verdicts), [v.message for v in verdicts]


def test_what_is_measured_is_what_the_caller_gives_back() -> None:
    """Each sentence passes through the caller once, as for a file; here with a test engine's
    tones, for which no accent is asked."""
    persona = Persona(name="x", locale="it-IT").with_values({"engine.name": "test"})
    heard: list[str] = []

    def render(text: str, speech: Speech) -> Speech:
        heard.append(text)
        return speech

    assert accent_probes(prepare(persona)) == ()
    assert measure_accent_of(prepare(persona), render) == {}
    tones = Persona(name="x", locale="de-DE").with_values({"engine.name": "test"})
    found = measure_accent_of(prepare(tones), render)
    assert heard == [probe.text for probe in accent_probes(prepare(tones))]
    assert set(found) == {band.measure for band in accents.bands("de-DE")}


# Separation


@lru_cache(maxsize=1)
def measured() -> Mapping[str, Mapping[str, Measure]]:
    return BENCH.base_measures()


def apart(found: Mapping[str, Mapping[str, Measure]], tags: list[str]) -> list[str]:
    """What is wrong: an accent that fails its own checks, or another that passes them all."""
    wrong = []
    for asking in tags:
        for spoken in tags:
            right, all_ = BENCH.held(asking, spoken, found)
            if asking == spoken and right < all_:
                wrong.append(f"{WORDS[spoken]} fails {all_ - right} of its own checks")
            alike = frozenset({asking, spoken}) in SAME_VOICE
            if asking != spoken and right == all_ and not alike:
                wrong.append(f"{WORDS[spoken]} passes for {WORDS[asking]}")
    return wrong


@espeak
@pytest.mark.parametrize("language", ["fr", "es", "de", "pt", "nl"])
def test_checks_tell_the_accents_of_a_language_apart(language: str) -> None:
    tags = of_language(language)
    found = {tag: BENCH.language_measures(tag, BENCH.base_voice) for tag in tags}
    assert apart(found, tags) == []


@espeak
def test_checks_tell_the_named_accents_of_english_from_their_neighbours() -> None:
    found = {tag: BENCH.language_measures(tag, BENCH.base_voice) for tag in NAMED}
    assert apart(found, NAMED) == []
    # The test can fail: the rendering of one accent under the name of another is found out.
    assert apart({**found, "en-AU": found["en-GB-x-rp"]}, NAMED)


@espeak
@pytest.mark.slow
def test_checks_tell_all_accents_of_english_apart() -> None:
    assert apart(measured(), of_language("en")) == []


@espeak
@pytest.mark.slow
@pytest.mark.parametrize(
    "who",
    [
        {"gender": "female"},
        {"age": "child", "gender": "male"},
        {"age": "old", "gender": "male", "pitch": "bass"},
    ],
    ids=["woman", "child", "old man"],
)
def test_checks_tell_the_accents_of_shaped_voices_apart(who: dict[str, str]) -> None:
    def shaped(text: str, tag: str) -> Speech:
        locale = BENCH.LOCALES[tag.partition("-")[0]]
        persona = Persona(name="x", locale=locale, accent=WORDS[tag], **who)
        return speak(normalize(text, locale), calmed(prepare(persona)))

    for tags in (NAMED, of_language("fr-FR"), of_language("es-ES")):
        found = {tag: BENCH.language_measures(tag, shaped) for tag in tags}
        assert apart(found, tags) == []


@espeak
@pytest.mark.slow
def test_the_tables_of_accents_are_up_to_date() -> None:
    """`make table` renews them."""
    assert BENCH.tables() in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
