"""Numbers and codes that are spelled in groups: can they be written down?

The rules of 04_digits_letters.yaml (`verify:`) as measures. Conventions: an entity is a run of
planned groups; a silence is a pause of at least 150 ms between its groups, a gap what lies
between its figures within a group; figures are the words of a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from voices.acoustics import analysis as a
from voices.acoustics.catalogue import NEEDS_PHRASES, Found, no, none_of
from voices.acoustics.material import Material
from voices.acoustics.pitch import semitones, theil_sen
from voices.audio import Phrase, PhraseKind, Word
from voices.ipa import is_vowel

NAMES = (
    "group_pauses_off",
    "group_pause_s",
    "group_gap_ratio",
    "group_rise_st",
    "group_slope_st_s",
    "group_rate_syll_s",
    "last_figure_ratio",
    "entity_end_st",
    "group_level_db",
)
SHORTEST_GAP_S = 0.01
"""Figures that follow each other without a gap count as this far apart."""


@dataclass(frozen=True, slots=True)
class Entity:
    """The groups of one number or code."""

    groups: tuple[Phrase, ...]


def entities(phrases: Sequence[Phrase]) -> Iterator[Entity]:
    """The entities of two groups and more among planned phrases."""
    run: list[Phrase] = []
    for phrase in phrases:
        if phrase.rate_syll_s:
            run.append(phrase)
        if phrase.kind is not PhraseKind.GROUP:
            if len(run) > 1:
                yield Entity(tuple(run))
            run = []


def last_over_others(figures: Sequence[tuple[float, int]]) -> float:
    """How many times as long as the mean of the others the last of two figures and more is.

    Figures are given as duration and syllables. Whole figures are compared, or their mean
    syllables where that gives more: a last "two" behind "seven" is long by its syllable, a last
    "zero" behind "two" as a whole.

    >>> last_over_others([(0.4, 2), (0.4, 1)]), last_over_others([(0.25, 1), (0.5, 2)])
    (2.0, 2.0)
    """
    whole = [length_s for length_s, _ in figures]
    of_syllable = [length_s / max(syllables, 1) for length_s, syllables in figures]
    return max(v[-1] * (len(v) - 1) / sum(v[:-1]) for v in (whole, of_syllable))


def _words(material: Material, group: Phrase) -> list[Word]:
    words = material.words[group.first : group.last]
    return [word for word in words if word.timing.duration_s > 0]


def _pauses_s(material: Material, entity: Entity) -> list[float]:
    """The silences between the groups, by the times of their words."""
    return [
        _words(material, two)[0].timing.start_s - _words(material, one)[-1].timing.end_s
        for one, two in pairwise(entity.groups)
    ]


def _gaps_s(material: Material, entity: Entity) -> list[float]:
    return [
        two.timing.start_s - one.timing.end_s
        for group in entity.groups
        for one, two in pairwise(_words(material, group))
    ]


def _rises(material: Material, group: Phrase) -> tuple[float, float]:
    """Semitones from the last figure's first voice to its last, and the slope over the last
    120 ms of voice; NaN where the tracker has too little."""
    f0 = material.track
    timing = _words(material, group)[-1].timing
    inside = np.flatnonzero(
        (f0.times_s >= timing.start_s) & (f0.times_s <= timing.end_s + 0.02) & f0.voiced
    )
    frames = round(a.GROUP_END_S / a.SECOND_STEP_S)
    ends = round(a.PHRASE_END_S / a.SECOND_STEP_S)
    if len(inside) < frames // 2:
        return float("nan"), float("nan")
    st = semitones(f0.f0_hz[inside])
    slope, _ = theil_sen(f0.times_s[inside[-frames:]], st[-frames:])
    return float(np.median(st[-ends:]) - np.median(st[:ends])), slope


def _last_ratio(material: Material, group: Phrase) -> float:
    """Duration of the last figure against the mean of its group."""
    vowels = [phone for phone in material.vowels if phone.word is not None]
    figures = [
        (word.timing.duration_s, sum(1 for v in vowels if v.word == index))
        for index, word in enumerate(material.words)
        if group.first <= index < group.last and word.timing.duration_s > 0
    ]
    if len(figures) < 2:
        return float("nan")
    over = last_over_others(figures)
    return over * len(figures) / (len(figures) - 1 + over)


def _rate(material: Material, group: Phrase) -> float:
    timing = group.timing(material.words)
    syllables = sum(
        1
        for phone in material.phones
        if phone.word is not None
        and group.first <= phone.word < group.last
        and is_vowel(phone.symbol)
    )
    return syllables / max(timing.duration_s, 1e-3)


def _end_st(material: Material, entity: Entity) -> float:
    """The last voice of the string, over the speaker's base."""
    last = entity.groups[-1]
    if last.kind is PhraseKind.YES_NO:
        return float("nan")
    f0 = material.track
    timing = last.timing(material.words)
    inside = np.flatnonzero(
        (f0.times_s >= timing.start_s) & (f0.times_s <= timing.end_s + 0.02) & f0.voiced
    )
    if not len(inside):
        return float("nan")
    ends = round(a.PHRASE_END_S / a.SECOND_STEP_S)
    return float(np.median(semitones(f0.f0_hz[inside[-ends:]]))) - material.base_st


def _level_db(material: Material, entity: Entity) -> float:
    """Distance of the loudest group from the quietest, mean power of each."""
    levels = []
    for group in entity.groups:
        timing = group.timing(material.words)
        start, end = (round(at * material.rate_hz) for at in (timing.start_s, timing.end_s))
        levels.append(10 * np.log10((material.samples[start:end] ** 2).mean() + 1e-12))
    return float(max(levels) - min(levels))


def _found(values: Sequence[float], why: str, *, least: bool = False) -> Found:
    known = [value for value in values if np.isfinite(value)]
    if not known:
        return no(why)
    return Found(float(min(known) if least else np.mean(known)))


def measures(material: Material) -> dict[str, Found]:
    """The rules for spelled numbers and codes, over all entities of the speech."""
    if material.too_little:
        return none_of(NAMES, material.too_little)
    if not material.planned:
        return none_of(NAMES, NEEDS_PHRASES)
    found = list(entities(material.planned))
    if not found:
        return none_of(NAMES, "nothing is spelled in groups")
    pauses = [_pauses_s(material, entity) for entity in found]
    off = [sum(one < a.PAUSE_S for one in own) for own in pauses]
    gaps = [max(g, SHORTEST_GAP_S) for entity in found for g in _gaps_s(material, entity)]
    off = [count + sum(gap >= a.PAUSE_S for gap in _gaps_s(material, entity))
           for count, entity in zip(off, found, strict=True)]  # fmt: skip
    pause_s = float(np.mean([one for own in pauses for one in own]))
    inner = [group for entity in found for group in entity.groups[:-1]]
    every = [group for entity in found for group in entity.groups]
    moves = [_rises(material, group) for group in inner]
    untracked = "the tracker lost the groups' last figures"
    return {
        "group_pauses_off": Found(float(sum(off))),
        "group_pause_s": Found(pause_s),
        "group_gap_ratio": Found(pause_s / float(np.mean(gaps)))
        if gaps
        else no("groups are of one figure"),
        "group_rise_st": _found([rise for rise, _ in moves], untracked),
        "group_slope_st_s": _found([slope for _, slope in moves], untracked, least=True),
        "group_rate_syll_s": _found([_rate(material, group) for group in every], ""),
        "last_figure_ratio": _found(
            [_last_ratio(material, group) for group in every],
            "groups are of one figure",
            least=True,
        ),
        "entity_end_st": _found([_end_st(material, entity) for entity in found], untracked),
        "group_level_db": _found([_level_db(material, entity) for entity in found], ""),
    }
