"""Regression suites: the unchanged persona passes, every planted change is told by name."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from junit_structure import check_structure

from locales.errors import EngineError, SuiteError
from studio import actions, suite_run
from studio.cli import main
from studio.cli_suite import junit_of, lines_of
from studio.suite import Line, default_lines, read_lines, record_prompts, recorded
from studio.suite_model import MEASURES, Expected, ExpectedVerdict, Suite, located, portable
from studio.suite_outcome import Difference, Outcome
from studio.suite_run import compare_verdicts, run, run_prompt
from studio.suite_tolerance import STEPS, change_jnd, tolerance, widest
from voices import strict_yaml
from voices.acoustics import Measure, Proof, Report, Verdict
from voices.persona import Persona
from voices.speaking import Voice, prepare
from voices.verify import Verification

LINES = [
    Line("balance", "Your balance is $45.20, and it is due on Friday."),
    Line("question", "Would you like to hear the options again?"),
    Line("paris", "Bonjour, votre code est le 42.", "fr-FR"),
]


def unjudged(voice: Voice, *verdicts: Verdict) -> Verification:
    """A verification without its renderings."""
    report = Report({}, {})
    return Verification(voice, verdicts, report, report, ())


def suite_of(voice: Voice, reference: str = "ava") -> Suite:
    return recorded(reference, record_prompts(LINES, voice), unjudged(voice))


@pytest.fixture(scope="module")
def ava() -> Voice:
    return prepare(Persona.preset("ava"))


@pytest.fixture(scope="module")
def suite(ava: Voice) -> Suite:
    """Three prompts of ava, as the file has them."""
    return Suite.loads(suite_of(ava).dumps())


@pytest.fixture(scope="module")
def quick() -> Voice:
    return prepare(Persona.preset("ava").with_values({"name": "quick", "engine.name": "test"}))


@pytest.fixture(scope="module")
def quick_suite(quick: Voice) -> Suite:
    return suite_of(quick)


def changed(suite: Suite, **fields: Any) -> Suite:
    """A suite with other fields, as a file would give them."""
    data = suite.model_dump(mode="json", exclude_defaults=True)
    return Suite.model_validate({**data, **fields})


# -- what is told


def test_the_unchanged_persona_holds_and_comes_out_the_same(ava: Voice, suite: Suite) -> None:
    first, second = run(suite, ava), run(suite, ava)
    assert first.held and second.held
    assert first.notes == ()
    assert [one.status for one in first.outcomes] == ["ok"] * 3
    plain = [dataclasses.replace(one, time_s=0.0) for one in first.outcomes]
    assert plain == [dataclasses.replace(one, time_s=0.0) for one in second.outcomes]
    assert all(one.time_s > 0 for one in first.outcomes)


def balanced(**entry: str) -> list[dict[str, str]]:
    return [{"written": "balance", **entry}]


TEMPO = {"duration_s", "rate_syll_s"}
PLANTED: list[tuple[str, Callable[[Voice], dict[str, Any]], dict[str, set[str]]]] = [
    (
        "one semitone up",
        lambda voice: {"pitch_hz": (voice.settings.f0_median_hz or 0) * 2 ** (1 / 12)},
        {name: {"f0_median_hz"} for name in ("balance", "question", "paris")},
    ),
    (
        "one semitone down",
        lambda voice: {"pitch_hz": (voice.settings.f0_median_hz or 0) / 2 ** (1 / 12)},
        {name: {"f0_median_hz"} for name in ("balance", "question", "paris")},
    ),
    (
        "a tenth faster",
        lambda voice: {"rate_syll_s": (voice.settings.rate_syll_s or 0) * 1.1},
        dict.fromkeys(("balance", "question"), TEMPO),
    ),
    (
        "two LU softer",
        lambda voice: {"fine.volume": (voice.settings.loudness_lufs or 0) - 2},
        {name: {"loudness_lufs"} for name in ("balance", "question", "paris")},
    ),
    ("another word", lambda _: {"lexicon": balanced(say="sum")}, {"balance": {"said", "phones"}}),
    ("another sound", lambda _: {"lexicon": balanced(ipa="bəˈlɑːns")}, {"balance": {"phones"}}),
]


@pytest.mark.parametrize(
    ("values", "expected"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED]
)
def test_a_planted_change_is_told_by_name(
    values: Callable[[Voice], dict[str, Any]],
    expected: dict[str, set[str]],
    ava: Voice,
    suite: Suite,
) -> None:
    other = prepare(ava.persona.with_values(values(ava)))
    found = run(suite, other)
    assert not found.held
    told = {one.id: {part.what for part in one.differences} for one in found.prompts}
    for name, parts in expected.items():
        assert told[name] >= parts, told
    if expected.keys() == {"balance"}:
        assert not told["question"] and not told["paris"]
    else:
        assert told["balance"] <= expected["balance"], told
    assert any("the persona is not the one recorded" in note for note in found.notes)
    assert str(found.prompts[0]).startswith("balance: changed: ")


def test_a_difference_names_what_was_asked_recorded_and_measured() -> None:
    shown = str(Difference("f0_median_hz", "alto (163 to 188)", 175.0, 185.4, 5.13, "Hz", 1.0))
    assert shown == (
        "f0_median_hz: asked alto (163 to 188), baseline 175 Hz, measured 185.4 Hz, "
        "tolerance 5.13 Hz, change +1 JND"
    )
    level = str(Difference("loudness_lufs", "", -20.0, None, 0.5, "LUFS", None, "silent"))
    assert level == "loudness_lufs: baseline -20 LUFS, measured none, tolerance 0.5 LU, silent"
    words = str(Difference("said", '"Hi"', "one two three four", "one two tree four"))
    assert 'baseline "one two three four", measured "one two tree four"' in words


def test_lines_hold_nothing_that_a_terminal_obeys() -> None:
    bad = Difference("said", '"\x1b[2J"', "a\nb", "\u202ec")
    for line in lines_of(Outcome("x", "\x1b[31m", (bad,))):
        assert line.isprintable()


# -- tolerances


@pytest.mark.parametrize("measure", sorted(STEPS))
@pytest.mark.parametrize("baseline", [0.01, 1.0, 5.2, 199.7])
def test_a_default_tolerance_is_narrower_than_what_is_just_noticed(
    measure: str, baseline: float
) -> None:
    width = tolerance(measure, baseline)
    assert width > 0
    for value in (baseline - width, baseline + width):
        change = change_jnd(measure, value, baseline)
        assert change is not None and abs(change) < 0.75
    limit = widest(measure, baseline)
    assert limit is not None and width < limit


@pytest.mark.parametrize("baseline", [-3.0, 0.0, 1e-9, 0.5, 1e4])
def test_no_tolerance_is_zero(baseline: float) -> None:
    for measure in ("accent_tap_closed_ratio", "f0_median_hz", "click_count", "cpps_db"):
        for relative in (False, True):
            assert tolerance(measure, baseline, relative=relative) > 0


def test_a_tolerance_that_was_widened_too_far_is_noted(quick: Voice, quick_suite: Suite) -> None:
    data = quick_suite.model_dump(mode="json", exclude_defaults=True)
    data["prompts"][0]["expect"]["loudness_lufs"]["tolerance"] = 1.5
    notes = run(Suite.model_validate(data), quick).notes
    assert [note for note in notes if "loudness_lufs" in note and "1.5" in note]


# -- measures that do not exist


@pytest.mark.parametrize(
    ("wanted", "value", "says"),
    [
        (Expected(baseline=None, why="unvoiced"), None, None),
        (Expected(baseline=None, why="unvoiced"), 120.0, "there was no value: unvoiced"),
        (Expected(baseline=120.0, tolerance=3.0), None, "there is no value: too short"),
        (Expected(baseline=120.0, tolerance=3.0), 123.0, None),
        (Expected(baseline=120.0, tolerance=3.0), 123.1, ""),
    ],
)
def test_a_measure_without_a_value_differs_unless_it_had_none(
    wanted: Expected, value: float | None, says: str | None
) -> None:
    measure = Measure("f0_median_hz", value, "Hz", "built", "too short")
    found = suite_run._compared("f0_median_hz", "", wanted, measure)
    assert (found.why if found else None) == says


def test_what_cannot_be_spoken_is_an_error_of_its_prompt(
    quick: Voice, quick_suite: Suite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(text: str, *_: object) -> None:
        raise EngineError(f"no sound for {text[:4]}\x00")

    monkeypatch.setattr(suite_run, "observe", fails)
    outcome = run_prompt(quick_suite.prompts[0], quick)
    assert (outcome.status, outcome.held) == ("error", False)
    found = run(quick_suite, quick)
    root = check_structure(junit_of("s", quick_suite, found))
    assert root[0].attrib["errors"] == "3"
    assert "no sound for Your\\x00" in root[0].find("testcase/error").attrib["message"]  # type: ignore[union-attr]


# -- verdicts


def expected_verdict(**fields: Any) -> ExpectedVerdict:
    wanted = {"attribute": "pitch", "measure": "f0_median_hz", "ok": True}
    return ExpectedVerdict(**{**wanted, "baseline": 175.0, "tolerance": 5.0, **fields})


def told(wanted: list[ExpectedVerdict], voice: Voice, *verdicts: Verdict) -> list[str]:
    return [str(one) for one in compare_verdicts(wanted, unjudged(voice, *verdicts))]


def test_verdicts_are_compared(quick: Voice, make_verdict: Callable[..., Verdict]) -> None:
    wanted = [expected_verdict()]
    assert told(wanted, quick, make_verdict()) == []
    (moved,) = told(wanted, quick, make_verdict(measured=186.0))
    assert moved.startswith("pitch f0_median_hz: asked alto, baseline 175 Hz, measured 186 Hz")
    (failed,) = told(wanted, quick, make_verdict(measured=176.0, ok=False, message="too high"))
    assert "the verdict was as asked, is not as asked: too high" in failed
    (none,) = told(wanted, quick, make_verdict(measured=None, ok=None, message="unvoiced"))
    assert "is undecided: unvoiced" in none
    (gone,) = told(wanted, quick)
    assert "nothing is asked of this measure any more" in gone
    proxy = make_verdict(proof=Proof.PROXY, ok=False)
    assert told(wanted, quick, proxy) == []


def test_a_failure_that_was_not_recorded_differs(
    quick: Voice, make_verdict: Callable[..., Verdict]
) -> None:
    (new,) = told([], quick, make_verdict(ok=False, message="too low"))
    assert "was not recorded, and is not as asked: too low" in new
    assert told([], quick, make_verdict()) == []


def test_verdicts_are_recorded_and_run(
    quick: Voice, make_verdict: Callable[..., Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_ear = make_verdict(measure="", proof=Proof.NOT_MEASURABLE, ok=None, measured=None)
    none = make_verdict(attribute="dips", measured=None, ok=None, message="no dips")
    none = dataclasses.replace(none, proof=Proof.PROXY)
    verification = unjudged(quick, make_verdict(), by_ear, none)
    prompts = record_prompts(LINES[:1], quick)
    made = Suite.loads(recorded("ava", prompts, verification).dumps())
    assert [(one.attribute, one.baseline) for one in made.verdicts] == [
        ("pitch", 175.0), ("dips", None),
    ]  # fmt: skip
    assert made.verdicts[1].why == "no dips"
    monkeypatch.setattr(actions, "verify_voice", lambda *_: verification)
    found = run(made, quick)
    assert found.held and found.verdicts is not None
    root = check_structure(junit_of("s", made, found))
    assert [case.attrib["classname"] for case in root.iter("testcase")] == [
        "s.prompts", "s.persona",
    ]  # fmt: skip


# -- notes


def test_other_versions_and_personas_are_noted(quick: Voice, quick_suite: Suite) -> None:
    then = {**quick_suite.recorded_with, "praat": "5.0", "gone": "1"}
    other = changed(quick_suite, recorded_with=then, digest="0" * 64, verified=False)
    found = run(other, quick)
    assert found.held
    notes = "\n".join(found.notes)
    assert "recorded from a persona that was not verified" in notes
    assert "recorded 000000000000" in notes
    assert "recorded with 5.0" in notes
    assert "gone is none, recorded with 1" in notes
    assert "numpy" not in notes


# -- files


def test_a_suite_is_read_as_it_was_written(quick_suite: Suite, tmp_path: Path) -> None:
    assert Suite.load(quick_suite.save(tmp_path / "s.yaml")) == quick_suite
    assert list(quick_suite.dumps().split("\n", 2)[:2]) == ["version: 1", "persona: ava"]


def test_too_long_a_suite_is_not_written(quick_suite: Suite) -> None:
    prompt = quick_suite.prompts[0]
    many = tuple(prompt.model_copy(update={"id": f"p{n}", "text": "x" * 1000}) for n in range(300))
    with pytest.raises(SuiteError, match="more than 256 KiB"):
        quick_suite.model_copy(update={"prompts": many}).dumps()


def test_a_persona_lies_below_the_suite(tmp_path: Path, quick_suite: Suite) -> None:
    inside = tmp_path / "sub" / "p.yaml"
    inside.parent.mkdir()
    Persona.preset("leo").save(inside)
    assert portable(str(inside), tmp_path / "s.yaml") == "sub/p.yaml"
    assert portable("leo", tmp_path / "s.yaml") == "leo"
    with pytest.raises(SuiteError, match="put the suite beside"):
        portable(str(inside), tmp_path / "other" / "s.yaml")
    named = changed(quick_suite, persona="sub/p.yaml")
    assert located(named, tmp_path / "s.yaml") == str(inside)
    (tmp_path / "suites").mkdir()
    (tmp_path / "suites" / "link.yaml").symlink_to(inside)
    with pytest.raises(SuiteError, match="a link out of"):
        located(changed(quick_suite, persona="link.yaml"), tmp_path / "suites" / "s.yaml")


def test_prompts_of_a_file(tmp_path: Path) -> None:
    plain = tmp_path / "p.txt"
    plain.write_text("\ufeffHello.\n\n# a comment\n  Good bye. \n", encoding="utf-8")
    assert read_lines(plain) == [Line("p001", "Hello."), Line("p002", "Good bye.")]
    rows = tmp_path / "p.jsonl"
    rows.write_text('{"id": "a", "text": "Salut.", "locale": "fr-FR"}\n')
    assert read_lines(rows) == [Line("a", "Salut.", "fr-FR")]
    assert len(default_lines("en-GB")) == 5
    with pytest.raises(SuiteError, match="--prompts"):
        default_lines("ja-JP")
    for text, says in (("# none\n", "there are none"), ("a\n" * 2000, "over 1,000")):
        plain.write_text(text)
        with pytest.raises(SuiteError, match=says):
            read_lines(plain)
    rows.write_text('{"id": "a", "text": "Hi.", "emotion": "calm"}\n')
    with pytest.raises(SuiteError, match="not emotion"):
        read_lines(rows)


def test_a_prompt_that_cannot_be_recorded_is_named(quick: Voice) -> None:
    with pytest.raises(SuiteError, match="prompt odd: "):
        record_prompts([Line("odd", "\u2028")], quick)


# -- the command line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: Voice) -> Path:
    """A current folder with a persona of the test engine, whose verification takes no time."""
    monkeypatch.chdir(tmp_path)
    quick.persona.save("quick.yaml")
    Path("prompts.txt").write_text("Hello there, my friend.\nYour code is 42.\n")
    monkeypatch.setattr(actions, "verify_voice", lambda voice, *_: unjudged(voice))
    return tmp_path


RECORD = ["suite", "record", "quick.yaml", "--prompts", "prompts.txt"]
Capture = pytest.CaptureFixture[str]


def test_record_run_change_run(folder: Path, capsys: Capture) -> None:
    assert main(RECORD) == 0
    assert "2 prompts, 0 verdicts" in capsys.readouterr().out
    assert main(["suite", "run", "suite.yaml", "--junit", "out.xml"]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        "p001: ok: Hello there, my friend.",
        "p002: ok: Your code is 42.",
        "all 2 are as recorded",
    ]
    assert printed.err == ""
    assert check_structure(Path("out.xml").read_bytes())[0].attrib["failures"] == "0"
    lexicon = [{"written": "code", "say": "number"}]
    Persona.load("quick.yaml").with_values({"lexicon": lexicon}).save("quick.yaml")
    assert main(["suite", "run", "suite.yaml", "--junit", "out.xml"]) == 1
    out = capsys.readouterr().out
    assert "p002: changed: said" in out
    assert 'baseline "Your code is forty ...", measured "Your number is forty ..."' in out
    assert "note: the persona is not the one recorded" in out
    assert "1 of 2 are not as recorded" in out
    suite = check_structure(Path("out.xml").read_bytes())[0]
    failure = suite.find("testcase[@name='p002']/failure")
    assert failure is not None and "said" in failure.attrib["message"]
    assert "not the one recorded" in (suite.findtext("system-out") or "")
    assert main(["suite", "run", "suite.yaml", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["held"] is False
    assert [one["status"] for one in data["prompts"]] == ["ok", "changed"]
    assert data["prompts"][1]["differences"][0]["measured"] == "Your number is forty two"


def test_a_suite_runs_from_elsewhere_and_with_another_persona(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(RECORD) == 0
    values = {"pitch": "bass"}
    Persona.load("quick.yaml").with_values(values).save("bass.yaml")
    (folder / "other").mkdir()
    monkeypatch.chdir(folder / "other")
    assert main(["suite", "run", "../suite.yaml"]) == 0
    assert main(["suite", "run", "../suite.yaml", "--persona", "../bass.yaml"]) == 1


def test_nothing_is_replaced_unless_it_is_asked(folder: Path, capsys: Capture) -> None:
    Path("suite.yaml").write_text("mine")
    assert main(RECORD) == 2
    assert "--force" in capsys.readouterr().err
    assert Path("suite.yaml").read_text() == "mine"
    assert main([*RECORD, "--force"]) == 0
    assert Suite.load("suite.yaml").persona == "quick.yaml"


def test_an_unverified_persona_is_recorded_only_if_it_is_asked(
    folder: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    make_verdict: Callable[..., Verdict],
) -> None:
    off = make_verdict(ok=False, message="too low")
    monkeypatch.setattr(actions, "verify_voice", lambda voice, *_: unjudged(voice, off))
    assert main(RECORD) == 1
    out = capsys.readouterr().out
    assert "FAIL" in out and "nothing is written" in out
    assert not Path("suite.yaml").exists()
    assert main([*RECORD, "--allow-unverified"]) == 0
    made = Suite.load("suite.yaml")
    assert (made.verified, made.failures) == (False, ("pitch: f0_median_hz too low",))
    capsys.readouterr()
    assert main(["suite", "run", "suite.yaml"]) == 0
    assert "note: recorded from a persona that was not verified: pitch" in capsys.readouterr().out
    assert main([*RECORD, "--allow-unverified", "--no-verdicts", "--force"]) == 0
    assert Suite.load("suite.yaml").verdicts == ()


def edited(text: str, **changes: Any) -> str:
    data = strict_yaml.parse(text)
    data.update(changes)
    return strict_yaml.write(data)


PROMPT = {"id": "a", "text": "Hi.", "expect": {"said": "Hi"}}
BROKEN: list[tuple[Callable[[str], str], str]] = [
    (lambda _: "", "the suite is None"),
    (lambda _: "- a\n", "studio suite record"),
    (lambda text: text + "colour: red\n", "unknown suite field 'colour'"),
    (lambda text: text + "version: 1\n", "key 'version' is given twice"),
    (lambda text: text + "a: &x 1\n", "anchors"),
    (lambda text: text + "#" * 300_000, "more than 256 KiB"),
    (lambda text: edited(text, version=2), "suite field version: 2 is not admissible"),
    (lambda text: edited(text, version="1"), "suite field version"),
    (lambda text: edited(text, persona="/etc/passwd.yaml"), "below the suite's folder"),
    (lambda text: edited(text, persona="../quick.yaml"), "below the suite's folder"),
    (lambda text: edited(text, persona="a/../../quick.yaml"), "below the suite's folder"),
    (lambda text: edited(text, persona="C:\\quick.yaml"), "below the suite's folder"),
    (lambda text: edited(text, persona="..\\quick.yaml"), "below the suite's folder"),
    (lambda text: edited(text, persona="avva"), "Did you mean 'ava'"),
    (lambda text: edited(text, persona="gone.yaml"), "'gone.yaml' is not beside the suite"),
    (lambda text: edited(text, digest="abc"), "a SHA-256"),
    (lambda text: edited(text, prompts=[]), "prompts"),
    (lambda text: edited(text, prompts=[PROMPT, {**PROMPT, "id": "A"}]), "given twice"),
    (lambda text: edited(text, prompts=[{**PROMPT, "id": "a b"}]), "1 to 128 letters"),
    (lambda text: edited(text, prompts=[{**PROMPT, "locale": "xx-ZZ"}]), "xx-ZZ"),
    (lambda text: edited(text, prompts=[{**PROMPT, "expect": {}}]), "nothing is expected"),
    (lambda text: edited(text, prompts=[{**PROMPT, "said": "x"}]), "unknown suite field"),
    (lambda text: edited(text, prompts=[{"id": "a", "text": "Hi."}]), "expect is missing"),
    (
        lambda text: edited(
            text, prompts=[{**PROMPT, "expect": {"duration_s": {"baseline": 1.0, "tolerance": 0}}}]
        ),
        "tolerance",
    ),
    (
        lambda text: edited(text, prompts=[{**PROMPT, "expect": {"duration_s": {"baseline": 1}}}]),
        "a baseline needs a tolerance",
    ),
    (
        lambda text: edited(text, prompts=[{**PROMPT, "expect": {"f0_hz": {"baseline": 1}}}]),
        "f0_median_hz",
    ),
]


@pytest.mark.parametrize(("breaks", "says"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_broken_suite_is_one_line_and_exit_2(
    breaks: Callable[[str], str],
    says: str,
    quick_suite: Suite,
    tmp_path: Path,
    capsys: Capture,
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(breaks(quick_suite.dumps()), encoding="utf-8")
    assert main(["suite", "run", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert says in printed.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "missing.yaml"], "no such file"),
        (["run", "binary.yaml"], "UTF-8"),
        (["run", "a\0b"], "check the path"),
        (["run", "."], "no such file"),
        (["run", "missing.yaml", "--junit", "x.txt"], ".xml"),
        (["run", "missing.yaml", "--junit", "no/x.xml"], "no folder 'no'"),
        (["record", "nobody"], "nobody"),
        (["record", "ava", "-o", "no/x.yaml"], "no folder 'no'"),
        (["record", "ava", "-o", "x.txt"], ".yaml"),
        (["record", "ava", "--prompts", "gone.txt"], "gone.txt"),
        (["record", "ava", "--prompts", "binary.yaml"], "UTF-8"),
        (["replay"], "replay"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    arguments: list[str], says: str, folder: Path, capsys: Capture
) -> None:
    Path("binary.yaml").write_bytes(b"\xff\xfe\x00")
    assert main(["suite", *arguments]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert says in printed.err
    assert sorted(path.name for path in folder.iterdir()) == [
        "binary.yaml", "prompts.txt", "quick.yaml",
    ]  # fmt: skip


def test_every_number_of_a_prompt_has_a_measure_with_a_step() -> None:
    assert set(MEASURES.values()) <= set(STEPS)


@pytest.mark.slow
def test_a_preset_with_its_verdicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("prompts.txt").write_text("Your balance is due on Friday.\n")
    assert main(["suite", "record", "ava", "--prompts", "prompts.txt"]) == 0
    assert len(Suite.load("suite.yaml").verdicts) > 30
    assert main(["suite", "run", "suite.yaml"]) == 0
    softer = Persona.preset("ava").with_values({"fine.volume": -22.0})
    softer.save("softer.yaml")
    capsys.readouterr()
    assert main(["suite", "run", "suite.yaml", "-p", "softer.yaml"]) == 1
    out = capsys.readouterr().out
    assert "p001: changed: loudness_lufs" in out
    assert "verdicts: changed: volume loudness_lufs" in out
