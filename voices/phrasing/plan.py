"""The plan: phrases of an utterance, each with what it is and the pause behind it.

Pure: equal utterances give equal plans, and nothing here knows an engine or a voice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from normalizers.utterance import Break, Utterance
from voices.audio import PhraseKind
from voices.phrasing import silences
from voices.phrasing.clauses import Clause, Sentence, sentences
from voices.phrasing.entities import Place, Spelled, entities
from voices.phrasing.lists import Listed, listed
from voices.phrasing.moods import Mood, mood, rules
from voices.phrasing.silences import Silence

FALLING = frozenset(
    {
        PhraseKind.STATEMENT,
        PhraseKind.WH,
        PhraseKind.EXCLAMATION,
        PhraseKind.LAST_ITEM,
        PhraseKind.CONTINUATION,
    }
)
"""Kinds in whose place the last group of an entity falls to the base."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A phrase of tokens: from the place ``first`` up to the next phrase's, or ``last`` at the
    end of a sentence.

    ``silence`` is the pause behind it, None for none or, where ``exact``, for that of markup;
    ``spelled`` says that its words are figures and letters of an entity; ``focus`` is the token of
    the question word. The others as in `voices.audio.Phrase`.
    """

    first: Place
    last: int
    kind: PhraseKind
    mood: PhraseKind
    silence: Silence | None = None
    exact: bool = False
    spelled: bool = False
    focus: int | None = None
    ends_sentence: bool = False
    ends_paragraph: bool = False


def plan(utterance: Utterance) -> tuple[Planned, ...]:
    """The phrases of an utterance, in order; together they cover every spoken token.

    >>> from normalizers import normalize
    >>> [str(one.kind) for one in plan(normalize("Tea, milk, and jam. Is it 555-0132?", "en-US"))]
    ['item', 'item', 'last item', 'open', 'group', 'yes-no question']
    """
    return tuple(
        phrase for sentence in sentences(utterance) for phrase in _of_sentence(utterance, sentence)
    )


def _of_sentence(utterance: Utterance, sentence: Sentence) -> Iterator[Planned]:
    locale = utterance.tokens[sentence.clauses[-1].tokens[-1]].language or utterance.locale
    asked = mood(sentence, locale)
    items = listed(sentence, asked, rules(locale))
    for place, clause in enumerate(sentence.clauses):
        kind = _kind(sentence, place, asked, items)
        focus = None
        if asked.focus and asked.focus[0] == place:
            focus = clause.tokens[min(asked.focus[1], len(clause.tokens) - 1)]
        phrases = list(_of_clause(utterance, clause, kind, asked.kind, _cut(clause, items, place)))
        last = place == len(sentence.clauses) - 1
        phrases[-1] = replace(
            phrases[-1],
            silence=None if clause.exact else _silence(clause),
            exact=clause.exact,
            ends_sentence=last,
            ends_paragraph=last and clause.paragraph,
        )
        for phrase in phrases:
            held = focus is not None and phrase.first[0] <= focus <= phrase.last
            yield replace(phrase, focus=focus if held else None)


def _silence(clause: Clause) -> Silence | None:
    return silences.of_break(clause.division, clause.marks, paragraph=clause.paragraph)


def _cut(clause: Clause, items: Listed | None, place: int) -> int | None:
    """The token with which the last item begins within a clause, None where none does."""
    if items is None or not items.cut or place != items.clauses[-1]:
        return None
    return clause.tokens[items.cut]


def _kind(sentence: Sentence, place: int, asked: Mood, items: Listed | None) -> PhraseKind:
    """How the clause of a sentence ends."""
    last = place == len(sentence.clauses) - 1
    if items is not None and place in items.clauses:
        if not last:
            return PhraseKind.ITEM
        falls = asked.either or asked.kind is not PhraseKind.YES_NO
        return PhraseKind.LAST_ITEM if falls else PhraseKind.YES_NO
    if last:
        return asked.kind
    if asked.tag and place == len(sentence.clauses) - 2:
        return PhraseKind.STATEMENT
    if asked.either and asked.focus and asked.focus[0] == place:
        return PhraseKind.WH
    return PhraseKind.CONTINUATION


def _of_clause(
    utterance: Utterance, clause: Clause, kind: PhraseKind, said: PhraseKind, cut: int | None
) -> Iterator[Planned]:
    """The phrases of a clause whose end is of ``kind``, in a sentence of mood ``said``; an item
    ends before the token ``cut``."""
    tokens = clause.tokens
    found = list(entities(utterance, tokens))
    parts = [tokens] if cut is None else [
        tuple(index for index in tokens if index < cut),
        tuple(index for index in tokens if index >= cut),
    ]  # fmt: skip
    for number, part in enumerate(parts):
        own = [entity for entity in found if entity.groups[0][0] in part]
        end = kind if number == len(parts) - 1 else PhraseKind.ITEM
        yield from _of_part(part, own, end, said)


def _of_part(
    tokens: tuple[int, ...], found: list[Spelled], kind: PhraseKind, said: PhraseKind
) -> Iterator[Planned]:
    begin = 0  # the first token that stands in no phrase yet
    for entity in found:
        at = tokens.index(entity.groups[0][0])
        if at > begin:
            yield Planned((tokens[begin], 0), tokens[at - 1], PhraseKind.OPEN, said)
        begin = tokens.index(entity.last) + 1
        yield from _groups(entity, kind, said, goes_on=begin < len(tokens))
    if begin < len(tokens):
        yield Planned((tokens[begin], 0), tokens[-1], kind, said)


def _groups(
    entity: Spelled, kind: PhraseKind, said: PhraseKind, *, goes_on: bool
) -> Iterator[Planned]:
    """The groups of an entity: all but the last rise and are followed by a pause, the last falls
    unless a rising phrase ends with it. An entity of one group within a phrase has no pause."""
    *others, last = entity.groups
    for place, following in zip(others, entity.groups[1:], strict=True):
        until = following[0] if following[1] else following[0] - 1
        yield Planned(place, until, PhraseKind.GROUP, said, silences.GROUP, spelled=True)
    if not others:
        yield Planned(last, entity.last, PhraseKind.OPEN if goes_on else kind, said, spelled=True)
        return
    falls = goes_on or kind in FALLING
    yield Planned(
        last,
        entity.last,
        PhraseKind.LAST_GROUP if falls else kind,
        said,
        silences.AFTER_ENTITY if goes_on else None,
        spelled=True,
    )


def readable(utterance: Utterance, planned: tuple[Planned, ...]) -> Utterance:
    """The utterance with a division wherever the plan has a pause, so that an engine divides its
    words there too."""
    divided = {
        phrase.last
        for phrase, following in pairwise(planned)
        if phrase.silence and not following.first[1]
    }
    tokens = tuple(
        replace(token, break_after=Break.PHRASE)
        if index in divided and not _divides(utterance, index)
        else token
        for index, token in enumerate(utterance.tokens)
    )
    return replace(utterance, tokens=tokens)


def _divides(utterance: Utterance, index: int) -> bool:
    """Whether speech is divided behind a spoken token already."""
    for token in utterance.tokens[index:]:
        if token.break_after is not Break.NONE:
            return True
        if token.spoken and token is not utterance.tokens[index]:
            return False
    return True
