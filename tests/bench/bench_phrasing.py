"""How phrasing lands: asked against measured, and how phrases end, by locale and persona.

Over verification and sample sentences, which calibrate nothing. Errors of F0 median (st), SD of F0
(st), articulation rate (%) and of the worst pause (ms); then the measures of phrases and of spelled
numbers. Run: python tests/bench/bench_phrasing.py [LOCALE ...]
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from normalizers import normalize
from voices.acoustics.report import measure_all
from voices.audio import Speech
from voices.persona import Persona
from voices.resolve import asked_sd_st
from voices.sentences import sentences
from voices.speaking import Voice, prepare, speak

LOCALES = (
    "en-US", "en-GB", "en-AU", "fr-FR", "fr-CA", "de-DE", "es-MX", "it-IT", "nl-NL", "pt-BR",
    "pt-PT", "sv-SE",
)  # fmt: skip
PERSONAS = {
    "male": {"gender": "male"},
    "female": {"gender": "female"},
    "male monotone": {"gender": "male", "intonation": "monotone"},
    "female expressive": {"gender": "female", "intonation": "expressive"},
    "female slow prof.": {"gender": "female", "speed": "slow", "intonation": "professional"},
    "male fast expr.": {"gender": "male", "speed": "fast", "intonation": "expressive"},
}
COLUMNS = {
    "question": "question_rise_st", "item": "item_rise_st", "comma": "continuation_rise_st",
    "stat.": "statement_end_st", "wh": "wh_end_st", "excl.": "exclamation_end_st",
    "last it.": "last_item_end_st", "decl.": "declination_st_s", "reset": "phrase_reset_st",
    "sentence": "sentence_reset_st", "off": "group_pauses_off", "pause": "group_pause_s",
    "gaps": "group_gap_ratio", "rise": "group_rise_st", "slope": "group_slope_st_s",
    "rate": "group_rate_syll_s", "last": "last_figure_ratio", "end": "entity_end_st",
    "level": "group_level_db",
}  # fmt: skip


def pause_error_ms(speeches: Sequence[Speech], voice: Voice) -> float:
    """The greatest difference between a pause and what the plan asks."""
    worst = 0.0
    for speech in speeches:
        for one, two in pairwise(speech.phrases):
            if one.pause_s:
                words = speech.words[one.last - 1], speech.words[two.first]
                gap_s = words[1].timing.start_s - words[0].timing.end_s
                worst = max(worst, abs(gap_s - one.pause_s * voice.settings.pause_ratio))
    return 1000 * worst


def main() -> int:
    """Measure and print; returns 0."""
    print(f"{'':25}{'F0':>7}{'SD':>7}{'rate':>7}{'pause':>7}  "
          + "".join(f"{name:>9}" for name in COLUMNS))  # fmt: skip
    errors = []
    for locale in sys.argv[1:] or LOCALES:
        for name, values in PERSONAS.items():
            voice = prepare(Persona(name="bench", locale=locale, **values))
            lines = [*sentences(locale, "verification"), *sentences(locale, "samples")]
            spoken = [speak(normalize(line, locale), voice) for line in lines]
            found = measure_all(spoken, families=("pitch", "rhythm", "phrase_ends", "entities"))
            hz, sd_st, rate = (
                found.value(key) or math.nan
                for key in ("f0_median_hz", "f0_sd_st", "articulation_rate_syll_s")
            )
            settings = voice.settings
            errors.append([
                12 * math.log2(hz / (settings.f0_median_hz or math.nan)),
                sd_st - asked_sd_st(settings),
                100 * (rate / (settings.rate_syll_s or math.nan) - 1),
                pause_error_ms(spoken, voice),
            ])  # fmt: skip
            values_of = [found.value(key) for key in COLUMNS.values()]
            print(f"{locale:7}{name:18}" + "".join(f"{value:7.2f}" for value in errors[-1]) + "  "
                  + "".join("        -" if v is None else f"{v:9.2f}" for v in values_of),
                  flush=True)  # fmt: skip
    worst = np.abs(np.array(errors)).max(axis=0)
    print(f"{'greatest error':25}" + "".join(f"{value:7.2f}" for value in worst))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
