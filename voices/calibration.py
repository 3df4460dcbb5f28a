"""What a base voice measures when it says the calibration sentences with neutral phrasing."""

from __future__ import annotations

import math
from functools import lru_cache

from normalizers import normalize
from normalizers.utterance import Utterance
from voices.acoustics.report import measure_all
from voices.audio import Speech
from voices.engines import get_engine
from voices.parts import alone, chunks
from voices.phrasing import phrases, plan, readable
from voices.sentences import has_sentences, sentences
from voices.shaping import Baseline, Settings, baseline_of
from voices.shaping.chain import Chain

STAND_IN = "en-US"
"""Whose calibration sentences a voice reads where its language has none."""


@lru_cache(maxsize=256)
def base_speech(engine: str, voice: str, utterance: Utterance, seed: int) -> Speech:
    """The unshaped speech of a base voice; cached, so that moving a slider costs no synthesis."""
    return get_engine(engine).synthesize(utterance, voice, seed=seed)


@lru_cache(maxsize=64)
def calibrate(engine: str, voice: str, locale: str) -> Baseline:
    """Measure a base voice over the calibration sentences of its language, phrased neutrally.

    By the same measures that verification uses, so that asked and measured mean the same; the
    chain's own analysis stands in for a measure that does not exist (a whispering engine).
    A language without calibration sentences is measured over those of STAND_IN: its pitch is
    that of the voice, its rate and range are approximate.
    """
    bases = calibration_speeches(engine, voice, locale)
    own = baseline_of(bases)
    chain = Chain(Settings(f0_median_hz=own.f0_median_hz), own)
    spoken = [chain(speech) for speech in bases]
    report = measure_all(spoken, families=("pitch", "rhythm"))
    names = ("f0_median_hz", "f0_sd_st", "articulation_rate_syll_s")
    f0_median_hz, f0_sd_st, rate_syll_s = (report.value(name) for name in names)
    if f0_median_hz is None or not f0_sd_st or not rate_syll_s:
        return own
    middle_st = 12 * math.log2(f0_median_hz / own.f0_median_hz)
    return Baseline(own.f0_median_hz, f0_sd_st, rate_syll_s, middle_st, _phones_s(spoken))


def calibration_speeches(engine: str, voice: str, locale: str) -> list[Speech]:
    """The calibration sentences by the base voice, unshaped, with their phrases."""
    tag = locale if has_sentences(locale) else STAND_IN
    return [
        speech
        for line in sentences(tag, "calibration")
        for speech in _phrased(engine, voice, normalize(line, tag))
    ]


def _phones_s(speeches: list[Speech]) -> float | None:
    """Phones a second outside spelled figures, pauses left out; None without phones."""
    count, lasting_s = 0, 0.0
    for speech in speeches:
        spelled = [range(one.first, one.last) for one in speech.phrases if one.rate_syll_s]
        for phone in speech.phones:
            if not phone.is_pause and not any(phone.word in words for words in spelled):
                count += 1
                lasting_s += phone.timing.duration_s
    return count / lasting_s if count and lasting_s else None


def _phrased(engine: str, voice: str, utterance: Utterance) -> list[Speech]:
    """The sentences of an utterance by the base voice, with their phrases."""
    planned = plan(utterance)
    found = []
    for first, part in chunks(readable(utterance, planned)):
        speech = base_speech(engine, voice, alone(part), 0)
        own = phrases(planned, utterance, speech.words, first=first)
        found.append(speech.with_changes(phrases=own))
    return found
