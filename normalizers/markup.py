"""The SSML 1.1 subset: a document to an Utterance whose spans are of the document as typed.

Read: speak, p, s, break, say-as, sub, phoneme (IPA), lang, emphasis, prosody, mark; token and w
only as text. Everything else is never spoken as a tag and is reported in ``Utterance.notes``;
nothing is ever fetched. Source: SSML 1.1 (W3C Recommendation, 7 September 2010).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from locales import get
from locales import load as locale_files
from locales.errors import LocaleError, OptionError, TextError, shown
from normalizers.classify import Candidate
from normalizers.clean import Clean, check, clean
from normalizers.lexicon import Lexicon
from normalizers.markup_build import Builder, Pause, Stretch, Style
from normalizers.markup_insets import OTHER, Prescriber
from normalizers.markup_reader import Characters, Event, Open, events
from normalizers.options import Options
from normalizers.pipeline import Manner, claims
from normalizers.prescribed import tokens_of
from normalizers.utterance import Break, Prosody, Span, Token, Utterance

MAX_NOTES = 50


def document_language(document: str) -> str | None:
    """The xml:lang of ``<speak>`` where it is a locale that is known, else None.

    Raises TextError for a document that cannot be read.
    """
    root = next(event for event in events(document) if isinstance(event, Open))
    try:
        return get(root.attributes["xml:lang"]).tag
    except (KeyError, LocaleError):
        return None


def normalize_ssml(
    document: str,
    locale: str | None = None,
    *,
    lexicon: Lexicon | Iterable[BaseModel | Mapping[str, Any]] = (),
    options: Options | Mapping[str, Any] | None = None,
    voice: str | tuple[str, ...] = (),
) -> Utterance:
    """SSML to tokens as spoken; what is not understood or not read is in ``notes``.

    ``lexicon``, ``options`` and ``voice`` are those of ``normalize``; what markup prescribes wins over them.
    ``locale`` wins over the document's own xml:lang, which counts where None is given. White
    space is that of XML: a line end is a space. Raises TextError for a document that is not
    well-formed, hostile, over 100,000 characters or without anything to say, LocaleError for an
    unknown locale, OptionError for a choice that is not offered.

    >>> said = normalize_ssml('<speak>Call <say-as interpret-as="digits">42</say-as></speak>', "en-US")
    >>> said.spoken, said.tokens[-1].span
    ('Call four two', Span(start=42, end=44))
    """  # noqa: E501  (a line of a doctest cannot be divided)
    found = events(document)
    own = next(event for event in found if isinstance(event, Open)).attributes.get("xml:lang")
    if locale is None and own is None:
        raise TextError("SSML names no language; give a locale, or xml:lang in <speak>")
    rules = get(str(locale or own))
    builder = Builder(rules.tag)
    stretches = builder.build(found)
    if own is not None and _canonical(own) != rules.tag:
        builder.notes[f"xml:lang {shown(own)} of <speak> is not used: read as {rules.tag}"] = None
    text = "".join(map(_words_of, found))
    if text.strip():
        check(text)
    scribe = _Scribe(document, Manner.of(rules.tag, lexicon, options, voice), builder.notes)
    for stretch in stretches:
        scribe.write(stretch)
    if not scribe.tokens:
        raise TextError("SSML holds nothing to say and no break; put text into <speak>")
    notes = list(builder.notes)
    if len(notes) > MAX_NOTES:
        notes[MAX_NOTES:] = [f"and {len(notes) - MAX_NOTES} more notes of this kind"]
    return Utterance(document, rules.tag, tuple(scribe.tokens), tuple(scribe.marks), tuple(notes))


def _words_of(event: Event) -> str:
    """The text that an event brings in, aliases too."""
    if isinstance(event, Characters):
        return event.text
    return event.attributes.get("alias", "") if isinstance(event, Open) else ""


def _canonical(tag: str) -> str:
    try:
        return locale_files.canonical(tag)
    except LocaleError:
        return tag


@dataclass(slots=True)
class _Scribe:
    """Writes the tokens of stretches with places in the document."""

    document: str
    manner: Manner
    notes: dict[str, None]
    tokens: list[Token] = field(default_factory=list)
    marks: list[tuple[str, int]] = field(default_factory=list)

    @property
    def locale(self) -> str:
        return self.manner.rules.tag

    def manner_in(self, language: str) -> Manner:
        """How the text of a language is read; words that only the document's own has are left."""
        own = self.manner
        if language == self.locale:
            return own
        try:
            return Manner.of(language, own.lexicon, own.options, own.voice)
        except OptionError as error:
            self.notes[f"in {language}: {error}"] = None
            usual = own.options.model_copy(update={"zero": "usual", "six": "plain"})
            return Manner.of(language, own.lexicon, usual, own.voice)

    def write(self, stretch: Stretch) -> None:
        """The tokens of a stretch that ends with a division."""
        first = len(self.tokens)
        self.written(stretch)
        for index in range(len(self.tokens) - 1, first - 1, -1):
            last = self.tokens[index]
            if last.kind == "break" and index > first:
                continue
            weak = last.break_after in (Break.NONE, Break.PHRASE)
            if weak or (stretch.end is Break.PARAGRAPH and last.break_after is Break.SENTENCE):
                self.tokens[index] = replace(last, break_after=stretch.end)
            break

    def written(self, stretch: Stretch) -> None:
        """The tokens, pauses and marks of a stretch in order."""
        text = stretch.text
        between = iter([*stretch.between, (len(text) + 1, "")])
        at, item = next(between)
        inner = iter([inset for inset in stretch.insets if inset.inner])
        for token in self.read(stretch, text):
            while at <= token.span.start:
                self.put(item)
                at, item = next(between)
            if token.kind == OTHER:
                inset = next(one for one in inner if one.end > token.span.start)
                self.written(inset.inner or Stretch(self.locale))
                continue
            inside: list[tuple[int, Pause | str]] = []
            while at < token.span.end:
                inside.append((at, item))
                at, item = next(between)
            self.token(stretch, token, inside)
        while at <= len(text):
            self.put(item)
            at, item = next(between)

    def read(self, stretch: Stretch, text: str) -> list[Token]:
        """The tokens of a stretch, places in its letters; text of other languages is one token."""
        source = clean(text)
        if not source.text.strip():
            return []
        manner = self.manner_in(stretch.language)
        prescriber = Prescriber(manner, self.notes)
        forced: list[Candidate] = []
        context: list[Candidate] | None = None
        for inset in stretch.insets:
            written = text[inset.start : inset.end]
            start = inset.start + len(written) - len(written.lstrip())
            start, end = source.stretch(start, inset.start + len(written.rstrip()))
            if start >= end:
                continue
            if inset.element == "say-as" and context is None:
                context = list(claims(source.text, manner))
            forced += prescriber.candidates(inset, source.text, (start, end), context or [])
        return tokens_of(text, manner, forced=list(_typed(source, forced)))

    def put(self, item: Pause | str) -> None:
        """A pause or the name of a mark at the present end."""
        if isinstance(item, str):
            self.marks.append((item, len(self.tokens)))
            return
        if item.pause_s is None and self.tokens:
            self.tokens[-1] = replace(self.tokens[-1], break_after=Break.NONE)
        written = self.document[item.place.start : item.place.end]
        self.tokens.append(
            Token(item.place, written, "break", "", "ssml.break", break_after=item.division)
        )
        if item.pause_s is not None:
            self.tokens[-1] = replace(self.tokens[-1], pause_s=item.pause_s)

    def token(self, stretch: Stretch, token: Token, inside: list[tuple[int, Pause | str]]) -> None:
        """A token with its place in the document, divided where a pause stands inside it."""
        pauses = [at for at, item in inside if isinstance(item, Pause)]
        pieces = _divided(token, pauses) if pauses else None
        if pieces is None:
            self.add(stretch, token)
            for _, item in inside:
                self.inside(item)
            return
        for index, piece in enumerate(pieces):
            if index:
                while inside and inside[0][0] <= piece.span.start:
                    self.put(inside.pop(0)[1])
            self.add(stretch, piece)
        for _, item in inside:
            self.inside(item)

    def inside(self, item: Pause | str) -> None:
        """A pause or mark that stands inside the last token: it comes behind it."""
        last = self.tokens[-1]
        if isinstance(item, str):
            self.marks.append((item, len(self.tokens)))
        elif item.pause_s is not None:
            self.tokens[-1] = replace(last, pause_s=(last.pause_s or 0.0) + item.pause_s)
            self.notes[
                f"<break> at character {item.place.start}: it stands inside "
                f"{shown(' '.join(last.written.split()), 40)} and comes behind it"
            ] = None

    def add(self, stretch: Stretch, token: Token) -> None:
        """A token with its place in the document, behind the last one: an accent at the start of
        an element joins the letter before the tag, whose token holds it already."""
        start = stretch.starts[token.span.start]
        end = max(start, stretch.ends[token.span.end - 1])
        if self.tokens:
            start = max(start, self.tokens[-1].span.end)
        if start < end or not self.tokens:
            self.tokens.append(self.placed(stretch, token, start, end))

    def placed(self, stretch: Stretch, token: Token, start: int, end: int) -> Token:
        style: Style = stretch.styles[token.span.start]
        return replace(
            token,
            span=Span(start, end),
            written=self.document[start:end],
            language=None if stretch.language == self.locale else stretch.language,
            emphasis=style.emphasis,
            prosody=None if style.prosody == Prosody() else style.prosody,
        )


def _typed(source: Clean, found: list[Candidate]) -> Iterator[Candidate]:
    """Candidates on the cleaned text as candidates on the typed one, in order."""
    for one in sorted(found, key=lambda one: one.start):
        span = source.span(one.start, one.end)
        yield one._replace(start=span.start, end=span.end)


def _divided(token: Token, pauses: list[int]) -> list[Token] | None:
    """A token with pause groups cut at pauses between them; None where they do not fit."""
    parts = [match.span() for match in re.finditer(r"[^\W_]+", token.written)]
    if not token.groups or token.ipa or len(parts) != len(token.groups):
        return None
    origin = token.span.start
    cuts = [sum(end <= at - origin for _, end in parts) for at in pauses]
    if any(
        parts[cut - 1][1] > at - origin or cut == 0 for cut, at in zip(cuts, pauses, strict=True)
    ):
        return None
    if any(
        cut < len(parts) and parts[cut][0] < at - origin
        for cut, at in zip(cuts, pauses, strict=True)
    ):
        return None
    edges = [0, *sorted({cut for cut in cuts if cut < len(parts)}), len(parts)]
    pieces = []
    for first, last in pairwise(edges):
        start = 0 if first == 0 else parts[first][0]
        end = len(token.written) if last == len(parts) else parts[last - 1][1]
        groups = token.groups[first:last]
        pieces.append(
            replace(
                token,
                span=Span(origin + start, origin + end),
                written=token.written[start:end],
                spoken=" ".join(groups),
                groups=groups if len(groups) > 1 else None,
                break_after=token.break_after if last == len(parts) else Break.NONE,
            )
        )
    return pieces
