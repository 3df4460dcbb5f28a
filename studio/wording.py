"""Plain words for measures, settings and attributes, shown where people read tables.

Each measure has a short name and one sentence on what it hears; the method is in the catalogue of
the acoustics package.
"""

from __future__ import annotations

from collections.abc import Mapping

from voices.accents import PREFIX, says

MEASURES: Mapping[str, tuple[str, str]] = {
    "f0_median_hz": ("median pitch", "Middle of all voiced F0 values."),
    "f0_sd_st": (
        "pitch spread",
        "Standard deviation of F0 in semitones: how lively.",
    ),
    "f0_range_st": ("pitch range", "F0 from the 10th to the 90th percentile, in semitones."),
    "f0_slope_st_s": ("pitch slope", "How fast F0 sinks over a phrase."),
    "f0_final_st": ("phrase ends", "F0 at the end of phrases against the median."),
    "voiced_ratio": ("voiced share", "Share of the speech in which the vocal folds vibrate."),
    "jitter_percent": ("jitter", "Irregularity of the period from pulse to pulse."),
    "shimmer_percent": ("shimmer", "Irregularity of the level from pulse to pulse."),
    "hnr_db": ("harmonics to noise", "Level of the harmonics over the noise between them."),
    "cpps_db": ("cepstral peak", "CPPS: how clearly periodic the voice is; breath lowers it."),
    "h1_h2_db": ("first harmonic", "H1*-H2*: high when breathy, low when pressed."),
    "tilt_db_oct": ("spectral tilt", "How steeply the spectrum falls."),
    "alpha_db": ("treble balance", "Energy of 1 to 5 kHz against 50 Hz to 1 kHz."),
    "energy_1_3k_db": ("presence", "Share of the energy between 1 and 3 kHz."),
    "low_band_db": ("bass share", "Share of the energy between 100 and 500 Hz."),
    "spectral_centroid_hz": ("brightness", "Centre of gravity of the voiced spectrum."),
    "spectral_flatness_db": ("evenness", "Flatness of the voiced spectrum; 0 dB is white noise."),
    "tract_cm": ("vocal tract", "Apparent length of the vocal tract."),
    "tract_shift_ratio": ("formant shift", "How far the resonances moved from the base voice."),
    "articulation_rate_syll_s": ("speaking rate", "Syllables a second, pauses left out."),
    "tremor_st": ("tremor", "How far a held vowel swings in pitch, 3 to 8 times a second."),
    "nuclei_rate_syll_s": ("speaking rate", "Syllables a second from intensity peaks."),
    "pause_count": ("pauses", "Silences of 150 ms and more."),
    "pause_mean_s": ("pause length", "Mean length of the pauses."),
    "pause_ratio": ("pause share", "Share of the time that is pause."),
    "npvi": ("vowel contrast", "nPVI: how much neighbouring vowels differ in length."),
    "vowel_space_st": ("vowel space", "How far apart the vowels are."),
    "consonant_vowel_db": ("consonant level", "Level of consonants against vowels."),
    "lift_st": ("lifts", "How far accented syllables rise over the line of the phrase."),
    "dip_st": ("dips", "How far F0 falls between accents."),
    "question_rise_st": ("question rise", "How far yes-no questions rise from their last accent."),
    "item_rise_st": ("list rise", "How far items of a list rise, but the last."),
    "continuation_rise_st": ("comma rise", "How far phrases rise that go on."),
    "statement_end_st": ("statement ends", "How near statements end to the lowest pitch."),
    "wh_end_st": ("wh-question ends", "How near wh-questions end to the lowest pitch."),
    "exclamation_end_st": ("exclamation ends", "How near exclamations end to the lowest pitch."),
    "last_item_end_st": ("list ends", "How near last items end to the lowest pitch."),
    "declination_st_s": ("declination", "How fast the line of statements sinks."),
    "phrase_reset_st": (
        "phrase reset",
        "How much higher a phrase begins than that before it ended.",
    ),
    "sentence_reset_st": ("sentence reset", "The same from sentence to sentence."),
    "group_pauses_off": ("group pauses amiss", "Pauses that numbers lack or do not want."),
    "group_pause_s": ("group pause", "Silence between groups of a number or code."),
    "group_gap_ratio": ("group pause to gap", "That silence against the gaps between figures."),
    "group_rise_st": ("group rise", "How far groups rise, but the last."),
    "group_slope_st_s": ("group ends", "Slope of F0 at the ends of groups; none must fall."),
    "group_rate_syll_s": ("spelling rate", "Syllables a second within groups."),
    "last_figure_ratio": ("last figure", "How much longer than the others the last figure lasts."),
    "entity_end_st": ("number ends", "How near numbers and codes end to the lowest pitch."),
    "group_level_db": ("group levels", "Distance of the loudest group from the softest."),
    "a1_p0_db": ("nasal pole", "A1-P0: the first formant against the nasal resonance."),
    "modulation_20_90_db": ("roughness", "Modulation of the envelope at 20 to 90 Hz."),
    "subharmonic_db": ("subharmonics", "Energy half-way between the harmonics."),
    "creak_ratio": ("creak", "Share of vowel frames that creak."),
    "loudness_lufs": ("loudness", "Integrated loudness, ITU-R BS.1770."),
    "true_peak_dbtp": ("true peak", "Highest peak between the samples too."),
    "clipped_ratio": ("clipping", "Share of samples in flat tops."),
    "click_count": ("clicks", "Isolated jumps of the waveform."),
    "dc_offset": ("DC offset", "Mean of the samples."),
    "dead_air_s": ("dead air", "Longest silence inside the speech."),
}
"""Measure -> short name, what it tells."""

SETTINGS: Mapping[str, str] = {
    "f0_median_hz": "median pitch",
    "f0_sd_st": "pitch spread, lifts and dips apart",
    "formant_ratio": "formant scale",
    "rate_syll_s": "speaking rate",
    "pause_ratio": "length of pauses",
    "lifts_st": "lifts",
    "dips_st": "dips",
    "final_st": "phrase ends",
    "vowel_contrast": "vowel contrast",
    "loudness_lufs": "loudness",
    "tilt_db_oct": "spectral tilt",
    "warmth_db": "warmth",
    "presence_db": "presence",
    "h1_db": "first harmonic",
    "tremor_st": "tremor",
    "jitter_st": "jitter",
    "shimmer_db": "shimmer",
}
"""Field of the chain's settings -> short name; a field that is missing here is its own name."""

ATTRIBUTES: Mapping[str, tuple[str, str]] = {
    "emotion_strength": ("Strength of emotion", "1 as an agent shows it, 0 none of it"),
    "pitch_hz": ("Pitch", "Median pitch of the voice"),
    "fine.range": ("Range", "How far the melody moves, 1 as the intonation says"),
    "fine.lifts": ("Lifts", "Rises on stressed syllables"),
    "fine.dips": ("Dips", "Valleys between stressed syllables"),
    "rate_syll_s": ("Speaking rate", "Syllables a second, pauses left out"),
    "fine.rhythm": ("Rhythm", "Below 0 even, above 0 long and short in contrast"),
    "fine.enunciation": ("Enunciation", "Below 0 relaxed, above 0 careful"),
    "fine.volume": ("Volume", "Loudness of the whole; agents use −20 to −16"),
    "fine.breathiness": ("Breathiness", "Air in the voice"),
    "fine.nasality": ("Nasality", "Sound through the nose"),
    "fine.constriction": ("Constriction", "Pressed, squeezed throat"),
    "fine.gravel": ("Gravel", "Roughness throughout"),
    "fine.fry": ("Fry", "Creak at the ends of phrases"),
    "fine.regional_accent": ("Regional accent", "Narrower than the base accent"),
    "name": ("Name", "Names the file, too"),
    "locale": ("Language and region", "How text is read, and the voice's native language"),
    "engine.name": ("Engine", "What makes the unshaped speech"),
    "accent": ("Base accent", ""),
}
"""Path of an attribute -> label and help, where the path itself does not say enough."""

PROOFS: Mapping[str, str] = {
    "measured": "A measure proves this; it must hold before an export.",
    "proxy": "A related measure was taken; it is shown but does not decide.",
    "not measurable": "No acoustic measure proves this; judge it by ear.",
}


def measure_name(name: str) -> str:
    """The short name of a measure, its own name if it has none.

    >>> measure_name("cpps_db"), measure_name("f1_hz"), measure_name("accent_kit_f2_hz")
    ('cepstral peak', 'f1 hz', 'kit f2 hz')
    """
    return MEASURES[name][0] if name in MEASURES else name.removeprefix(PREFIX).replace("_", " ")


def measure_hint(name: str) -> str:
    """One sentence on what a measure tells, "" where there is none.

    >>> measure_hint("accent_tap_voiced_ratio")
    'Share of t between vowels in which the voice goes on; all of a tap.'
    """
    return MEASURES[name][1] if name in MEASURES else says(name)


def setting_name(name: str) -> str:
    """The short name of a setting."""
    return SETTINGS.get(name, name.replace("_", " "))


def attribute_name(path: str) -> str:
    """An attribute's path as a label.

    >>> attribute_name("fine.regional_accent"), attribute_name("age")
    ('Regional accent', 'Age')
    """
    if path in ATTRIBUTES:
        return ATTRIBUTES[path][0]
    return path.removeprefix("fine.").replace("_", " ").capitalize()


def attribute_help(path: str) -> str:
    """What an attribute does, "" where its name says it."""
    return ATTRIBUTES[path][1] if path in ATTRIBUTES else ""
