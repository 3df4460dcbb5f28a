"""How well each word was understood: missed, bad, acceptable or good.

A word error rate counts a lost "the" like a wrong digit of a telephone number. Here every expected
word has a grade by what its loss does to the caller:

- good: heard, or another word of the same sound;
- acceptable: an article lost or replaced, or a plain word replaced by one that sounds nearly so;
- bad: replaced by another word; in an entity (number, name, code, date ...) any other word, and
  the word behind one that was heard in addition, since both change what is written down;
- missed: nothing heard in its place.

Expected and heard texts are normalized in the locale first, so that "415" and "four one five" are
the same words, and written apart or together is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib import resources

from rapidfuzz.distance import Levenshtein

from locales.errors import EngineError
from normalizers.phonemes import phonemized
from voices.intelligibility.alignment import aligned
from voices.intelligibility.words import Word, as_written, words_of
from voices.strict_yaml import parse_own

NEAR = 0.75
"""Share of a word's sounds that is right where it still passes: three of four (judgement)."""
STRESS = str.maketrans("", "", "ˈˌ ː")


class Grade(IntEnum):
    """How well a word was understood."""

    MISSED = 0
    BAD = 1
    ACCEPTABLE = 2
    GOOD = 3


@dataclass(frozen=True, slots=True)
class GradedWord:
    """An expected word, what was heard for it (None: nothing), and the grade with its reason."""

    word: Word
    heard: str | None
    grade: Grade
    why: str


@dataclass(frozen=True, slots=True)
class Grading:
    """The grades of the expected words, and words heard where none was expected."""

    words: tuple[GradedWord, ...]
    added: tuple[str, ...]

    @property
    def shares(self) -> dict[str, float]:
        """Share of the words with each grade, from missed to good; 0 to 1."""
        count = max(len(self.words), 1)
        return {
            grade.name.lower(): sum(one.grade is grade for one in self.words) / count
            for grade in Grade
        }

    @property
    def composite(self) -> float | None:
        """Mean grade, 0 to 3; None without words."""
        return composite(tuple(self.shares.values())) if self.words else None

    @property
    def wer(self) -> float | None:
        """Word error rate: substitutions, deletions and insertions over expected words; None
        without words."""
        wrong = sum(one.heard != one.word.text for one in self.words) + len(self.added)
        return wrong / len(self.words) if self.words else None


def composite(shares: Sequence[float]) -> float:
    """The mean grade of shares of missed, bad, acceptable and good.

    >>> round(composite((0.008621, 0.245690, 0.206897, 0.538793)), 6)
    2.275863
    """
    return sum(grade * share for grade, share in zip(Grade, shares, strict=True))


def together(gradings: Iterable[Grading]) -> Grading:
    """The grading of several texts as one."""
    parts = list(gradings)
    return Grading(
        tuple(word for part in parts for word in part.words),
        tuple(word for part in parts for word in part.added),
    )


def grade(expected: str, heard: str, locale: str) -> Grading:
    """Grade the words of a text by what was heard of it.

    Raises LocaleError and TextError as `normalize` does.

    >>> found = grade("Your code is 415.", "your code is four nine five", "en-US")
    >>> [(one.word.text, one.heard, one.grade.name) for one in found.words if one.grade < 3]
    [('one', 'nine', 'BAD')]
    """
    wanted, got = words_of(expected, locale), words_of(heard, locale)
    sounds = _Sounds(locale)
    texts, heard_texts = [w.text for w in wanted], as_written(wanted, [w.text for w in got])
    pairs = aligned(texts, heard_texts, sounds.likeness)
    words: list[GradedWord] = []
    added: list[str] = []
    disturbed = False
    for at, heard_at in pairs:
        if at is None:
            added.append(heard_texts[heard_at or 0])
            disturbed = bool(words) and words[-1].word.in_entity
            continue
        one = _graded(wanted[at], None if heard_at is None else heard_texts[heard_at], sounds)
        inside = bool(words) and words[-1].word.token == one.word.token
        if disturbed and inside and one.grade > Grade.BAD:
            why = f"{added[-1]!r} was heard before it"
            one = GradedWord(one.word, one.heard, Grade.BAD, why)
        disturbed = False
        words.append(one)
    return Grading(tuple(words), tuple(added))


def _graded(word: Word, heard: str | None, sounds: _Sounds) -> GradedWord:
    """The grade of a word for which another, or none, may have been heard."""
    small = not word.in_entity and word.text in small_words(sounds.language)
    likeness = 0.0 if heard is None else sounds.likeness(word.text, heard)
    rules = (
        (heard == word.text, Grade.GOOD, "heard"),
        (small, Grade.ACCEPTABLE, "an article"),
        (heard is None, Grade.MISSED, "not heard"),
        (likeness == 1.0, Grade.GOOD, "sounds the same"),
        (word.in_entity, Grade.BAD, f"wrong in a {word.kind}"),
        (likeness >= NEAR, Grade.ACCEPTABLE, "sounds nearly so"),
        (True, Grade.BAD, "another word"),
    )
    value, why = next((value, why) for holds, value, why in rules if holds)
    return GradedWord(word, heard, value, why)


class _Sounds:
    """How words of a locale sound, each read once; by their letters where nobody reads them."""

    def __init__(self, locale: str) -> None:
        self.locale, self.language = locale, locale.partition("-")[0]
        self._known: dict[str, str] = {}

    def _of(self, word: str) -> str:
        if word not in self._known:
            try:
                read = phonemized([word], self.locale)[0]
            except EngineError:
                read = None
            self._known[word] = (read or word).translate(STRESS)
        return self._known[word]

    def likeness(self, one: str, two: str) -> float:
        """How alike two words sound, 0 to 1."""
        return (
            1.0 if one == two else Levenshtein.normalized_similarity(self._of(one), self._of(two))
        )


@lru_cache(maxsize=1)
def _small_words() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("small_words.yaml").read_text(encoding="utf-8")
    return {language: frozenset(words) for language, words in parse_own(text).items()}


def small_words(language: str) -> frozenset[str]:
    """The articles of a language; empty where they are not known or there are none.

    >>> sorted(small_words("en"))
    ['a', 'an', 'the']
    """
    return _small_words().get(language, frozenset())
