"""Renew a bank of decoys: personas drawn at random, rendered and measured.

    python tests/bench/decoys.py [--locale en-US] [--count 40] [--seed 5]
    python tests/bench/decoys.py --audit        false accepts of the presets against the banks

Half of the decoys differ from an ordinary voice in headline words, half in fine values too; all
are spoken by the accent of the locale. Writes voices/decoys/<locale>.json: 6 s of one core each.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from voices.acoustics import Report, analysis
from voices.acoustics.jnd import JND
from voices.acoustics.report import measure_all_against
from voices.decoys import audit
from voices.headlines import table
from voices.held_vowel import measure_held_vowel
from voices.persona import Persona, preset_names
from voices.resolve import neutral_settings
from voices.sentences import sentences
from voices.speaking import prepare
from voices.verify import render

HOME = Path(__file__).resolve().parents[2] / "voices" / "decoys"
FINE = ("dips", "lifts", "nasality", "breathiness", "constriction", "gravel", "fry")
SIGNED = ("enunciation", "rhythm")


def drawn(number: int, locale: str, rng: np.random.Generator) -> Persona:
    """A persona of random words; one of two has three random fine values and a volume too."""
    words = {
        attribute: str(rng.choice(list(table().words[attribute])))
        for attribute in ("age", "gender", "tone", "pitch", "intonation", "speed", "emotion")
    }
    fine: dict[str, Any] = {}
    if number % 2:
        for name in rng.choice([*FINE, *SIGNED], 3, replace=False):
            low = -1.0 if name in SIGNED else 0.2
            fine[str(name)] = round(float(rng.uniform(low, 1.0)), 2)
        fine["volume"] = round(float(rng.uniform(-28.0, -15.0)), 1)
    seed = int(rng.integers(2**31))
    return Persona(name=f"decoy {number}", locale=locale, fine=fine, seed=seed, **words)


def _values(report: Report, wanted: set[str]) -> dict[str, float | None]:
    return {
        name: None if measure.value is None else float(f"{measure.value:.5g}")
        for name, measure in report.measures.items()
        if name in wanted
    }


def row(persona: Persona, wanted: set[str]) -> dict[str, Any]:
    """One row of the bank."""
    voice = prepare(persona)
    plain = replace(voice, settings=neutral_settings(voice.settings))
    lines = sentences(persona.locale, "verification")
    pair = [render(lines, one, "", lambda _: None) for one in (voice, plain)]
    report, neutral = measure_all_against(*pair)
    report = replace(report, measures={**report.measures, **measure_held_vowel(voice)})
    neutral = replace(neutral, measures={**neutral.measures, **measure_held_vowel(plain)})
    settings = voice.asked or voice.settings
    return {
        "persona": persona.model_dump(mode="json", exclude_defaults=True),
        "settings": settings.model_dump(mode="json", exclude_defaults=True),
        "report": _values(report, wanted),
        "neutral": _values(neutral, wanted),
    }


def judged() -> set[str]:
    """The measures that any design may be judged by."""
    effects = {effect.measure for effects in table().attributes.values() for effect in effects}
    proven = {
        row.measure
        for words in table().words.values()
        for word in words.values()
        for row in word.proves
    }
    return effects | proven | set(JND) | {"true_peak_dbtp"}


def renew(locale: str, count: int, seed: int) -> None:
    """Draw, render and measure the decoys of a locale."""
    rng = np.random.default_rng(seed)
    wanted = judged()
    rows = [row(drawn(number, locale, rng), wanted) for number in tqdm(range(count), unit="decoy")]
    bank = {"locale": locale, "analysis": analysis.VERSION, "decoys": rows}
    HOME.mkdir(exist_ok=True)
    text = json.dumps(bank, ensure_ascii=False, separators=(",", ":"))
    (HOME / f"{locale}.json").write_text(text.replace('{"persona"', '\n{"persona"') + "\n")


def show() -> None:
    """False accepts of every preset, by attribute and as a whole."""
    accepted: dict[str, list[int]] = {}
    for name in preset_names():
        persona = Persona.preset(name)
        voice = prepare(persona)
        found = audit(persona, voice.asked or voice.settings)
        told = {k: f"{v.accepted}/{v.tried}" for k, v in found.attributes.items() if v.accepted}
        whole = f"{found.persona.accepted}/{found.persona.tried}"
        print(f"{name} ({persona.locale}): {found.why or f'persona {whole}, {told}'}")
        for key, count in {**found.attributes, "persona": found.persona}.items():
            total = accepted.setdefault(key, [0, 0])
            total[0] += count.accepted
            total[1] += count.tried
    for key, (wrong, tried) in accepted.items():
        asked = f"{100 * wrong / tried:.1f} %" if tried else "-"
        print(f"{key}: {wrong} of {tried} accepted, {asked}")


def main() -> None:
    """Renew a bank, or show the audit of the presets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locale", default="en-US")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--audit", action="store_true")
    asked = parser.parse_args()
    if asked.audit:
        show()
    else:
        renew(asked.locale, asked.count, asked.seed)


if __name__ == "__main__":
    main()
