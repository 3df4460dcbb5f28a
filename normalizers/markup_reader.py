"""SSML as a stranger wrote it, read safely into runs of events.

The parser is expat; document types, entities of one's own, processing instructions and anything
external are refused, and size, depth and numbers are bounded before and while it reads.

Conventions: places are characters of the document as typed, half open; each character of an
event's text knows the characters of the document that it came from (``&amp;`` is one character
from five).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from xml.parsers import expat

from locales.errors import TextError, shown
from normalizers.late import late
from normalizers.utterance import Span

# Judgements: 20,000 characters are an hour of speech; markup may be five times its text.
MAX_DOCUMENT = 100_000
MAX_DEPTH = 32
MAX_ELEMENTS = 5_000
MAX_ATTRIBUTES = 16
MAX_VALUE = 2_000

_TAG = late(r"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_HINTS = {
    expat.errors.XML_ERROR_INVALID_TOKEN: "write & as &amp; and < as &lt; in text",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "write the character itself or its number (&#160;)",
    expat.errors.XML_ERROR_TAG_MISMATCH: "close each element in its turn",
    expat.errors.XML_ERROR_NO_ELEMENTS: "close every element, <speak> last",
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: "end each tag with >",
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "give each attribute once",
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "put everything into one <speak>",
}


@dataclass(frozen=True, slots=True)
class Open:
    """A start tag; ``place`` is where the tag stands, ``empty`` whether it ends itself."""

    name: str
    attributes: Mapping[str, str]
    place: Span
    empty: bool


@dataclass(frozen=True, slots=True)
class Close:
    """The end of the innermost element."""

    name: str
    place: Span


@dataclass(frozen=True, slots=True)
class Characters:
    """Text; ``starts`` and ``ends`` are the places of each character."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


Event = Open | Close | Characters


def check_document(document: str) -> None:
    """Refuse what is no document at all. Raises TextError."""
    if not isinstance(document, str):
        raise TextError(f"SSML is {shown(type(document).__name__)}, not characters; give a string")
    if len(document) > MAX_DOCUMENT:
        raise TextError(
            f"SSML has {len(document):,} characters; at most {MAX_DOCUMENT:,} are read: divide it"
        )
    if not document.strip():
        raise TextError("SSML is empty; give <speak>something to say</speak>")
    if not document.isascii() and any("\ud800" <= one <= "\udfff" for one in document):
        raise TextError("SSML holds half a character (a surrogate); give UTF-8")


def events(document: str) -> list[Event]:
    """The events of a document, checked.

    Raises TextError, in one line with line and column, for what is not well-formed, not in
    ``<speak>``, hostile or too large.
    """
    check_document(document)
    return _Reader(document).read()


class _Reader:
    def __init__(self, document: str) -> None:
        self.document = document
        self.data = document.encode()
        self.found: list[Event] = []
        self.depth = self.count = 0
        self.verbatim = False
        self.opened: list[Open] = []
        self.bytes: list[int] | None = None
        if not document.isascii():
            self.bytes = list(accumulate(map(_length, document), initial=0))

    def read(self) -> list[Event]:
        parser = self.parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartCdataSectionHandler = lambda: self.quote(on=True)
        parser.EndCdataSectionHandler = lambda: self.quote(on=False)
        parser.StartDoctypeDeclHandler = self.refuse("a document type (DOCTYPE)")
        parser.EntityDeclHandler = self.refuse("an entity of its own")
        parser.ExternalEntityRefHandler = self.refuse("an external reference")
        parser.ProcessingInstructionHandler = self.refuse("a processing instruction (<?...?>)")
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            name = expat.errors.messages[error.code]
            hint = _HINTS.get(name, "give well-formed SSML 1.1")
            raise TextError(f"SSML {self.where()}: {name}; {hint}") from error
        return self.found

    def where(self) -> str:
        """Line and column, counted from 1, of what is read."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber
        return f"line {line}, column {column + 1}"

    def refuse(self, what: str) -> Callable[..., int]:
        def handler(*_: object) -> int:
            raise TextError(f"SSML {self.where()}: {what} is not read; leave it out")

        return handler

    def place(self) -> int:
        """The character at which the present event begins."""
        index = self.parser.CurrentByteIndex
        return index if self.bytes is None else bisect_right(self.bytes, index) - 1

    def tag(self, start: int) -> Span:
        match = _TAG.match(self.document, start)
        return Span(start, match.end() if match else start)

    def quote(self, *, on: bool) -> None:
        self.verbatim = on

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth == 1 and name != "speak":
            raise TextError(f"SSML begins with {shown(name)}; put everything into <speak>")
        if self.depth > MAX_DEPTH:
            raise TextError(
                f"SSML {self.where()}: over {MAX_DEPTH} elements inside each other; flatten it"
            )
        if self.count > MAX_ELEMENTS:
            raise TextError(f"SSML has over {MAX_ELEMENTS:,} elements; divide it")
        if len(attributes) > MAX_ATTRIBUTES:
            raise TextError(
                f"SSML {self.where()}: over {MAX_ATTRIBUTES} attributes; leave some out"
            )
        for key, value in attributes.items():
            if len(value) > MAX_VALUE:
                raise TextError(
                    f"SSML {self.where()}: {shown(key)} has {len(value):,} characters; "
                    f"at most {MAX_VALUE:,}"
                )
        place = self.tag(self.place())
        empty = self.document[place.end - 2 : place.end] == "/>"
        self.opened.append(Open(name, attributes, place, empty))
        self.found.append(self.opened[-1])

    def end(self, name: str) -> None:
        self.depth -= 1
        opened = self.opened.pop()
        place = opened.place if opened.empty else self.tag(self.place())
        self.found.append(Close(name, place))

    def characters(self, text: str) -> None:
        start = self.place()
        first = self.document[start : start + 1]
        if len(text) == 1 and first in ("&", "\r") and not (first == "&" and self.verbatim):
            if first == "&":
                end = self.document.index(";", start) + 1
            else:
                end = start + 1 + (self.document[start + 1 : start + 2] == "\n")
            self.found.append(Characters(text, (start,), (end,)))
            return
        stop = start + len(text)
        self.found.append(
            Characters(text, tuple(range(start, stop)), tuple(range(start + 1, stop + 1)))
        )


def _length(letter: str) -> int:
    """Bytes of a character in UTF-8."""
    point = ord(letter)
    return 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
