"""The measures by name: unit and method, and how a family states what it found.

Conventions: a family returns ``{name: Found}``; a `Found` without a value carries the reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voices.acoustics.verdict import Measure

NEEDS_PHONES = "needs phones with times"
NEEDS_PHRASES = "needs the phrases that were planned"
TELEPHONE = "telephone band: there is no energy above 3.6 kHz to measure it by"


@dataclass(frozen=True, slots=True)
class Found:
    """A value, or None and why there is none; ``how`` adds to the method of the catalogue."""

    value: float | None
    why: str = ""
    how: str = ""


def no(why: str) -> Found:
    """There is no value, and why."""
    return Found(None, why)


def none_of(names: Iterable[str], why: str) -> dict[str, Found]:
    """No value for any of the names, for one reason."""
    return dict.fromkeys(names, no(why))


CATALOGUE: Mapping[str, tuple[str, str]] = {
    "f0_median_hz": ("Hz", "Praat autocorrelation, two passes; median of voiced frames"),
    "f0_sd_st": ("st", "SD of voiced frames in semitones"),
    "f0_range_st": ("st", "90th minus 10th percentile of voiced frames"),
    "f0_slope_st_s": ("st/s", "median over phrases of the Theil-Sen slope of F0"),
    "f0_final_st": ("st", "last 0.2 s voiced of each phrase against the median; mean of phrases"),
    "voiced_ratio": ("ratio", "voiced frames in spoken time, pauses left out"),
    "jitter_percent": ("%", "Praat jitter (local), pulses by cross-correlation"),
    "shimmer_percent": ("%", "Praat shimmer (local), pulses by cross-correlation"),
    "hnr_db": ("dB", "Praat harmonicity (cc), mean of voiced frames"),
    "cpps_db": ("dB", "Praat CPPS of the joined voiced runs, Straight, Robust"),
    "h1_h2_db": ("dB", "H1*-H2*, F1 and F2 removed (Iseli & Alwan 2004); median"),
    "h1_h2_raw_db": ("dB", "H1-H2 without formant correction; median"),
    "tilt_db_oct": ("dB/oct", "regression of the third-octave voiced LTAS, 150 to 5000 Hz"),
    "alpha_db": ("dB", "1-5 kHz against 50-1000 Hz, voiced frames"),
    "energy_1_3k_db": ("dB", "1-3 kHz against 50-5000 Hz, voiced frames"),
    "low_band_db": ("dB", "100-500 Hz against 50-5000 Hz, voiced frames"),
    "spectral_centroid_hz": ("Hz", "librosa, centre of the voiced LTAS, 50 to 5000 Hz"),
    "spectral_flatness_db": ("dB", "librosa, flatness of the voiced LTAS, 50 to 5000 Hz"),
    "f1_hz": ("Hz", "Praat Burg, 5 formants to the steadiest ceiling; median"),
    "f2_hz": ("Hz", "Praat Burg, 5 formants to the steadiest ceiling; median"),
    "f3_hz": ("Hz", "Praat Burg, 5 formants to the steadiest ceiling; median"),
    "tract_cm": ("cm", "apparent length from the spacing of F1-F4; depends on the ceiling"),
    "articulation_rate_syll_s": ("syll/s", "vowel phones in spoken time, pauses left out"),
    "nuclei_rate_syll_s": ("syll/s", "intensity peaks, after de Jong & Wempe 2009"),
    "pause_count": ("", "silences of 150 ms and more inside the speech"),
    "pause_mean_s": ("s", "mean length of these silences"),
    "pause_ratio": ("ratio", "their share of the time from first to last sound"),
    "npvi": ("", "nPVI of vowel durations, pairs across pauses left out (Grabe & Low 2002)"),
    "vowel_space_st": ("st", "spread of F1 and F2 over vowels, root of the summed variances"),
    "consonant_vowel_db": ("dB", "mean level of obstruents against vowels"),
    "lift_st": ("st", "mean F0 of stressed vowels over the line of the phrase"),
    "dip_st": ("st", "lowest F0 between neighbouring accents, below the line that joins them"),
    "valley_st": ("st", "lowest F0 between neighbouring accents, below the unaccented line"),
    "question_rise_st": ("st", "yes-no questions: last accent to end; mean"),
    "item_rise_st": ("st", "items of lists but the last: last accent to end; mean"),
    "continuation_rise_st": ("st", "phrases that go on: last accent to end; mean"),
    "statement_end_st": ("st", "end of statements over the base (5th percentile of F0); mean"),
    "wh_end_st": ("st", "end of wh-questions over the base; mean"),
    "exclamation_end_st": ("st", "end of exclamations over the base; mean"),
    "last_item_end_st": ("st", "end of last items of lists over the base; mean"),
    "declination_st_s": ("st/s", "phrases of statements: Theil-Sen slope before the last accent"),
    "phrase_reset_st": ("st", "line of a phrase against the end of that before it, at pauses"),
    "sentence_reset_st": ("st", "line of a sentence against the end of that before it"),
    "group_pauses_off": ("", "groups of entities without a silence of 150 ms, or with one inside"),
    "group_pause_s": ("s", "silence between groups of an entity; mean"),
    "group_gap_ratio": ("ratio", "silence between groups against gaps between figures"),
    "group_rise_st": ("st", "groups but the last: over their last figure; mean"),
    "group_slope_st_s": ("st/s", "groups but the last: last 120 ms of voice; the least"),
    "group_rate_syll_s": ("syll/s", "vowels a second within groups; mean"),
    "last_figure_ratio": ("ratio", "last figure against the mean of its group; the least"),
    "entity_end_st": ("st", "last voice of an entity over the base; mean"),
    "group_level_db": ("dB", "loudest against quietest group of an entity; mean"),
    "a1_p0_db": ("dB", "strongest harmonic at F1 against that near 250 Hz, low and mid vowels"),
    "modulation_20_90_db": ("dB", "envelope modulation of 20-90 Hz against its mean, voiced"),
    "subharmonic_db": ("dB", "energy half-way between harmonics against harmonics, to 1.5 kHz"),
    "creak_ratio": (
        "ratio",
        "share of frames without a pitch of at least 0.65 of the median F0",
    ),
    "tremor_st": ("st", "amplitude of F0 from 3 to 8 Hz in a vowel held for 1 s and more"),
    "loudness_lufs": ("LUFS", "ITU-R BS.1770-4, integrated"),
    "true_peak_dbtp": ("dBTP", "peak of the signal oversampled four times"),
    "clipped_ratio": ("ratio", "samples in flat tops of three and more"),
    "click_count": ("", "isolated jumps of the waveform"),
    "dc_offset": ("ratio", "mean of the samples"),
    "dead_air_s": ("s", "longest silence inside the speech"),
    "noise_floor_db": ("dBFS", "level of the quietest 5 % of frames of 20 ms"),
    "duration_s": ("s", "length"),
    "tract_shift_ratio": ("ratio", "log-frequency shift that aligns the voiced LTAS with neutral"),
}
"""Name -> unit, method. The order is that of a report."""


def as_measure(name: str, found: Found) -> Measure:
    """A finding with unit and method; a value that is not finite becomes None."""
    unit, method = CATALOGUE[name]
    method = f"{method}; {found.how}" if found.how else method
    if found.value is None:
        return Measure(name, None, unit, method, found.why or "not measured")
    if not math.isfinite(found.value):
        return Measure(name, None, unit, method, "the analysis gave no finite number")
    return Measure(name, float(found.value), unit, method)
