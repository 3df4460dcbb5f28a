"""The steps from typed text to an Utterance: clean, find, resolve, fill, join ranges, divide.

Conventions: finders see the cleaned text; spans in the result are of the typed text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from locales import get
from locales.schema import Locale
from normalizers import (
    abbreviations,
    addresses,
    clock,
    codes,
    dates,
    emoji,
    expiry,
    fractions,
    halves,
    iban,
    money,
    names,
    numbers,
    ordinals,
    paths,
    periods,
    quantities,
    rates,
    ratios,
    romans,
    scientific,
    services,
    sizes,
    spans_of_days,
    telephone,
    timestamps,
    versions,
    web,
    weekdays,
)
from normalizers.classify import Candidate, Piece, Reading, resolve
from normalizers.clean import check, clean
from normalizers.gates import Finders
from normalizers.joins import are_joined, joins
from normalizers.lexicon import Lexicon
from normalizers.markdown import bare, is_marked
from normalizers.numerals import numerals
from normalizers.options import Options, ruled
from normalizers.segments import END, Border, borders
from normalizers.tokens import Segment, closed, tokens_of
from normalizers.utterance import Span, Token, Utterance
from normalizers.words import pieces, plain

if TYPE_CHECKING:
    from normalizers.entries import LexiconEntry


@lru_cache(maxsize=256)
def _finders(tag: str, options: Options) -> Finders:
    """The finders that look at every text, and those that need a figure in it."""
    always = (web, paths, services, addresses, names, weekdays, abbreviations)
    figured = (
        telephone, money, dates, spans_of_days, periods, timestamps, expiry, clock, quantities,
        rates, sizes, iban, codes, versions, scientific, halves, numbers, ordinals, fractions,
        romans, ratios,
    )  # fmt: skip
    locale = ruled(tag, options)
    named = partial(_in_words, tag=tag) if options.emoji == "name" else None
    return Finders(
        [*(module.finder(locale) for module in always), emoji.finder(locale, say=named)],
        [module.finder(locale) for module in figured],
    )


@lru_cache(maxsize=4096)
def _in_words(name: str, *, tag: str) -> str:
    """A name from CLDR as said: digits and signs in it are read as in any text."""
    return normalize(name, tag).spoken if name else ""


@lru_cache(maxsize=256)
def _lexicon(entries: tuple[LexiconEntry, ...], voice: tuple[str, ...] = ()) -> Lexicon:
    return Lexicon(entries).of_voice(voice)


def normalize(
    text: str,
    locale: str,
    *,
    lexicon: Lexicon | Iterable[BaseModel | Mapping[str, Any]] = (),
    options: Options | Mapping[str, Any] | None = None,
    voice: str | tuple[str, ...] = (),
) -> Utterance:
    """Text as written to tokens as spoken, by locale.

    ``lexicon`` entries (LexiconEntry, or anything with its fields) win over every rule; those for
    one voice only where ``voice`` names it (names of the persona and of the engine's voice);
    ``options`` (Options, or a mapping of its fields) choose where there is a choice. Raises
    TextError for text that is empty, binary or over 20,000 characters, LocaleError for an unknown
    locale, OptionError for a choice that is not offered.

    >>> normalize("Dr. Lee arrives at 10:30.", "en-US").spoken
    'Doctor Lee arrives at ten thirty'
    """
    check(text)
    manner = Manner.of(locale, lexicon, options, voice)
    source = clean(text)
    tokens: list[Token] = []
    context = start = 0
    for border in (*manner.borders(source.text), END):
        end = min(border.start, len(source.text))
        tokens += read(Segment(text, source, context, start, end), manner)
        context, start = border.context, end
    return Utterance(text, manner.rules.tag, closed(tokens))


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is read: the locale's rules, the user's lexicon for a voice, and the options."""

    rules: Locale
    lexicon: Lexicon
    options: Options
    voice: tuple[str, ...] = ()
    finders: Finders = field(default=Finders((), ()), repr=False, compare=False)

    @classmethod
    def of(
        cls,
        locale: str,
        lexicon: Lexicon | Iterable[BaseModel | Mapping[str, Any]],
        options: Options | Mapping[str, Any] | None,
        voice: str | tuple[str, ...] = (),
    ) -> Manner:
        """From what ``normalize`` is given; a lexicon's tables are made once for equal entries."""
        if options is None and voice == () and lexicon == () and isinstance(locale, str):
            return _usual(locale)
        chosen = Options.of(options)
        names = (voice,) if isinstance(voice, str) else tuple(voice)
        given = Lexicon.of(lexicon)
        if not isinstance(lexicon, Lexicon) or given.has_voices:
            lexicon = _lexicon(given.entries, names)
        rules = ruled(get(locale).tag, chosen)
        return cls(rules, lexicon, chosen, names, _finders(rules.tag, chosen))

    def borders(
        self, text: str, *, begin: int = 0, searched: tuple[int, int] = (0, 0)
    ) -> Iterator[Border]:
        """Where segments of a cleaned text begin, but for the first."""
        joints = self.lexicon.joints
        return borders(text, self.rules.tag, joints, begin=begin, searched=searched)


@lru_cache(maxsize=64)
def _usual(locale: str) -> Manner:
    """How a text is read where nothing is chosen."""
    return Manner.of(locale, _lexicon(()), None)


def read(segment: Segment, manner: Manner, *, forced: Iterable[Candidate] = ()) -> list[Token]:
    """The tokens of one segment.

    ``forced`` are candidates on stretches of the typed text inside it; give them a priority over
    all others, else they compete.
    """
    rules = manner.rules
    segment, text = _opened(segment, manner)
    begin = segment.start - segment.context
    candidates = _candidates(text, manner)
    if begin:
        candidates = (one for one in candidates if one.start >= begin)
    if forced:
        candidates = chain(_placed(segment, forced), candidates)
    filled = _filled(text, rules, resolve(candidates), begin)
    if are_joined(text, filled):
        filled = list(joins(text, rules, list(map(Candidate._make, filled))))
    root = rules.chain == ("root",)
    return tokens_of(segment, text, filled, keep=manner.options.keep, root=root)


def proposals(typed: str, manner: Manner) -> Iterator[tuple[Span, Candidate]]:
    """Every claim on a text, the losing ones too, with its place in the typed text."""
    source = clean(typed)
    context = start = 0
    for border in (*manner.borders(source.text), END):
        end = min(border.start, len(source.text))
        segment, text = _opened(Segment(typed, source, context, start, end), manner)
        for one in _candidates(text, manner):
            place = segment.context + one.start
            if place >= segment.start and one.end > one.start:
                yield segment.source.span(place, segment.context + one.end), one
        context, start = border.context, end


def _opened(segment: Segment, manner: Manner) -> tuple[Segment, str]:
    """The segment and the text that finders see: without marks of Markdown, if so chosen."""
    text = segment.source.text[segment.context : segment.end]
    if manner.options.markdown == "drop" and is_marked(text):
        segment = _bared(segment)
        text = segment.source.text[: segment.end]
    return segment, text


def _bared(segment: Segment) -> Segment:
    """The segment without marks of Markdown, and the character behind it."""
    source, end = segment.source, segment.end
    without = bare(source.part(segment.context, end))
    start = 0
    if segment.start > segment.context:
        typed = source.span(segment.start, segment.start + 1).start
        places = range(len(without.text))
        start = bisect_left(places, typed, key=lambda at: without.span(at, at + 1).start)
    behind = without.joined(source.part(end, end + 1))
    return segment._replace(source=behind, context=0, start=start, end=len(without.text))


def _placed(segment: Segment, forced: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates on the typed text as candidates on a segment; what is gone is left out."""
    for one in forced:
        start, end = segment.source.stretch(one.start, one.end)
        if segment.start <= start < end:
            yield one._replace(start=start - segment.context, end=end - segment.context)


def _candidates(text: str, manner: Manner) -> Iterable[Candidate]:
    """What the lexicon and the finders propose for a cleaned text."""
    if not manner.lexicon.entries:
        return claims(text, manner)
    return chain(_listed(text, manner), claims(text, manner))


def _listed(text: str, manner: Manner) -> Iterator[Candidate]:
    for start, end, entry in manner.lexicon.find(text, manner.rules.tag):
        spoken = plain(entry.say or text[start:end])
        reading = Reading(spoken or plain(entry.written), "lexicon", ipa=entry.ipa)
        yield Candidate(start, end, "lexicon", reading)


def claims(text: str, manner: Manner) -> list[Candidate]:
    """What the finders propose for a cleaned text."""
    return manner.finders(text)


def _filled(text: str, rules: Locale, found: list[Candidate], place: int) -> list[Piece]:
    """Winners, with words and punctuation in the stretches between."""
    words = numerals(rules.tag)
    filled: list[Piece] = []
    for candidate in found:
        if text[place : candidate.start] not in ("", " "):
            filled += pieces(rules, words, text, place, candidate.start)
        filled.append(candidate)
        place = candidate.end
    filled += pieces(rules, words, text, place, len(text))
    return filled
