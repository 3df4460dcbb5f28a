"""The steps from typed text to an Utterance: clean, find, resolve, fill, join ranges, divide.

Conventions: finders see the cleaned text; spans in the result are of the typed text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import chain
from typing import Any

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
from normalizers.classify import Candidate, Reading, resolve
from normalizers.clean import Clean, check, clean
from normalizers.gates import Finders
from normalizers.joins import NUMERIC, joins
from normalizers.lexicon import Lexicon, LexiconEntry
from normalizers.made import maker
from normalizers.markdown import bare, is_marked
from normalizers.numerals import numerals
from normalizers.options import Options, ruled
from normalizers.segments import END, Border, borders
from normalizers.split import break_of, line_break
from normalizers.utterance import Break, Span, Token, Utterance
from normalizers.words import KEPT, PLAIN, pieces, plain, written

_made_span, _made_token = maker(Span), maker(Token)


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


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a cleaned text, ``source.text[start:end]``, that is read by itself.

    ``typed`` is the text that the places of ``source`` count in; ``offset`` is added to spans.
    Finders see the text from ``context`` on, and what they claim before ``start`` is left out.
    """

    typed: str
    source: Clean
    context: int
    start: int
    end: int
    offset: int = 0


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
    if not NUMERIC.isdisjoint([one.kind for one in filled]):
        filled = list(joins(text, rules, filled))
    return _tokens(segment, text, manner, filled)


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
    return replace(segment, source=behind, context=0, start=start, end=len(without.text))


def _placed(segment: Segment, forced: Iterable[Candidate]) -> Iterator[Candidate]:
    """Candidates on the typed text as candidates on a segment; what is gone is left out."""
    for one in forced:
        start, end = segment.source.stretch(one.start, one.end)
        if segment.start <= start < end:
            yield replace(one, start=start - segment.context, end=end - segment.context)


def closed(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Tokens, the last of which ends a sentence."""
    if not tokens or tokens[-1].break_after not in (Break.NONE, Break.PHRASE):
        return tuple(tokens)
    return (*tokens[:-1], replace(tokens[-1], break_after=Break.SENTENCE))


def _candidates(text: str, manner: Manner) -> Iterator[Candidate]:
    for start, end, entry in manner.lexicon.find(text, manner.rules.tag):
        spoken = plain(entry.say or text[start:end])
        reading = Reading(spoken or plain(entry.written), "lexicon", ipa=entry.ipa)
        yield Candidate(start, end, "lexicon", reading)
    yield from claims(text, manner)


def claims(text: str, manner: Manner) -> list[Candidate]:
    """What the finders propose for a cleaned text."""
    return manner.finders(text)


def _filled(text: str, rules: Locale, found: list[Candidate], place: int) -> list[Candidate]:
    """Winners, with words and punctuation in the stretches between."""
    words = numerals(rules.tag)
    filled: list[Candidate] = []
    for candidate in found:
        if text[place : candidate.start] not in ("", " "):
            filled += pieces(rules, words, text, place, candidate.start)
        filled.append(candidate)
        place = candidate.end
    filled += pieces(rules, words, text, place, len(text))
    return filled


def _tokens(segment: Segment, text: str, manner: Manner, found: list[Candidate]) -> list[Token]:
    source, start, keep = segment.source, segment.context, manner.options.keep
    kept: list[Candidate] = []
    end = 0
    for candidate in found:
        if candidate.start >= end:
            kept.append(candidate)
            end = candidate.end
    behind = text + source.text[segment.end : segment.end + 1]
    lined = "\n" in text
    root = manner.rules.chain == ("root",)
    tokens: list[Token] = []
    end = 0
    for index, candidate in enumerate(kept):
        begun, ended = source.places(start + candidate.start, start + candidate.end)
        begun = max(begun, end)
        if begun >= ended:
            continue
        end = ended
        division = Break.NONE
        if lined or candidate.kind == "punctuation":
            following = kept[index + 1].start if index + 1 < len(kept) else len(text)
            division = _break(behind, candidate, following)
        if candidate.kind in keep:
            candidate = replace(candidate, reading=written(text, candidate))  # noqa: PLW2901
        tokens.append(_token(segment, candidate, begun, ended, division, root=root))
    return tokens


def _token(
    segment: Segment, candidate: Candidate, start: int, end: int, division: Break, *, root: bool
) -> Token:
    """A token on ``typed[start:end]``; ``root``: the locale has no rules of its own."""
    reading, kind = candidate.reading, candidate.kind
    spoken, rule = reading.spoken, reading.rule
    groups: tuple[str, ...] | None = None
    if rule not in (PLAIN, KEPT):
        spoken = plain(spoken)
    if reading.groups:
        groups = tuple(filter(None, map(plain, reading.groups)))
        groups = groups if " ".join(groups) == spoken else None
    if kind == "lexicon":
        kind = "word"
    elif not spoken:
        kind = "punctuation"
    if root and rule != "lexicon":
        rule = f"root.{rule}"
    span = _made_span(start + segment.offset, end + segment.offset)
    ipa = reading.ipa if spoken else None
    return _made_token(span, segment.typed[start:end], kind, spoken, rule, groups, ipa, division)


def _break(text: str, candidate: Candidate, following: int) -> Break:
    found = Break.NONE
    if candidate.kind == "punctuation":
        found = break_of(text[candidate.start : candidate.end], text[candidate.end :])
    gap = text[candidate.end : following]
    if following >= len(text) or "\n" not in gap:
        return found
    lines = line_break(gap, text[following : following + 1])
    if lines is Break.PARAGRAPH:
        return found if found in (Break.QUESTION, Break.EXCLAMATION) else lines
    if found in (Break.NONE, Break.PHRASE):
        return lines if lines is Break.SENTENCE else found
    return found
