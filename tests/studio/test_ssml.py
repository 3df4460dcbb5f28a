"""SSML on the command line and in batches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from locales.errors import ManifestError
from studio import batch
from studio.cli import main
from voices.audio import Audio
from voices.persona import Persona


@pytest.fixture
def quick(tmp_path: Path) -> str:
    path = tmp_path / "quick.yaml"
    Persona.preset("ava").with_values({"name": "quick", "engine.name": "test"}).save(path)
    return str(path)


def test_normalize_says_and_reports(capsys: pytest.CaptureFixture[str]) -> None:
    document = '<speak>at <say-as interpret-as="digits">42</say-as> <blink>x</blink></speak>'
    assert main(["normalize", document, "--ssml", "--locale", "en-US"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "at four two x\n"
    assert shown.err.startswith("note: <blink>")
    assert main(["normalize", document, "--ssml", "--json", "--locale", "en-US"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["notes"][0].startswith("<blink>")
    assert row["tokens"][1]["written"] == "42"


def test_normalize_without_the_flag_reads_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["normalize", "<break time='1s'/>", "--locale", "en-US"]) == 0
    assert "break" in capsys.readouterr().out


def test_bad_ssml_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str], quick: str) -> None:
    for command in (
        ["normalize", "<speak>a & b</speak>", "--ssml", "--locale", "en-US"],
        ["say", "<speak>a & b</speak>", "--ssml", "-p", quick],
    ):
        assert main(command) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1
        assert "&amp;" in shown.err


def test_say_pauses_and_reports(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, quick: str
) -> None:
    lengths = []
    for time in ("100ms", "2100ms"):
        document = f'<speak>Wait <break time="{time}"/> here <audio src="x"/></speak>'
        path = str(tmp_path / f"{time}.wav")
        assert main(["say", document, "--ssml", "-p", quick, "-o", path]) == 0
        assert "note: <audio>" in capsys.readouterr().err
        lengths.append(Audio.load(path).duration_s)
    assert lengths[1] - lengths[0] == pytest.approx(2.0, abs=0.01)


def test_the_documents_language_speaks_unless_one_is_given(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, quick: str
) -> None:
    document = '<speak xml:lang="fr-FR">12 km</speak>'
    path = str(tmp_path / "x.wav")
    assert main(["say", document, "--ssml", "-p", quick, "-o", path]) == 0
    assert "douze" in capsys.readouterr().out
    assert main(["say", document, "--ssml", "--locale", "de-DE", "-p", quick, "-o", path]) == 0
    shown = capsys.readouterr()
    assert "Kilometer" in shown.out
    assert "fr-FR" in shown.err


def manifest(tmp_path: Path, *rows: dict[str, object]) -> Path:
    path = tmp_path / "prompts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_batch_rows(tmp_path: Path, quick: str) -> None:
    document = '<speak>Hi <mark name="m"/><break time="1s"/>there <blink>you</blink></speak>'
    rows = batch.read_manifest(
        manifest(
            tmp_path,
            {"id": "a", "text": document, "ssml": True},
            {"id": "b", "text": "Hi there you", "ssml": document},
            {"id": "c", "text": "Hi there you", "ssml": False},
            {"id": "d", "text": "<speak>&x;</speak>", "ssml": True},
            {"id": "e", "text": document},
        )
    )
    results = {row["id"]: row for row in batch.run(rows, quick, tmp_path / "out")}
    assert [row["status"] for row in results.values()] == ["ok", "ok", "ok", "failed", "ok"]
    assert results["a"]["sha256"] == results["b"]["sha256"] != results["c"]["sha256"]
    assert results["a"]["spoken"] == results["c"]["spoken"] == "Hi there you"
    assert results["b"]["text"] == "Hi there you"
    assert results["a"]["marks"]["m"] > 0
    assert any("<blink>" in note for note in results["a"]["notes"])
    assert "undefined entity" in results["d"]["error"]
    assert "break time" in results["e"]["spoken"]
    assert len({row["digest"] for row in results.values() if "digest" in row}) == 4
    again = batch.run(rows, quick, tmp_path / "out")
    assert [row["id"] for row in again if row["status"] == "ok"] == ["a", "b", "c", "e"]


@pytest.mark.parametrize("value", ["", 1, [], {}])
def test_batch_refuses_what_is_no_document(tmp_path: Path, value: object) -> None:
    path = manifest(tmp_path, {"id": "a", "text": "x", "ssml": value})
    with pytest.raises(ManifestError, match="ssml"):
        batch.read_manifest(path)
