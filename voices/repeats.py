"""The checks of a persona repeated: other seeds, other texts.

Every trial is the persona's own voice with another seed, on sentences drawn from those for
verification and the samples, as many as a verification has; what it refuses is a false reject.
Checks of accents and of defects are left out: accents have probe sentences of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from voices.acoustics.report import Reference
from voices.acoustics.verdict import Measure, Proof, Target
from voices.audio import Speech
from voices.decoys import NOT_AUDITED
from voices.held_vowel import measure_held_vowel
from voices.reliability import Reliability
from voices.resolve import neutral_settings
from voices.sentences import sentences
from voices.speaking import Voice
from voices.targets import targets
from voices.verify import render

TRIALS = 8
"""As many as pass^k asks for, k to 8."""
FAMILIES = (
    "pitch", "melody", "periodicity", "tract", "spectrum", "glottal", "timbre", "formants",
    "rhythm", "roughness", "steadiness", "loudness",
)  # fmt: skip
Tick = Callable[[str], None]


def texts_of(locale: str, trials: int, seed: int) -> list[tuple[str, ...]]:
    """The sentences of each trial: drawn without replacement, in the order of the list."""
    pool = [*sentences(locale, "verification"), *sentences(locale, "samples")]
    count = len(sentences(locale, "verification"))
    rng = np.random.default_rng(seed)
    return [
        tuple(pool[i] for i in sorted(rng.choice(len(pool), count, replace=False)))
        for _ in range(trials)
    ]


def repeat(voice: Voice, tick: Tick, trials: int = TRIALS, seed: int = 1) -> Reliability:
    """Render and judge the persona so many times; ``tick`` is told of each step before it is made.

    A check is an attribute: it passes where all its measured targets do. Same voice, trials and
    seed, same outcome.
    """
    persona = voice.persona
    wanted = [
        target
        for target in targets(persona, voice.asked or voice.settings)
        if target.proof is Proof.MEASURED and target.attribute not in NOT_AUDITED
    ]
    plain = replace(voice, settings=neutral_settings(voice.settings))
    neutral: dict[str, Speech] = {}
    found: dict[str, list[bool]] = {target.attribute: [] for target in wanted}
    held = measure_held_vowel(plain)
    for number, lines in enumerate(texts_of(persona.locale, trials, seed), 1):
        tick(f"again, {number} of {trials}")
        again = replace(voice, persona=persona.model_copy(update={"seed": persona.seed + number}))
        fresh = [line for line in lines if line not in neutral]
        made = render(fresh, plain, "neutral", lambda _: None)
        neutral.update(zip(fresh, made, strict=True))
        asked = render(lines, again, "asked", lambda _: None)
        for name, passed in _judged(asked, [neutral[x] for x in lines], again, wanted, held):
            found[name].append(passed)
    return Reliability({name: tuple(passes) for name, passes in found.items()})


def _judged(
    asked: list[Speech],
    neutral: list[Speech],
    voice: Voice,
    wanted: list[Target],
    held: Mapping[str, Measure],
) -> list[tuple[str, bool]]:
    """Each attribute and whether all that it asks holds."""
    reference = Reference.of(neutral, families=FAMILIES)
    report = reference.measure(asked)
    report = replace(report, measures={**report.measures, **measure_held_vowel(voice)})
    plain = replace(reference.report, measures={**reference.report.measures, **held})
    verdicts = report.against(wanted, plain)
    names = dict.fromkeys(verdict.attribute for verdict in verdicts)
    return [(name, all(v.ok is True for v in verdicts if v.attribute == name)) for name in names]
