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
from normalizers import say_as
from normalizers.classify import Candidate, Reading
from normalizers.clean import Clean, check, clean
from normalizers.lexicon import Lexicon, ipa_error
from normalizers.markup_build import STAND_IN, Builder, Inset, Pause, Stretch, Style
from normalizers.markup_reader import Characters, Open, events
from normalizers.options import Options
from normalizers.pipeline import Manner, claims
from normalizers.prescribed import tokens_of
from normalizers.utterance import Break, Prosody, Span, Token, Utterance
from normalizers.words import plain

MAX_NOTES = 50
MAX_IPA = 400
_OTHER = "lang"


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
    text = "".join(event.text for event in found if isinstance(event, Characters))
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
            if token.kind == _OTHER:
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
            forced += self.prescribed(inset, manner, source.text, (start, end), context or [])
        return tokens_of(text, manner, forced=list(_typed(source, forced)))

    def prescribed(
        self,
        inset: Inset,
        manner: Manner,
        text: str,
        place: tuple[int, int],
        context: list[Candidate],
    ) -> list[Candidate]:
        """What an inset says of its letters; none, and a note, where that cannot be done."""
        content = text[slice(*place)]
        if inset.inner is not None:
            return [Candidate(*place, _OTHER, Reading("x", _OTHER), say_as.FORCED)]
        if inset.element == "say-as":
            return self.said_as(inset, manner, content, place, context)
        if inset.element == "sub":
            reading = self.alias(inset, manner)
        else:
            reading = self.phonemes(inset, manner, content.replace(STAND_IN, ""))
        return [Candidate(*place, "word", reading, say_as.FORCED)] if reading else []

    def note(self, inset: Inset, text: str) -> None:
        self.notes[f"<{inset.element}> at character {inset.place}: {text}"] = None

    def alias(self, inset: Inset, manner: Manner) -> Reading | None:
        """A substitute in words, with its pauses as groups."""
        written = inset.attributes.get("alias", "")
        tokens = tokens_of(written, manner) if clean(written).text.strip() else []
        groups = [""]
        for token in tokens:
            first, *more = token.groups or (token.spoken,)
            groups[-1] = f"{groups[-1]} {first}".strip()
            groups += more
            if token.break_after is not Break.NONE:
                groups.append("")
        said = tuple(filter(None, groups))
        if not said:
            self.note(inset, "alias is missing or has no words; the text itself is read")
            return None
        if len(tokens) > 1 and any(token.ipa for token in tokens):
            self.note(inset, "a pronunciation in IPA inside an alias of several words is not used")
        ipa = tokens[0].ipa if len(tokens) == 1 else None
        return Reading(" ".join(said), "ssml.sub", said if len(said) > 1 else None, ipa)

    def phonemes(self, inset: Inset, manner: Manner, content: str) -> Reading | None:
        """A prescribed pronunciation; the words are those of the content."""
        alphabet = inset.attributes.get("alphabet", "ipa").strip().lower()
        ipa = " ".join(inset.attributes.get("ph", "").split())
        if alphabet != "ipa":
            self.note(inset, f"alphabet {shown(alphabet)} is not read, only ipa")
            return None
        error = f"over {MAX_IPA} characters" if len(ipa) > MAX_IPA else ipa_error(ipa)
        if error:
            self.note(inset, f"ph {shown(ipa)} is not used: {error}; the text itself is read")
            return None
        tokens = tokens_of(content, manner) if content.strip() else []
        spoken = " ".join(token.spoken for token in tokens if token.spoken)
        return Reading(spoken or plain(ipa), "ssml.phoneme", ipa=ipa)

    def said_as(
        self,
        inset: Inset,
        manner: Manner,
        content: str,
        place: tuple[int, int],
        context: list[Candidate],
    ) -> list[Candidate]:
        named = inset.attributes.get("interpret-as", "")
        asked = say_as.request(named, inset.attributes.get("format", ""), content)
        if asked is None:
            known = ", ".join(say_as.CLASSES)
            self.note(inset, f"interpret-as {shown(named)} is none of {known}; read as text")
            return []
        if asked.kind == "expletive":
            self.note(inset, "it is left out: a bleep is not offered")
            return [Candidate(*place, "word", Reading("", "ssml.expletive"), say_as.FORCED)]
        found = say_as.candidates(manner, asked, context, *place)
        if found is None:
            self.note(inset, f"{shown(content, 40)} cannot be read as {shown(named)}; read as text")
        return found or []

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
            self.tokens.append(self.placed(stretch, token))
            for _, item in inside:
                self.inside(item)
            return
        for index, piece in enumerate(pieces):
            if index:
                while inside and inside[0][0] <= piece.span.start:
                    self.put(inside.pop(0)[1])
            self.tokens.append(self.placed(stretch, piece))
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

    def placed(self, stretch: Stretch, token: Token) -> Token:
        start = stretch.starts[token.span.start]
        end = max(start, stretch.ends[token.span.end - 1])
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
        yield replace(one, start=span.start, end=span.end)


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
