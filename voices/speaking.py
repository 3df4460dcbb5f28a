"""Speaking: the one module that joins an engine and the shaping chain.

A `Voice` is a persona made ready: the base voice that was cast, what it measures, and the
resolved settings. The same voice and the same utterance give the same bytes; a sentence sounds the
same by itself, in a paragraph, and in a text that comes in pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from locales.errors import EngineError, TextError
from normalizers import Stream
from normalizers.options import Options
from normalizers.utterance import Break, Span, Token, Utterance
from voices.audio import Speech, Word
from voices.calibration import STAND_IN, base_speech, calibrate
from voices.engines import get_engine
from voices.engines.base import Casting
from voices.join import join
from voices.manner import passages, pauses
from voices.parts import alone, chunks, languages
from voices.pauses import delayed, with_pauses
from voices.persona import Persona
from voices.phrasing import Planned, phrases, plan, readable
from voices.resolve import neutral_rate_syll_s
from voices.sentences import has_sentences
from voices.shaping import Baseline, Settings
from voices.shaping.chain import Chain
from voices.shaping.pausing import HEAD_S, TAIL_S, Edges, pause_s

__all__ = [
    "STAND_IN", "Voice", "base_speech", "calibrate", "cast", "chunks", "languages", "mark_times",
    "prepare", "speak", "speak_parts", "speak_stream",
]  # fmt: skip


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

    @property
    def pace(self) -> float:
        """How many times as fast as neutral it speaks."""
        rate = self.settings.rate_syll_s
        return rate / neutral_rate_syll_s(self.persona.locale) if rate else 1.0


@dataclass(frozen=True, slots=True)
class _Part:
    """Tokens that are rendered at once: their utterance and its plan, the first of them, and the
    part as an engine reads it; ``before`` tokens of the text are in no utterance any more."""

    whole: Utterance
    planned: tuple[Planned, ...]
    first: int
    read: Utterance
    before: int = 0


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
    """Speak sentence by sentence, so that the first sound comes before the last is made.

    A pause stands at the beginning of the part behind it. Stretches in another language are
    spoken by that language's voice; prosody, emphasis and breaks of markup are made on the shaped
    speech, its marks are found by `mark_times`.
    """
    own = persona if isinstance(persona, Voice) else prepare(persona)
    found = False
    for speech in _rendered(_parts(utterance), own, utterance.locale, seed):
        found = True
        yield speech
    if not found:
        raise TextError("nothing in the text can be spoken; give at least one word")


def speak_stream(
    pieces: Iterable[str],
    persona: Persona | Voice,
    *,
    seed: int | None = None,
    options: Options | Mapping[str, Any] | None = None,
) -> Iterator[Speech]:
    """Speak a text that comes in pieces, cut anywhere; each sentence as soon as it is whole.

    The parts are those of `speak_parts` for the whole text; tokens are counted over the whole
    text. Raises TextError where no word comes, and as `Stream` does.
    """
    own = persona if isinstance(persona, Voice) else prepare(persona)
    locale, lexicon = own.persona.locale, own.persona.lexicon
    stream = Stream(locale, lexicon=lexicon, options=options, voice=own.names)
    found = False
    for speech in _rendered(_stream_parts(pieces, stream, locale), own, locale, seed):
        found = True
        yield speech
    if not found:
        raise TextError("nothing in the text can be spoken; give at least one word")


def _parts(utterance: Utterance, before: int = 0) -> Iterator[_Part]:
    """The parts of an utterance, whose plan is made of the whole."""
    planned = plan(utterance)
    for start, run in languages(readable(utterance, planned)):
        for first, part in chunks(run):
            yield _Part(utterance, planned, start + first, alone(part), before)


def _stream_parts(pieces: Iterable[str], stream: Stream, locale: str) -> Iterator[_Part]:
    """The parts of a text that comes in pieces: those of each sentence that has ended."""
    typed, start, before = "", 0, 0  # the text from ``start`` on; the tokens that were spoken
    held: list[Token] = []
    for piece in chain(pieces, (None,)):
        typed += piece or ""
        for token in stream.flush() if piece is None else stream.push(piece):
            held.append(token)
            if token.break_after in (Break.NONE, Break.PHRASE):
                continue
            yield from _parts(_typed(held, typed, start, locale), before)
            before += len(held)
            typed, start = typed[token.span.end - start :], token.span.end
            held.clear()


def _typed(tokens: Iterable[Token], typed: str, start: int, locale: str) -> Utterance:
    """Tokens on a text that begins at the character ``start``."""
    placed = tuple(
        replace(token, span=Span(token.span.start - start, token.span.end - start))
        for token in tokens
    )
    return Utterance(typed, locale, placed)


def _rendered(
    parts: Iterable[_Part], own: Voice, locale: str, seed: int | None
) -> Iterator[Speech]:
    """Each part as speech that begins with the pause before it.

    A part is always rendered between the same edges, so that it is the same sound wherever it
    stands; what a pause lacks is put before it, what is too much is cut from its silence.
    """
    used_seed = own.persona.seed if seed is None else seed
    rate_hz = 0
    behind_s: float | None = None  # the pause behind the part before
    for part in parts:
        voice = own if part.read.locale == locale else in_language(own, part.read.locale)
        head_s = 0.0 if behind_s == 0.0 else HEAD_S
        speech, pause_after_s = _spoken(part, voice, used_seed, head_s)
        if behind_s:
            speech = delayed(speech, behind_s - _tail_s(behind_s) - HEAD_S)
        behind_s = pause_after_s
        notes = dict.fromkeys((*speech.notes, *part.whole.notes))
        rate_hz = rate_hz or speech.audio.rate_hz
        yield speech.with_changes(
            audio=speech.audio.resampled(rate_hz),
            words=_placed(speech, part.first + part.before),
            origin=replace(speech.origin, persona_digest=own.persona.digest, seed=used_seed),
            notes=tuple(notes),
        )


def _tail_s(behind_s: float) -> float:
    """The silence that ends a part behind which so long a pause is."""
    return TAIL_S if behind_s else 0.0


def _spoken(part: _Part, voice: Voice, seed: int, head_s: float) -> tuple[Speech, float]:
    """One part shaped, with its pauses; and the pause behind it, 0 where the next part follows at
    once: within a phrase, or behind a break of markup, which is in the part already."""
    base = base_speech(voice.engine, voice.casting.voice, part.read, seed)
    planned = phrases(part.planned, part.whole, base.words, first=part.first, pace=voice.pace)
    behind_s = pause_s(planned[-1], voice.settings) if planned else TAIL_S + HEAD_S
    shape = Chain(voice.settings, voice.baseline, seed=seed)
    shaped = shape(
        base.with_changes(phrases=planned),
        passages(part.read, base),
        Edges(head_s, _tail_s(behind_s)),
    )
    speech = with_pauses(shaped, pauses(part.read, base))
    casting = (voice.casting.note,) if voice.casting.note else ()
    return speech.with_changes(notes=(*speech.notes, *casting)), behind_s


def _placed(speech: Speech, first: int) -> tuple[Word, ...]:
    """The words of a part with token indices of the whole text."""
    return tuple(
        word if word.token is None else replace(word, token=word.token + first)
        for word in speech.words
    )


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
    """Speak an utterance as a persona, shaped, with phones, words and phrases in time.

    Raises EngineError if the engine fails, TextError if nothing can be spoken.
    """
    parts = list(speak_parts(utterance, persona, seed=seed))
    return parts[0] if len(parts) == 1 else join(parts, gap_s=0.0)
