"""Targets: all attributes, bands around what is asked, honest proxies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voices import accents
from voices.acoustics.catalogue import CATALOGUE
from voices.acoustics.verdict import Measure, Proof, Target, judge
from voices.headlines import table, words
from voices.persona import Fine, Persona, preset_names
from voices.resolve import FINE_FIELDS
from voices.shaping.settings import Settings
from voices.targets import ATTRIBUTES, targets

QUALITIES = ("breathiness", "nasality", "constriction", "gravel", "fry", "lifts", "dips")


def asked(persona: Persona) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}
    for target in targets(persona, persona.resolve().settings):
        found.setdefault(target.attribute, []).append(target)
    return found


@pytest.mark.parametrize("name", preset_names())
def test_every_attribute_of_a_preset_has_a_target(name: str) -> None:
    found = asked(Persona.preset(name))
    assert list(found) == [*ATTRIBUTES, "defects"]
    for group in found.values():
        for target in group:
            if target.proof is Proof.NOT_MEASURABLE:
                assert target.note
            else:
                assert target.measure in CATALOGUE or accents.says(target.measure)
                assert target.source
                assert target.asked
            if target.proof is Proof.MEASURED:
                assert target.low is not None or target.high is not None
            if target.low is not None and target.high is not None:
                assert target.low < target.high


def test_measures_of_the_table_are_in_the_catalogue() -> None:
    rows = [
        row for entry in table().words.values() for word in entry.values() for row in word.proves
    ]
    names = {row.measure for row in rows} | set(table().responses)
    names |= {row.measure for rows_ in table().attributes.values() for row in rows_}
    assert names <= set(CATALOGUE)
    for slopes in table().responses.values():
        assert set(slopes) <= set(Settings.model_fields)


def test_each_tone_asks_for_two_measures() -> None:
    for word, entry in table().words["tone"].items():
        if word != "neutral":
            assert len({row.measure for row in entry.proves}) >= 2
            assert len([row for row in entry.proves if not row.proxy]) >= 1


@pytest.mark.parametrize("attribute", QUALITIES)
def test_a_quality_is_asked_for_by_its_amount(attribute: str) -> None:
    effect = table().attributes[attribute][0]
    full_change = effect.expected(1.0, 112)
    sign = 1 if full_change > 0 else -1

    def first(amount: float) -> Target:
        persona = Persona(name="x", intonation="monotone", fine=Fine(**{attribute: amount}))
        return asked(persona)[attribute][0]

    none, little, full = first(0.0), first(0.02), first(1.0)
    assert none.asked == "as the base voice"
    assert little.proof is Proof.PROXY
    assert full.proof is Proof.MEASURED
    near = full.low if sign > 0 else full.high
    assert near * sign >= effect.minimum
    nothing = Measure(effect.measure, 1.0, "", "m")
    moved = Measure(effect.measure, 1.0 + full_change, "", "m")
    assert judge(full, nothing, nothing).ok is False
    assert judge(full, moved, nothing).ok is True
    assert judge(none, nothing, nothing).ok is True
    assert judge(none, moved, nothing).ok is False


def test_qualities_that_pull_against_each_other_are_not_asked_for_blindly() -> None:
    persona = Persona(name="x", fine=Fine(breathiness=0.6, constriction=0.6))
    by_measure = {target.measure: target for target in asked(persona)["breathiness"]}
    assert by_measure["h1_h2_db"].proof is Proof.PROXY
    assert "constriction" in by_measure["h1_h2_db"].note
    assert by_measure["cpps_db"].proof is Proof.MEASURED


def test_numbers_are_held_tightly_and_words_by_their_band() -> None:
    number = asked(Persona(name="x", pitch_hz=120, rate_syll_s=5))
    assert number["pitch"][0].low == pytest.approx(120 / 2 ** (1 / 12))
    assert number["pitch"][0].high == pytest.approx(120 * 2 ** (1 / 12))
    assert number["speed"][0].low == pytest.approx(4.6)
    word = asked(Persona(name="x", pitch="tenor"))["pitch"][0]
    assert (word.low, word.high) == (122, 155)
    moved = asked(Persona(name="x", pitch="tenor", emotion="upbeat"))["pitch"][0]
    assert moved.low == pytest.approx(122 * 2 ** (2 / 12), rel=1e-4)


def test_the_pitch_says_nothing_of_age_and_gender_when_it_is_asked_for() -> None:
    free = asked(Persona(name="x", gender="female"))
    assert free["gender"][0].proof is Proof.MEASURED
    bound = asked(Persona(name="x", gender="female", pitch="bass"))
    assert bound["gender"][0].proof is Proof.PROXY
    assert bound["gender"][1].measure == "tract_shift_ratio"
    assert bound["gender"][1].proof is Proof.MEASURED


def test_a_man_does_not_pass_for_a_woman() -> None:
    woman, man = (asked(Persona(name="x", gender=g))["gender"] for g in ("female", "male"))
    for hers, his in zip(woman, man, strict=True):
        assert hers.low is not None
        assert his.high is not None
        assert hers.low > his.high


@settings(deadline=None)
@given(
    tone=st.sampled_from(words("tone")),
    emotion=st.sampled_from(words("emotion")),
    intonation=st.sampled_from(words("intonation")),
    age=st.sampled_from(words("age")),
    fine=st.fixed_dictionaries(
        {}, optional={name: st.floats(0, 1) for name in FINE_FIELDS if name != "volume"}
    ),
)
def test_targets_never_contradict_each_other(tone, emotion, intonation, age, fine) -> None:
    persona = Persona(
        name="x", tone=tone, emotion=emotion, intonation=intonation, age=age, fine=Fine(**fine)
    )
    found = asked(persona)
    assert set(found) == {*ATTRIBUTES, "defects"}
    bands: dict[tuple[str, bool], tuple[float, float]] = {}
    for group in found.values():
        for target in group:
            if target.proof is Proof.MEASURED:
                key = (target.measure, target.relative)
                low, high = bands.get(key, (float("-inf"), float("inf")))
                low = max(low, target.low if target.low is not None else low)
                high = min(high, target.high if target.high is not None else high)
                assert low < high, (target, low, high)
                bands[key] = (low, high)
