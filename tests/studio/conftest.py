"""A built voice, speech and verification, so that pages and reports are tested in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from normalizers import normalize
from voices.acoustics import Proof, Report, Verdict
from voices.audio import Speech
from voices.engines import get_engine
from voices.engines.base import Casting
from voices.persona import Persona
from voices.shaping import Baseline
from voices.speaking import Voice
from voices.verify import Probe, Verification

TEXTS = ("Hello there.", "Call 555-0142.", "Is it <b>bold</b> & $5?")
MakeVerification = Callable[..., Verification]


def verdict(**changes: Any) -> Verdict:
    fields: dict[str, Any] = {
        "attribute": "pitch",
        "measure": "f0_median_hz",
        "asked": "alto",
        "measured": 175.0,
        "unit": "Hz",
        "low": 163.0,
        "high": 188.0,
        "relative": False,
        "ok": True,
        "proof": Proof.MEASURED,
        "message": "as asked: 175 Hz, wanted 163 to 188",
    }
    return Verdict(**{**fields, **changes})


@pytest.fixture
def make_verdict() -> Callable[..., Verdict]:
    """A verdict that holds, with changes."""
    return verdict


@pytest.fixture(scope="session")
def speech() -> Speech:
    """Speech of the test engine with two words of known times."""
    engine = get_engine("test")
    voice = engine.cast("en-US").voice
    return engine.synthesize(normalize("Hello there, hello again.", "en-US"), voice)


@pytest.fixture(scope="session")
def make_verification() -> MakeVerification:
    """A verification put together by hand: ``make(passes=False, name=..., notes=...)``."""

    def make(*, passes: bool = True, **persona_fields: Any) -> Verification:
        fields: dict[str, Any] = {"name": "ada", "engine": {"name": "test"}, **persona_fields}
        persona = Persona.model_validate(fields)
        engine = get_engine("test")
        casting = Casting(engine.cast("en-US").voice, exact=False, note="stands in for <en-AU>")
        voice = Voice(persona, casting, persona.resolve().settings, Baseline(120.0, 2.0, 5.0))
        probes = tuple(
            Probe(text, engine.synthesize(normalize(text, "en-US"), casting.voice))
            for text in TEXTS
        )
        off = verdict(
            attribute="breathiness",
            measure="cpps_db",
            asked="0.5",
            measured=-0.8,
            unit="dB",
            low=None,
            high=-1.5,
            relative=True,
            ok=False,
            message="above by 0.7 dB: -0.8 dB, wanted at most -1.5",
        )
        by_ear = verdict(
            attribute="accent",
            measure="",
            measured=None,
            unit="",
            low=None,
            high=None,
            ok=None,
            proof=Proof.NOT_MEASURABLE,
            message="by ear",
        )
        verdicts = (verdict(), by_ear) if passes else (verdict(), off, by_ear)
        report = Report({}, {"praat": "6.4", "numpy": "2"})
        return Verification(voice, verdicts, report, report, probes)

    return make
