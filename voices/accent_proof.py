"""What a voice's accent measures on its probe sentences."""

from __future__ import annotations

from collections.abc import Callable

from normalizers import normalize
from voices import accents
from voices.acoustics.accent_segments import Mark
from voices.acoustics.accents import measure_accent
from voices.acoustics.verdict import Measure
from voices.audio import Speech
from voices.join import join
from voices.speaking import Voice, speak

GAP_S = 0.3
"""Silence between the sentences: longer than a closure, so that none begins in it (judgement)."""


def accent_probes(voice: Voice) -> tuple[accents.Probe, ...]:
    """The sentences that the checks of a voice's accent need; none where nothing is measured."""
    tag = voice.persona.resolve().accent_tag
    return accents.probes(tag, accents.checks(accents.bands(tag)))


def measure_accent_of(
    voice: Voice, render: Callable[[str, Speech], Speech] = lambda _, speech: speech
) -> dict[str, Measure]:
    """The checks of a voice's accent, by the names of their measures.

    Sentences are spoken without the persona's lexicon, which may change their words. ``render``
    is called with each sentence and its speech and gives back what is measured. Raises
    EngineError as `speak` does.
    """
    speeches: list[Speech] = []
    marks: list[Mark] = []
    count = 0
    for probe in accent_probes(voice):
        utterance = normalize(probe.text, voice.persona.locale)
        speech = render(probe.text, speak(utterance, voice))
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
