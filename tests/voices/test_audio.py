"""Audio's one gate, files, and joining."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from locales.errors import AudioError
from voices.audio import Audio, Origin, Phone, Speech, Timing, Word
from voices.files import write_whole
from voices.join import join

ORIGIN = Origin(engine="test", version="1", voice="v", locale="en-US", seed=0)


def tone(seconds: float, rate_hz: int, hz: float = 440.0, level: float = 0.5) -> Audio:
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    return Audio((level * np.sin(2 * np.pi * hz * t)).astype(np.float32), rate_hz)


@pytest.mark.parametrize(
    ("samples", "rate_hz", "says"),
    [
        (np.zeros((2, 5)), 16000, "one channel"),
        (np.array([0.0, np.nan]), 16000, "not finite"),
        (np.array([0.0, 1.5]), 16000, "1.500"),
        (np.zeros(5), 100, "outside"),
        (np.zeros(5), 16000.5, "whole number"),
    ],
)
def test_the_gate_refuses(samples: np.ndarray, rate_hz: int, says: str) -> None:
    with pytest.raises(AudioError, match=says) as caught:
        Audio(samples, rate_hz)
    assert "\n" not in str(caught.value)


def test_samples_cannot_be_changed_from_outside() -> None:
    source = np.zeros(10, dtype=np.float32)
    audio = Audio(source, 16000)
    source[0] = 1.0
    assert audio.samples[0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        audio.samples[0] = 1.0


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=200),
    st.sampled_from([8000, 16000, 22050, 48000]),
)
def test_a_saved_file_comes_back_within_half_a_step(
    tmp_path_factory: pytest.TempPathFactory, values: list[float], rate_hz: int
) -> None:
    path = tmp_path_factory.mktemp("wav") / "a.wav"
    audio = Audio(np.array(values, dtype=np.float32), rate_hz)
    audio.save(path)
    again = Audio.load(path)
    assert again.rate_hz == rate_hz
    assert np.abs(again.samples - audio.samples).max() <= 1.0 / 32767


def test_stereo_is_averaged_and_overs_are_clipped(tmp_path: Path) -> None:
    path = tmp_path / "s.wav"
    soundfile.write(path, np.array([[3.0, 1.0], [0.5, -0.5]]), 16000, subtype="FLOAT")
    assert Audio.load(path).samples.tolist() == [1.0, 0.0]


@pytest.mark.parametrize("content", [b"", b"not a sound", b"RIFF\x00\x00\x00\x00WAVEfmt "])
def test_damaged_files_get_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=r"bad\.wav") as caught:
        Audio.load(path)
    assert "\n" not in str(caught.value)


def test_missing_file_and_unwritable_folder(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no sound file"):
        Audio.load(tmp_path / "none.wav")
    with pytest.raises(AudioError, match="cannot write"):
        tone(0.1, 16000).save(tmp_path / "no" / "folder" / "a.wav")


def test_a_failed_write_leaves_the_old_file_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(AudioError, match="No space left"):
        write_whole(path, b"new", error=AudioError)
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]


def test_resampling_keeps_the_tone() -> None:
    audio = tone(0.5, 48000, hz=1000.0).resampled(16000)
    spectrum = np.abs(np.fft.rfft(audio.samples * np.hanning(len(audio.samples))))
    peak_hz = np.argmax(spectrum) * 16000 / len(audio.samples)
    assert audio.rate_hz == 16000
    assert abs(peak_hz - 1000.0) < 3.0


def spoken(audio: Audio) -> Speech:
    end = audio.duration_s
    return Speech(
        audio=audio,
        phones=(Phone("a", Timing(0.0, end / 2), 2, 0), Phone("", Timing(end / 2, end))),
        words=(Word("a", Timing(0.0, end / 2), token=0),),
        origin=ORIGIN,
        notes=("same note",),
    )


def test_joined_speech_keeps_every_time() -> None:
    pieces = [spoken(tone(0.25, 16000)), spoken(tone(0.5, 16000))]
    whole = join(pieces, gap_s=0.1)
    assert whole.audio.duration_s == pytest.approx(0.85)
    assert [phone.symbol for phone in whole.phones] == ["a", "", "", "a", ""]
    ends = [phone.timing.end_s for phone in whole.phones]
    starts = [phone.timing.start_s for phone in whole.phones]
    assert starts[1:] == pytest.approx(ends[:-1])
    assert ends[-1] == pytest.approx(whole.audio.duration_s)
    assert whole.phones[3].word == 1
    assert whole.words[1].timing.start_s == pytest.approx(0.35)
    assert whole.notes == ("same note",)


def test_joining_refuses_nothing_and_mixed_rates() -> None:
    with pytest.raises(AudioError, match="nothing to join"):
        join([], gap_s=0.1)
    with pytest.raises(AudioError, match="8000, 16000"):
        join([spoken(tone(0.1, 16000)), spoken(tone(0.1, 8000))], gap_s=0.0)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_file_with_values_that_are_not_finite_is_named(value: float, tmp_path: Path) -> None:
    samples = np.zeros((1000, 2), dtype=np.float32)
    samples[500, 0] = value
    path = tmp_path / "odd.wav"
    soundfile.write(path, samples, 16000, subtype="FLOAT")
    with pytest.raises(AudioError, match=r"odd\.wav.*not finite"):
        Audio.load(path)


def test_a_file_longer_than_a_block_is_read_whole(tmp_path: Path) -> None:
    ramp = np.linspace(-0.9, 0.9, 600_000, dtype=np.float32)
    path = tmp_path / "long.wav"
    soundfile.write(path, np.stack([ramp, ramp / 2], axis=1), 48000, subtype="FLOAT")
    assert np.abs(Audio.load(path).samples - ramp * 0.75).max() < 1e-6


def test_silence_that_packs_well_is_refused_by_its_length(tmp_path: Path) -> None:
    path = tmp_path / "bomb.flac"
    soundfile.write(path, np.zeros(4000 * 3601, dtype=np.int16), 4000)
    assert path.stat().st_size < 2**20
    with pytest.raises(AudioError, match="longer than 3600 s"):
        Audio.load(path)


def test_a_path_too_long_is_one_line() -> None:
    with pytest.raises(AudioError, match="too long"):
        Audio.load("x" * 5000 + ".wav")
