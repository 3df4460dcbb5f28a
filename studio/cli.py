"""The command line: each command a thin caller of the library.

Exit status: 0 done, 1 a verdict is negative (verify) or a row failed (batch), 2 bad input. Errors
go to standard error in one line.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from locales.errors import AudioError, PersonaError, ProfileError, shown
from studio.cli_grade import grade_command
from studio.cli_normalize import normalize_command
from studio.cli_suite import suite_command
from studio.outcomes import DEBUG, FAULT, drop_output, one_line, outcome, require_folder
from studio.text_input import text_of

if TYPE_CHECKING:
    from voices.acoustics import Verdict

BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


def changes_of(pairs: Sequence[str]) -> dict[str, str]:
    """``("pitch=tenor",)`` as a mapping. Raises PersonaError for a pair without "="."""
    changes = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals or not field:
            raise PersonaError(f"--set {shown(pair)} is not FIELD=VALUE, as in pitch=tenor")
        changes[field.strip()] = value.strip()
    return changes


def mark(verdict: Verdict) -> str:
    """A verdict as a word: FAIL forbids an export, a proxy that is off only "differs"."""
    if verdict.ok is None:
        return "-"
    if verdict.ok:
        return "ok"
    return "FAIL" if verdict.proof == "measured" else "differs"


def verdict_table(verdicts: Sequence[Verdict]) -> str:
    """The table asked/measured as text."""
    from studio.fit_report import table
    from voices.acoustics.verdict import band

    rows = [("attribute", "asked", "measure", "measured", "wanted", "verdict", "proof")]

    for v in verdicts:
        delta = "delta " if v.relative else ""
        value = "-" if v.measured is None else f"{v.measured:.4g} {v.unit}".rstrip()
        wanted = "-" if v.low is None and v.high is None else delta + band(v.low, v.high)
        rows.append((v.attribute, v.asked, v.measure, value, wanted, mark(v), str(v.proof)))
    return table(rows)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="voice-persona-studio", prog_name="studio")
def cli() -> None:
    """Design a voice for a voice agent, measure that it is what was asked, export it.

    P is a preset's name, a persona YAML file or a .voice file.
    """


cli.add_command(normalize_command)
cli.add_command(grade_command)
cli.add_command(suite_command)


@cli.command()
@click.option("--port", default=7860, show_default=True, type=click.IntRange(1, 65535))
@click.option("--window", is_flag=True, help="Open a window of its own instead of a tab.")
@click.option("--no-browser", is_flag=True, help="Only serve; open no browser.")
def app(port: int, window: bool, no_browser: bool) -> None:
    """Open the studio in the browser."""
    from studio.app import launch

    launch(
        port=port,
        window=window,
        browser=not no_browser,
        on_ready=lambda url: click.echo(f"the studio is open at {url} (Ctrl+C stops it)"),
    )


@cli.command()
@click.argument("text")
@click.option("--persona", "-p", default="ava", show_default=True, metavar="P")
@click.option("--locale", metavar="TAG", help="Read the text by this locale.")
@click.option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help="Change an attribute.")
@click.option("--output", "-o", default="out.wav", show_default=True, metavar="FILE.wav")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1))
@click.option("--ssml", is_flag=True, help="TEXT is SSML 1.1.")
def say(
    text: str,
    persona: str,
    locale: str | None,
    pairs: Sequence[str],
    output: str,
    seed: int | None,
    ssml: bool,
) -> None:
    """Speak TEXT (- for standard input) into a WAV file."""
    from studio import actions
    from voices.files import check_writable

    changes: dict[str, Any] = changes_of(pairs)
    check_writable(output, suffix=".wav", error=AudioError)
    spoken = actions.say(
        text_of(text), actions.open_voice(persona, changes), locale=locale, seed=seed, ssml=ssml
    )
    path = spoken.speech.audio.save(output)
    click.echo(f"{path}: {spoken.speech.audio.duration_s:.2f} s, {spoken.utterance.spoken}")
    for note in spoken.speech.notes:
        click.echo(f"note: {note}", err=True)


@cli.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True)
@click.option("--persona", "-p", metavar="P", help="Judge it by this persona's absolute targets.")
def measure(file: str, as_json: bool, persona: str | None) -> None:
    """Measure any sound FILE."""
    from studio import actions
    from voices.verify import verdict_row

    report = actions.measure_file(file)
    verdicts = actions.judge(report, actions.open_persona(persona)) if persona else []
    if as_json:
        rows = {"verdicts": [verdict_row(verdict) for verdict in verdicts]} if persona else {}
        click.echo(json.dumps({**report.as_dict(), **rows}, ensure_ascii=False))
        return
    click.echo(str(report))
    if persona:
        click.echo("\n" + verdict_table(verdicts))


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error, where a person sees it; yields what to call with each step."""
    from tqdm import tqdm

    with tqdm(disable=quiet or not sys.stderr.isatty(), unit="step", leave=False) as bar:

        def show(done: int, total: int, what: str) -> None:
            bar.total, bar.n = total, done
            bar.set_description_str(what[:40])

        yield show


def _verify(reference: str, quiet: bool) -> Any:
    from studio import actions

    voice = actions.open_voice(reference)
    with progress_bar(quiet=quiet) as show:
        return actions.verify_voice(voice, show)


@cli.command()
@click.argument("p")
@click.option("--json", "as_json", is_flag=True)
@click.option("--report", metavar="FILE.html", help="Write a report with plots and audio.")
@click.option(
    "--repeat",
    "trials",
    type=click.IntRange(0, 50),
    default=0,
    help="Check again with so many other seeds and texts (9 s each): pass^k.",
)
@click.pass_context
def verify(context: click.Context, p: str, as_json: bool, report: str | None, trials: int) -> None:
    """Measure that voice P is what was asked; exit 0 if so, 1 if not."""
    from voices.files import check_writable, write_whole

    if report is not None:
        check_writable(report, suffix=".html")
    verification = _verify(p, as_json)
    repeats = _repeated(verification.voice, trials, as_json) if trials else None
    if as_json:
        row = verification.as_dict()
        click.echo(json.dumps(row | {"reliability": repeats and repeats.as_dict()}))
    else:
        click.echo(verdict_table(verification.verdicts))
        click.echo(f"\n{audit_line(verification.audit)}")
        if repeats:
            click.echo(reliability_line(repeats))
        click.echo(summary(verification))
    if report is not None:
        from studio.report_html import report_html

        write_whole(report, report_html(verification).encode())
    context.exit(0 if verification.passed else 1)


def _repeated(voice: Any, trials: int, quiet: bool) -> Any:
    """The checks of a voice on other seeds and texts, with progress."""
    from tqdm import tqdm

    from voices.repeats import repeat

    with tqdm(total=trials, disable=quiet, unit="trial") as bar:

        def tick(_: str) -> None:
            bar.update()

        return repeat(voice, tick, trials)


def audit_line(audit: Any) -> str:
    """One line: how often the checks accept a decoy."""
    if audit.why:
        return f"decoys: not audited, {audit.why}"
    told = [f"{n} {c.accepted}/{c.tried}" for n, c in audit.attributes.items() if c.accepted]
    whole = f"{audit.persona.accepted} of {audit.persona.tried} pass for this persona"
    return f"decoys: {whole}; of single attributes: {', '.join(told) or 'none'}"


def reliability_line(found: Any) -> str:
    """One line: pass^k at its ends, and the checks that do not hold every time."""
    count = max((len(trials) for trials in found.trials.values()), default=0)
    shares = [(k, found.mean_pass_all(k)) for k in (1, min(count, 8))]
    told = ", ".join(f"pass^{k} {share:.3f}" for k, share in shares if share is not None)
    unsteady = ", ".join(found.unsteady) or "none"
    return f"repeated {count} times: {told}; unsteady: {unsteady}"


def summary(verification: Any) -> str:
    """One line: passed, or which attributes failed."""
    name = verification.voice.persona.name
    if verification.passed:
        return f"{name}: verified, every measurable attribute measures as asked"
    failed = ", ".join(dict.fromkeys(v.attribute for v in verification.failures))
    return f"{name}: not verified; failed: {failed}"


@cli.command()
@click.argument("p")
@click.option("--output", "-o", required=True, metavar="FITTED.yaml")
@click.option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help="Change an attribute.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def fit(context: click.Context, p: str, output: str, pairs: Sequence[str], as_json: bool) -> None:
    """Adjust voice P until it measures as asked, and write the persona; exit 1 if it does not.

    The settings are moved on some sentences and judged on others.
    """
    from studio import actions
    from studio.fit_report import as_row, report
    from voices.files import check_writable

    check_writable(output, suffix=".yaml", error=PersonaError)
    voice = actions.open_voice(p, changes_of(pairs))
    with progress_bar(quiet=as_json) as show:
        found = actions.fit_voice(voice, show)
    path = found.persona.save(output)
    if as_json:
        click.echo(json.dumps(as_row(found), ensure_ascii=False))
    else:
        click.echo(report(found))
        click.echo(f"\n{path}: {summary(found.verification)}")
    context.exit(0 if found.verification.passed else 1)


@cli.command()
@click.argument("p")
@click.option("--output", "-o", required=True, metavar="NAME.voice")
@click.option("--allow-unverified", is_flag=True, help="Export anyway; the file records it.")
def export(p: str, output: str, allow_unverified: bool) -> None:
    """Verify voice P and write a .voice file."""
    from studio import actions
    from voices.files import check_writable
    from voices.profile import SUFFIX

    check_writable(output, suffix=SUFFIX, error=ProfileError)
    verification = _verify(p, quiet=False)
    path = actions.export_voice(verification, output, allow_unverified=allow_unverified)
    click.echo(f"{path}: {summary(verification)}")


@cli.command()
@click.argument("manifest")
@click.option("--persona", "-p", default="ava", show_default=True, metavar="P")
@click.option("--output", "-o", required=True, metavar="DIR")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count() or 1)
@click.pass_context
def batch(context: click.Context, manifest: str, persona: str, output: str, workers: int) -> None:
    """Render every row of a JSONL MANIFEST; run again to resume."""
    from collections import Counter

    from tqdm import tqdm

    from studio import actions
    from studio import batch as batches

    actions.open_persona(persona)
    rows = batches.read_manifest(manifest)
    count: Counter[str] = Counter()
    with tqdm(total=len(rows), unit="prompt", disable=not sys.stderr.isatty()) as bar:

        def show(result: dict[str, Any]) -> None:
            count[result["status"]] += 1
            bar.update()
            if result["status"] == "failed":
                bar.write(f"{result['id']}: {result['error']}", file=sys.stderr)

        batches.run(rows, persona, output, workers=min(workers, len(rows)), on_row=show)
    done = ", ".join(f"{count[status]} {status}" for status in ("ok", "kept", "failed"))
    click.echo(f"{output}: {done}")
    context.exit(1 if count["failed"] else 0)


@cli.command()
@click.option("--output", "-o", default="out", show_default=True, metavar="DIR")
@click.pass_context
def demo(context: click.Context, output: str) -> None:
    """The whole job without a screen: compose, speak, measure, verify, export."""
    from studio.demo import run

    context.exit(run(Path(output), click.echo))


@cli.command()
def personas() -> None:
    """List the presets."""
    from voices.persona import Persona, preset_names

    for name in preset_names():
        persona = Persona.preset(name)
        click.echo(f"{name:12} {persona.locale:6} {persona.age}, {persona.gender}: {persona.notes}")


@cli.command()
@click.option("--voices", "with_voices", is_flag=True, help="List their voices too.")
@click.option("--language", help="Only voices of a language (en, fr ...).")
def engines(with_voices: bool, language: str | None) -> None:
    """List the engines and whether they can be used here, and their voices."""
    from voices.engines import engine_names, get_engine

    for name in engine_names():
        engine = get_engine(name)
        state = engine.available()
        shown_state = "ready" if state.ok else f"not available: {state.reason}; {state.remedy}"
        click.echo(f"{name:10} {engine.version():24} {shown_state}")
        for voice in engine.voices() if state.ok and (with_voices or language) else ():
            if language is None or voice.locale.partition("-")[0] == language:
                casting = engine.cast(voice.locale)
                note = casting.note if casting.voice == voice.name else ""
                click.echo(f"  {voice.name:20} {voice.locale:14} {voice.accent}".rstrip())
                if note:
                    click.echo(f"  {'':20} {note}")


@cli.command("locales")
def locales_command() -> None:
    """List the locales with rules of their own."""
    import locales

    for tag in locales.available():
        click.echo(tag)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; never shows a traceback unless STUDIO_DEBUG is
    set."""
    for name in BLAS_THREADS:
        os.environ.setdefault(name, "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # text is UTF-8 going in and coming out
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        require_folder()
        status = cli.main(args=arguments, prog_name="studio", standalone_mode=False)
    except BrokenPipeError:
        drop_output()
        return 141
    except (Exception, KeyboardInterrupt) as error:
        status, message = outcome(error)
        if status == FAULT and os.environ.get(DEBUG):
            raise
        if isinstance(error, OSError):
            drop_output()
        click.echo(f"studio: {one_line(message)}", err=True)
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
