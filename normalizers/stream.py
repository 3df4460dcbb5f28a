"""Text that comes in pieces, normalized as it comes.

Conventions: the tokens that ``push`` and ``flush`` return are, put together, exactly those of
``normalize`` for the whole text; spans count characters of the whole text. ``normalize`` itself
reads a text segment by segment (``segments``), and a stream reads each segment when its end has
come, so that the two are equal by construction and a character is read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from locales.errors import TextError, shown
from normalizers.clean import MAX_CHARACTERS, Clean, clean, controls, refuse_binary, settled
from normalizers.lexicon import Lexicon
from normalizers.options import Options
from normalizers.pipeline import Manner, read
from normalizers.segments import Border, undecided
from normalizers.tokens import Segment, closed
from normalizers.utterance import Break, Token


class Stream:
    """Normalizes a text that comes in pieces of any size, cut anywhere.

    ``push`` returns the tokens that no later text can change; a number, an abbreviation or an
    address that a piece cuts is held until it is whole. ``flush`` ends the text and returns what
    was held; the stream is then empty, and the next ``push`` begins a new text whose spans count
    from 0. One stream serves one thread at a time.

    Latency: a sentence is released with the second character of the next one, and one of over 100
    characters in parts, behind three plain words; the last token of such a part comes with the
    first of the next. A sentence that may go on (a full stop behind a figure, a capital or an
    abbreviation) waits for the next plain end. Time and memory grow with the text as it comes,
    whatever the pieces. Raises TextError, after which the
    stream begins anew, for a segment over 20,000 characters or for binary text; LocaleError for an
    unknown locale, OptionError for an option that is not offered.

    >>> stream = Stream("en-US")
    >>> [[token.spoken for token in stream.push(piece)] for piece in ("Pay $1", "2.5", "0 now. T")]
    [[], [], []]
    >>> [token.spoken for token in stream.push("hen call")]
    ['Pay', 'twelve dollars and fifty cents', 'now', '']
    >>> [token.spoken for token in stream.flush()]
    ['Then', 'call']
    """

    def __init__(
        self,
        locale: str,
        *,
        lexicon: Lexicon | Iterable[BaseModel | Mapping[str, Any]] = (),
        options: Options | Mapping[str, Any] | None = None,
        voice: str | tuple[str, ...] = (),
    ) -> None:
        self._manner = Manner.of(locale, lexicon, options, voice)
        self._begin()

    def _begin(self) -> None:
        self._cut = ""  # typed, not yet cleaned: the next piece may begin with its marks
        self._typed = ""  # typed, from the context of the segment on
        self._text = ""  # the same cleaned, with the way back
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._start = 0  # where the segment begins in the cleaned text
        self._searched = (0, 0)
        self._offset = 0
        self._held: list[Token] = []
        self._controls = self._length = 0

    def push(self, chunk: str) -> tuple[Token, ...]:
        """Take the next piece (any size, "" too); returns the tokens that are finished by it."""
        if not isinstance(chunk, str):
            raise TextError(f"piece is {shown(type(chunk).__name__)}, not characters; give strings")
        try:
            return self._push(chunk)
        except TextError:
            self._begin()
            raise

    def flush(self) -> tuple[Token, ...]:
        """End the text; returns the tokens that were held, () for a text without any."""
        try:
            refuse_binary(self._typed + self._cut, self._controls, self._length)
            self._take(len(self._cut))
            tokens = [*self._held, *self._finished(last=True)]
        finally:
            self._begin()
        return closed(tokens)

    def _push(self, chunk: str) -> tuple[Token, ...]:
        self._length += len(chunk)
        self._controls += controls(chunk)
        if "\x00" in chunk:
            refuse_binary(chunk, self._length, self._length)
        tokens: list[Token] = self._held
        # A long piece goes in by parts, so that the limit is one of segments, not of pieces.
        for at in range(0, len(chunk), MAX_CHARACTERS):
            held = len(self._cut)
            self._cut += chunk[at : at + MAX_CHARACTERS]
            self._take(settled(self._cut, held))
            tokens += self._finished()
            if len(self._typed) + len(self._cut) > MAX_CHARACTERS:
                raise TextError(
                    f"{shown(self._typed, 30)} goes on for over {MAX_CHARACTERS:,} characters "
                    "without an end of a sentence; flush the stream earlier"
                )
        # The end of the text makes a sentence end of the last token, unless it is one.
        open_ = bool(tokens) and tokens[-1].break_after in (Break.NONE, Break.PHRASE)
        self._held = tokens[-1:] if open_ else []
        return tuple(tokens[:-1] if open_ else tokens)

    def _take(self, count: int) -> None:
        """Clean the next ``count`` typed characters."""
        part, self._cut = self._cut[:count], self._cut[count:]
        cleaned = clean(part)
        base = len(self._typed)
        starts = range(len(part)) if cleaned.starts is None else cleaned.starts
        ends = range(1, len(part) + 1) if cleaned.ends is None else cleaned.ends
        self._starts += (base + place for place in starts)
        self._ends += (base + place for place in ends)
        self._typed += part
        self._text += cleaned.text

    def _finished(self, *, last: bool = False) -> Iterator[Token]:
        """The tokens of the segments that have ended; with ``last`` also of the one begun."""
        found = list(self._manner.borders(self._text, begin=self._start, searched=self._searched))
        if last:
            found.append(Border(len(self._text), len(self._text)))
        source = Clean(self._text, tuple(self._starts), tuple(self._ends)) if found else Clean("")
        context = 0
        for border in found:
            place = self._typed, source, context, self._start, border.start
            yield from read(Segment(*place, self._offset), self._manner)
            context, self._start = border.context, border.start
        self._drop(context)

    def _drop(self, count: int) -> None:
        """Forget what has been read and is not looked back at, ``count`` cleaned characters."""
        if count:
            typed = self._starts[count] if count < len(self._starts) else len(self._typed)
            self._typed, self._text = self._typed[typed:], self._text[count:]
            self._starts = [place - typed for place in self._starts[count:]]
            self._ends = [place - typed for place in self._ends[count:]]
            self._offset += typed
            self._start -= count
        self._searched = undecided(self._text)
