"""The command line as a user meets it: in a process of its own."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.cli import changes_of, main, mark, verdict_table
from studio.outcomes import one_line
from voices.acoustics import Measure, Target
from voices.acoustics.verdict import Proof, judge
from voices.audio import Audio
from voices.persona import Persona


def studio(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "studio", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "STUDIO_DEBUG": ""},
        timeout=300,
        check=False,
    )


@pytest.fixture
def quick(tmp_path: Path) -> str:
    path = tmp_path / "quick.yaml"
    Persona.preset("ava").with_values({"name": "quick", "engine.name": "test"}).save(path)
    return str(path)


def test_say_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        done = studio("say", "Call 614-555-0142.", "-p", "leo", "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert b"six one four" in done.stdout
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()
    assert Audio.load(tmp_path / "a.wav").duration_s > 2.0


def test_say_reads_standard_input_and_takes_changes(tmp_path: Path, quick: str) -> None:
    done = studio(
        "say", "-", "-p", quick, "--set", "pitch=bass", "-o", "x.wav",
        stdin=b"Guten Tag.", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_normalize_answers_line_by_line() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "studio", "normalize", "-", "--locale", "en-US", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    for text, word in (("It is 5 km.", "five"), ("$3", "three dollars")):
        process.stdin.write(text.encode() + b"\n")
        process.stdin.flush()
        row = json.loads(process.stdout.readline())
        assert word in row["spoken"]
        assert row["written"] == text
    process.stdin.close()
    assert process.wait(timeout=60) == 0


def test_measure_gives_json(tmp_path: Path, quick: str) -> None:
    assert studio("say", "Hello there, friend.", "-p", quick, "-o", "x.wav", cwd=tmp_path)
    done = studio("measure", "x.wav", "--json", "-p", quick, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["measures"]["loudness_lufs"]["value"] == pytest.approx(-20, abs=3)
    assert data["verdicts"]


BAD_INPUT = [
    (("say", "Hi.", "-p", "avva"), "Did you mean 'ava'"),
    (("say", "Hi.", "-p", "none.yaml"), "none.yaml"),
    (("say", "Hi.", "--set", "pitch=tenr"), "tenor"),
    (("say", "Hi.", "--set", "fine.breathiness=7"), "breathiness"),
    (("say", "Hi.", "--set", "fine.breath=0.1"), "breathiness"),
    (("say", "Hi.", "--set", "pitch"), "FIELD=VALUE"),
    (("say", ""), "empty"),
    (("say", "   "), "empty"),
    (("say", "x" * 100_000), "20,000"),
    (("say", "Hi.", "-o", "no/such/folder/x.wav"), "cannot write"),
    (("say", "Hi.", "--locale", "xx-ZZ"), "xx-ZZ"),
    (("say", "Hi.", "--seed", "-1"), "-1"),
    (("say", "Hi.", "--colour", "red"), "--colour"),
    (("normalize", "Hi.", "--locale", "klingon"), "klingon"),
    (("measure", "missing.wav"), "missing.wav"),
    (("measure", "broken.wav"), "broken.wav"),
    (("verify", "broken.voice"), "broken.voice"),
    (("export", "broken.voice", "-o", "x.voice"), "broken.voice"),
    (("batch", "missing.jsonl", "-o", "out"), "missing.jsonl"),
    (("batch", "broken.wav", "-o", "out"), "line 1"),
    (("say", "Hi.", "-o", "broken.yaml"), "does not end in .wav"),
    (("say", "Hi.", "-o", "."), "does not end in .wav"),
    (("say", "Hi.", "-o", ""), "no path"),
    (("say", "Hi.", "-p", "x" * 5000 + ".voice"), "too long"),
    (("verify", "leo", "--report", "no/x.html"), "no folder 'no'"),
    (("verify", "leo", "--report", "x.voice"), "does not end in .html"),
    (("export", "leo", "-o", "no/x.voice"), "no folder 'no'"),
    (("export", "leo", "-o", "x.zip"), "does not end in .voice"),
    (("fit", "leo", "-o", "no/x.yaml"), "no folder 'no'"),
    (("fit", "leo", "-o", "x.voice"), "does not end in .yaml"),
    (("fit", "nobody", "-o", "x.yaml"), "nobody"),
    (("fit", "leo", "-o", "x.yaml", "--set", "fine.fry=7"), "fine.fry"),
    (("demo", "-o", "broken.wav"), "cannot make the folder"),
    (("demo", "-o", "a\0b"), "not a path"),
    (("batch", ".", "-o", "out"), "cannot read '.'"),
    (("measure", "a\x1b[31m\u202e.wav"), "no sound file"),
    (("frobnicate",), "frobnicate"),
]


@pytest.mark.parametrize(("arguments", "says"), BAD_INPUT, ids=lambda v: str(v)[:50])
def test_bad_input_gets_one_line_and_exit_2(
    arguments: tuple[str, ...],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("broken.wav", "broken.voice"):
        Path(name).write_bytes(b"\x00\xff" * 100)
    status = main(arguments)
    printed = capsys.readouterr()
    assert status == 2, printed.err
    assert printed.err.strip().isprintable()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert says in printed.err
    assert sorted(path.name for path in Path().iterdir()) == ["broken.voice", "broken.wav"]


def test_a_place_for_the_result_is_checked_before_the_long_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("rendered before the path was checked")

    monkeypatch.chdir(tmp_path)
    for name in ("say", "verify_voice", "open_voice", "fit_voice"):
        monkeypatch.setattr(f"studio.actions.{name}", never)
    assert main(["verify", "leo", "--report", "no/x.html"]) == 2
    assert main(["export", "leo", "-o", "no/x.voice"]) == 2
    assert main(["say", "Hi.", "-o", "no/x.wav"]) == 2
    assert main(["fit", "leo", "-o", "no/x.yaml"]) == 2


def test_a_full_disk_is_no_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("voices.persona.preset_names", full)
    assert main(["personas"]) == 2
    assert "No space left" in capsys.readouterr().err


def test_lines_are_named_where_they_are_bad(tmp_path: Path) -> None:
    done = studio("normalize", "-", "--locale", "en-US", stdin=b"hi\n\xff\n", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b"hi\n"
    assert done.stderr.startswith(b"studio: line 2:")


POSIX = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX alone")
def test_arguments_are_utf8_whatever_the_locale_of_the_shell() -> None:
    command = [sys.executable.encode(), b"-m", b"studio", b"normalize", b"--locale", b"de-DE"]
    for text, status, says in (
        ("Gr\u00fc\u00dfe".encode(), 0, "Gr\u00fc\u00dfe".encode()),
        (b"\xff hi", 2, b"not UTF-8 at byte 0 (0xff)"),
    ):
        done = subprocess.run(
            [*command, text], capture_output=True, env=POSIX, timeout=60, check=False
        )
        assert done.returncode == status, done.stderr
        assert says in done.stdout + done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize(
    ("shell", "says"),
    [
        ("{studio} normalize - --locale en-US <&-", "no standard input"),
        ("mkdir gone && cd gone && rmdir ../gone && {studio} say Hi", "current folder"),
    ],
)
def test_an_odd_surrounding_is_one_line(shell: str, says: str, tmp_path: Path) -> None:
    command = shell.format(studio=f"{sys.executable} -m studio")
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "studio", "personas"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


def test_output_is_utf8_whatever_the_terminal_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "studio", "normalize", "Gr\u00fc\u00dfe", "--locale", "de-DE"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8").strip() == "Gr\u00fc\u00dfe"


@pytest.mark.parametrize(
    ("value", "proof", "word"),
    [
        (175.0, Proof.MEASURED, "ok"),
        (120.0, Proof.MEASURED, "FAIL"),
        (120.0, Proof.PROXY, "differs"),
        (None, Proof.MEASURED, "-"),
    ],
)
def test_only_what_forbids_an_export_is_called_a_failure(
    value: float | None, proof: Proof, word: str
) -> None:
    target = Target("pitch", "f0_median_hz", "alto", 160.0, 190.0, proof=proof)
    verdict = judge(target, Measure("f0_median_hz", value, "Hz", "built", why="unvoiced"))
    assert mark(verdict) == word
    assert f"  {word} " in verdict_table([verdict])


def test_a_fault_of_ours_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.delenv("STUDIO_DEBUG", raising=False)
    monkeypatch.setattr("voices.persona.preset_names", broken)
    assert main(["personas"]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_binary_on_standard_input(tmp_path: Path) -> None:
    done = studio("say", "-", stdin=b"\xff\xfe\x00", cwd=tmp_path)
    assert done.returncode == 2
    assert b"UTF-8" in done.stderr


def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m studio personas | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_lists_and_help() -> None:
    assert b"ava" in studio("personas").stdout
    assert b"espeak" in studio("engines").stdout
    voices = studio("engines", "--language", "fr").stdout.decode()
    assert "fr-ca" in voices and "by rule: affricated t and d" in voices
    assert "en-us" not in voices
    assert b"fr-CA" in studio("locales").stdout
    assert b"verify" in studio("--help").stdout


def test_changes_and_messages() -> None:
    assert changes_of(["a=b=c", " x = y "]) == {"a": "b=c", "x": "y"}
    assert one_line("a\nb  c") == "a b c"


@pytest.mark.slow
def test_fit_writes_a_persona_that_speaks_and_says_what_it_moved(tmp_path: Path) -> None:
    done = studio("fit", "ava", "-o", "fitted.yaml", "--set", "fine.nasality=0.5", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert b"on other sentences" in done.stdout
    assert Persona.load(tmp_path / "fitted.yaml").fine.nasality == 0.5
    said = studio("say", "Good morning.", "-p", "fitted.yaml", "-o", "x.wav", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert b"run studio fit again" not in said.stderr
    told = studio("fit", "ava", "-o", "again.yaml", "--json", cwd=tmp_path)
    row = json.loads(told.stdout)
    assert row["rounds"]
    assert row["verification"]["passed"] == (told.returncode == 0)
