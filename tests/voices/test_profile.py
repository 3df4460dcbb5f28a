"""The .voice file: what was sealed comes back, and whatever is damaged is refused."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locales.errors import ProfileError
from normalizers import normalize
from voices import profile
from voices.acoustics import Measure, Report, Target, Verdict
from voices.acoustics.verdict import Proof, judge
from voices.persona import Persona
from voices.persona_fields import Fitted
from voices.speaking import prepare, speak
from voices.verify import Probe, Verification

TEXT = "Your code is A7K."


def verdict(value: float, proof: Proof = Proof.MEASURED) -> Verdict:
    target = Target("pitch", "f0_median_hz", "alto", 160.0, 190.0, proof=proof)
    return judge(target, Measure("f0_median_hz", value, "Hz", "built"))


@pytest.fixture(scope="module")
def verification() -> Verification:
    voice = prepare(Persona.preset("ava").with_values({"engine.name": "test"}))
    spoken = speak(normalize(TEXT, "en-US"), voice)
    report = Report({"f0_median_hz": Measure("f0_median_hz", 175.0, "Hz", "built")}, {"built": "1"})
    return Verification(voice, (verdict(175.0),), report, report, (Probe(TEXT, spoken),))


@pytest.fixture(scope="module")
def sealed(verification: Verification, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("voice") / "ava.voice"
    return profile.export(verification, path).read_bytes()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def packed(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return sink.getvalue()


def resealed(files: dict[str, bytes], name: str, data: bytes) -> dict[str, bytes]:
    """With one member replaced and the manifest's checksum made to fit."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    return {**files, "manifest.json": json.dumps(manifest).encode(), name: data}


def load(tmp_path: Path, data: bytes) -> profile.Profile:
    path = tmp_path / "x.voice"
    path.write_bytes(data)
    return profile.load(path)


def test_what_was_sealed_comes_back(
    verification: Verification, sealed: bytes, tmp_path: Path
) -> None:
    loaded = load(tmp_path, sealed)
    assert loaded.voice == verification.voice
    assert loaded.manifest.verified
    assert loaded.notes == ()
    assert loaded.samples[0][0] == TEXT
    original = verification.probes[0].speech.audio.samples
    assert np.abs(loaded.samples[0][1].samples - original).max() <= 1 / 32767
    said = speak(normalize(TEXT, "en-US"), loaded.voice).audio
    assert said.digest == verification.probes[0].speech.audio.digest


def test_what_was_asked_of_a_fitted_voice_is_sealed_too(
    verification: Verification, tmp_path: Path
) -> None:
    voice = verification.voice
    fitted = Fitted(design=voice.persona.design_digest, settings={"warmth_db": 4.5})
    persona = voice.persona.model_copy(update={"fitted": fitted})
    moved = replace(
        voice, persona=persona, settings=fitted.over(voice.settings), asked=voice.settings
    )
    path = profile.export(replace(verification, voice=moved), tmp_path / "fitted.voice")
    loaded = profile.load(path).voice
    assert loaded == moved
    assert loaded.asked == voice.settings
    assert loaded.settings.warmth_db == 4.5


def test_the_same_voice_gives_the_same_archive(
    verification: Verification, sealed: bytes, tmp_path: Path
) -> None:
    assert profile.export(verification, tmp_path / "again.voice").read_bytes() == sealed


def test_a_failing_voice_is_refused_with_the_amount(
    verification: Verification, tmp_path: Path
) -> None:
    failing = replace(verification, verdicts=(verdict(200.0),))
    with pytest.raises(ProfileError, match=r"pitch .*above by 10 Hz") as caught:
        profile.export(failing, tmp_path / "no.voice")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_an_undecided_measure_is_refused_too(verification: Verification, tmp_path: Path) -> None:
    target = Target("pitch", "f0_median_hz", "alto", 160.0, 190.0)
    undecided = judge(target, Measure("f0_median_hz", None, "Hz", "built", why="too short"))
    with pytest.raises(ProfileError, match="too short"):
        profile.export(replace(verification, verdicts=(undecided,)), tmp_path / "no.voice")


def test_an_unverified_export_records_it(verification: Verification, tmp_path: Path) -> None:
    failing = replace(verification, verdicts=(verdict(200.0),))
    path = profile.export(failing, tmp_path / "u.voice", allow_unverified=True)
    loaded = profile.load(path)
    assert not loaded.manifest.verified
    assert "above by 10 Hz" in loaded.manifest.failures[0]
    assert "unverified" in loaded.notes[0]


def test_a_failed_proxy_does_not_forbid(verification: Verification, tmp_path: Path) -> None:
    proxy = replace(verification, verdicts=(verdict(200.0, Proof.PROXY),))
    assert profile.export(proxy, tmp_path / "p.voice").is_file()


def without_a_member(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name != "report.json"}


def with_an_extra_member(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "extra.json": b"{}"}


def escaping(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "../evil.json": b"{}"}


def absolute(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "/etc/evil.json": b"{}"}


def changed_persona(files: dict[str, bytes]) -> dict[str, bytes]:
    text = files["persona.yaml"].replace(b"ava", b"eva")
    return resealed(files, "persona.yaml", text)


def changed_sound(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "samples/00.wav": files["samples/00.wav"][:-2] + b"\x01\x02"}


def false_verdict(files: dict[str, bytes]) -> dict[str, bytes]:
    manifest = json.loads(files["manifest.json"])
    return {**files, "manifest.json": json.dumps({**manifest, "format": 99}).encode()}


def unknown_field(files: dict[str, bytes]) -> dict[str, bytes]:
    manifest = json.loads(files["manifest.json"])
    return {**files, "manifest.json": json.dumps({**manifest, "run": "me"}).encode()}


def settings_out_of_range(files: dict[str, bytes]) -> dict[str, bytes]:
    sealed_settings = json.loads(files["settings.json"])
    sealed_settings["settings"]["f0_median_hz"] = 1e6
    return resealed(files, "settings.json", json.dumps(sealed_settings).encode())


def deep_report(files: dict[str, bytes]) -> dict[str, bytes]:
    return resealed(files, "report.json", b"[" * 200_000)


def not_sound(files: dict[str, bytes]) -> dict[str, bytes]:
    return resealed(files, "samples/00.wav", b"RIFFnothing")


@pytest.mark.parametrize(
    "damage",
    [
        without_a_member,
        with_an_extra_member,
        escaping,
        absolute,
        changed_persona,
        changed_sound,
        false_verdict,
        unknown_field,
        settings_out_of_range,
        deep_report,
        not_sound,
    ],
)
def test_damage_is_refused_in_one_line(
    damage: Callable[[dict[str, bytes]], dict[str, bytes]], sealed: bytes, tmp_path: Path
) -> None:
    with pytest.raises(ProfileError, match=r"x\.voice") as caught:
        load(tmp_path, packed(damage(members(sealed))))
    assert "\n" not in str(caught.value)
    assert [item.name for item in tmp_path.iterdir()] == ["x.voice"]


def test_a_bomb_is_refused_before_it_is_unpacked(sealed: bytes, tmp_path: Path) -> None:
    bomb = packed({**members(sealed), "bomb.json": b"0" * (profile.MAX_UNPACKED_BYTES + 1)})
    assert len(bomb) < 2**20
    with pytest.raises(ProfileError, match="unpacks to more"):
        load(tmp_path, bomb)


def test_a_lying_header_is_refused(sealed: bytes, tmp_path: Path) -> None:
    """The announced size of a member is made smaller than what it unpacks to."""
    data = bytearray(sealed)
    at = data.rfind(b"PK\x01\x02", 0, data.find(b"report.json", data.find(b"PK\x01\x02")))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(ProfileError):
        load(tmp_path, bytes(data))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_flipped_byte_is_refused_or_harmless(
    data: st.DataObject, sealed: bytes, verification: Verification, tmp_path: Path
) -> None:
    position = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytearray(sealed)
    flipped[position] ^= data.draw(st.integers(1, 255))
    try:
        loaded = load(tmp_path, bytes(flipped))
    except ProfileError as error:
        assert "\n" not in str(error)
    else:
        assert loaded.voice == verification.voice


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 1000, b"text"])
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"not a sound \.voice file"):
        load(tmp_path, content)


def test_missing_file_wrong_name_and_unwritable_folder(
    verification: Verification, tmp_path: Path
) -> None:
    with pytest.raises(ProfileError, match=r"no \.voice file"):
        profile.load(tmp_path / "none.voice")
    with pytest.raises(ProfileError, match=r"\.voice"):
        profile.export(verification, tmp_path / "voice.zip")
    with pytest.raises(ProfileError, match="cannot write"):
        profile.export(verification, tmp_path / "no" / "a.voice")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("report.json", b'"fine"', "no report"),
        ("report.json", b'{"passed": NaN}', "NaN"),
        ("lexicon.json", b"null", "lexicon"),
        ("lexicon.json", b'[{"written": "A7K", "say": "evil"}]', "lexicon"),
        ("samples/00.wav", b"RIFFxxxx", "cannot be read as sound"),
    ],
)
def test_a_resealed_member_must_still_make_sense(
    name: str, data: bytes, says: str, sealed: bytes, tmp_path: Path
) -> None:
    with pytest.raises(ProfileError, match=says) as caught:
        load(tmp_path, packed(resealed(members(sealed), name, data)))
    assert "0x" not in str(caught.value)


def test_a_path_too_long_is_one_line() -> None:
    with pytest.raises(ProfileError, match="too long"):
        profile.load("x" * 5000 + ".voice")
