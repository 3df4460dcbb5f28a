"""A vowel that the voice holds for some seconds: what tremor is measured on.

Norms of tremor are of a sustained vowel: in running speech a third of a semitone drowns in the
intonation.
"""

from __future__ import annotations

import numpy as np

from locales.errors import EngineError
from voices.acoustics.report import measure_all
from voices.acoustics.verdict import Measure
from voices.audio import Phone, Speech, Timing
from voices.calibration import calibration_speeches
from voices.ipa import is_vowel
from voices.shaping import Settings
from voices.shaping.chain import Chain
from voices.shaping.frames import PERIOD_S, Frames
from voices.shaping.world import analyse
from voices.speaking import Voice

LENGTH_S = 3.0
"""As long as clinicians have vowels held (3 to 5 s; memory)."""
MEASURES = ("tremor_st",)
_OF_PHRASES = ("f0_sd_st", "lifts_st", "dips_st", "final_st", "fry", "rate_syll_s")


def held_vowel(voice: Voice, *, length_s: float = LENGTH_S) -> Speech:
    """The longest vowel of the calibration sentences, held and shaped as the voice is.

    The middle of the base voice's vowel stands still; what moves is what the settings ask for.
    Those that need phrases (range, lifts, dips, ends, fry, rate) have no part in it. Raises
    EngineError as `speak` does, and where the engine tells no vowels.
    """
    speech, vowel = _longest_vowel(voice)
    still = _standing(analyse(speech), vowel, length_s, voice.baseline.f0_median_hz)
    neutral = {name: Settings.model_fields[name].default for name in _OF_PHRASES}
    asked = voice.settings.model_copy(update=neutral)
    chain = Chain(asked, voice.baseline, seed=voice.persona.seed)
    digest = speech.audio.digest
    shaped = chain.parameters(still, digest)
    audio, notes = chain.sound(shaped, digest)
    return Speech(audio, shaped.phones, (), speech.origin, notes)


def measure_held_vowel(voice: Voice) -> dict[str, Measure]:
    """What a held vowel of the voice measures and running speech does not, by name (MEASURES)."""
    report = measure_all([held_vowel(voice)], families=("steadiness",))
    return {name: report.measures[name] for name in MEASURES}


def _longest_vowel(voice: Voice) -> tuple[Speech, Phone]:
    """The longest of the stressed vowels, and the calibration sentence that it is in."""
    speeches = calibration_speeches(voice.engine, voice.casting.voice, voice.persona.locale)
    found = [
        (phone.stress, phone.timing.duration_s, -place, phone)
        for place, speech in enumerate(speeches)
        for phone in speech.phones
        if is_vowel(phone.symbol)
    ]
    if not found:
        raise EngineError(
            f"the engine tells no vowels of {voice.casting.voice}: none can be held; use an "
            "engine that times its phones"
        )
    _, _, place, phone = max(found, key=lambda one: one[:3])
    return speeches[-place], phone


def _standing(frames: Frames, vowel: Phone, length_s: float, f0_hz: float) -> Frames:
    """The middle frame of a vowel for so long, on one F0."""
    middle = (vowel.timing.start_s + vowel.timing.end_s) / 2
    index = min(round(middle / PERIOD_S), len(frames) - 1)
    count = round(length_s / PERIOD_S) + 1
    whole = Timing(0.0, length_s)

    def held(values: np.ndarray) -> np.ndarray:
        return np.repeat(values[index : index + 1], count, axis=0)

    return Frames(
        rate_hz=frames.rate_hz,
        duration_s=length_s,
        f0_hz=np.full(count, f0_hz),
        voiced=np.ones(count, dtype=bool),
        log_envelope=held(frames.log_envelope),
        aperiodicity=held(frames.aperiodicity),
        formants_hz=held(frames.formants_hz),
        vowelness=np.ones(count),
        level_db=held(frames.level_db),
        phones=(Phone(vowel.symbol, whole, vowel.stress),),
        words=(),
        pauses=(),
        accents_s=(whole,),
    )
