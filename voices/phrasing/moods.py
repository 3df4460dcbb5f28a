"""What a sentence is: statement, question for yes or no, wh-question, exclamation.

A question is told by its words, which the locale's file holds. Without such words a question asks
for yes or no. A wh-question falls as a statement does, and so does the last of two alternatives
(syrdal2003 [R]; hedberg2014 [R] for the rise of the others).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from locales import get
from normalizers.utterance import Break
from voices.audio import PhraseKind
from voices.phrasing.clauses import Sentence


@dataclass(frozen=True, slots=True)
class Mood:
    """What a sentence is, whether its last clause is a tag, whether it offers alternatives, and
    where its question word stands: clause and token within the clause."""

    kind: PhraseKind
    tag: bool = False
    either: bool = False
    focus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled patterns of a locale."""

    asks: re.Pattern[str]
    late: re.Pattern[str]
    verbs: re.Pattern[str]
    tags: re.Pattern[str]
    either: re.Pattern[str]
    open: re.Pattern[str]
    joins: re.Pattern[str]


@lru_cache(maxsize=64)
def rules(locale: str) -> Rules:
    """The patterns of a locale, anchored where they must stand."""
    words = get(locale).sentences
    before = rf"(?:(?:{words.before})\s+){{0,4}}"
    return Rules(
        asks=re.compile(rf"(?P<before>{before})(?P<word>{words.asks})(?![\w-])", re.I),
        late=re.compile(rf"\S\s+(?P<word>{words.late})$", re.I),
        verbs=re.compile(rf"{before}(?:{words.verbs})(?![\w'-])", re.I),
        tags=re.compile(rf"(?:{words.tags})", re.I),
        either=re.compile(rf"(?<!\S)(?:{words.either})(?!\S)", re.I),
        open=re.compile(rf"(?<!\S)(?:{words.open})(?!\S)", re.I),
        joins=re.compile(rf"(?:{words.joins})(?!\S)", re.I),
    )


def mood(sentence: Sentence, locale: str) -> Mood:
    """What a sentence is, by its last mark and its words.

    >>> from normalizers import normalize
    >>> from voices.phrasing.clauses import sentences
    >>> def said(text):
    ...     return [str(mood(one, "en-US").kind) for one in sentences(normalize(text, "en-US"))]
    >>> said("Is it? And to which city? Can you say, please, when it came? Yes!")
    ['yes-no question', 'wh-question', 'yes-no question', 'exclamation']
    """
    division = sentence.clauses[-1].division
    if division is Break.EXCLAMATION:
        return Mood(PhraseKind.EXCLAMATION)
    if division is not Break.QUESTION:
        return Mood(PhraseKind.STATEMENT)
    found = rules(locale)
    clauses = [clause.text for clause in sentence.clauses]
    if len(clauses) > 1 and found.tags.fullmatch(clauses[-1]):
        return Mood(PhraseKind.YES_NO, tag=True)
    focus = _asked(clauses, found)
    either = _offers(clauses, found, asked=focus is not None)
    return Mood(PhraseKind.WH if focus else PhraseKind.YES_NO, either=either, focus=focus)


def _asked(clauses: list[str], found: Rules) -> tuple[int, int] | None:
    """Clause and word of the question word, None for a question of yes or no.

    The last clause that tells decides, unless the first begins with a verb; "..., and when" still
    asks then.
    """
    opened = found.asks.match(clauses[0]) is None and found.verbs.match(clauses[0]) is not None
    for place in range(len(clauses) - 1, -1, -1):
        clause = clauses[place]
        match = found.asks.match(clause)
        if match and (not opened or match["before"]):
            return place, clause[: match.start("word")].count(" ")
        if match or found.verbs.match(clause):
            return None
    late = found.late.search(clauses[-1])
    if late:
        return len(clauses) - 1, clauses[-1][: late.start("word")].count(" ")
    return None


def _offers(clauses: list[str], found: Rules, *, asked: bool) -> bool:
    """Whether the last clause holds the last of alternatives; a wh-question offers them in a
    clause of their own only ("Which one, the red or the blue?")."""
    last = clauses[-1]
    if asked and (len(clauses) == 1 or found.asks.match(last)):
        return False
    if any(found.open.search(clause) for clause in clauses):
        return False
    match = found.either.search(last)
    return match is not None and (match.start() > 0 or len(clauses) > 1)
