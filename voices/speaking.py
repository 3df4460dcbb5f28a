"""Speaking: the one module that joins an engine and the shaping chain.

A `Voice` is a persona made ready: the base voice that was cast, what it measures unshaped, and
the resolved settings. The same voice and the same utterance give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from locales.errors import EngineError, TextError
from normalizers import normalize
from normalizers.utterance import Break, Token, Utterance
from voices.acoustics.report import measure_all
from voices.audio import Speech, Word
from voices.engines import get_engine
from voices.engines.base import Casting
from voices.join import join
from voices.manner import passages, pause_behind_s, pauses
from voices.pauses import with_pauses
from voices.persona import Persona
from voices.sentences import has_sentences, sentences
from voices.shaping import Baseline, Settings, baseline_of
from voices.shaping.chain import Chain

CHUNK_CHARACTERS = 600
"""Spoken characters rendered at once (about 40 s): bounds the memory that WORLD needs."""
STAND_IN = "en-US"
"""Whose calibration sentences a voice reads where its language has none."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A persona ready to speak; what a .voice file holds.

    ``asked`` are the settings that the persona resolves to, where a closed loop has moved
    ``settings`` so that they measure so; None where it has not.
    """

    persona: Persona
    casting: Casting
    settings: Settings
    baseline: Baseline
    asked: Settings | None = None

    @property
    def engine(self) -> str:
        """Name of the engine."""
        return self.persona.engine.name

    @property
    def names(self) -> tuple[str, ...]:
        """What entries of a lexicon may call this voice: the persona and the engine's voice."""
        return (self.persona.name, self.casting.voice)


@lru_cache(maxsize=64)
def base_speech(engine: str, voice: str, utterance: Utterance, seed: int) -> Speech:
    """The unshaped speech of a base voice; cached, so that moving a slider costs no synthesis."""
    return get_engine(engine).synthesize(utterance, voice, seed=seed)


@lru_cache(maxsize=64)
def calibrate(engine: str, voice: str, locale: str) -> Baseline:
    """Measure a base voice unshaped over the calibration sentences of its language.

    By the same measures that verification uses, so that asked and measured mean the same; the
    chain's own analysis stands in for a measure that does not exist (a whispering engine).
    A language without calibration sentences is measured over those of STAND_IN: its pitch is
    that of the voice, its rate and range are approximate.
    """
    tag = locale if has_sentences(locale) else STAND_IN
    lines = sentences(tag, "calibration")
    speeches = [base_speech(engine, voice, normalize(line, tag), 0) for line in lines]
    report = measure_all(speeches, families=("pitch", "rhythm"))
    names = ("f0_median_hz", "f0_sd_st", "articulation_rate_syll_s")
    f0_median_hz, f0_sd_st, rate_syll_s = (report.value(name) for name in names)
    if f0_median_hz is None or not f0_sd_st or not rate_syll_s:
        return baseline_of(speeches)
    return Baseline(f0_median_hz, f0_sd_st, rate_syll_s)


def cast(persona: Persona) -> Casting:
    """The base voice for a persona: the one it names, else the engine's for locale and accent."""
    if persona.engine.voice is not None:
        return Casting(voice=persona.engine.voice, exact=True)
    engine = get_engine(persona.engine.name)
    return engine.cast(persona.locale, persona.resolve().accent_tag)


def prepare(persona: Persona) -> Voice:
    """Cast, calibrate and resolve a persona. Raises EngineError where no voice can be cast."""
    casting = cast(persona)
    if not has_sentences(persona.locale):
        note = f"{persona.locale} has no calibration sentences: rate and range are approximate"
        casting = replace(casting, note="; ".join(filter(None, (casting.note, note))))
    known = {info.name: info for info in get_engine(persona.engine.name).voices()}
    asked = persona.resolve(known.get(casting.voice)).settings
    fitted = persona.fitted if persona.is_fitted else None
    if persona.fitted and not fitted:
        note = "what was fitted was fitted for other values and is left out: run studio fit again"
        casting = replace(casting, note="; ".join(filter(None, (casting.note, note))))
    return Voice(
        persona=persona,
        casting=casting,
        settings=fitted.over(asked) if fitted else asked,
        baseline=calibrate(persona.engine.name, casting.voice, persona.locale),
        asked=asked if fitted else None,
    )


def _pieces(utterance: Utterance, limit: int) -> Iterator[tuple[Token, ...]]:
    """Sentences; a longer one than ``limit`` is divided at its phrases, then at its words."""
    for sentence in utterance.sentences():
        whole = _length(sentence) <= limit
        piece: list[Token] = []
        for token in sentence:
            if piece and not whole and _length(piece) + len(token.spoken) > limit:
                yield tuple(piece)
                piece = []
            piece.append(token)
            if not whole and token.break_after is Break.PHRASE:
                yield tuple(piece)
                piece = []
        if piece:
            yield tuple(piece)


def _length(tokens: Iterable[Token]) -> int:
    return sum(len(token.spoken) + 1 for token in tokens if token.spoken)


def chunks(utterance: Utterance, limit: int = CHUNK_CHARACTERS) -> Iterator[tuple[int, Utterance]]:
    """Divide an utterance into parts of at most ``limit`` spoken characters.

    Yields the index of each part's first token, and the part. Parts end with a sentence where
    they can, else with a phrase, else with a word; one token is never divided. Parts without
    words are left out.
    """
    part: list[Token] = []
    first = 0
    for whole in _pieces(utterance, limit):
        piece = whole
        while part and piece and piece[0].kind == "break":
            part.append(piece[0])
            piece = piece[1:]
        size = _length(part)
        if size and size + _length(piece) > limit:
            yield first, replace(utterance, tokens=tuple(part))
            first += len(part)
            part = []
        part.extend(piece)
    if any(token.spoken for token in part):
        yield first, replace(utterance, tokens=tuple(part))


def _placed(speech: Speech, first: int) -> tuple[Word, ...]:
    """The words of a part with token indices of the whole utterance."""
    return tuple(
        word if word.token is None else replace(word, token=word.token + first)
        for word in speech.words
    )


def languages(utterance: Utterance) -> Iterator[tuple[int, Utterance]]:
    """Divide an utterance where its language changes.

    Yields the index of each part's first token, and the part with its own locale; tokens without
    words go with those before them.
    """
    tokens = utterance.tokens
    spoken = [index for index, token in enumerate(tokens) if token.spoken]
    starts = [
        at for before, at in pairwise(spoken) if tokens[before].language != tokens[at].language
    ]
    for start, end in pairwise([0, *starts, len(tokens)]):
        part = tokens[start:end]
        language = next((token.language for token in part if token.spoken), None)
        yield start, replace(utterance, tokens=part, locale=language or utterance.locale)


def in_language(voice: Voice, language: str) -> Voice:
    """A voice speaking another language; itself, with a note, where its engine has none."""
    if language == voice.persona.locale:
        return voice
    try:
        return prepare(voice.persona.in_locale(language))
    except EngineError as error:
        note = f"{language} is read by the voice of {voice.persona.locale}: {error}"
        notes = "; ".join(filter(None, (voice.casting.note, note)))
        return replace(voice, casting=replace(voice.casting, note=notes))


def speak_parts(
    utterance: Utterance, persona: Persona | Voice, *, seed: int | None = None
) -> Iterator[Speech]:
    """Speak part by part, so that the first sound comes before the last is made.

    Stretches in another language are spoken by that language's voice; prosody, emphasis and
    breaks of markup are made on the shaped speech, its marks are found by `mark_times`.
    """
    own = persona if isinstance(persona, Voice) else prepare(persona)
    used_seed = own.persona.seed if seed is None else seed
    plan = [
        (start + first, run.locale, part)
        for start, run in languages(utterance)
        for first, part in chunks(run)
    ]
    rate_hz = 0
    for number, (first, language, part) in enumerate(plan, 1):
        voice = own if language == utterance.locale else in_language(own, language)
        speech = _part(part, voice, used_seed, more=number < len(plan))
        notes = dict.fromkeys((*speech.notes, *utterance.notes))
        rate_hz = rate_hz or speech.audio.rate_hz
        yield speech.with_changes(
            audio=speech.audio.resampled(rate_hz),
            words=_placed(speech, first),
            origin=replace(speech.origin, persona_digest=own.persona.digest, seed=used_seed),
            notes=tuple(notes),
        )
    if not rate_hz:
        raise TextError("nothing in the text can be spoken; give at least one word")


def _part(part: Utterance, voice: Voice, seed: int, *, more: bool) -> Speech:
    """One part shaped, with its pauses; where ``more`` follows also the one behind it."""
    base = base_speech(voice.engine, voice.casting.voice, part, seed)
    chain = Chain(voice.settings, voice.baseline, seed=seed)
    asked = pauses(part, base)
    behind_s = pause_behind_s(part, voice.settings, voice.baseline) if more else None
    if behind_s:
        asked.setdefault(len(base.words) - 1, behind_s)
    speech = with_pauses(chain(base, passages(part, base)), asked)
    casting = (voice.casting.note,) if voice.casting.note else ()
    return speech.with_changes(notes=(*speech.notes, *casting))


def mark_times(utterance: Utterance, speech: Speech) -> tuple[tuple[str, float], ...]:
    """When each mark of an utterance comes in its speech, in s: with the first word behind it."""
    found = []
    for name, index in utterance.marks:
        behind = (
            word.timing.start_s
            for word in speech.words
            if word.token is not None and word.token >= index
        )
        found.append((name, next(behind, speech.audio.duration_s)))
    return tuple(found)


def speak(utterance: Utterance, persona: Persona | Voice, *, seed: int | None = None) -> Speech:
    """Speak an utterance as a persona, shaped, with phones and words in time.

    Raises EngineError if the engine fails, TextError if nothing can be spoken.
    """
    parts = list(speak_parts(utterance, persona, seed=seed))
    return parts[0] if len(parts) == 1 else join(parts, gap_s=0.0)
