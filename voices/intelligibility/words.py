"""The words of a text as they are compared: as said, without case, each figure by one word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import locales
from locales.errors import TextError
from normalizers import normalize
from normalizers.numerals import numerals

MAX_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Word:
    """An expected or heard word: its text without case, the semiotic class of its token, and the
    token's place."""

    text: str
    kind: str
    token: int

    @property
    def in_entity(self) -> bool:
        """Whether it belongs to a number, a name, a code or the like."""
        return self.kind != "word"


def words_of(text: str, locale: str) -> tuple[Word, ...]:
    """The words of a text as said; none of a blank one. Raises TextError for more than 20,000,
    and LocaleError and TextError as `normalize` does.

    >>> [word.text for word in words_of("code 07", "en-GB")], words_of(" ", "en-GB")
    (['code', 'zero', 'seven'], ())
    """
    tag = locales.get(locale).tag
    if not text.strip():
        return ()
    same, figures, times = _figures(tag)
    found: list[Word] = []
    repeat = 1
    for place, token in enumerate(normalize(text, tag).tokens):
        for part in token.spoken.casefold().replace("-", " ").split():
            word = Word(same.get(part, part), token.kind, place)
            if repeat > 1 and word.text in figures:  # "double five"
                found[-1:] = [word] * repeat
            else:
                found.append(word)
            repeat = times.get(part, 1)
    if len(found) > MAX_WORDS:
        raise TextError(f"{len(found):,} words are over {MAX_WORDS:,}; grade a part at a time")
    return tuple(found)


@lru_cache(maxsize=64)
def _figures(tag: str) -> tuple[Mapping[str, str], frozenset[str], Mapping[str, int]]:
    """Other words for a figure and its first one; the words of the figures; words that say a
    figure twice or three times."""
    telephone, words = locales.get(tag).telephone, numerals(tag)
    figures = [words.digits(figure).casefold() for figure in "0123456789"]
    same = {other.casefold(): figures[0] for other in telephone.zeros}
    if telephone.six:
        same[telephone.six.casefold()] = figures[6]
    times = {telephone.double.casefold(): 2, telephone.triple.casefold(): 3}
    return same, frozenset(figures), {word: count for word, count in times.items() if word}


def as_written(wanted: Sequence[Word], heard: Sequence[str]) -> list[str]:
    """Heard words put together or apart as the expected ones are: "voice mail", "voicemail"."""
    singles = {word.text for word in wanted}
    pairs = {one.text + two.text: (one.text, two.text) for one, two in pairwise(wanted)}
    found: list[str] = []
    for word in heard:
        alone = bool(found) and word in singles and found[-1] in singles
        if found and not alone and found[-1] + word in singles:
            found[-1] += word
        elif word not in singles and word in pairs:
            found += pairs[word]
        else:
            found.append(word)
    return found
