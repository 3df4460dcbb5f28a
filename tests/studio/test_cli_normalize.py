"""`studio normalize`: ways of reading, the user's lexicon, IPA."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.cli import main

PLS = (
    '<lexicon version="1.0" alphabet="ipa" xml:lang="en-US" '
    'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"><lexeme role="x:y">'
    "<grapheme>Lee</grapheme><phoneme>leɪ</phoneme></lexeme></lexicon>"
)


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["normalize", *arguments])
    printed = capsys.readouterr()
    return status, printed.out.rstrip("\n"), printed.err.rstrip("\n")


def test_options(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("--option", "spelling=nato", "--option", "zero=oh")
    said = run("Code QX-40.", "--locale", "en-US", *chosen, capsys=capsys)
    assert said == (0, "Code Quebec X-ray four oh", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--option", "spelling=dutch"), "studio: option spelling: 'dutch' is not admissible"),
        (("--option", "spelling"), "studio: option 'spelling' is not NAME=VALUE"),
        (("--option", "six=meia"), "studio: option six='meia' is not known in en-US; use plain"),
        (("--lexicon", "none.yaml"), "studio: lexicon 'none.yaml': No such file"),
        (("--lexicon", "none.txt"), "studio: lexicon 'none.txt' is neither YAML nor PLS"),
    ],
)
def test_bad_ones_are_one_line(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run("Hi.", "--locale", "en-US", *arguments, capsys=capsys)
    assert (status, out) == (2, "")
    assert err.startswith(message)
    assert "\n" not in err


def test_a_lexicon_and_ipa(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.pls"
    file.write_text(PLS, encoding="utf-8")
    given = ("--lexicon", str(file), "--phonemes")
    status, out, err = run("Lee, $5", "--locale", "en-US", *given, capsys=capsys)
    assert (status, out) == (0, "leɪ fˈaɪv dˈɑːlɚz")
    assert err.startswith("note: line 1: 'Lee': the role 'x:y' is not used")
    _, out, _ = run("Lee, $5", "--locale", "en-US", *given, "--json", capsys=capsys)
    tokens = json.loads(out)["tokens"]
    assert [token["ipa"] for token in tokens] == ["leɪ", None, "fˈaɪv dˈɑːlɚz"]
    _, out, _ = run("Lee", "--locale", "en-US", *given, "--explain", capsys=capsys)
    assert "Lee /leɪ/" in out


def test_without_asking_there_is_no_ipa(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("Lee", "--locale", "en-US", "--json", capsys=capsys)
    assert "ipa" not in out


def test_entries_of_one_voice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("- {written: Lee, say: lay, voice: ava}\n", encoding="utf-8")
    for voice, said in (("ava", "lay"), ("leo", "Lee")):
        given = ("--lexicon", str(file), "--voice", voice)
        assert run("Lee", "--locale", "en-US", *given, capsys=capsys) == (0, said, "")


def test_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("10/11/2025", "--locale", "en-US", "--json", capsys=capsys)
    (token,) = json.loads(out)["tokens"]
    assert token["source"] == "en.yaml: dates"
    assert "November tenth twenty twenty five" in [
        other["spoken"] for other in token["alternatives"]
    ]
    _, out, _ = run("10/11/2025", "--locale", "en-US", "--json", "--no-trace", capsys=capsys)
    assert list(json.loads(out)["tokens"][0])[-1] == "groups"
    _, out, _ = run("10/11/2025", "--locale", "en-US", "--explain", capsys=capsys)
    assert "en.yaml: dates" in out
