"""W3C Pronunciation Lexicon (PLS 1.0, 2008) in and out.

Conventions: a document is of one language (``xml:lang``), which limits its entries; IPA is the
alphabet; the first of several pronunciations counts unless one is preferred, the first of two
equal graphemes wins. What PLS has no word for (case, voice, an entry for all locales) goes into
attributes of a namespace of our own, which other readers pass over. Documents come from
strangers: no document type, no entities, no processing instructions, bounded size and depth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from locales import get
from locales.errors import StudioError, TextError, shown
from locales.load import canonical
from normalizers.entries import LexiconEntry
from normalizers.lexicon import MAX_ENTRIES, MAX_FILE_CHARACTERS, Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
OWN = "urn:voice-persona-studio:lexicon"
_XML = "http://www.w3.org/XML/1998/namespace"
_DEPTH = 20  # a PLS document needs four
_TEXTS = ("grapheme", "phoneme", "alias")


@dataclass(frozen=True, slots=True)
class Pls:
    """What a document gave: entries, and a line for each thing that was left out."""

    lexicon: Lexicon
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Lexeme:
    line: int
    attributes: dict[str, str]
    graphemes: list[str] = field(default_factory=list)
    said: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


def key(entry: LexiconEntry) -> tuple[str, bool, str | None]:
    """What makes two entries of one locale the same."""
    written = entry.written if entry.case else entry.written.casefold()
    return written, entry.case, entry.voice and entry.voice.casefold()


class _Reader:
    """Follows the parser's events through one document."""

    def __init__(self, encoding: str | None) -> None:
        self.entries: dict[tuple[str, bool, str | None], LexiconEntry] = {}
        self.notes: list[str] = []
        self._path: list[str] = []
        self._alphabet = ""
        self._tag = ""
        self._lexeme: _Lexeme | None = None
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self.parser = expat.ParserCreate(encoding, " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._refuse_type
        self.parser.ProcessingInstructionHandler = self._refuse_instruction

    def _refuse_type(self, *_: object) -> None:
        raise TextError(f"{self._here()}: a document type is not read; leave out <!DOCTYPE ...>")

    def _refuse_instruction(self, target: str, _data: str) -> None:
        raise TextError(f"{self._here()}: <?{target[:20]} ...?> is not read; leave it out")

    def _here(self) -> str:
        return f"PLS line {self.parser.CurrentLineNumber}"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        local = local if space == NAMESPACE else ""
        if not self._path:
            self._root(name, local, attributes)
        if len(self._path) >= _DEPTH:
            raise TextError(
                f"{self._here()}: elements are over {_DEPTH} deep; a lexicon needs four"
            )
        self._path.append(local)
        if len(self._path) == 2 and local == "lexeme":
            self._lexeme = _Lexeme(self.parser.CurrentLineNumber, attributes)
        elif len(self._path) == 3 and local in _TEXTS:
            self._text.clear()
            self._attributes = attributes

    def _root(self, name: str, local: str, attributes: dict[str, str]) -> None:
        if local != "lexicon":
            raise TextError(
                f"{self._here()}: the document is <{name[-40:]}>, not PLS; it begins with <lexicon "
                f'version="1.0" xmlns="{NAMESPACE}" alphabet="ipa" xml:lang="en-US">'
            )
        self._alphabet = attributes.get("alphabet", "ipa")
        language = attributes.get(f"{_XML} lang", "")
        try:
            self._tag = canonical(language)
        except StudioError as error:
            raise TextError(
                f"{self._here()}: xml:lang={shown(language)} is no language; give one as en-US"
            ) from error

    def _end(self, _name: str) -> None:
        depth = len(self._path)
        local = self._path.pop()
        lexeme = self._lexeme
        if lexeme is None:
            return
        if depth == 3 and local in _TEXTS:
            text = " ".join("".join(self._text).split())
            if local == "grapheme":
                lexeme.graphemes.append(text)
            else:
                lexeme.said.append((local, text, self._attributes))
        elif depth == 2:
            self._lexeme = None
            self._add(lexeme)

    def _add(self, lexeme: _Lexeme) -> None:
        where = f"line {lexeme.line}: {shown(', '.join(lexeme.graphemes), 40)}"
        if "role" in lexeme.attributes:
            role = shown(lexeme.attributes["role"], 40)
            self.notes.append(f"{where}: the role {role} is not used; it holds in every role")
        chosen = self._chosen(lexeme, where)
        if not lexeme.graphemes or chosen is None:
            self.notes.append(f"{where}: left out; it has no grapheme or no pronunciation to use")
            return
        for grapheme in lexeme.graphemes:
            entry = self._entry(lexeme, grapheme, chosen, where)
            if key(entry) in self.entries:
                self.notes.append(f"{where}: {shown(grapheme, 40)} stands twice; the first counts")
                continue
            self.entries[key(entry)] = entry
            if len(self.entries) > MAX_ENTRIES:
                raise TextError(f"lexicon has over {MAX_ENTRIES:,} entries; divide it")

    def _chosen(self, lexeme: _Lexeme, where: str) -> tuple[str, str] | None:
        """The pronunciation that counts: the first preferred one, else the first."""
        usable = []
        for kind, text, attributes in lexeme.said:
            alphabet = attributes.get("alphabet", self._alphabet)
            if kind == "phoneme" and alphabet != "ipa":
                self.notes.append(f"{where}: alphabet {shown(alphabet, 30)} is not read, only ipa")
            else:
                usable.append((attributes.get("prefer") != "true", kind, text))
        if not usable:
            return None
        _, kind, text = min(usable, key=lambda one: one[0])
        return kind, text

    def _entry(
        self, lexeme: _Lexeme, grapheme: str, chosen: tuple[str, str], where: str
    ) -> LexiconEntry:
        own = {name.partition(" ")[2]: value for name, value in lexeme.attributes.items()
               if name.startswith(f"{OWN} ")}  # fmt: skip
        locale = own.get("locale", self._tag)
        data = {
            "written": grapheme,
            "ipa" if chosen[0] == "phoneme" else "say": chosen[1],
            "locale": None if locale == "any" else locale,
            "case": own.get("case", "false"),
            **({"voice": own["voice"]} if own.get("voice") else {}),
        }
        try:
            return Lexicon.of([data]).entries[0]
        except TextError as error:
            reason = str(error).removeprefix("lexicon entry 1: ")
            raise TextError(f"PLS {where}: {reason}") from error


def read_pls(document: str | bytes) -> Pls:
    """Entries of a PLS 1.0 document, and notes on what it asks that is not offered.

    Raises TextError, with the line, for what is no PLS or no IPA, over 2,000,000 characters, over
    10,000 entries, or has a document type.

    >>> read_pls('<lexicon version="1.0" alphabet="ipa" xml:lang="en-US" '
    ...     'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"><lexeme>'
    ...     '<grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme></lexicon>'
    ... ).lexicon.to_dicts()
    [{'written': 'W3C', 'say': 'World Wide Web Consortium', 'locale': 'en-US'}]
    """
    if len(document) > MAX_FILE_CHARACTERS:
        raise TextError(
            f"lexicon has {len(document):,} characters; at most {MAX_FILE_CHARACTERS:,}"
        )
    data, encoding = document, None
    if isinstance(data, str):  # decoded already, whatever it declares
        data, encoding = data.removeprefix("\ufeff").encode("utf-8", "replace"), "UTF-8"
    reader = _Reader(encoding)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise TextError(f"PLS line {error.lineno}: not XML: {reason}; mend it there") from error
    except (LookupError, ValueError) as error:
        raise TextError("PLS: its encoding is not read; write it as UTF-8") from error
    return Pls(Lexicon(tuple(reader.entries.values())), tuple(reader.notes))


def write_pls(lexicon: Lexicon, locale: str) -> str:
    """The entries that hold in a locale as a PLS 1.0 document. Raises LocaleError."""
    tag = get(locale).tag
    entries: dict[tuple[str, bool, str | None], LexiconEntry] = {}
    for entry in lexicon.entries:
        if entry.applies(tag):
            entries.pop(key(entry), None)  # the later one counts, at its own place
            entries[key(entry)] = entry
    rows = "\n".join(_lexeme(entry, tag) for entry in entries.values())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<lexicon version="1.0" xmlns="{NAMESPACE}" xmlns:own="{OWN}" alphabet="ipa"'
        f' xml:lang="{tag}">\n{rows}\n</lexicon>\n'
    )


def _lexeme(entry: LexiconEntry, tag: str) -> str:
    said = f"<phoneme>{escape(entry.ipa)}</phoneme>" if entry.ipa else ""
    said = said or f"<alias>{escape(entry.say or '')}</alias>"
    own = "".join(f" own:{name}={quoteattr(value)}" for name, value in _own(entry, tag))
    return f"  <lexeme{own}><grapheme>{escape(entry.written)}</grapheme>{said}</lexeme>"


def _own(entry: LexiconEntry, tag: str) -> Iterator[tuple[str, str]]:
    if entry.locale != tag:
        yield "locale", entry.locale or "any"
    if entry.case:
        yield "case", "true"
    if entry.voice:
        yield "voice", entry.voice
