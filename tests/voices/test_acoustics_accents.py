"""Accents at segments: built vowels and consonants come back with what they were built of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from golden.acoustics.signals import Floats, noise, scaled_tract, voice
from scipy.signal import butter, sosfiltfilt

from voices.acoustics.accent_segments import Mark, Segments
from voices.acoustics.accents import KINDS, Check, measure_accent
from voices.audio import Audio, Origin, Phone, Speech, Timing, Word

RATE = 16_000
MAN_F3_HZ = 2550.0
HIGHER = ((3500, 200), (4500, 250), (5500, 300), (6500, 350))


@dataclass(frozen=True)
class Part:
    """A phone of a built speech: its symbol, its sound, and its stress."""

    symbol: str
    samples: Floats
    stress: int = 0


def vowel(*places: tuple[float, float], f3_hz: float = MAN_F3_HZ, ratio: float = 1.0) -> Part:
    """A stressed vowel of 160 ms that holds each place (F1, F2) for its share of the time."""
    count = round(0.16 * RATE / len(places))
    pieces = [
        voice(
            np.full(count, 118.0),
            RATE,
            formants=scaled_tract([(f1, 70), (f2, 100), (f3_hz, 140), *HIGHER], ratio),
            peak=0.4,
        )
        for f1, f2 in places
    ]
    return Part("a", np.concatenate(pieces), 2)


def silence(duration_s: float, symbol: str = "t") -> Part:
    return Part(symbol, np.zeros(round(duration_s * RATE)))


def stop(closure_s: float, burst_s: float, symbol: str = "t") -> Part:
    burst = hiss(burst_s, 1500, 7000).samples
    return Part(symbol, np.concatenate([np.zeros(round(closure_s * RATE)), burst]))


def hum(duration_s: float, symbol: str = "ɾ") -> Part:
    """The voice bar of a closure: a weak low tone."""
    at_s = np.arange(round(duration_s * RATE)) / RATE
    return Part(symbol, 0.04 * np.sin(2 * np.pi * 118 * at_s))


def hiss(duration_s: float, low_hz: float, high_hz: float, level: float = 0.08) -> Part:
    count = round(duration_s * RATE)
    sections = butter(4, (low_hz, high_hz), "bandpass", fs=RATE, output="sos")
    return Part("s", sosfiltfilt(sections, noise(count, np.random.default_rng(2), level)))


def speech(*words: tuple[Part, ...], phones: bool = True) -> Speech:
    """Words one after the other, 100 ms of silence between them."""
    samples: list[Floats] = []
    found: list[Phone] = []
    spoken: list[Word] = []
    at = 0

    def put(part: Part, word: int | None) -> None:
        nonlocal at
        timing = Timing(at / RATE, (at + len(part.samples)) / RATE)
        found.append(Phone(part.symbol, timing, part.stress, word))
        samples.append(part.samples)
        at += len(part.samples)

    for index, parts in enumerate(words):
        start = at
        for part in parts:
            put(part, index)
        spoken.append(Word(f"w{index}", Timing(start / RATE, at / RATE)))
        put(Part("", np.zeros(RATE // 10)), None)
    whole = np.concatenate(samples)
    whole = whole + noise(len(whole), np.random.default_rng(0), 1e-5)
    audio = Audio(whole.astype(np.float32), RATE)
    origin = Origin("built", "1", "man", "en-GB", 0)
    return Speech(audio, tuple(found) if phones else (), tuple(spoken), origin)


def marks(*labels: str) -> list[Mark]:
    return [Mark(index, label) for index, label in enumerate(labels)]


def value(check: Check, made: Speech, *labels: str) -> float | None:
    return measure_accent(made, marks(*labels), [check])[check.name].value


S = hiss(0.08, 4000, 7000)
SCHWA = vowel((500, 1500))


@pytest.mark.parametrize("ratio", [0.92, 1.0, 1.17, 1.3])
def test_formants_are_read_as_of_a_man_whatever_the_tract(ratio: float) -> None:
    made = speech(*[(S, vowel((600, 1700), ratio=ratio)) for _ in range(3)])
    for formant, hz in ((1, 600), (2, 1700)):
        check = Check("x", "formant_hz", "A", formant=formant)
        assert value(check, made, "A", "A", "A") == pytest.approx(hz, rel=0.06)


def test_a_vowel_is_held_to_another() -> None:
    front, back = (S, vowel((700, 1600))), (S, vowel((700, 1200)))
    made = speech(front, front, back, back)
    check = Check("x", "formant_ratio", "A", "B", formant=2)
    assert value(check, made, "A", "A", "B", "B") == pytest.approx(4 / 3, rel=0.05)


def test_a_glide_is_told_from_a_vowel_that_holds_still() -> None:
    check = Check("x", "formant_ratio", "A", "A", at=0.25, to_at=0.75)
    glide = speech(*[(S, vowel((650, 1700), (420, 2100))) for _ in range(2)])
    still = speech(*[(S, vowel((430, 2050))) for _ in range(2)])
    assert value(check, glide, "A", "A") == pytest.approx(650 / 420, rel=0.06)
    assert value(check, still, "A", "A") == pytest.approx(1.0, abs=0.03)


def test_an_r_lowers_the_third_formant_and_the_r_behind_the_vowel_counts() -> None:
    check = Check("x", "r_dip", "R")
    plain = [(S, vowel((600, 1500))) for _ in range(2)]
    low = vowel((500, 1400), f3_hz=1700.0)
    own = speech(*plain, *[(S, low) for _ in range(2)])
    behind = speech(
        *plain, *[(S, vowel((700, 1300)), Part("ɹ", low.samples[:960])) for _ in range(2)]
    )
    none = speech(*plain, *[(S, vowel((700, 1300))) for _ in range(2)])
    assert value(check, own, "A", "A", "R", "R") == pytest.approx(1700 / MAN_F3_HZ, rel=0.06)
    assert value(check, behind, "A", "A", "R", "R") < 0.8
    assert value(check, none, "A", "A", "R", "R") == pytest.approx(1.0, abs=0.05)


def test_an_r_that_hides_in_the_second_formant_is_found() -> None:
    """F2 and F3 as one peak at 1,560 Hz, F4 the next: to a tracker F3 rises, and it is an r."""
    check = Check("x", "r_dip", "R")
    plain = (S, vowel((600, 1200)))
    merged = vowel((500, 1560), f3_hz=3100.0)
    high = vowel((700, 1300), f3_hz=3100.0)
    assert value(check, speech(*[plain] * 3, (S, merged), (S, merged)), *"AAARR") < 0.7
    assert value(check, speech(*[plain] * 3, (S, high), (S, high)), *"AAARR") > 1.05


def test_length_against_another_label() -> None:
    long = Part("a", np.concatenate([SCHWA.samples, SCHWA.samples]), 2)
    made = speech((S, long), (S, long), (S, SCHWA), (S, SCHWA))
    check = Check("x", "length_ratio", "A", "B")
    assert value(check, made, "A", "A", "B", "B") == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("consonant", "voiced", "closed"),
    [
        (hum(0.04), (0.9, 1.0), (0.0, 0.0)),
        (stop(0.05, 0.03), (0.0, 0.25), (0.4, 0.75)),
        (hiss(0.08, 3000, 7000), (0.0, 0.25), (0.0, 0.05)),
    ],
    ids=["tap", "stop", "fricative"],
)
def test_a_tap_a_stop_and_a_fricative_between_vowels(consonant, voiced, closed) -> None:
    weak = Part("ə", SCHWA.samples)
    made = speech(*[(S, SCHWA, consonant, weak) for _ in range(2)])
    share = value(Check("x", "voiced_share", "T", place="medial"), made, "T", "T")
    assert voiced[0] <= share <= voiced[1]
    share = value(Check("x", "closed_share", "T", place="medial"), made, "T", "T")
    assert closed[0] <= share <= closed[1]


@pytest.mark.parametrize("burst_s", [0.015, 0.03, 0.06])
def test_the_lag_of_a_stop_is_its_burst(burst_s: float) -> None:
    check = Check("x", "lag_ms", "T", place="onset")
    made = speech(*[(S, SCHWA, stop(0.05, burst_s)), (stop(0.05, burst_s), SCHWA)] * 2)
    segments = Segments(made, marks("", "T", "", "T"))
    wanted = 1000 * burst_s * segments.rate_ratio
    assert value(check, made, "", "T", "", "T") == pytest.approx(wanted, abs=4)


def test_noise_by_its_centre_and_its_level() -> None:
    high, low = hiss(0.08, 5000, 7000), hiss(0.08, 1200, 2500)
    made = speech(*[(high, SCHWA)] * 2, *[(low, SCHWA)] * 2)
    centre = Check("x", "centre_ratio", "L", "H", place="onset")
    assert value(centre, made, "H", "H", "L", "L") == pytest.approx(1850 / 6000, rel=0.1)
    weak = hiss(0.08, 5000, 7000, 0.08 / 4)
    quiet = speech(*[(high, SCHWA)] * 2, *[(weak, SCHWA)] * 2)
    level = Check("x", "level_difference_db", "W", "H", place="onset")
    assert value(level, quiet, "H", "H", "W", "W") == pytest.approx(-12.0, abs=1.0)


def test_a_segment_is_found_by_its_place_alone() -> None:
    weak, other = Part("ə", SCHWA.samples), Part("i", SCHWA.samples)
    word = (silence(0.02, "p"), weak, silence(0.02, "t"), SCHWA, silence(0.02, "k"),
            silence(0.02, "m"), other, silence(0.02, "s"))  # fmt: skip
    segments = Segments(speech(word), marks("A"))
    places = ("onset", "vowel", "medial", "behind", "last", "final")
    found = [segments.phones[index].symbol for place in places for index in segments.at("A", place)]
    assert found == ["p", "a", "k", "k", "i", "s"]
    short = Segments(speech((SCHWA,)), marks("A"))
    assert [short.at("A", place) for place in ("onset", "medial", "behind", "final")] == [[]] * 4


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_measured_is_none_with_a_reason(kind: str) -> None:
    check = Check("x", kind, "A", "B", place="vowel")

    def why(made: Speech, *labels: str) -> str:
        found = measure_accent(made, marks(*labels), [check])["x"]
        assert found.value is None
        return found.why

    words = [(S, SCHWA, stop(0.05, 0.03), Part("ə", SCHWA.samples)) for _ in range(4)]
    assert "phones" in why(speech(*words, phones=False), "A", "A", "B", "B")
    assert "needed" in why(speech(*words), "C", "C", "C", "C")
    narrow = speech(*words)
    narrow = narrow.with_changes(audio=narrow.audio.resampled(8_000))
    assert "telephone" in why(narrow, "A", "A", "B", "B")
    empty = Audio(np.zeros(RATE, np.float32), RATE)
    assert "silent" in why(speech(*words).with_changes(audio=empty), "A", "A", "B", "B")


def test_measures_have_the_checks_unit_and_say_how() -> None:
    made = speech(*[(S, SCHWA) for _ in range(3)])
    found = measure_accent(made, marks("A", "A", "A"), [Check("mine", "formant_hz", "A")])["mine"]
    assert (found.name, found.unit) == ("mine", "Hz")
    assert "3 words" in found.method and "A" in found.method
