"""Running a regression suite: observe every prompt again and hold it against what was recorded.

Conventions: a difference is a finding, not an error. A measure without a value differs, with its
reason, unless it had none when it was recorded. Whatever the persona's numbers are, it is held
against what was recorded; what was asked of it is shown beside.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from locales.errors import StudioError
from studio import actions
from studio.suite import Observed, observe, versions
from studio.suite_model import MEASURES, Expected, ExpectedVerdict, Prompt, Suite
from studio.suite_outcome import Difference, Outcome, Run
from studio.suite_tolerance import change_jnd, widest
from voices.acoustics import Measure, Verdict
from voices.acoustics.verdict import Proof, Target, band
from voices.speaking import Voice
from voices.targets import targets
from voices.verify import Progress, Verification


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
    change = None if relative else change_jnd(found.name, value, baseline)
    return Difference(what, asked, baseline, value, wanted.tolerance, found.unit, change, why)


def _asked(measure: str, asked: Sequence[Target]) -> str:
    """What the persona asks of a measure absolutely, in words, with its band; "" if nothing."""
    for one in asked:
        if one.measure == measure and not one.relative:
            return f"{one.asked} ({band(one.low, one.high)})"
    return ""


def _differences(prompt: Prompt, seen: Observed, asked: Sequence[Target]) -> tuple[Difference, ...]:
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
    # A proxy that just crosses its bound forbids nothing: only its value is looked at.
    if not wanted.ok or found.ok or found.proof is not Proof.MEASURED:
        return difference
    return Difference(
        what,
        found.asked,
        wanted.baseline,
        found.measured,
        wanted.tolerance,
        found.unit,
        difference.change_jnd if difference else None,
        f"the verdict was {_word(wanted.ok)}, is {_word(found.ok)}: {found.message}",
    )


def _word(ok: bool | None) -> str:
    return {True: "as asked", False: "not as asked", None: "undecided"}[ok]


def compare_verdicts(
    wanted: Iterable[ExpectedVerdict], verification: Verification
) -> tuple[Difference, ...]:
    """What differs in the verdicts; failures that were not recorded differ too."""
    found = {(one.attribute, one.measure): one for one in verification.verdicts}
    differences = []
    known = set()
    for one in wanted:
        key = (one.attribute, one.measure)
        known.add(key)
        if difference := _verdict_difference(one, found.get(key)):
            differences.append(difference)
    for failed in verification.failures:
        if (failed.attribute, failed.measure) not in known:
            why = f"was not recorded, and is {_word(failed.ok)}: {failed.message}"
            what = f"{failed.attribute} {failed.measure}"
            differences.append(
                Difference(what, failed.asked, None, failed.measured, unit=failed.unit, why=why)
            )
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
    return (*notes, *_too_wide(suite))


def _too_wide(suite: Suite) -> Iterator[str]:
    """A note for each tolerance that lets a just noticeable change pass."""
    for prompt in suite.prompts:
        for name, wanted in prompt.expect.numbers.items():
            yield from _note_if_wide(f"{prompt.id}: {name}", MEASURES[name], wanted, False)
    for verdict in suite.verdicts:
        what = f"verdicts: {verdict.attribute} {verdict.measure}"
        # The file does not say which verdicts are differences, which have no ratio.
        yield from _note_if_wide(what, verdict.measure, verdict, True)


def _note_if_wide(what: str, measure: str, wanted: Expected, relative: bool) -> Iterator[str]:
    if wanted.baseline is None or wanted.tolerance is None:
        return
    limit = widest(measure, wanted.baseline, relative=relative)
    if limit is not None and wanted.tolerance >= limit:
        yield (
            f"{what}: a tolerance of {wanted.tolerance:g} lets a just noticeable change pass, "
            f"which is {limit:.3g}"
        )


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
