"""Running a regression suite: observe every prompt again and hold it against what was recorded.

Conventions: a difference is a finding, not an error. A measure without a value differs, with its
reason, unless it had none when it was recorded. Whatever the persona's numbers are, it is held
against what was recorded; what was asked of it is shown beside.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from locales.errors import StudioError
from studio import actions
from studio.suite import Observed, observe, versions
from studio.suite_model import MEASURES, Expected, ExpectedVerdict, Prompt, Suite, widest
from voices.acoustics import Measure, Verdict
from voices.acoustics.jnd import steps
from voices.acoustics.verdict import Proof, Target, band
from voices.speaking import Voice
from voices.targets import targets
from voices.verify import Progress, Verification


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was recorded.

    ``what`` names the expectation, ``asked`` what the persona or the text asks for; ``tolerance``
    is in ``unit``; ``change_jnd`` counts just noticeable differences; ``why`` says what else there
    is to say.
    """

    what: str
    asked: str
    baseline: float | str | None
    measured: float | str | None
    tolerance: float | None = None
    unit: str = ""
    change_jnd: float | None = None
    why: str = ""

    def __str__(self) -> str:
        parts = [f"asked {self.asked or 'nothing'}", f"baseline {self._shown(self.baseline)}"]
        parts.append(f"measured {self._shown(self.measured)}")
        if self.tolerance is not None:
            parts.append(f"tolerance {self._shown(self.tolerance)}")
        if self.change_jnd is not None:
            parts.append(f"change {self.change_jnd:+.2g} JND")
        if self.why:
            parts.append(self.why)
        return f"{self.what}: {', '.join(parts)}"

    def _shown(self, value: float | str | None) -> str:
        if value is None:
            return "none"
        if isinstance(value, str):
            return f'"{value}"'
        return f"{value:.4g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One prompt, or the verdicts: what differs, or the error that left nothing to compare."""

    id: str
    text: str
    differences: tuple[Difference, ...]
    error: str = ""
    time_s: float = 0.0

    @property
    def held(self) -> bool:
        """Whether all is as it was recorded."""
        return not self.differences and not self.error

    @property
    def status(self) -> str:
        """``ok``, ``changed`` or ``error``."""
        return "error" if self.error else "changed" if self.differences else "ok"

    def __str__(self) -> str:
        if self.error:
            return f"{self.id}: error: {self.error}"
        if self.differences:
            names = ", ".join(dict.fromkeys(one.what for one in self.differences))
            return f"{self.id}: changed: {names}"
        return f"{self.id}: ok: {self.text}"


@dataclass(frozen=True, slots=True)
class Run:
    """A suite as it came out: prompts, the verdicts where the suite has any, notes on what else is
    not as it was, and the versions here."""

    prompts: tuple[Outcome, ...]
    verdicts: Outcome | None
    notes: tuple[str, ...]
    digest: str
    versions: Mapping[str, str]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The prompts, then the verdicts."""
        return (*self.prompts, self.verdicts) if self.verdicts else self.prompts

    @property
    def held(self) -> bool:
        """Whether all is as it was recorded."""
        return all(one.held for one in self.outcomes)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "held": self.held,
            "digest": self.digest,
            "notes": list(self.notes),
            "versions": dict(self.versions),
            "prompts": [_row(one) for one in self.prompts],
            "verdicts": _row(self.verdicts) if self.verdicts else None,
        }


def _row(outcome: Outcome) -> dict[str, Any]:
    return {**asdict(outcome), "status": outcome.status}


def _compared(
    what: str, asked: str, wanted: Expected, found: Measure, *, relative: bool = False
) -> Difference | None:
    """The difference between what was recorded and what is measured, if there is one."""
    value, baseline = found.value, wanted.baseline
    if value is None and baseline is None:
        return None
    why = ""
    if value is None:
        why = f"there is no value: {found.why}"
    elif baseline is None or wanted.tolerance is None:
        why = f"there was no value: {wanted.why or 'no reason was recorded'}"
    elif abs(value - baseline) <= wanted.tolerance:
        return None
    change = None if relative else steps(found.name, value, baseline)
    return Difference(what, asked, baseline, value, wanted.tolerance, found.unit, change, why)


def _asked(measure: str, asked: Iterable[Target]) -> str:
    """What the persona asks of a measure absolutely, in words, with its band; "" if nothing."""
    for one in asked:
        if one.measure == measure and not one.relative:
            return f"{one.asked} ({band(one.low, one.high)})"
    return ""


def _differences(prompt: Prompt, seen: Observed, asked: Iterable[Target]) -> tuple[Difference, ...]:
    found = []
    for what, text in (("said", seen.said), ("phones", seen.phones)):
        baseline = getattr(prompt.expect, what)
        if baseline is not None and text != baseline:
            found.append(Difference(what, f'"{prompt.text}"', baseline, text))
    for name, wanted in prompt.expect.numbers.items():
        words = _asked(MEASURES[name], asked)
        if difference := _compared(name, words, wanted, seen.measures[name]):
            found.append(difference)
    return tuple(found)


def run_prompt(prompt: Prompt, voice: Voice) -> Outcome:
    """Observe a prompt again; what cannot be spoken is an error of this prompt alone."""
    began_s = time.perf_counter()
    differences: tuple[Difference, ...] = ()
    error = ""
    try:
        asked = targets(voice.persona, voice.asked or voice.settings)
        differences = _differences(prompt, observe(prompt.text, prompt.locale, voice), asked)
    except StudioError as fault:
        error = str(fault)
    taken_s = time.perf_counter() - began_s
    return Outcome(prompt.id, prompt.text, differences, error, taken_s)


def _verdict_difference(wanted: ExpectedVerdict, found: Verdict | None) -> Difference | None:
    what = f"{wanted.attribute} {wanted.measure}"
    if found is None:
        why = "nothing is asked of this measure any more"
        return Difference(what, "", wanted.baseline, None, wanted.tolerance, why=why)
    measure = Measure(wanted.measure, found.measured, found.unit, "", found.message or "no reason")
    difference = _compared(what, found.asked, wanted, measure, relative=found.relative)
    if found.ok == wanted.ok:
        return difference
    return Difference(
        what, found.asked, wanted.baseline, found.measured, wanted.tolerance, found.unit,
        None if found.relative else steps(found.measure, found.measured, wanted.baseline),
        f"the verdict was {_word(wanted.ok)}, is {_word(found.ok)}: {found.message}",
    )  # fmt: skip


def _word(ok: bool | None) -> str:
    return {True: "as asked", False: "not as asked", None: "undecided"}[ok]


def compare_verdicts(
    wanted: Iterable[ExpectedVerdict], verification: Verification
) -> tuple[Difference, ...]:
    """What differs in the verdicts; failures that were not recorded differ too."""
    found = {(one.attribute, one.measure): one for one in verification.verdicts}
    differences = []
    for one in wanted:
        difference = _verdict_difference(one, found.pop((one.attribute, one.measure), None))
        if difference:
            differences.append(difference)
    for one in found.values():
        if one.measure and one.proof is Proof.MEASURED and one.ok is not True:
            why = f"was not recorded, and is {_word(one.ok)}: {one.message}"
            differences.append(
                Difference(f"{one.attribute} {one.measure}", one.asked, None, one.measured,
                           unit=one.unit, why=why)
            )  # fmt: skip
    return tuple(differences)


def _verdicts(suite: Suite, voice: Voice, progress: Progress | None) -> Outcome:
    began_s = time.perf_counter()
    differences: tuple[Difference, ...] = ()
    error = ""
    try:
        verification = actions.verify_voice(voice, progress)
        differences = compare_verdicts(suite.verdicts, verification)
    except StudioError as fault:
        error = str(fault)
    text = f"{len(suite.verdicts)} verdicts on {voice.persona.name}"
    return Outcome("verdicts", text, differences, error, time.perf_counter() - began_s)


def notes_on(suite: Suite, voice: Voice) -> tuple[str, ...]:
    """What is not as it was when the suite was recorded, or weakens it, beside the measures."""
    notes = []
    if not suite.verified:
        failed = "; ".join(suite.failures) or "no reason was recorded"
        notes.append(f"recorded from a persona that was not verified: {failed}")
    if voice.persona.digest != suite.digest:
        notes.append(
            f"the persona is not the one recorded: digest {voice.persona.digest[:12]}, "
            f"recorded {suite.digest[:12]}"
        )
    here = versions(voice)
    for name in dict.fromkeys((*suite.recorded_with, *here)):
        then, now = suite.recorded_with.get(name, "none"), here.get(name, "none")
        if then != now:
            notes.append(f"{name} is {now}, recorded with {then}")
    for where, what, measure, wanted in _numbers(suite):
        limit = None if wanted.baseline is None else widest(measure, wanted.baseline)
        if limit is not None and wanted.tolerance is not None and wanted.tolerance >= limit:
            notes.append(
                f"{where}: the tolerance of {what}, {wanted.tolerance:g}, lets a change pass that "
                f"is just noticeable ({limit:.3g})"
            )
    return tuple(notes)


def _numbers(suite: Suite) -> Iterable[tuple[str, str, str, Expected]]:
    for prompt in suite.prompts:
        for name, wanted in prompt.expect.numbers.items():
            yield prompt.id, name, MEASURES[name], wanted
    for verdict in suite.verdicts:
        yield "verdicts", f"{verdict.attribute} {verdict.measure}", verdict.measure, verdict


def run(
    suite: Suite,
    voice: Voice,
    *,
    on_outcome: Callable[[Outcome], None] = lambda _: None,
    progress: Progress | None = None,
) -> Run:
    """Observe all prompts, then verify where the suite has verdicts, and compare.

    ``on_outcome`` is called with each prompt as it comes, and with the verdicts.
    """
    prompts = []
    for number, prompt in enumerate(suite.prompts):
        if progress is not None:
            progress(number, len(suite.prompts), prompt.text)
        prompts.append(run_prompt(prompt, voice))
        on_outcome(prompts[-1])
    verdicts = _verdicts(suite, voice, progress) if suite.verdicts else None
    if verdicts is not None:
        on_outcome(verdicts)
    notes = notes_on(suite, voice)
    return Run(tuple(prompts), verdicts, notes, voice.persona.digest, versions(voice))
