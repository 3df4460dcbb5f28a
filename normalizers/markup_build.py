"""Events of SSML gathered into stretches: text that is normalized in one piece.

A stretch runs over emphasis, prosody, marks and breaks, so that what stands before an entity
still says what it is. Paragraphs and sentences end it. Text in another language, and what a
say-as, sub or phoneme holds, stays in it as context and is claimed by an `Inset`.

Conventions: indices count the letters of a stretch; places are of the document. A line end is a
space, as in any XML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from locales import load as locale_files
from locales.errors import LocaleError, TextError, shown
from normalizers.clean import clean
from normalizers.markup_reader import Close, Event, Open
from normalizers.markup_values import EMPHASIS, MAX_PAUSE_S, STRENGTHS, prosody, seconds
from normalizers.utterance import Break, Prosody, Span

MAX_SILENCE_S = 300.0  # of all breaks together; a judgement
STAND_IN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""The letter of an inset without text of its own."""

# Attributes that are read, by element (SSML 1.1, W3C 2010); others are reported.
READ: dict[str, frozenset[str]] = {
    "speak": frozenset({"version"}),
    "p": frozenset(),
    "s": frozenset(),
    "break": frozenset({"time", "strength"}),
    "mark": frozenset({"name"}),
    "emphasis": frozenset({"level"}),
    "prosody": frozenset({"rate", "pitch", "range", "volume", "duration", "contour"}),
    "lang": frozenset({"onlangfailure"}),
    "say-as": frozenset({"interpret-as", "format", "detail"}),
    "sub": frozenset({"alias"}),
    "phoneme": frozenset({"ph", "alphabet"}),
    "token": frozenset(),
    "w": frozenset(),
}
SAID = {"paragraph": "p", "sentence": "s"}  # SSML 1.0's drafts
INSETS = frozenset({"say-as", "sub", "phoneme"})
SILENT = frozenset({"desc", "metadata", "meta", "lexicon"})  # never rendered (SSML 1.1, 3.1, 3.3)
_REPORTED = {
    "audio": "the sound is not fetched; the text inside is read in its stead",
    "voice": "the voice is not changed; its text is read",
}
_STRUCTURE = {"p": Break.PARAGRAPH, "s": Break.SENTENCE}


PLAIN = Prosody()


@dataclass(frozen=True, slots=True)
class Style:
    """What emphasis and prosody say of a letter."""

    emphasis: str | None = None
    prosody: Prosody = PLAIN


@dataclass(slots=True)
class Inset:
    """Letters ``start`` to ``end`` that one element, at character ``place`` of the document, says
    how to read; ``inner`` is the text of another language."""

    element: str
    attributes: Mapping[str, str]
    start: int
    place: int
    end: int = -1
    inner: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A break; ``pause_s`` None takes the division before it away."""

    place: Span
    division: Break
    pause_s: float | None


@dataclass(slots=True)
class Stretch:
    """Letters with their places and styles, and what stands over and between them: insets, and
    before the letter of an index a pause or the name of a mark."""

    language: str
    letters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    insets: list[Inset] = field(default_factory=list)
    between: list[tuple[int, Pause | str]] = field(default_factory=list)
    end: Break = Break.SENTENCE
    soft: bool = False

    @property
    def text(self) -> str:
        """The letters as one text."""
        return "".join(self.letters)

    def add(self, letter: str, start: int, end: int, style: Style) -> None:
        """One letter; white space that makes the document readable becomes one space."""
        if letter in "\n\r\t":
            letter, self.soft = " ", True
        if letter == " " and self.soft and self.letters[-1:] == [" "]:
            return
        self.soft = self.soft and letter == " "
        self.letters.append(letter)
        self.starts.append(start)
        self.ends.append(end)
        self.styles.append(style)


class Builder:
    """Gathers the events of one document."""

    def __init__(self, language: str) -> None:
        self.notes: dict[str, None] = {}
        self.done: list[Stretch] = []
        self.levels: list[tuple[Stretch, Inset | None]] = [(Stretch(language), None)]
        self.style = Style()
        self.leave: list[Callable[[Close], None]] = []
        self.mute = 0
        self.within: Inset | None = None
        self.silence_s = 0.0

    def build(self, events: list[Event]) -> list[Stretch]:
        """The stretches in order; those without letters carry only breaks and marks."""
        for event in events:
            if isinstance(event, Open):
                self.leave.append(self.opened(event))
            elif isinstance(event, Close):
                self.leave.pop()(event)
            elif not self.mute:
                for letter, start, end in zip(event.text, event.starts, event.ends, strict=True):
                    for stretch, _ in self.levels:
                        stretch.add(letter, start, end, self.style)
        self.cut(Break.SENTENCE)
        return self.done

    def note(self, event: Open | Close, text: str) -> None:
        """What a user should know about a tag."""
        self.notes[f"<{event.name}> at character {event.place.start}: {text}"] = None

    def cut(self, division: Break) -> None:
        """End the present stretch, in every language that is open, and begin another."""
        languages = [stretch.language for stretch, _ in self.levels]
        while len(self.levels) > 1:
            self.exit()
        base = self.levels[0][0]
        if base.text.strip() or base.between:
            base.end = division
            self.done.append(base)
        elif division is Break.PARAGRAPH and self.done:
            self.done[-1].end = division
        self.levels = [(Stretch(languages[0]), None)]
        for language in languages[1:]:
            self.enter(language)

    def enter(self, language: str) -> None:
        """Begin text of another language inside the present one."""
        outer = self.levels[-1][0]
        inner = Stretch(language)
        inset = Inset("lang", {}, len(outer.letters), 0, inner=inner)
        outer.insets.append(inset)
        self.levels.append((inner, inset))

    def exit(self) -> None:
        """End the innermost language; without words its pauses and marks go to the outer one."""
        stretch, inset = self.levels.pop()
        outer = self.levels[-1][0]
        if inset:
            inset.end = len(outer.letters)
        if not clean(stretch.text).text.strip():
            outer.between += [(len(outer.letters), item) for _, item in stretch.between]

    def opened(self, tag: Open) -> Callable[[Close], None]:
        """Take a start tag; returns what its end does."""
        name = SAID.get(tag.name, tag.name)
        if self.mute or name in SILENT:
            return self.muted(tag)
        if self.within:
            self.note(tag, f"{self.within.element} holds text only; the tag is left out")
            return _nothing
        self.report_unread(tag, name)
        if name in _STRUCTURE:
            return self.structure(tag, _STRUCTURE[name])
        inner = self.languages(tag)
        finish = self.within_sentence(tag, name)

        def end(close: Close) -> None:
            finish(close)
            if inner:
                self.exit()

        return end

    def within_sentence(self, tag: Open, name: str) -> Callable[[Close], None]:
        """An element of words; returns what its end does."""
        if name == "break":
            self.pause(tag)
        elif name == "mark":
            self.mark(tag)
        elif name in ("emphasis", "prosody"):
            return self.restyle(tag, name)
        elif name in INSETS:
            return self.inset(tag, name)
        elif name in _REPORTED:
            self.part(tag.place.start)
            return lambda close: self.part(close.place.start)
        return _nothing

    def report_unread(self, tag: Open, name: str) -> None:
        known = READ.get(name)
        if known is None:
            said = _REPORTED.get(name, "not of the SSML that is read; its text is, the tag is not")
            self.note(tag, said)
            return
        for key in tag.attributes:
            if key not in known and key.partition(":")[0] not in ("xml", "xmlns", "xsi"):
                self.note(tag, f"attribute {shown(key)} is not read")

    def muted(self, tag: Open) -> Callable[[Close], None]:
        if not self.mute:
            self.note(tag, "it is neither fetched nor spoken")
        self.mute += 1

        def end(_: Close) -> None:
            self.mute -= 1

        return end

    def structure(self, tag: Open, division: Break) -> Callable[[Close], None]:
        self.cut(division)
        inner = self.languages(tag)

        def end(_: Close) -> None:
            self.cut(division)
            if inner:
                self.exit()

        return end

    def languages(self, tag: Open) -> bool:
        """Enter the language that a tag names; whether there is one to leave again."""
        asked = tag.attributes.get("xml:lang")
        if tag.name == "speak" or (asked is None and tag.name != "lang"):
            return False
        try:
            language = locale_files.get(asked or "").tag
        except LocaleError:
            self.note(tag, f"xml:lang {shown(asked)} is no known language; the text is read on")
            return False
        if language == self.levels[-1][0].language:
            return False
        self.enter(language)
        return True

    def restyle(self, tag: Open, name: str) -> Callable[[Close], None]:
        before, self.style = self.style, self.styled(tag, name)

        def end(_: Close) -> None:
            self.style = before

        return end

    def styled(self, tag: Open, name: str) -> Style:
        if name == "emphasis":
            level = tag.attributes.get("level", "moderate").strip().lower()
            if level not in EMPHASIS:
                self.note(tag, f"level {shown(level)} is none of {', '.join(EMPHASIS)}")
                return self.style
            return replace(self.style, emphasis=level)
        asked, notes = prosody(tag.attributes, self.style.prosody)
        for note in notes:
            self.note(tag, note)
        return replace(self.style, prosody=asked)

    def pause(self, tag: Open) -> None:
        strength = tag.attributes.get("strength", "").strip().lower()
        if strength and strength not in STRENGTHS:
            self.note(tag, f"strength {shown(strength)} is none of {', '.join(STRENGTHS)}")
            strength = ""
        division, pause_s = STRENGTHS[strength or "medium"]
        written = tag.attributes.get("time")
        asked = None if written is None else seconds(written)
        if written is not None and asked is None:
            self.note(tag, f"time {shown(written)} is not like 500ms or 1.5s; the strength counts")
        if asked is not None:
            if asked > MAX_PAUSE_S:
                self.note(tag, f"{asked:g} s are held at {MAX_PAUSE_S:g} s")
            pause_s = min(asked, MAX_PAUSE_S)
        self.silence_s += pause_s or 0.0
        if self.silence_s > MAX_SILENCE_S:
            raise TextError(f"SSML asks for over {MAX_SILENCE_S:g} s of breaks; leave some out")
        self.part(tag.place.start)
        inner = self.levels[-1][0]
        inner.between.append((len(inner.letters), Pause(tag.place, division, pause_s)))

    def part(self, place: int) -> None:
        """Words before and behind a place are not one."""
        for stretch, _ in self.levels:
            if stretch.letters and stretch.letters[-1] != " ":
                stretch.add(" ", place, place, self.style)
            stretch.soft = True

    def mark(self, tag: Open) -> None:
        name = tag.attributes.get("name", "").strip()
        if not name:
            self.note(tag, "a mark needs a name")
            return
        inner = self.levels[-1][0]
        inner.between.append((len(inner.letters), name))

    def inset(self, tag: Open, name: str) -> Callable[[Close], None]:
        stretch = self.levels[-1][0]
        inset = Inset(name, tag.attributes, len(stretch.letters), tag.place.start)
        stretch.insets.append(inset)
        self.within = inset

        def end(close: Close) -> None:
            self.within = None
            if not clean("".join(stretch.letters[inset.start :])).text.strip():
                for level, _ in self.levels:
                    level.add(STAND_IN, tag.place.start, close.place.end, self.style)
            inset.end = len(stretch.letters)

        return end


def _nothing(_: Close) -> None:
    return None
