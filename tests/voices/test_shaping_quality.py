"""Voice quality: each effect moves its own correlate the right way, step by step."""

from __future__ import annotations

import numpy as np
import pytest
from shaping_material import (
    RATE_HZ,
    as_speech,
    band_db,
    cpps_db,
    harmonics_db,
    hnr_db,
    median_hz,
    praat_f0,
    praat_formants,
    pulses,
    resonated,
    semitones,
    sentence,
    shift_st,
    vowel,
)

from voices.audio import Phone, Speech, Timing
from voices.shaping import Baseline, Chain, Settings, analyse, baseline_of
from voices.shaping.fry import creakiness

F0_HZ = 120.0
BASE = Baseline(F0_HZ, 1.0, 5.0)
STEPS = (0.0, 0.3, 0.6, 1.0)


def made(symbol: str = "a", f0_hz: float = F0_HZ, **values: float) -> Speech:
    asked = Settings(**{"f0_median_hz": f0_hz, **values})
    return Chain(asked, Baseline(f0_hz, 1.0, 5.0))(vowel(f0_hz, symbol=symbol))


def h1_h2_db(speech: Speech, f0_hz: float = F0_HZ) -> float:
    levels = harmonics_db(speech.audio, f0_hz, 2)
    return float(levels[0] - levels[1])


def rises(values: list[float], least: float) -> bool:
    return bool((np.diff(values) > least).all())


@pytest.mark.parametrize("ratio", [0.88, 1.15, 1.3])
@pytest.mark.parametrize("f0_hz", [100.0, 160.0])
def test_formants_scale_by_the_ratio(ratio: float, f0_hz: float) -> None:
    ceiling_hz = 5500.0 * ratio
    before = praat_formants(made("ə", f0_hz).audio)
    after = praat_formants(made("ə", f0_hz, formant_ratio=ratio).audio, ceiling_hz)
    assert after[1:] / before[1:] == pytest.approx([ratio, ratio], rel=0.02)
    tracked = [
        np.median(analyse(made("ə", f0_hz, formant_ratio=r)).formants_hz, axis=0)
        for r in (1.0, ratio)
    ]
    assert tracked[1][1:] / tracked[0][1:] == pytest.approx([ratio, ratio], rel=0.03)


def test_formant_scale_leaves_f0() -> None:
    assert abs(semitones(median_hz(made(formant_ratio=1.3).audio), F0_HZ)) < 0.02


def test_breath_lowers_cpps_and_hnr_and_raises_h1() -> None:
    speech = sentence(F0_HZ)
    baseline = baseline_of([speech])
    outs = [Chain(Settings(breathiness=b), baseline)(speech) for b in STEPS]
    assert rises([-cpps_db(out.audio) for out in outs], 0.5)
    assert rises([-hnr_db(out.audio) for out in outs], 0.2)
    assert rises([h1_h2_db(made(breathiness=b)) for b in STEPS], 1.0)
    assert abs(shift_st(outs[0].audio, outs[-1].audio)) < 0.1


def test_breath_is_loudest_in_the_upper_bands() -> None:
    clear, breathy = made(), made(breathiness=1.0)

    def noise_db(speech: Speech, k: int) -> float:
        """Level between harmonics k and k + 1 against that of the harmonics."""
        times = np.arange(len(speech.audio.samples)) / RATE_HZ
        window = np.hanning(len(times)) * speech.audio.samples
        at = [
            np.abs(window @ np.exp(-2j * np.pi * f * times))
            for f in F0_HZ * np.array([k, k + 0.4, k + 0.5, k + 0.6, k + 1])
        ]
        return float(20 * np.log10(np.mean(at[1:4]) / np.mean([at[0], at[4]])))

    low = np.mean([noise_db(breathy, k) for k in range(2, 5)])
    high, before = (
        np.mean([noise_db(speech, k) for k in range(26, 32)]) for speech in (breathy, clear)
    )
    assert high > before + 6
    assert high > low + 10


def between_harmonics_db(speech: Speech, f0_hz: float) -> float:
    """Power between harmonics against that at them, up to 1.5 kHz."""
    samples = speech.audio.samples[RATE_HZ // 5 : -RATE_HZ // 5]
    power = np.abs(np.fft.rfft(np.hanning(len(samples)) * samples)) ** 2
    axis = np.fft.rfftfreq(len(samples), 1 / RATE_HZ)
    power, axis = power[axis < 1500], axis[axis < 1500]
    away = np.abs(axis / f0_hz - np.round(axis / f0_hz))
    return 10 * float(np.log10(power[away > 0.2].sum() / power[away < 0.1].sum()))


@pytest.mark.parametrize("f0_hz", [100.0, 150.0, 210.0, 260.0])
def test_gravel_fills_between_harmonics_and_keeps_f0(f0_hz: float) -> None:
    outs = [made(f0_hz=f0_hz, gravel=g) for g in STEPS]
    assert rises([between_harmonics_db(out, f0_hz) for out in outs], 3.0)
    assert rises([-hnr_db(out.audio) for out in outs], 1.0)
    for out in outs:
        assert abs(semitones(median_hz(out.audio), f0_hz)) < 0.2
        halved = praat_f0(out.audio) < 0.7 * f0_hz
        assert halved.mean() < 0.1


@pytest.mark.parametrize("f0_hz", [100.0, 130.0])
def test_nasality_lowers_a1_p0(f0_hz: float) -> None:
    def a1_p0_db(speech: Speech) -> float:
        levels = harmonics_db(speech.audio, f0_hz, 12)
        at = f0_hz * np.arange(1, 13)
        return float(levels[np.abs(at - 730) < 0.2 * 730].max() - levels[(at < 400)].max())

    outs = [made(f0_hz=f0_hz, nasality=n) for n in STEPS]
    assert rises([-a1_p0_db(out) for out in outs], 1.0)
    assert a1_p0_db(outs[0]) - a1_p0_db(outs[-1]) > 5
    assert abs(cpps_db(outs[0].audio) - cpps_db(outs[-1].audio)) < 1.0


def test_constriction_presses() -> None:
    outs = [made("ə", constriction=c) for c in STEPS]
    balance = [band_db(o.audio, 1000, 5000) - band_db(o.audio, 50, 1000) for o in outs]
    assert rises(balance, 0.5)
    assert rises([-h1_h2_db(out) for out in outs], 0.6)
    first = [np.median(analyse(out).formants_hz[:, 0]) for out in outs]
    assert rises(first, 5.0)


@pytest.mark.parametrize("slope", [-3.0, -1.0, 2.0])
def test_tilt_changes_by_its_slope(slope: float) -> None:
    before, after = (
        harmonics_db(made().audio, F0_HZ, 36),
        harmonics_db(made(tilt_db_oct=slope).audio, F0_HZ, 36),
    )
    octaves = np.log2(np.arange(4, 36) * F0_HZ)
    fitted = np.polyfit(octaves, (after - before)[3:35], 1)[0]
    assert fitted == pytest.approx(slope, rel=0.1)


def test_first_harmonic_moves_by_its_gain() -> None:
    plain = h1_h2_db(made())
    for gain in (-6.0, 5.0):
        assert h1_h2_db(made(h1_db=gain)) - plain == pytest.approx(gain, rel=0.2)


@pytest.mark.parametrize(("name", "centre_hz"), [("warmth_db", 220.0), ("presence_db", 3000.0)])
def test_bands_move_by_their_gain(name: str, centre_hz: float) -> None:
    before = harmonics_db(made().audio, F0_HZ, 36)
    after = harmonics_db(made(**{name: 4.0}).audio, F0_HZ, 36)
    change = after - before
    near, far = round(centre_hz / F0_HZ) - 1, 30 if centre_hz < 1000 else 3
    assert change[near] - change[far] > 3.0


def creaky_share(speech: Speech, chain: Chain) -> float:
    """Share of the last 0.5 s of voice of each phrase that WORLD pulses under 70 Hz."""
    frames = chain.parameters(analyse(speech), speech.audio.digest)
    shares = []
    for clause in frames.clauses():
        voiced = np.flatnonzero(frames.inside(clause.timing) & frames.voiced)[-100:]
        shares.append((frames.f0_hz[voiced] < 70.0).mean())
    return float(np.mean(shares))


@pytest.mark.parametrize("f0_hz", [110.0, 220.0])
def test_fry_fills_phrase_ends(f0_hz: float) -> None:
    speech = sentence(f0_hz)
    baseline = baseline_of([speech])
    chains = [Chain(Settings(fry=f), baseline) for f in STEPS]
    assert rises([creaky_share(speech, chain) for chain in chains], 0.15)
    frames = chains[-1].parameters(analyse(speech), speech.audio.digest)
    creak = creakiness(analyse(speech), 1.0) > 0.99
    assert frames.f0_hz[creak & frames.voiced].min() >= 24.99
    assert frames.f0_hz[creak & frames.voiced].max() <= 50.01
    spread = np.std(np.log(frames.f0_hz[creak & frames.voiced]))
    assert spread > 0.08


def test_fry_is_heard_as_slow_pulses() -> None:
    contour = np.full(int(1.5 * RATE_HZ), 110.0)
    speech = as_speech(resonated(pulses(contour), (500.0, 1500.0, 2500.0)))
    out = Chain(Settings(fry=1.0), Baseline(110.0, 1.0, 5.0))(speech)

    def pulses_per_s(start_s: float, end_s: float) -> float:
        part = np.abs(out.audio.samples[int(start_s * RATE_HZ) : int(end_s * RATE_HZ)])
        loud = part > 0.5 * part.max()
        onsets = np.flatnonzero(loud[1:] & ~loud[:-1])
        return float((np.diff(onsets) > 0.004 * RATE_HZ).sum() / (end_s - start_s))

    assert pulses_per_s(0.2, 0.8) == pytest.approx(110, rel=0.05)
    assert 15 < pulses_per_s(1.15, 1.45) < 60


def test_enunciation_widens_the_vowel_space() -> None:
    speech = sentence()
    baseline = baseline_of([speech])

    def spread(value: float) -> float:
        frames = analyse(Chain(Settings(enunciation=value), baseline)(speech))
        places = []
        for phone in frames.phones:
            if phone.symbol and phone.symbol in "aiu":
                middle = (phone.timing.start_s + phone.timing.end_s) / 2
                places.append(frames.formants_hz[round(middle / 0.005), :2])
        return float(np.log(places).std(axis=0).mean())

    widths = [spread(value) for value in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    assert rises(widths, 0.02)


def test_enunciation_raises_consonants_without_clicks() -> None:
    speech = sentence()
    baseline = baseline_of([speech])

    def consonants_db(out: Speech) -> float:
        def level(symbols: str) -> float:
            parts = [
                out.audio.samples[int(p.timing.start_s * RATE_HZ) : int(p.timing.end_s * RATE_HZ)]
                for p in out.phones
                if p.symbol and p.symbol in symbols
            ]
            return float(10 * np.log10(np.mean(np.concatenate(parts).astype(float) ** 2)))

        return level("s") - level("aiuə")

    median_hz = baseline.f0_median_hz
    outs = [
        Chain(Settings(enunciation=e, f0_median_hz=median_hz), baseline)(speech)
        for e in (-1.0, 0.0, 1.0)
    ]
    ratios = [consonants_db(out) for out in outs]
    assert ratios[2] - ratios[1] == pytest.approx(4.0, abs=1.5)
    assert ratios[1] - ratios[0] == pytest.approx(4.0, abs=1.5)
    steps = [np.abs(np.diff(out.audio.samples)).max() for out in outs]
    assert steps[2] < 1.5 * steps[1]


def test_shimmer_varies_the_level() -> None:
    def variation(value: float) -> float:
        samples = made(shimmer_db=value).audio.samples
        period = round(RATE_HZ / F0_HZ)
        cycles = samples[: len(samples) // period * period].reshape(-1, period)
        peaks_db = 20 * np.log10(np.abs(cycles[20:-20]).max(axis=1))
        return float(np.abs(np.diff(peaks_db)).mean())

    assert rises([variation(value) for value in (0.0, 0.5, 1.0, 2.0)], 0.1)


def test_effects_on_phones_need_phones_and_others_do_not() -> None:
    bare = sentence(phones=False)
    baseline = baseline_of([bare])
    asked = Settings(
        breathiness=0.5, gravel=0.5, fry=0.5, nasality=0.5, lifts_st=1.0, enunciation=1.0
    )
    out = Chain(asked, baseline)(bare)
    assert not out.phones
    assert (
        cpps_db(out.audio)
        < cpps_db(Chain(Settings(f0_median_hz=baseline.f0_median_hz), baseline)(bare).audio) - 1.0
    )
    assert Phone("a", Timing(0.0, 1.0)) not in out.phones
