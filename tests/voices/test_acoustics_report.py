"""The report: complete, lazy, robust, and ready for verdicts."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from golden.acoustics.signals import noise, voice
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from locales.errors import AudioError
from voices.acoustics import Target, analysis, measure, measure_against, measure_all
from voices.acoustics.catalogue import CATALOGUE
from voices.acoustics.report import FAMILIES
from voices.audio import Audio, Origin, Phone, Speech, Timing

ALONE = set(CATALOGUE) - {"tract_shift_ratio"}
ODD = {
    "nothing": np.zeros(0),
    "one sample": np.full(1, 0.5),
    "10 ms": np.sin(np.arange(160) * 0.1),
    "just too short": np.sin(np.arange(2_399) * 0.08),
    "just long enough": np.sin(np.arange(2_401) * 0.08),
    "silence": np.zeros(16_000),
    "constant": np.full(16_000, 0.5),
    "square": np.sign(np.sin(np.arange(32_000) * 2 * np.pi / 160 + 0.1)),
    "impulse": np.eye(1, 16_000, 8_000)[0],
    "nyquist": np.where(np.arange(16_000) % 2, 1.0, -1.0),
    "noise": noise(16_000, np.random.default_rng(0)),
    "very soft": 1e-4 * noise(16_000, np.random.default_rng(0)),
}


@pytest.mark.parametrize("rate_hz", [4_000, 8_000, 16_000, 44_100])
@pytest.mark.parametrize("name", ODD)
def test_odd_sounds_get_a_whole_report(name: str, rate_hz: int) -> None:
    report = measure(Audio(ODD[name].astype(np.float32), rate_hz))
    assert set(report.measures) == ALONE
    for found in report.measures.values():
        assert found.value is not None or found.why
        assert found.value is None or np.isfinite(found.value)


@given(
    samples=hnp.arrays(
        np.float32, st.integers(0, 4_000), elements=st.floats(-1, 1, width=32), fill=st.just(0.0)
    ),
    rate_hz=st.sampled_from([4_000, 8_000, 11_025, 16_000]),
    cut=st.lists(st.floats(0.0, 0.5), min_size=2, max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_any_short_array_is_measured(samples: np.ndarray, rate_hz: int, cut: list[float]) -> None:
    times = sorted(cut)
    phones = tuple(
        Phone("aslmt"[i % 5], Timing(start, end), stress=2)
        for i, (start, end) in enumerate(pairwise(times))
    )
    audio = Audio(samples, rate_hz)
    speech = Speech(audio, phones, (), Origin("built", "1", "", "", 0))
    for report in (measure(audio), measure(speech)):
        assert set(report.measures) == ALONE


def test_phones_outside_the_sound_do_no_harm() -> None:
    audio = Audio(voice(np.full(8_000, 120.0), 16_000).astype(np.float32), 16_000)
    late = tuple(Phone(s, Timing(i * 0.2, i * 0.2 + 0.2), stress=2) for i, s in enumerate("alata"))
    report = measure(Speech(audio, late, (), Origin("built", "1", "", "", 0)))
    assert report["f0_median_hz"].value == pytest.approx(120.0, rel=0.01)


def test_every_measure_has_one_family() -> None:
    names = [name for family in FAMILIES.values() for name in family.NAMES]
    assert len(names) == len(set(names))
    assert set(names) == ALONE


def test_the_order_is_that_of_the_catalogue() -> None:
    audio = Audio(voice(np.full(16_000, 120.0), 16_000).astype(np.float32), 16_000)
    assert list(measure(audio).measures) == [name for name in CATALOGUE if name in ALONE]


def test_equal_sound_gives_equal_numbers() -> None:
    audio = Audio(voice(np.full(16_000, 133.0), 16_000).astype(np.float32), 16_000)
    assert measure(audio).as_dict() == measure(audio).as_dict()


def test_the_report_names_settings_and_tools() -> None:
    report = measure(Audio(np.zeros(16_000, np.float32), 16_000))
    assert report.tools["analysis"] == analysis.VERSION
    assert {"praat", "praat-parselmouth", "numpy", "pyworld-prebuilt"} <= set(report.tools)
    assert "unknown" not in report.tools.values()
    assert json.loads(json.dumps(report.as_dict()))["measures"]["hnr_db"]["value"] is None


def test_a_verdict_on_what_was_measured() -> None:
    audio = Audio(voice(np.full(16_000, 120.0), 16_000).astype(np.float32), 16_000)
    target = Target("pitch", "f0_median_hz", "baritone", 103.0, 126.0)
    high, missing = (
        Target("pitch", "f0_median_hz", "tenor", 122.0, 155.0),
        Target("rhythm", "npvi", "even", 0.0, 40.0),
    )
    found = measure(audio).against([target, high, missing])
    assert [verdict.ok for verdict in found] == [True, False, None]
    assert "needs phones" in found[2].message


def test_a_pair_without_voice_has_no_shift_but_a_reason() -> None:
    silent = Audio(np.zeros(16_000, np.float32), 16_000)
    for report in measure_against(silent, silent):
        assert report["tract_shift_ratio"].value is None
        assert "silent" in report["tract_shift_ratio"].why


def test_families_can_be_left_out() -> None:
    audio = Audio(voice(np.full(16_000, 120.0), 16_000).astype(np.float32), 16_000)
    speech = Speech(audio, (), (), Origin("built", "1", "", "", 0))
    report = measure_all([speech], families=("pitch",))
    assert set(report.measures) == set(FAMILIES["pitch"].NAMES)


def test_too_much_is_refused_in_one_line() -> None:
    endless = Audio(np.zeros(4_000 * 601, np.float32), 4_000)
    with pytest.raises(AudioError, match="600 s") as error:
        measure(endless)
    assert "\n" not in str(error.value)
    with pytest.raises(AudioError, match="at least one"):
        measure_all([])


def test_praat_is_not_loaded_by_the_import() -> None:
    code = (
        "import sys, voices.acoustics; "
        "print([m for m in ('parselmouth', 'scipy.signal', 'pyloudnorm', 'librosa') "
        "if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
