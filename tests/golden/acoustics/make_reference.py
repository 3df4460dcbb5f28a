"""Reference values from Praat itself, by its own commands, one measure at a time.

Nothing of `voices.acoustics` is used: settings are written out here as a user of Praat would type
them. Run from the root of the repository after a wanted change of settings or signals:

    PYTHONPATH=tests python tests/golden/acoustics/make_reference.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import parselmouth
from golden.acoustics.signals import Floats, noise, pulses, times, vowel_chain
from parselmouth.praat import call

RATE = 16_000
HERE = Path(__file__).parent
COLUMNS = ("signal", "measure", "value", "tool", "version", "settings")


def built() -> dict[str, Floats]:
    """The signals by name. All are voiced throughout, so that no gate is needed."""
    rng = np.random.default_rng(11)
    low = vowel_chain(115.0, RATE) + noise(9 * 4_000, rng, 0.001)
    high = vowel_chain(210.0, RATE, ratio=1.16) + noise(9 * 4_000, rng, 0.002)
    breathy = vowel_chain(180.0, RATE, tilt_db_oct=-9) + noise(9 * 4_000, rng, 0.008)
    periods = 0.0075 * (1 + 0.008 * np.clip(rng.normal(size=260), -2.5, 2.5))
    levels = 1 + 0.04 * np.clip(rng.normal(size=260), -2.5, 2.5)
    at_s = 0.02 + np.cumsum(periods)
    rough = pulses(at_s, levels, float(at_s[-1]) + 0.02, RATE)
    swing = 0.85 + 0.15 * np.cos(2 * np.pi * 3 * times(len(rough) / RATE, RATE))
    return {"low": low, "high": high, "breathy": breathy, "rough": rough * swing[: len(rough)]}


def first_pass_mode_hz(sound: parselmouth.Sound) -> float:
    """Mode of the semitone histogram over 7 st, from Praat's first pass."""
    pitch = sound.to_pitch_ac(
        time_step=0.01, pitch_floor=60, pitch_ceiling=500, voicing_threshold=0.6
    )
    f0_hz = pitch.selected_array["frequency"]
    st = np.floor(12 * np.log2(f0_hz[f0_hz > 0])).astype(int)
    counts = {bin_: np.sum(np.abs(st - bin_) <= 3) for bin_ in range(st.min() - 7, st.max() + 8)}
    best = [bin_ for bin_, count in counts.items() if count == max(counts.values())]
    return float(2 ** ((np.mean(best) + 0.5) / 12))


def measured(samples: Floats) -> dict[str, tuple[float, str]]:
    """Value and settings by measure."""
    sound = parselmouth.Sound(samples - samples.mean(), RATE)
    mode_hz = first_pass_mode_hz(sound)
    floor_hz, ceiling_hz = mode_hz * 2 ** (-11 / 12), mode_hz * 2 ** (14 / 12)
    pitch = sound.to_pitch_ac(
        time_step=0.005, pitch_floor=floor_hz, pitch_ceiling=ceiling_hz, voicing_threshold=0.6
    )
    f0_hz = pitch.selected_array["frequency"]
    voiced = f0_hz[f0_hz > 0]
    points = call([sound, pitch], "To PointProcess (cc)")
    harmonicity = sound.to_harmonicity_cc(0.01, max(60, floor_hz), 0.1, 1.0)
    hnr = harmonicity.values[0]
    cepstrogram = call(sound, "To PowerCepstrogram", 60, 0.01, 5000, 50)
    cpps = call(
        cepstrogram, "Get CPPS", False, 0.01, 0.001, 60, 330, 0.05, "Parabolic", 0.001, 0,
        "Straight", "Robust",
    )  # fmt: skip
    pitch_how = f"To Pitch (ac) 0.005 {floor_hz:.2f}-{ceiling_hz:.2f} voicing 0.6"
    return {
        "f0_median_hz": (float(np.median(voiced)), pitch_how),
        "f0_sd_st": (float((12 * np.log2(voiced)).std()), pitch_how),
        "jitter_percent": (
            100 * call(points, "Get jitter (local)", 0, 0, 0.0001, 0.02, 1.3),
            "PointProcess (cc); 0.0001 0.02 1.3",
        ),
        "shimmer_percent": (
            100 * call([sound, points], "Get shimmer (local)", 0, 0, 0.0001, 0.02, 1.3, 1.6),
            "PointProcess (cc); 0.0001 0.02 1.3 1.6",
        ),
        "hnr_db": (float(hnr[hnr > -199].mean()), f"(cc) 0.01 {max(60, floor_hz):.2f} 0.1 1.0"),
        "cpps_db": (
            cpps,
            "60 0.01 5000 50; no 0.01 0.001 60 330 0.05 Parabolic 0.001 0 Straight Robust",
        ),
    }


def main() -> None:
    """Write reference.tsv beside this script."""
    version = f"{parselmouth.PRAAT_VERSION} (parselmouth {parselmouth.VERSION})"
    lines = ["\t".join(COLUMNS)]
    for signal, samples in built().items():
        for measure, (value, settings) in measured(samples).items():
            lines.append("\t".join((signal, measure, f"{value:.5f}", "Praat", version, settings)))
    (HERE / "reference.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
