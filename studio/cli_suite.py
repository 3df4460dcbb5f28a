"""The commands `studio suite record` and `studio suite run`: regression tests of a persona."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from locales.errors import SuiteError, shown

if TYPE_CHECKING:
    from studio.suite_model import Suite
    from studio.suite_outcome import Outcome, Run


@click.group("suite")
def suite_command() -> None:
    """Record what a persona says and measures, and tell what changed since."""


@suite_command.command()
@click.argument("p")
@click.option("--output", "-o", default="suite.yaml", show_default=True, metavar="SUITE.yaml")
@click.option(
    "--prompts", "prompts_file", metavar="FILE",
    help="A prompt a line, or a .jsonl manifest; else the sample sentences of the language.",
)  # fmt: skip
@click.option("--verdicts/--no-verdicts", default=True, help="Expect the verification again too.")
@click.option("--allow-unverified", is_flag=True, help="Record anyway; the file says so.")
@click.option("--force", is_flag=True, help="Replace the file.")
@click.pass_context
def record(
    context: click.Context,
    p: str,
    output: str,
    prompts_file: str | None,
    verdicts: bool,
    allow_unverified: bool,
    force: bool,
) -> None:
    """Speak and measure prompts as persona P and write them as a suite.

    Exit 1, and nothing is written, if P does not measure as asked. Tolerances are half a just
    noticeable difference.
    """
    from studio import actions
    from studio.cli import progress_bar, summary, verdict_table
    from studio.suite import default_lines, read_lines, record_prompts, recorded
    from studio.suite_model import SUFFIX, portable
    from voices.files import check_writable

    check_writable(output, suffix=SUFFIX, error=SuiteError)
    _keep(output, force)
    voice = actions.open_voice(p)
    reference = portable(p, output)
    lines = read_lines(prompts_file) if prompts_file else default_lines(voice.persona.locale)
    with progress_bar(quiet=False) as show:
        prompts = record_prompts(lines, voice, show)
        verification = actions.verify_voice(voice, show)
    if not verification.passed and not allow_unverified:
        click.echo(verdict_table(verification.failures))
        click.echo(f"\n{summary(verification)}; nothing is written (--allow-unverified records it)")
        context.exit(1)
    suite = recorded(reference, prompts, verification, with_verdicts=verdicts)
    _keep(output, force)
    path = suite.save(output)
    kept = f"{len(suite.prompts)} prompts, {len(suite.verdicts)} verdicts"
    click.echo(f"{path}: {kept}; {summary(verification)}")


def _keep(output: str, force: bool) -> None:
    """Raise SuiteError where a file would be replaced that nobody asked to replace."""
    if Path(output).exists() and not force:
        raise SuiteError(f"{shown(output)} is there already; name another or pass --force")


@suite_command.command()
@click.argument("file", metavar="SUITE.yaml")
@click.option("--junit", metavar="OUT.xml", help="Write JUnit XML for CI.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--persona", "-p", metavar="P", help="Run it with this persona instead.")
@click.pass_context
def run(
    context: click.Context, file: str, junit: str | None, as_json: bool, persona: str | None
) -> None:
    """Speak and measure a suite again; exit 0 if all is as recorded, 1 if something changed."""
    from tqdm import tqdm

    from studio import actions, suite_run
    from studio.cli import progress_bar
    from studio.suite_model import Suite, located
    from voices.files import check_writable, write_whole

    if junit is not None:
        check_writable(junit, suffix=".xml", error=SuiteError)
    suite = Suite.load(file)
    voice = actions.open_voice(persona or located(suite, file))

    def tell(outcome: Outcome) -> None:
        for line in () if as_json else lines_of(outcome):
            tqdm.write(line)  # a bar on the same terminal gives way

    with progress_bar(quiet=as_json) as show:
        found = suite_run.run(suite, voice, on_outcome=tell, progress=show)
    if as_json:
        click.echo(json.dumps({"suite": file, **found.as_dict()}, ensure_ascii=False))
    else:
        for note in found.notes:
            click.echo(f"note: {note}")
        click.echo(summary_of(found))
    if junit is not None:
        name = Path(file).stem
        write_whole(junit, junit_of(name, suite, found), error=SuiteError)
    context.exit(0 if found.held else 1)


def lines_of(outcome: Outcome) -> list[str]:
    """An outcome as lines: what it is, then each difference."""
    from studio.outcomes import one_line

    return [one_line(str(outcome)), *(f"  {one_line(str(one))}" for one in outcome.differences)]


def summary_of(found: Run) -> str:
    """One line: all holds, or how many of what do not."""
    count = len(found.outcomes)
    off = sum(not one.held for one in found.outcomes)
    if not off:
        return f"all {count} are as recorded"
    return f"{off} of {count} are not as recorded"


def junit_of(name: str, suite: Suite, found: Run) -> bytes:
    """A run as JUnit XML: a test a prompt, one for the verdicts; versions and notes beside."""
    from studio.junit import Case, junit_xml

    cases = [
        Case(
            name=outcome.id,
            group=f"{name}.{'persona' if outcome is found.verdicts else 'prompts'}",
            time_s=outcome.time_s,
            failure=str(outcome).partition(": ")[2] if outcome.differences else "",
            error=outcome.error,
            details=(outcome.text, *(str(one) for one in outcome.differences)),
        )
        for outcome in found.outcomes
    ]
    properties = {"persona": suite.persona, "digest": found.digest}
    properties["digest recorded"] = suite.digest
    properties.update({f"version {key}": value for key, value in found.versions.items()})
    properties.update({f"recorded {key}": value for key, value in suite.recorded_with.items()})
    return junit_xml(name, cases, at=datetime.now(UTC), properties=properties, output=found.notes)
