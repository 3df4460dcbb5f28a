"""What a voice's accent measures on its probe sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from normalizers import normalize
from voices import accents
from voices.acoustics.accent_segments import Mark
from voices.acoustics.accents import measure_accent
from voices.acoustics.verdict import Measure
from voices.audio import Speech
from voices.join import join
from voices.speaking import Voice, speak

CALM_SD_ST = 1.7
"""SD of F0 at which the F1 ratio of French close vowels stays within 5 % from 110 to 230 Hz; at
4 st it falls by a fifth on high voices (measured)."""
GAP_S = 0.3
"""Silence between the sentences: longer than a closure, so that none begins in it (judgement)."""


def accent_probes(voice: Voice) -> tuple[accents.Probe, ...]:
    """The sentences that the checks of a voice's accent need; none where nothing is measured."""
    tag = voice.persona.resolve().accent_tag
    return accents.probes(tag, accents.checks(accents.bands(tag)))


def calmed(voice: Voice) -> Voice:
    """The voice with little intonation: F1 of close vowels is read at the nearest harmonic, and
    goes with a lively F0; no sound of an accent depends on either."""
    sd_st = min(voice.settings.f0_sd_st or CALM_SD_ST, CALM_SD_ST)
    changed = {"f0_sd_st": sd_st, "lifts_st": 0.0, "dips_st": 0.0}
    return replace(voice, settings=voice.settings.model_copy(update=changed))


def measure_accent_of(
    voice: Voice, render: Callable[[str, Speech], Speech] = lambda _, speech: speech
) -> dict[str, Measure]:
    """The checks of a voice's accent, by the names of their measures.

    Sentences are spoken without the persona's lexicon, which may change their words, and with
    little intonation (see `calmed`). ``render`` is called with each sentence and its speech and
    gives back what is measured. Raises EngineError as `speak` does.
    """
    speeches: list[Speech] = []
    marks: list[Mark] = []
    count = 0
    calm = calmed(voice)
    for probe in accent_probes(voice):
        utterance = normalize(probe.text, voice.persona.locale)
        speech = render(probe.text, speak(utterance, calm))
        for index, word in enumerate(speech.words):
            start = -1 if word.token is None else utterance.tokens[word.token].span.start
            if start in probe.labels:
                marks.append(Mark(count + index, probe.labels[start]))
        count += len(speech.words)
        speeches.append(speech)
    if not speeches:
        return {}
    wanted = accents.checks(accents.bands(voice.persona.resolve().accent_tag))
    return measure_accent(join(speeches, gap_s=GAP_S), marks, wanted)
