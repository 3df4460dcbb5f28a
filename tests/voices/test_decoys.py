"""The audit by decoys: what is accepted, what counts, and liars that must fail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.signal import firwin2, lfilter

from voices.acoustics import analysis
from voices.acoustics.report import measure_all_against
from voices.acoustics.verdict import Proof
from voices.audio import Audio, Speech
from voices.decoys import FEWEST, MOST_ACCEPTED, MOST_PASSED, audit, bank
from voices.persona import Persona
from voices.resolve import neutral_settings
from voices.sentences import sentences
from voices.speaking import Voice, prepare
from voices.targets import targets
from voices.verify import render


def voice_of(**asked: object) -> Voice:
    return prepare(Persona(name="x", locale="en-US", **asked))  # type: ignore[arg-type]


def test_the_bank_is_of_these_measures_and_large_enough() -> None:
    assert len(bank("en-US")) >= FEWEST
    assert analysis.VERSION
    assert bank("xx-XX") == ()


@pytest.mark.parametrize("name", ["ava", "leo", "mia", "pip", "robin", "walter"])
def test_presets_are_not_passed_by_others(name: str) -> None:
    voice = prepare(Persona.preset(name))
    found = audit(voice.persona, voice.asked or voice.settings)
    assert found.persona.tried >= FEWEST
    assert (found.persona.rate or 0.0) <= MOST_PASSED
    for attribute, count in found.attributes.items():
        assert (count.rate or 0.0) <= MOST_ACCEPTED, attribute


def test_a_decoy_is_its_own_false_accept() -> None:
    """The audit can find one: a decoy that measures like the persona though asked otherwise."""
    decoy = bank("en-US")[0]
    twin = decoy.persona.model_copy(update={"pitch_hz": 390.0})
    other = decoy.settings.model_copy(update={"f0_median_hz": 390.0})
    liar = replace(decoy, persona=twin, settings=other)
    asked = [t for t in targets(decoy.persona, decoy.settings) if t.attribute == "pitch"]
    held = all(v.ok for v in decoy.report.against(asked, decoy.neutral))
    found = audit(decoy.persona, decoy.settings, [liar] * FEWEST)
    assert held
    assert found.attributes["pitch"].accepted == found.attributes["pitch"].tried == FEWEST


def test_without_a_bank_the_audit_says_why() -> None:
    voice = prepare(Persona.preset("claire"))
    found = audit(voice.persona, voice.settings, [])
    assert found.why.startswith("0 decoys")
    assert found.persona.rate is None


# Liars: sounds that imitate an attribute by the wrong means


def altered(speech: Speech, samples: np.ndarray) -> Speech:
    return speech.with_changes(audio=Audio(samples.astype(np.float32), speech.audio.rate_hz))


def duller(speech: Speech) -> Speech:
    """An equaliser of -3 dB an octave above 300 Hz."""
    rate_hz = speech.audio.rate_hz
    at_hz = np.array([0, 300, 600, 1200, 2400, 4800, rate_hz / 2])
    gain_db = np.array([0, 0, -3, -6, -9, -12, -15.0])
    taps = firwin2(513, at_hz, 10 ** (gain_db / 20), fs=rate_hz)
    filtered = lfilter(taps, 1.0, np.pad(speech.audio.samples, (0, 256)))[256:]
    return altered(speech, filtered)


def louder(speech: Speech) -> Speech:
    """6 dB of gain, limited to full scale."""
    return altered(speech, np.clip(2 * speech.audio.samples, -0.89, 0.89))


def same(speech: Speech) -> Speech:
    return speech


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "changed", "lie"),
    [
        ({"tone": "soft"}, {}, duller),
        ({"emotion": "assertive"}, {}, louder),
        ({"gender": "female"}, {"f0_median_hz": 198.0}, same),
        ({"emotion": "calm"}, {"rate_syll_s": 3.6}, louder),
    ],
    ids=["equaliser for soft", "gain for assertive", "F0 for gender", "slowness for calm"],
)
def test_liars_fail(asked: dict[str, str], changed: dict[str, float], lie: object) -> None:
    """An ordinary voice with a change of the sound is held against what is asked."""
    voice = voice_of(**{"gender": "male"} | asked)
    ordinary = voice_of(gender="male")
    plain = replace(ordinary, settings=neutral_settings(ordinary.settings))
    imitating = replace(ordinary, settings=ordinary.settings.model_copy(update=changed))
    lines = sentences("en-US", "verification")
    spoken = [lie(one) for one in render(lines, imitating, "", lambda _: None)]  # type: ignore[operator]
    neutral = render(lines, plain, "", lambda _: None)
    report, reference = measure_all_against(spoken, neutral)
    wanted = [
        t
        for t in targets(voice.persona, voice.settings)
        if t.proof is Proof.MEASURED and t.measure in report.measures
    ]
    failed = {v.attribute for v in report.against(wanted, reference) if v.ok is not True}
    assert failed
    honest = render(lines, voice, "", lambda _: None)
    base = replace(voice, settings=neutral_settings(voice.settings))
    true, own = measure_all_against(honest, render(lines, base, "", lambda _: None))
    assert not [v.message for v in true.against(wanted, own) if v.ok is not True]
