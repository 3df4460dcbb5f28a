"""Verification: what is as asked passes, what is not is refused, by measurement."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from voices.accent_proof import accent_probes
from voices.acoustics.verdict import Proof
from voices.persona import Persona
from voices.speaking import Voice, prepare
from voices.targets import ATTRIBUTES
from voices.verify import Verification, verify

STEPS: list[tuple[int, int]] = []
"""Progress of the verification that the tests share: steps done, steps in all."""


@pytest.fixture(scope="module")
def leo() -> Verification:
    STEPS.clear()
    return verify(
        Persona.preset("leo"), progress=lambda done, total, _: STEPS.append((done, total))
    )


def test_a_preset_measures_as_asked(leo: Verification) -> None:
    assert leo.passed, [v.message for v in leo.failures]
    assert {verdict.attribute for verdict in leo.verdicts} >= set(ATTRIBUTES)


def test_the_outcome_is_plain_data(leo: Verification) -> None:
    data = json.loads(json.dumps(leo.as_dict()))
    assert data["passed"] is True
    assert data["report"]["tools"]["praat"]
    assert len(data["sentences"]) == len(leo.probes) >= 12
    assert 40 < data["report"]["measures"]["duration_s"]["value"] < 100


def test_what_no_measure_proves_is_never_green(leo: Verification) -> None:
    for verdict in leo.verdicts:
        if verdict.proof is Proof.NOT_MEASURABLE:
            assert verdict.ok is None
    assert any(v.proof is Proof.NOT_MEASURABLE for v in leo.verdicts)


def test_the_accent_is_measured_on_sentences_of_its_own(leo: Verification) -> None:
    found = [verdict for verdict in leo.verdicts if verdict.attribute == "accent"]
    assert len(found) == 4
    assert all(verdict.ok and verdict.proof is Proof.MEASURED for verdict in found)
    spoken = {probe.text for probe in leo.probes}
    assert not spoken & {probe.text for probe in accent_probes(leo.voice)}


def miscalibrated(name: str, **changes: float) -> Voice:
    """A preset whose base voice is believed to measure other than it does."""
    voice = prepare(Persona.preset(name))
    return replace(voice, baseline=replace(voice.baseline, **changes))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "attribute"),
    [
        ({"middle_st": 5.0}, "pitch"),
        ({"rate_syll_s": 3.6}, "speed"),
        ({"f0_sd_st": 0.9}, "intonation"),
    ],
)
def test_a_voice_that_renders_otherwise_fails(changes: dict[str, float], attribute: str) -> None:
    """A wrong calibration makes pitch, rate or range come out other than asked."""
    verification = verify(miscalibrated("leo", **changes))
    assert not verification.passed
    assert attribute in {verdict.attribute for verdict in verification.failures}


def test_progress_runs_from_none_to_all(leo: Verification) -> None:
    total = 2 * len(leo.probes) + len(accent_probes(leo.voice)) + 1
    assert [(done, total) for done in range(total + 1)] == STEPS
