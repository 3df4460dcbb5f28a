"""Measures of phrases and of spelled numbers on built vowels whose F0 and times are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from shaping_material import RATE_HZ, VOWELS, as_speech, pulses, resonated

from voices.acoustics.entities import entities, last_over_others
from voices.acoustics.report import measure, measure_all
from voices.audio import Phone, Phrase, PhraseKind, Speech, Timing, Word

K = PhraseKind
BASE_HZ = 150.0


@dataclass(frozen=True)
class Said:
    """One word of one vowel: its length, F0 in st over BASE_HZ at its start and end, the silence
    behind it, its stress and its level."""

    length_s: float
    from_st: float
    to_st: float
    pause_s: float = 0.0
    stress: int = 2
    level: float = 1.0


def built(words: Sequence[Said], phrases: Sequence[Phrase]) -> Speech:
    """Vowels with those F0 contours and silences, and the phrases of their words."""
    phones, spoken, contour, level = [], [], [], []
    at_s = 0.0
    for index, word in enumerate(words):
        count = round(word.length_s * RATE_HZ)
        contour.append(np.linspace(word.from_st, word.to_st, count))
        level.append(np.full(count, word.level))
        timing = Timing(at_s, at_s + count / RATE_HZ)
        phones.append(Phone("a", timing, word.stress, index))
        spoken.append(Word("a", timing, index))
        at_s = timing.end_s
        silent = round(word.pause_s * RATE_HZ)
        if silent:
            contour.append(np.full(silent, word.to_st))
            level.append(np.zeros(silent))
            phones.append(Phone("", Timing(at_s, at_s + silent / RATE_HZ)))
            at_s += silent / RATE_HZ
    f0_hz = BASE_HZ * 2 ** (np.concatenate(contour) / 12)
    edge = np.convolve(np.concatenate(level), np.hanning(221) / np.hanning(221).sum(), "same")
    speech = as_speech(resonated(pulses(f0_hz), VOWELS["a"]) * edge, phones, spoken)
    return speech.with_changes(phrases=tuple(phrases))


GROUND = Said(0.7, 0.0, 0.0, stress=0)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (K.YES_NO, "question_rise_st"),
        (K.ITEM, "item_rise_st"),
        (K.CONTINUATION, "continuation_rise_st"),
    ],
)
@pytest.mark.parametrize("rise_st", [2.0, 4.0, 7.0])
def test_rises_are_those_that_were_built(kind: PhraseKind, name: str, rise_st: float) -> None:
    high = rise_st - 1.0
    words = [GROUND, Said(0.2, -1.0, -1.0), Said(0.25, -1.0, high, stress=0),
             Said(0.06, high, high, stress=0)]  # fmt: skip
    found = measure(built(words, [Phrase(0, 4, kind, mood=kind, ends_sentence=True)]))
    assert found.value(name) == pytest.approx(rise_st, abs=0.5)


def test_ends_are_taken_against_the_base() -> None:
    high = [GROUND, Said(0.4, 3.0, 0.0)]
    low = [GROUND, Said(0.3, 3.0, -5.0), Said(0.3, -5.0, -5.0, stress=0)]
    values = {}
    for label, last in (("high", high), ("low", low)):
        words = [*low, Said(0.0001, -5.0, -5.0, pause_s=0.5, stress=0), *last]
        split = len(low) + 1
        phrases = [
            Phrase(0, split, K.EXCLAMATION, mood=K.EXCLAMATION, pause_s=0.5, ends_sentence=True),
            Phrase(split, len(words), K.STATEMENT, ends_sentence=True),
        ]
        values[label] = measure(built(words, phrases)).value("statement_end_st")
    assert values["low"] == pytest.approx(0.0, abs=0.4)
    assert values["high"] == pytest.approx(5.0, abs=0.6)


@pytest.mark.parametrize("slope_st_s", [-1.0, -3.0])
def test_declination_and_resets(slope_st_s: float) -> None:
    fall = 1.2 * slope_st_s
    words = [
        Said(1.2, 0.0, fall, stress=0), Said(0.2, fall, fall, pause_s=0.2),
        Said(1.2, fall + 1.5, 2 * fall + 1.5, stress=0), Said(0.3, 0.0, -4.0, pause_s=0.55),
        Said(1.2, 3.0, 3.0 + fall, stress=0), Said(0.3, 0.0, -4.0),
    ]  # fmt: skip
    phrases = [
        Phrase(0, 2, K.CONTINUATION, pause_s=0.2),
        Phrase(2, 4, K.STATEMENT, pause_s=0.55, ends_sentence=True),
        Phrase(4, 6, K.STATEMENT, ends_sentence=True),
    ]
    found = measure(built(words, phrases))
    assert found.value("declination_st_s") == pytest.approx(slope_st_s, abs=0.3)
    assert found.value("phrase_reset_st") == pytest.approx(1.5, abs=0.4)
    assert found.value("sentence_reset_st") == pytest.approx(3.0 - 2 * fall - 1.5, abs=0.5)


def number(
    *, pause_s: float = 0.32, gap_s: float = 0.0, last: float = 1.4, rise_st: float = 2.5,
    softer: float = 1.0,
) -> Speech:  # fmt: skip
    """Two groups of three figures: the first ends high, the second at the base."""
    words = []
    for group in range(2):
        level = softer if group else 1.0
        for figure in range(3):
            end = figure == 2
            length_s = 0.25 * (last if end else 1.0)
            to_st = (rise_st if not group else -5.0) if end else 0.0
            behind_s = pause_s if end and not group else 0.0 if end else gap_s
            words.append(Said(length_s, 0.0, to_st, pause_s=behind_s, level=level))
    words.append(Said(0.2, -5.0, -5.0, stress=0))
    phrases = [
        Phrase(0, 3, K.GROUP, pause_s=pause_s, rate_syll_s=3.3),
        Phrase(3, 6, K.LAST_GROUP, rate_syll_s=3.3),
        Phrase(6, 7, K.STATEMENT, ends_sentence=True),
    ]
    return built(words, phrases)


def test_the_rules_of_spelled_numbers() -> None:
    found = measure(number(gap_s=0.05))
    assert found.value("group_pauses_off") == 0
    assert found.value("group_pause_s") == pytest.approx(0.32, abs=0.01)
    assert found.value("group_gap_ratio") == pytest.approx(0.32 / 0.05, rel=0.02)
    assert found.value("group_rise_st") == pytest.approx(2.5, abs=0.5)
    assert found.value("group_slope_st_s") == pytest.approx(2.5 / 0.35, rel=0.2)
    assert found.value("entity_end_st") == pytest.approx(0.0, abs=0.6)
    assert found.value("group_level_db") == pytest.approx(0.0, abs=1.0)


def test_what_breaks_a_rule_is_seen() -> None:
    assert measure(number(pause_s=0.08)).value("group_pauses_off") == 1
    assert measure(number(gap_s=0.2)).value("group_pauses_off") > 1
    assert (measure(number(rise_st=-2.0)).value("group_slope_st_s") or 0.0) < 0.0
    level = measure(number(softer=0.5)).value("group_level_db")
    assert level == pytest.approx(6.0, abs=1.0)
    long, short = (measure(number(last=times)).value("last_figure_ratio") for times in (1.8, 1.0))
    assert long is not None
    assert short is not None
    assert long > short


def test_spelled_figures_have_no_part_in_the_articulation_rate() -> None:
    words = [*(Said(0.2, 0.0, 0.0, pause_s=0.0) for _ in range(5)), *(
        Said(0.4, 0.0, 0.0) for _ in range(3))]  # fmt: skip
    phrases = [Phrase(0, 5, K.OPEN), Phrase(5, 8, K.STATEMENT, rate_syll_s=2.5, ends_sentence=True)]
    found = measure(built(words, phrases))
    assert found.value("articulation_rate_syll_s") == pytest.approx(5.0, rel=0.01)
    assert found.value("group_rate_syll_s") is None  # one group is no entity to be written down
    bare = measure(built(words, []))
    assert bare.value("articulation_rate_syll_s") == pytest.approx(8 / 2.2, rel=0.01)


def test_without_a_plan_there_is_a_reason() -> None:
    speech = number().with_changes(phrases=())
    found = measure(speech)
    for name in ("question_rise_st", "declination_st_s", "group_pause_s", "last_figure_ratio"):
        assert found[name].value is None
        assert "planned" in found[name].why
    plain = measure(built([GROUND, Said(0.3, 2.0, -4.0)], [Phrase(0, 2, K.STATEMENT)]))
    assert "spelled" in plain["group_pause_s"].why
    assert "yes-no question" in plain["question_rise_st"].why


def test_pieces_are_measured_as_one() -> None:
    found = measure_all([number(), number(rise_st=4.5)])
    rises = [measure(number(rise_st=rise)).value("group_rise_st") for rise in (2.5, 4.5)]
    assert found.value("group_rise_st") == pytest.approx(np.mean(rises), abs=0.3)  # type: ignore[arg-type]


def test_entities_are_runs_of_groups() -> None:
    kinds = [(K.OPEN, None), (K.GROUP, 3.3), (K.LAST_GROUP, 3.3), (K.GROUP, 3.3), (K.YES_NO, 3.3),
             (K.STATEMENT, 3.3)]  # fmt: skip
    phrases = [Phrase(i, i + 1, kind, rate_syll_s=rate) for i, (kind, rate) in enumerate(kinds)]
    found = [[group.first for group in entity.groups] for entity in entities(phrases)]
    assert found == [[1, 2], [3, 4]]
    assert last_over_others([(0.3, 1), (0.4, 2), (0.7, 1)]) == pytest.approx(2.8)
