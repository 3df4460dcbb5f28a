"""Marks of Markdown taken out of a text, so that the rules see what a reader would.

Conventions: works on cleaned text and keeps the way back to the typed one. What a mark is, is told
by its own line and by few characters around it, never by its partner far away: so a part of a
text is read as in the whole. A line's mark becomes a bullet or blanks; the address behind a link
and the name of a block's language become one character (``LEFT``) that is not spoken. Source:
CommonMark 0.31 and GitHub's tables; where it is no mark: judgement (``5 * 3``, ``2**3``,
``snake_case``, ``#1``, ``+ 5``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from normalizers.clean import Clean
from normalizers.late import late

LEFT = "\ufffc"  # object replacement character: something stood here
Edit = tuple[int, int, str]
_SIGN = late(r"[*_`~|\[\]#>+=-]")  # one of these is in each mark
_ANY = late(r"[*_`~|\[]|\]\(|^ {0,12}(?:[#>]|[-+] |[-=]{3})", re.MULTILINE)
_QUOTE = late(r"^ {0,12}>(?: ?>){0,8} ?", re.MULTILINE)
_LINE = late(
    r"^(?P<indent> {0,12})(?:(?P<rule>(?:-{3,}|\*{3,}|_{3,}|={3,}) *$)"
    r"|(?P<fence>(?:```|~~~)[^\n`]{0,40}$)"
    r"|(?P<heading>#(?= +\D)|#{2,6}(?= ))"
    r"|(?P<bullet>[-*](?= )|\+(?= +[^\W\d_]))(?P<task> \[[ xX]\](?= ))?"
    r"|(?P<divider>\|[ :|-]+$)"
    r"|(?P<row>\|[^\n]+))",
    re.MULTILINE,
)
_TAIL = late(r" #{1,6}(?= *$)", re.MULTILINE)
_CELL = late(r"( {0,9})\|")
_INLINE = late(
    r"(?P<open>!?\[(?=[^\[\]\n]{1,300}+\]\([^()\s./#:@]{0,200}+[./#:@]))"
    r"|(?P<link>\]\((?P<to>[^()\s]{1,2000}+(?:\([^()\s]{0,200}+\))?+[^()\s]{0,200}+)"
    r"(?: \"[^\"\n]{0,200}+\")?\))"
    r"|(?P<stars>\*{1,3}(?!\*))|(?P<low>_{1,3}(?!_))|(?P<struck>~~(?!~))|(?P<code>`{1,3}(?!`))"
)
_ADDRESS = late(r"[./#:@]")
_NAME = late(r"[\w.+-]{1,64}@|\w{1,64}__\.\w")  # _me@example.com, __init__.py
_OPENING = "([{\"'“‘«¿¡-–—*_~"
_CLOSING = ".,;:!?…)]}\"'”’»*_~" + LEFT


def is_marked(text: str) -> bool:
    """Whether there may be a mark in a text (quick, and sometimes wrongly True)."""
    return _SIGN.search(text) is not None and _ANY.search(text) is not None


def bare(source: Clean) -> Clean:
    """A cleaned text, which begins a line or a sentence, without its marks; itself if it has none.

    >>> bare(Clean("**Total:** see [the list](https://x.io/a_b), 5 * 3")).text
    'Total: see the list\ufffc, 5 * 3'
    """
    for edits in (_quotes, _lines, _inline):
        source = _edited(source, edits)
    return source


def _edited(source: Clean, edits: Callable[[str], Iterable[Edit]]) -> Clean:
    """The text with stretches replaced; each new character stands for the whole stretch, or for
    its own where none is lost."""
    text = source.text
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(start: int, end: int) -> None:
        letters.append(text[start:end])
        for place in range(start, end):
            span = source.span(place, place + 1)
            starts.append(span.start)
            ends.append(span.end)

    done = 0
    for start, end, new in edits(text):
        if start < done:
            continue
        keep(done, start)
        letters.append(new)
        for offset in range(len(new)):
            same = len(new) == end - start
            span = source.span(start + offset, start + offset + 1) if same else None
            span = span or source.span(start, end)
            starts.append(span.start)
            ends.append(span.end)
        done = end
    if not done:
        return source
    keep(done, len(text))
    return Clean("".join(letters), tuple(starts), tuple(ends))


def _quotes(text: str) -> Iterator[Edit]:
    for match in _QUOTE.finditer(text):
        yield match.start(), match.end(), " " * len(match.group())


def _lines(text: str) -> Iterator[Edit]:
    for match in _LINE.finditer(text):
        start, end = match.end("indent"), match.end()
        if match["heading"]:
            yield start, end, "•" * (end - start)
            stop = text.find("\n", end)
            if tail := _TAIL.search(text, end, stop if stop >= 0 else len(text)):
                yield tail.start(), tail.end(), ""
        elif match["bullet"]:
            yield start, start + 1, "•"
            if match["task"]:
                yield start + 2, end, LEFT
        elif match["fence"]:
            yield start, end, LEFT
        elif match["row"]:
            yield from _cells(match.group("row"), start)
        else:
            yield start, end, " " * (end - start)


def _cells(row: str, start: int) -> Iterator[Edit]:
    """Between the cells of a table's row a comma, none at its ends."""
    last = len(row.rstrip())
    for match in _CELL.finditer(row):
        inner = match.start() > 0 and match.end() < last
        if inner and match[1]:
            yield start + match.start(), start + match.end(1), ""
        yield start + match.end(1), start + match.end(), "," if inner else " "


def _inline(text: str) -> Iterator[Edit]:
    for match in _INLINE.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if match["open"]:
            drop = True
        elif match["link"]:
            if _ADDRESS.search(match["to"]):
                yield start, end, LEFT
            continue
        elif match["stars"]:
            drop = _is_star(before, after, end - start)
        elif match["low"]:
            drop = _is_low(text, start, end)
        elif match["struck"]:
            drop = _flanks(before, after)
        else:
            drop = not (before.isalpha() and after.isalpha())
        if drop:
            yield start, end, ""


def _flanks(before: str, after: str) -> bool:
    """Whether a mark of two characters stands before or behind a word, or within letters."""
    if before.isalnum() and after.isalnum():
        return before.isalpha() and after.isalpha()
    return bool(before.strip() or after.strip()) and before not in ("*", "\\")


def _is_star(before: str, after: str, count: int) -> bool:
    if before in ("*", "\\") and before:
        return False
    if count > 1:
        return _flanks(before, after)
    opens = not before.isalnum() and (after.isalpha() or (bool(after) and after in _OPENING + "`"))
    closes = not after.isalnum() and (before.isalpha() or (bool(before) and before in _CLOSING))
    return opens or closes


def _is_low(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if (not before.strip() or before in _OPENING) and (after.isalnum() or after in _OPENING):
        return bool(after.strip()) and not _NAME.match(text, end)
    if not before.strip() or before in "@./\\":
        return False
    if after in ("", *" \t\n"):
        return True
    return after in _CLOSING and not (after in ".:" and text[end + 1 : end + 2].isalnum())
