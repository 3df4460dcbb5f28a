"""The closed loop: move the settings until the voice measures as it was asked to.

Training sentences (those that voices are calibrated on) are rendered, measured and held against the
persona's targets; the settings are moved by Gauss-Newton steps within their bounds, the matrix of
responses being mended after each round by what was measured (Broyden 1965, "A class of methods for
solving nonlinear simultaneous equations", Math. Comp. 19:577). The result is judged on other
sentences, by `voices.verify`. Equal personas give equal results.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from voices import held_vowel
from voices.accents import is_of_accent
from voices.acoustics import Report
from voices.acoustics.jnd import JND, steps
from voices.acoustics.report import FAMILIES, Reference
from voices.acoustics.verdict import Proof, Target, Verdict, band
from voices.levers import OWN, Lever, levers_of, moved, positions, responses
from voices.persona import Persona
from voices.persona_fields import Fitted
from voices.resolve import neutral_settings
from voices.sentences import has_sentences, sentences
from voices.shaping.settings import Settings
from voices.speaking import STAND_IN, Voice, prepare
from voices.targets import targets
from voices.verify import Progress, Verification, render, verify

Floats = NDArray[np.float64]

ROUNDS = 8
"""Renderings of the training sentences at most."""
CLOSE_JND = 0.25
"""What is asked as a number is met when it measures this near (a quarter of what can be heard)."""
MARGIN_JND = 0.3
"""Bands are entered by this much, at most a quarter of their width: other sentences give other
values (judgement)."""
STEP_SHARE = 0.3
"""A lever moves at most this share of its range in a round (judgement)."""
KEEP = 1.0
"""Weight of staying with what was asked, against a just noticeable difference, for a lever's whole
range: of two ways that measure alike the nearer one is taken (judgement)."""
NEAR_ENOUGH = 0.1
"""The loop ends where all targets are met and the squared misses sum to less than this."""
PATIENCE = 3
"""It also ends after so many rounds without a better one (judgement)."""
NEUTRAL_JND = 0.5
"""The neutral rendering is made anew where pitch, range, rate or loudness moved more than this."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One target, and the value that the loop aims at where one was asked as a number."""

    target: Target
    aim: float | None

    def miss(self, value: float) -> float:
        """How far a value is from what is aimed at, signed in just noticeable differences; 0 where
        it is near enough. Relative targets take the difference from neutral."""
        step = JND[self.target.measure]
        if self.aim is not None:
            away = step.count(self.aim, value)
            return away if abs(away) > CLOSE_JND else 0.0
        low, high = self._inner()
        if low is not None and value < low:
            return self._count(low, value)
        if high is not None and value > high:
            return self._count(high, value)
        return 0.0

    def _count(self, wanted: float, value: float) -> float:
        step = JND[self.target.measure]
        if self.target.relative:
            return (wanted - value) / step.amount
        return step.count(wanted, value)

    def _inner(self) -> tuple[float | None, float | None]:
        low, high = self.target.low, self.target.high
        margin = MARGIN_JND * JND[self.target.measure].amount
        if low is not None and high is not None:
            margin = min(margin, 0.25 * (high - low))
        return (
            None if low is None else low + margin,
            None if high is None else high - margin,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """One rendering of the training sentences: the settings, the report and its neutral one, how
    far each goal was missed, and the verdicts."""

    settings: Settings
    report: Report
    neutral: Report
    misses: Floats
    verdicts: tuple[Verdict, ...]

    @property
    def failed(self) -> int:
        """Measurable targets that are not met on the training sentences."""
        return sum(
            verdict.proof is Proof.MEASURED and verdict.ok is not True for verdict in self.verdicts
        )

    @property
    def rank(self) -> tuple[int, float]:
        """Lower is better: failures, then the squared misses."""
        return (self.failed, float((self.misses**2).sum()))


@dataclass(frozen=True, slots=True)
class Unreached:
    """A target that the loop did not meet: what was asked, what was reached, and why."""

    attribute: str
    measure: str
    wanted: str
    reached: float | None
    unit: str
    why: str

    def __str__(self) -> str:
        value = "nothing" if self.reached is None else f"{self.reached:.4g} {self.unit}".strip()
        return f"{self.attribute}: {self.measure} reached {value}, wanted {self.wanted}; {self.why}"


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The outcome: the persona with what was found, every round, the best of them, what could not
    be reached, and the verdict on sentences that the loop never saw."""

    persona: Persona
    rounds: tuple[Round, ...]
    best: Round
    unreached: tuple[Unreached, ...]
    verification: Verification

    @property
    def changes(self) -> dict[str, tuple[float, float]]:
        """Fields of the settings that were moved: as asked, and as found."""
        first = self.rounds[0].settings
        found = {}
        for name in Settings.model_fields:
            before, after = getattr(first, name), getattr(self.best.settings, name)
            if before != after:
                found[name] = (before, after)
        return found


class _Stage:
    """Renders and measures the training sentences of one voice."""

    def __init__(self, voice: Voice, tick: Callable[[str], None]) -> None:
        self.voice = voice
        self._tick = tick
        locale = voice.persona.locale
        self.lines = sentences(locale if has_sentences(locale) else STAND_IN, "calibration")
        asked = voice.asked or voice.settings
        self.goals = _goals(voice.persona, asked)
        self.measures = tuple(goal.target.measure for goal in self.goals)
        wanted = {target.measure for target in self._targets()}
        self._families = frozenset(
            name for name, family in FAMILIES.items() if wanted & set(family.NAMES)
        )
        self._reference: tuple[Settings, Reference] | None = None

    def _targets(self) -> tuple[Target, ...]:
        # No setting moves an accent, and its probe sentences are for the verification alone;
        # tremor is measured on a held vowel, on which it is what its setting says.
        wanted = targets(self.voice.persona, self.voice.asked or self.voice.settings)
        return tuple(
            target
            for target in wanted
            if not is_of_accent(target.measure) and target.measure not in held_vowel.MEASURES
        )

    def round(self, settings: Settings, number: int) -> Round:
        """Render and measure with some settings."""
        voice = replace(self.voice, settings=settings)
        reference = self._neutral(settings, number)
        speeches = render(self.lines, voice, f"round {number}", self._tick)
        report = reference.measure(speeches)
        verdicts = tuple(report.against(self._targets(), reference.report))
        values = self.values(report, reference.report)
        pairs = zip(self.goals, values, strict=True)
        misses = np.array([0.0 if np.isnan(value) else goal.miss(value) for goal, value in pairs])
        return Round(settings, report, reference.report, misses, verdicts)

    def _neutral(self, settings: Settings, number: int) -> Reference:
        plain = neutral_settings(settings)
        if self._reference is not None and _alike(self._reference[0], plain):
            return self._reference[1]
        voice = replace(self.voice, settings=plain)
        speeches = render(self.lines, voice, f"round {number}, neutral", self._tick)
        reference = Reference.of(speeches, families=self._families)
        self._reference = (plain, reference)
        return reference

    def values(self, report: Report, neutral: Report) -> Floats:
        """What the goals read: values, or differences from neutral; NaN where there is none."""
        found = []
        for goal in self.goals:
            value = report.value(goal.target.measure)
            if goal.target.relative and value is not None:
                ground = neutral.value(goal.target.measure)
                value = None if ground is None else value - ground
            found.append(np.nan if value is None else value)
        return np.array(found)


def _goals(persona: Persona, asked: Settings) -> tuple[Goal, ...]:
    """The measured targets whose measures can be moved; one for each measure that has an aim."""
    found: dict[tuple[str, str], Goal] = {}
    for target in targets(persona, asked):
        field = OWN.get(target.measure)
        known = field is not None or target.relative
        if target.proof is not Proof.MEASURED or target.measure not in JND or not known:
            continue
        aim = None
        if field is not None and not target.relative:
            aim = float(getattr(asked, field))
            if target.measure == "f0_sd_st":
                aim = None if target.low is None or target.high is None else _middle(target)
        found[("" if aim is not None else target.attribute, target.measure)] = Goal(target, aim)
    return tuple(found.values())


def _middle(target: Target) -> float:
    assert target.low is not None and target.high is not None  # noqa: S101  (the caller's test)
    return (target.low + target.high) / 2


def _alike(one: Settings, other: Settings) -> bool:
    """Whether two neutral renderings would be told apart."""
    pairs = {field: measure for measure, field in OWN.items()}
    for field in ("f0_median_hz", "f0_sd_st", "rate_syll_s", "loudness_lufs"):
        count = steps(pairs[field], getattr(one, field), getattr(other, field))
        if count is None or abs(count) > NEUTRAL_JND:
            return False
    return True


def _step(jacobian: Floats, misses: Floats, at: Floats, levers: Sequence[Lever]) -> Floats:
    """The bounded least-squares step that should undo the misses."""
    from scipy.optimize import lsq_linear

    limits = np.array([lever.limits for lever in levers])
    span = limits[:, 1] - limits[:, 0]
    low = np.maximum(limits[:, 0] - at, -STEP_SHARE * span)
    high = np.minimum(limits[:, 1] - at, STEP_SHARE * span)
    # A lever at its bound may still move the other way.
    low, high = np.minimum(low, 0.0) - 1e-9, np.maximum(high, 0.0) + 1e-9
    matrix = np.vstack([jacobian, np.diag(KEEP / span)])
    aims = np.concatenate([misses, np.zeros(len(levers))])
    return np.asarray(lsq_linear(matrix, aims, bounds=(low, high)).x)


def _mended(jacobian: Floats, moved_by: Floats, changed_by: Floats) -> Floats:
    """Broyden's rank-one update; measures that do not exist keep their row."""
    length = float(moved_by @ moved_by)
    if length < 1e-12:
        return jacobian
    wrong = changed_by - jacobian @ moved_by
    wrong = np.where(np.isfinite(wrong), wrong, 0.0)
    return jacobian + np.outer(wrong, moved_by) / length


def _steps_between(goals: Sequence[Goal], before: Floats, after: Floats) -> Floats:
    """Change of what goals read, in just noticeable differences."""
    found = []
    for goal, old, new in zip(goals, before, after, strict=True):
        step = JND[goal.target.measure]
        found.append((new - old) / step.amount if goal.target.relative else step.count(new, old))
    return np.array(found)


def search(stage: _Stage, rounds: int = ROUNDS) -> tuple[Round, ...]:
    """The rounds of the loop; the first renders what was asked."""
    asked = stage.voice.asked or stage.voice.settings
    levers = levers_of(asked)
    at = positions(asked, levers)
    scale = np.array([lever.limits[1] - lever.limits[0] for lever in levers])
    jacobian = responses(stage.measures, levers, asked)
    done = [stage.round(asked, 1)]
    while len(done) < rounds and not _settled(done):
        last = done[-1]
        step = _step(jacobian, last.misses, at, levers)
        if np.abs(step / scale).max() < 1e-4:
            break
        settings = moved(last.settings, levers, at + step)
        there = positions(settings, levers)
        done.append(stage.round(settings, len(done) + 1))
        values = [stage.values(one.report, one.neutral) for one in done[-2:]]
        change = _steps_between(stage.goals, values[0], values[1])
        # In shares of their ranges, so that no lever counts for its unit.
        jacobian = _mended(jacobian * scale, (there - at) / scale, change) / scale
        at = there
    return tuple(done)


def _settled(done: Sequence[Round]) -> bool:
    """Whether the last round is good enough, or none of the last ones was better than before."""
    failed, misses = done[-1].rank
    if not failed and misses < NEAR_ENOUGH:
        return True
    best = min(range(len(done)), key=lambda index: done[index].rank)
    return len(done) - 1 - best >= PATIENCE


def _unreached(best: Round, levers: Sequence[Lever]) -> tuple[Unreached, ...]:
    at_bound = [
        lever.field
        for lever in levers
        if min(
            abs(lever.position(getattr(best.settings, lever.field)) - end) for end in lever.limits
        )
        < 1e-6
    ]
    bound = f"at its limit: {', '.join(at_bound)}" if at_bound else "no setting gave more"
    return tuple(
        Unreached(
            verdict.attribute,
            verdict.measure,
            ("a change of " if verdict.relative else "") + band(verdict.low, verdict.high),
            verdict.measured,
            verdict.unit,
            bound if verdict.measured is not None else verdict.message,
        )
        for verdict in best.verdicts
        if verdict.proof is Proof.MEASURED and verdict.ok is not True
    )


def fit(persona: Persona | Voice, *, rounds: int = ROUNDS, progress: Progress | None = None) -> Fit:
    """Adjust the settings of a persona until it measures as asked, and judge on other sentences.

    What was fitted before is left out: the loop starts from what is asked. Takes a few seconds a
    round (at most ``rounds``) and a verification. Raises StudioError as `speak` does.
    """
    asked_for = persona.persona if isinstance(persona, Voice) else persona
    voice = prepare(asked_for.model_copy(update={"fitted": None}))
    done = 0

    def tick(what: str) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total, what)

    stage = _Stage(voice, tick)
    total = len(stage.lines) * 2 * rounds
    found = search(stage, rounds)
    best = min(found, key=lambda one: one.rank)
    levers = levers_of(voice.settings)
    changed = {
        lever.field: getattr(best.settings, lever.field)
        for lever in levers
        if getattr(best.settings, lever.field) != getattr(voice.settings, lever.field)
    }
    fitted = None
    if changed:
        fitted = Fitted(design=voice.persona.design_digest, settings=changed)
    result = voice.persona.model_copy(update={"fitted": fitted})
    return Fit(result, found, best, _unreached(best, levers), verify(result, progress=progress))
