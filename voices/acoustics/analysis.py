"""Every setting of the analysis, in one place and with one version.

Conventions: a change of any value here changes `VERSION`. Times in s, frequencies in Hz, levels in
dB. A source in brackets follows each value; "measured" was found on human and built speech,
"judgement" is a choice of this project.
"""

from __future__ import annotations

VERSION = "3"

# --- material -----------------------------------------------------------------------------------

RATE_HZ = 16_000
"""Rate of everything but loudness and defects. The reference values for reading voices are of
16 kHz recordings, and HNR and CPPS depend on how much noise above 8 kHz is let in (measured)."""
SHORTEST_S = 0.15
"""Below this nothing is analysed: Praat's pitch and intensity windows do not fit (judgement)."""
LONGEST_S = 600.0
"""Above this a file is refused: memory grows by 2.5 MB a second (measured)."""
SILENT_DBFS = -70.0
"""A sound whose loudest frame is below this is silence [ITU-R BS.1770-4, absolute gate]."""

# --- fundamental frequency ----------------------------------------------------------------------

PITCH_FLOOR_HZ, PITCH_CEILING_HZ, PITCH_STEP_S = 60.0, 500.0, 0.01
VOICING_THRESHOLD = 0.6
FIRST_GATE_DB, SECOND_GATE_DB = 25.0, 30.0
"""First pass and gates below the intensity peak (measured on 208 readers: Praat's default 75 to
600 Hz inflates the SD from 3.1 to 4.9 st)."""
MODE_SMOOTHING_ST = 7
SECOND_STEP_S = 0.005
SECOND_BELOW_ST, SECOND_ABOVE_ST = 11.0, 14.0
"""Second pass around the mode of the semitone histogram, smoothed over 7 st (measured); the idea
of two passes: De Looze & Rauzy 2009."""
LOWEST_FLOOR_HZ, HIGHEST_CEILING_HZ = 40.0, 800.0
MIN_VOICED_S = 0.1
"""Least voiced material for any measure of the voice (judgement)."""
CREAK_RATIO = 0.65
USUAL_VOICING_THRESHOLD = 0.45  # Praat's own, for creak
"""Below this share of the median F0 a voiced frame is creak (measured on hand-labelled German)."""

# --- periodicity --------------------------------------------------------------------------------

PERIOD_MIN_S, PERIOD_MAX_S = 0.0001, 0.02
PERIOD_FACTOR, AMPLITUDE_FACTOR = 1.3, 1.6
"""[Praat manual, Voice 2 and 3: standard values of the voice report.]"""
MIN_PERIODS = 20
HNR_STEP_S, HNR_SILENCE, HNR_PERIODS = 0.01, 0.1, 1.0
"""[Praat manual, Sound: To Harmonicity (cc): standard values; the floor is that of pass two.]"""
CEPSTRUM_FLOOR_HZ, CEPSTRUM_STEP_S = 60.0, 0.01
CEPSTRUM_TOP_HZ, CEPSTRUM_PREEMPHASIS_HZ = 5000.0, 50.0
CPPS_TIME_S, CPPS_QUEFRENCY_S = 0.01, 0.001
CPPS_PEAK_HZ = (60.0, 330.0)
CPPS_INTERPOLATION_TOLERANCE, CPPS_TREND_S = 0.05, (0.001, 0.0)
"""[AVQI 03.01, Maryn & Weenink 2015, but frames of 10 ms for 2 ms: the same value within 0.2 dB at
a sixth of the time (measured).]"""
MIN_CEPSTRUM_S = 0.2
"""Least joined voiced time for CPPS: twice Praat's window at 60 Hz (judgement)."""
MIN_RUN_S = 0.05
"""Shorter voiced runs are left out where runs are joined or windowed (judgement)."""
MODULATION_HZ = (20.0, 90.0)
MODULATION_WINDOW_S = 0.2
MODULATION_F0_RATIO = 0.7
"""Envelope modulation of roughness [Barsties v. Latoszek et al. 2018]; the band ends at 0.7 F0 so
that the pulses of a low voice are not taken for roughness (judgement)."""
SUBHARMONIC_PERIODS, SUBHARMONIC_TOP_HZ = 8.0, 1500.0
HALVED_DB, HALVED_TOP_HZ, HALVED_FRAMES = -6.0, 2500.0, 200
"""Sub-harmonics make trackers halve the F0 [Sun 2002]. Where odd harmonics of the tracked F0 lie
this far below their even neighbours, in the median, twice the F0 is taken (judgement)."""

# --- formants and glottal source ----------------------------------------------------------------

FORMANTS = 5
FORMANT_STEP_S, FORMANT_WINDOW_S, FORMANT_PREEMPHASIS_HZ = 0.01, 0.025, 50.0
"""[Praat manual, Sound: To Formant (burg): standard values]"""
FORMANT_CEILINGS_HZ = (4000.0, 4500.0, 5000.0, 5500.0, 6000.0, 6500.0, 7000.0)
FORMANT_STANDARD_HZ, FORMANT_ALIKE_OCT = 5500.0, 0.008
FORMANT_JUMP_OCT, FORMANT_MARGIN_S = 0.3, 0.04
FORMANT_WIDE_HZ, FORMANT_WIDE_COST_OCT = 500.0, 0.05
"""The ceiling is the one whose tracks move least from frame to frame inside vowels and hold the
fewest poles too wide for a resonance (costs: judgement), after the optimal ceiling of Escudero,
Boersma, Rauber & Bion 2009. One ceiling for all voices hides a change of the tract (a true 0.85
reads 0.98), one chosen from F0 reports F0 again; this one does neither (scales of 0.88 to 1.25
read so within 3 %, F0 9 st higher within 1 %, measured on synthetic speech)."""
VOWEL_CORE = (0.2, 0.8)
"""The part of a vowel that is measured, away from its neighbours (judgement)."""
LOUD_VOICED_DB = 12.0
"""Without phones, voiced frames this near the loud end (95 %) stand for vowels (judgement)."""
MIN_VOWEL_FRAMES = 10
HARMONIC_PERIODS = 4.0
"""Window of the harmonic spectrum: a Hann window of four periods separates harmonics."""
HARMONIC_SEARCH = 0.1
"""Harmonics are sought within 10 % of their place [VoiceSauce, Shue et al. 2011]."""
F1_LOW_VOWELS_HZ = (450.0, 1100.0)
NASAL_POLE_HZ = (180.0, 400.0)
"""A1 and P0 [Chen 1997; Styler 2017]; F1 range of low and mid vowels of men, women and children
[Hillenbrand et al. 1995]."""
SPEED_OF_SOUND_CM_S = 35_000.0

# --- accents ------------------------------------------------------------------------------------

ACCENT_STEP_S = 0.005
ACCENT_MIDDLE = (0.25, 0.75)
ACCENT_HALF_SHARE = 0.08
"""Formants are read every 5 ms; the middle of a vowel is its second and third quarter; a formant
at a share of the vowel is the median around it (judgement)."""
ACCENT_F3_HZ = 2550.0
"""F3 of men over the vowels without r [Hillenbrand et al. 1995, memory]."""
ACCENT_F4_RATIO, ACCENT_MERGED_HZ = 1.15, 1450.0
"""Above this share of F3 lies F4; an F2 above this in an open or back vowel holds F3 too (measured
on rough and slow voices with r)."""
ACCENT_RATE_SYLL_S = 5.0
ACCENT_LEVEL_STEP_S, ACCENT_LEVEL_WINDOW_S = 0.0025, 0.01
ACCENT_VOICE_HZ = (70.0, 400.0)
ACCENT_VOICED_DB, ACCENT_CLOSED_DB, ACCENT_CLOSURE_S = -25.0, -38.0, 0.01
"""A consonant is voiced where its voice bar is less than 25 dB below that of the vowels beside it,
closed where its level is more than 30 dB below theirs; a closure lasts 10 ms (measured on built
stops, taps and fricatives: taps 0.6 to 1 voiced, stops under 0.25)."""
ACCENT_NOISE_HZ = (1000.0, 7800.0)
ACCENT_LEAST_WORDS = 2
"""A label is measured on at least two words (judgement)."""

# --- spectrum -----------------------------------------------------------------------------------

SPECTRUM_WINDOW_S, SPECTRUM_STEP_S = 0.04, 0.01
TILT_HZ = (150.0, 5000.0)
ALPHA_LOW_HZ, ALPHA_HIGH_HZ = (50.0, 1000.0), (1000.0, 5000.0)
"""[Sundberg & Nordenberg 2006]"""
MID_HZ, LOW_HZ, WHOLE_HZ = (1000.0, 3000.0), (100.0, 500.0), (50.0, 5000.0)
SHIFT_HZ = (350.0, 5500.0)
SHIFT_SMOOTHING_OCT = 1 / 6
SHIFT_MAX_OCT = 0.5
SHIFT_STEPS_PER_OCT = 96
"""Log-frequency shift that aligns two voiced spectra; band and idea measured on built shifts."""
TELEPHONE_RATE_HZ = 8_000
TELEPHONE_PASS_HZ, TELEPHONE_STOP_HZ = (2800.0, 3300.0), (4200.0, 5500.0)
TELEPHONE_TREND_HZ = 500.0
TELEPHONE_DROP_DB, TELEPHONE_EXCESS_DB = 45.0, 40.0
"""Drop from the one band to the other, and how far it goes beyond the spectrum's own trend.
Readers: at most 10 and 5 dB, through 300-3400 Hz at 8 kHz at least 55 and 48 dB (measured)."""

# --- time ---------------------------------------------------------------------------------------

INTENSITY_FLOOR_HZ, INTENSITY_STEP_S = 100.0, 0.01
"""A window of 32 ms (effective): one of 60 Hz takes 60 ms off every pause (measured)."""
SILENCE_BELOW_DB = 25.0
"""Below the 99th percentile of intensity is silence [de Jong & Wempe 2009]."""
PAUSE_S = 0.15
"""Shorter gaps are closures of stops, not pauses (brief pauses: Campione & Veronis 2002)."""
PLANNED_PAUSE_S = 0.05
"""A gap of this length between words of planned speech is a pause: fast voices pause for 0.1 s
(judgement)."""
SOUND_S = 0.05
NUCLEUS_DIP_DB = 2.0
"""[de Jong & Wempe 2009]"""
FINAL_S = 0.2
PHRASE_MIN_S = 0.8
"""Declination is fitted to phrases of at least this length (judgement)."""
PHRASE_END_S, ACCENT_HEAD_S, END_LOST_S = 0.04, 0.08, 0.08
"""The end of a phrase and the beginning of its last accent; ends that the tracker lost for longer
are not judged (judgement)."""
LINE_S, LINE_VOICED_S, RESET_LINE_S = 0.5, 0.2, 0.8
"""Least length and voice of a phrase before its last accent for a line, and for one that is
continued to its ends (judgement)."""
GROUP_END_S = 0.12
"""[04_digits_letters, verify: slope of the last 120 ms of a group]"""
ACCENT_MAX_GAP_S = 1.5
"""Accents farther apart are not taken for neighbours (judgement)."""

# --- held vowels --------------------------------------------------------------------------------

HELD_S, HELD_WITHIN_ST = 1.0, 2.0
"""A vowel counts as held from 1 s on if nine tenths of its F0 lie within 2 st of its median
(judgement: running speech moves by 3 st SD)."""
TREMOR_HZ = (3.0, 8.0)
"""Where tremor of the voice lies [klatt1990; physiological and essential tremor, memory]."""

# --- loudness and defects -----------------------------------------------------------------------

LOUDNESS_BLOCK_S = 0.4
OVERSAMPLING = 4
"""[ITU-R BS.1770-4, annex 2]"""
FULL_SCALE = 0.999
FLAT_RUN = 3
CLICK_NEAR_S, CLICK_WIDE_S, CLICK_WIDTH_S = 0.002, 0.045, 0.0003
CLICK_RATIO, CLICK_LEAST, CLICK_SHARE = 5.0, 0.02, 0.35
"""A click is a jump (second difference) of at least 2 % of full scale, five times any other within
45 ms, and over within 0.3 ms: pulses of a voice repeat within 45 ms down to 22 Hz, bursts of stops
last longer (judgement, tried on 16 human clips, in which two are found)."""
FLOOR_FRAME_S, FLOOR_QUANTILE = 0.02, 0.05
FLOOR_LOWEST_DBFS = -120.0
