"""Batch: resumes, records failures, never half-writes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from locales.errors import ManifestError
from studio import batch
from voices.audio import Audio
from voices.persona import Persona

ROWS = [
    {"id": "one", "text": "Your code is ready."},
    {"id": "two", "text": "Call 614-555-0142.", "emotion": "calm"},
    {"id": "bad", "text": "Hello.", "locale": "xx-ZZ"},
    {"id": "three", "text": "¿Puede repetir?", "locale": "es-MX"},
]


@pytest.fixture
def persona(tmp_path: Path) -> str:
    path = tmp_path / "quick.yaml"
    Persona.preset("ava").with_values({"name": "quick", "engine.name": "test"}).save(path)
    return str(path)


def manifest(tmp_path: Path, rows: list[dict[str, Any]]) -> Path:
    path = tmp_path / "prompts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(tmp_path: Path, persona: str, workers: int = 1) -> tuple[list[str], list[dict[str, Any]]]:
    seen: list[str] = []
    rows = batch.read_manifest(manifest(tmp_path, ROWS))
    results = batch.run(
        rows,
        persona,
        tmp_path / "out",
        workers=workers,
        on_row=lambda result: seen.append(result["status"]),
    )
    return seen, results


def test_a_failed_row_is_recorded_and_the_rest_goes_on(tmp_path: Path, persona: str) -> None:
    seen, results = run(tmp_path, persona)
    assert seen == ["ok", "ok", "failed", "ok"]
    assert [row["id"] for row in results] == ["one", "two", "bad", "three"]
    written = [
        json.loads(line) for line in (tmp_path / "out" / "manifest.jsonl").read_text().splitlines()
    ]
    assert written == results
    assert "xx-ZZ" in results[2]["error"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "manifest.jsonl",
        "one.wav",
        "three.wav",
        "two.wav",
    ]
    for row in results:
        if row["status"] == "ok":
            path = tmp_path / "out" / row["audio_filepath"]
            assert Audio.load(path).duration_s == pytest.approx(row["duration"], abs=1e-4)
            assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
            assert {verdict["measure"] for verdict in row["verdicts"]} >= {"loudness_lufs"}
    assert results[1]["spoken"].startswith("Call six one four")


def test_a_rerun_does_only_what_is_missing(tmp_path: Path, persona: str) -> None:
    run(tmp_path, persona)
    times = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*.wav")}
    (tmp_path / "out" / "two.wav").write_bytes(b"damaged")
    seen, results = run(tmp_path, persona)
    assert seen == ["kept", "ok", "failed", "kept"]
    assert results[0]["status"] == "ok"
    for name in ("one.wav", "three.wav"):
        assert (tmp_path / "out" / name).stat().st_mtime_ns == times[name]


def test_a_changed_persona_renders_again(tmp_path: Path, persona: str) -> None:
    run(tmp_path, persona)
    Persona.load(persona).with_values({"pitch": "tenor"}).save(persona)
    batch._voice.cache_clear()
    seen, _ = run(tmp_path, persona)
    assert seen == ["ok", "ok", "failed", "ok"]


def test_a_batch_that_was_cut_off_is_taken_up(tmp_path: Path, persona: str) -> None:
    rows = batch.read_manifest(manifest(tmp_path, ROWS))

    class CutOffError(Exception):
        pass

    def cut(result: dict[str, Any]) -> None:
        if result["id"] == "two":
            raise CutOffError

    with pytest.raises(CutOffError):
        batch.run(rows, persona, tmp_path / "out", on_row=cut)
    journal = tmp_path / "out" / ".journal.jsonl"
    journal.write_text(journal.read_text() + '{"id": "three", "sta')
    seen, _ = run(tmp_path, persona)
    assert seen == ["kept", "kept", "failed", "ok"]
    assert not journal.exists()


@pytest.mark.slow
def test_workers_give_the_same_bytes(tmp_path: Path, persona: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _, alone = run(tmp_path / "a", persona)
    _, together = run(tmp_path / "b", persona, workers=2)
    assert [row.get("sha256") for row in alone] == [row.get("sha256") for row in together]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"id": "../x", "text": "a"}', "id"),
        ('{"id": ".x", "text": "a"}', "id"),
        ('{"id": "a/b", "text": "a"}', "id"),
        ('{"id": "a", "text": ""}', "text"),
        ('{"id": "a"}', "text"),
        ('{"id": "a", "text": "b", "speed": 2}', "speed"),
        ("[1, 2]", "line 2"),
        ("not json", "line 2"),
        ('{"id": "OK", "text": "a"}', "already"),
        ('{"id": "a", "text": "' + "x" * 70_000 + '"}', "longer"),
    ],
)
def test_a_bad_manifest_names_the_line(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "ok", "text": "a"}\n' + line + "\n")
    with pytest.raises(ManifestError, match=says) as caught:
        batch.read_manifest(path)
    assert "line 2" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_empty_missing_and_binary_manifests(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text("\n\n")
    with pytest.raises(ManifestError, match="no rows"):
        batch.read_manifest(path)
    with pytest.raises(ManifestError, match="cannot read"):
        batch.read_manifest(tmp_path / "none.jsonl")
    path.write_bytes(bytes(range(256)))
    with pytest.raises(ManifestError, match="line 1"):
        batch.read_manifest(path)


def test_an_unwritable_folder_is_one_line(tmp_path: Path, persona: str) -> None:
    (tmp_path / "file").write_text("in the way")
    rows = batch.read_manifest(manifest(tmp_path, ROWS))
    with pytest.raises(ManifestError, match="cannot write"):
        batch.run(rows, persona, tmp_path / "file" / "out")


def test_any_fault_of_a_row_is_only_that_rows(
    tmp_path: Path, persona: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str, voice: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("studio.actions.say", broken)
    seen, results = run(tmp_path, persona)
    assert seen == ["failed"] * 4
    assert results[0]["error"].endswith("ZeroDivisionError: two lines")
    assert {row["audio_filepath"] for row in results} == {None}
    assert {row["duration"] for row in results} == {None}


def test_a_byte_order_mark_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "bom.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "b"}\r\n')
    assert [row.id for row in batch.read_manifest(path)] == ["a"]


def test_a_file_of_one_endless_line_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "endless.jsonl"
    with path.open("wb") as sink:
        sink.truncate(2**36)  # a hole of 64 GiB: no memory holds it
    with pytest.raises(ManifestError, match="line 1: longer"):
        batch.read_manifest(path)


@pytest.mark.parametrize("folder", ["", "a\0b"])
def test_a_folder_must_be_a_path(folder: str, tmp_path: Path, persona: str) -> None:
    rows = batch.read_manifest(manifest(tmp_path, ROWS))
    with pytest.raises(ManifestError, match=r"a path|no path"):
        batch.run(rows, persona, folder)


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"id": "a", "text": "b", "txet": "c"}')
    with pytest.raises(ManifestError, match=r"unknown key 'txet'.*Did you mean 'text'"):
        batch.read_manifest(path)
