"""Markdown tables of the accents: how each is made and what it measures, and which checks pass on
which accent.

Usage: python tests/bench/accent_table.py [--write ARCHITECTURE.md]

Every accent's probe sentences are spoken by the base voice of every accent of the language and
measured. ``--write`` puts the tables between the marks <!-- accents --> of a document.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from normalizers import normalize
from voices import accents
from voices.acoustics.accent_segments import Mark
from voices.acoustics.accents import measure_accent
from voices.acoustics.verdict import Measure, band
from voices.audio import Speech
from voices.engines import get_engine
from voices.engines.accent_table import table as ruled_accents
from voices.headlines import table as headlines
from voices.join import join

Say = Callable[[str, str], Speech]
"""Speaks a text with the accent of a tag."""
MARKED = re.compile(r"(<!-- accents -->\n).*?(<!-- /accents -->)", re.DOTALL)
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "de": "de-DE", "nl": "nl-NL"}


def words() -> Mapping[str, str]:
    """The accent words of the headlines that are measured, by tag."""
    entries = headlines().words["accent"]
    return {entry.tag: name for name, entry in entries.items() if entry.tag in accents.tags()}


def base_voice(text: str, tag: str) -> Speech:
    """A text as the base voice of an accent says it, unshaped."""
    engine = get_engine("espeak")
    locale = LOCALES[tag.partition("-")[0]]
    return engine.synthesize(normalize(text, locale), engine.cast(locale, tag).voice)


def language_measures(tag: str, say: Say) -> Mapping[str, Measure]:
    """Every check of a language on the accent of a tag."""
    language = tag.partition("-")[0]
    own = [other for other in accents.tags() if other.partition("-")[0] == language]
    bands = {one.check: one for other in own for one in accents.bands(other)}
    checks = accents.checks(bands.values())
    speeches, marks, count = [], [], 0
    for probe in accents.probes(language, checks):
        speech = say(probe.text, tag)
        places = [found.start() for found in re.finditer(r"[\w'’-]+", probe.text)]
        assert len(places) == len(speech.words), (probe.text, [w.text for w in speech.words])
        marks += [Mark(count + places.index(at), label) for at, label in probe.labels.items()]
        count += len(speech.words)
        speeches.append(speech)
    return measure_accent(join(speeches, gap_s=0.3), marks, checks)


@lru_cache(maxsize=1)
def base_measures() -> Mapping[str, Mapping[str, Measure]]:
    """Every check of its language on the base voice of each accent, by tag."""
    return {tag: language_measures(tag, base_voice) for tag in words()}


def passes(one: accents.Band, found: Mapping[str, Measure]) -> bool:
    """Whether a measure lies in the band that an accent asks for."""
    value = found[one.measure].value
    return (
        value is not None
        and (one.low is None or value >= one.low)
        and (one.high is None or value <= one.high)
    )


def held(asking: str, spoken: str, found: Mapping[str, Mapping[str, Measure]]) -> tuple[int, int]:
    """How many checks of one accent hold on the speech of another, and of how many."""
    asked = accents.bands(asking)
    return sum(passes(one, found[spoken]) for one in asked), len(asked)


def made(tag: str) -> str:
    """How an accent is made."""
    own = {t: accent for accent in ruled_accents().accents.values() for t in accent.tags}
    return own[tag].ruled if tag in own else "voice of the library"


def rows() -> str:
    """A row an accent: how it is made, and what its checks ask and measure."""
    found = base_measures()
    lines = ["| accent | by rule | check: wanted, measured |", "|---|---|---|"]
    for tag, name in words().items():
        told = []
        for one in accents.bands(tag):
            value = found[tag][one.measure].value
            told.append(f"{one.check}: {band(one.low, one.high)}, {value:.4g}")
        lines.append(f"| {name} ({tag}) | {made(tag)} | {'<br>'.join(told)} |")
    for tag, why in accents.table().accents.items():
        if isinstance(why, str):
            lines.append(f"| {tag} | | not measurable: {why} |")
    return "\n".join(lines) + "\n"


def confusion(language: str) -> str:
    """Checks (columns) that hold on each accent (rows) of a language."""
    own = [tag for tag in words() if tag.partition("-")[0] == language]
    head = " | ".join(words()[tag] for tag in own)
    lines = [f"| spoken \\ asked | {head} |", f"|---{'|---:' * len(own)}|"]
    for spoken in own:
        cells = []
        for asking in own:
            right, all_ = held(asking, spoken, base_measures())
            cells.append(f"**{right}/{all_}**" if right == all_ else f"{right}/{all_}")
        lines.append(f"| {words()[spoken]} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def tables() -> str:
    """All tables."""
    languages = dict.fromkeys(tag.partition("-")[0] for tag in words())
    return "\n".join([rows(), *(confusion(language) for language in languages)])


if __name__ == "__main__":
    text = tables()
    if sys.argv[1:2] == ["--write"]:
        document = Path(sys.argv[2])
        written = document.read_text(encoding="utf-8")
        document.write_text(
            MARKED.sub(lambda match: f"{match[1]}{text}{match[2]}", written), encoding="utf-8"
        )
    else:
        print(text, end="")
