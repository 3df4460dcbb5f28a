"""Result files: whole or not at all, and only where a file may stand."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from locales.errors import AudioError, StudioError
from voices.files import check_writable, write_whole


def test_a_pipe_or_device_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pipe.wav"
    os.mkfifo(path)
    with pytest.raises(StudioError, match="no ordinary file"):
        write_whole(path, b"data")
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert [item.name for item in tmp_path.iterdir()] == ["pipe.wav"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "no path"),
        ("a\0b.wav", "no path"),
        (".", "is a folder"),
        ("folder.wav", "is a folder"),
        ("new/", "is a folder"),
        ("no/x.wav", "there is no folder 'no'"),
        ("file/x.wav", "there is no folder 'file'"),
        ("x" * 300 + ".wav", "too long"),
    ],
)
def test_a_place_that_cannot_be_is_told_first(
    name: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.wav").mkdir()
    Path("file").write_bytes(b"in the way")
    with pytest.raises(StudioError, match=says) as caught:
        check_writable(name)
    assert "\n" not in str(caught.value)
    with pytest.raises(StudioError, match=says):
        write_whole(name, b"data")
    assert sorted(path.name for path in Path().iterdir()) == ["file", "folder.wav"]


def test_another_ending_is_refused_and_case_is_not(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"does not end in \.wav"):
        check_writable(tmp_path / "persona.yaml", suffix=".wav", error=AudioError)
    assert check_writable(tmp_path / "X.WAV", suffix=".wav") == tmp_path / "X.WAV"


def test_a_long_but_admissible_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".wav")
    assert write_whole(path, b"data").read_bytes() == b"data"


def test_an_interrupted_write_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.wav"
    path.write_bytes(b"old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["x.wav"]
    assert path.read_bytes() == b"old"
