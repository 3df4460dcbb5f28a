"""The neutral chain against the engine's own sound: WORLD's resynthesis is the floor."""

from __future__ import annotations

import numpy as np
import pytest
from bench_quality import EVERYTHING, as_speech, by_chain, by_pyworld, distance_db, voiced_wrongly
from matrix_plan import BASES, base_persona, sentences

from normalizers import normalize
from voices.acoustics.report import measure_all
from voices.audio import Speech
from voices.speaking import base_speech, prepare, speak


def raw(tag: str, base: str, count: int = 4) -> list[Speech]:
    voice = prepare(base_persona(tag, base)).casting.voice
    return [base_speech("espeak", voice, normalize(t, tag), 0) for t in sentences(tag)[:count]]


@pytest.mark.parametrize("base", ["man", "woman, variant f3"])
def test_a_copy_is_as_near_as_pyworlds_own(base: str) -> None:
    speeches = raw("en-US", base)
    apart = {
        made.__name__: np.mean(
            [
                distance_db(s.audio.samples.astype(np.float64), made(s), s.audio.rate_hz)
                for s in speeches
            ]
        )
        for made in (by_chain, by_pyworld)
    }
    assert apart["by_chain"] <= apart["by_pyworld"] + 0.2
    assert apart["by_chain"] < 3.6


@pytest.mark.parametrize(("base", "most_db"), [("man", 2.5), ("woman, variant f3", 5.0)])
def test_a_copy_is_no_noisier_than_the_engine(base: str, most_db: float) -> None:
    speeches = raw("en-US", base)
    copies = [as_speech(speech, by_chain(speech)) for speech in speeches]
    own, copied = (
        measure_all(ones, families=("periodicity",)).value("cpps_db") for ones in (speeches, copies)
    )
    assert own is not None
    assert copied is not None
    assert -0.5 < copied - own < most_db


@pytest.mark.parametrize("base", list(BASES))
def test_everything_on_leaves_no_defect(base: str) -> None:
    voice = prepare(base_persona("es-MX", base).with_values(EVERYTHING))
    spoken = [speak(normalize(text, "es-MX"), voice) for text in sentences("es-MX")[:5]]
    report = measure_all(spoken, families=("defects", "loudness"))
    assert report.value("click_count") == 0
    assert report.value("clipped_ratio") == 0
    assert (report.value("true_peak_dbtp") or 0.0) <= -1.0
    assert voiced_wrongly(spoken) < 0.02
