"""Lists: which clauses of a sentence are items, and where the last item begins.

A list has at least two clauses, and a conjunction before its last item; its items are short. That
a sentence is a list cannot be told surely from its words; items and clauses that only go on are
said much alike, so that an error is not grave. The limits are judgement [J].
"""

from __future__ import annotations

from dataclasses import dataclass

from voices.phrasing.clauses import Sentence
from voices.phrasing.moods import Mood, Rules

LONGEST_ITEM = 6
"""Words of an item between the first and the last."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The clauses that are items (the last one too), and the token of the last clause with which
    its last item begins: 0 where the whole clause is it."""

    clauses: range
    cut: int = 0


def listed(sentence: Sentence, mood: Mood, rules: Rules) -> Listed | None:
    """The list that a sentence ends with, None where it ends with none.

    Alternatives of a question ("tea or coffee") are a list of two within one clause.
    """
    clauses = sentence.clauses
    last = clauses[-1]
    if mood.tag:
        return None
    if mood.either:
        cut = _joint(last.texts, rules, either=True)
        begin = _begin(sentence) if mood.focus is None else mood.focus[0] + 1
        return Listed(range(begin, len(clauses)), cut)
    if len(clauses) < 2 or any(clause.division.value != "phrase" for clause in clauses[:-1]):
        return None
    begin = _begin(sentence)
    if rules.joins.match(last.text):
        return Listed(range(begin, len(clauses))) if len(clauses) - begin > 2 else None
    cut = _joint(last.texts, rules, either=False)
    short = 0 < cut <= LONGEST_ITEM and len(last.texts) - cut <= LONGEST_ITEM + 1
    if short and len(clauses) - begin > 1 and not rules.asks.match(last.text):
        return Listed(range(begin, len(clauses)), cut)
    return None


def _begin(sentence: Sentence) -> int:
    """The clause with the first item: that before the short clauses at the end."""
    begin = len(sentence.clauses) - 1
    while begin > 0:
        begin -= 1
        if len(sentence.clauses[begin].tokens) > LONGEST_ITEM:
            break
    return begin


def _joint(texts: tuple[str, ...], rules: Rules, *, either: bool) -> int:
    """The token that begins the last item within a clause, 0 for none."""
    pattern = rules.either if either else rules.joins
    for place in range(len(texts) - 1, 0, -1):
        behind = " ".join(texts[place:])
        if pattern.match(behind):
            return place
    return 0
