"""The plan in the words of a speech."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalizers.utterance import Utterance
from voices.audio import Phrase, PhraseKind, Word
from voices.engines.reading import plain
from voices.phrasing.entities import Place, groups
from voices.phrasing.plan import Planned
from voices.shaping.pausing import LETTER_GAP_S

DIGITS_SYLL_S = (2.6, 3.3, 4.2)
"""Least, typical and greatest rate of digits within a group, syllables a second (04_digits_letters,
memory and judgement [M])."""
LETTERS_S = (1.8, 2.3, 3.0)
"""The same of spelled letters, letters a second with their gaps [M]."""


def phrases(
    planned: Sequence[Planned],
    utterance: Utterance,
    words: Sequence[Word],
    *,
    first: int = 0,
    pace: float = 1.0,
) -> tuple[Phrase, ...]:
    """The phrases of a speech of (a part of) an utterance.

    ``words`` are those of the speech; ``first`` is added to their tokens, so that they count in
    ``utterance``, which was planned; ``pace`` is how many times as fast as neutral the voice
    speaks. A phrase of which the speech has a beginning only is open.
    """
    places = _places(utterance, words, first)
    begins = [phrase.first for phrase in planned]
    found: list[Phrase] = []
    runs = _runs([bisect_right(begins, place) - 1 for place in places])
    for index, start, end in runs:
        phrase = planned[max(index, 0)]
        found.append(_phrase(phrase, words, (start, end), first, pace))
    if found and _is_cut(planned[max(runs[-1][0], 0)], utterance, words, first):
        found[-1] = replace(
            found[-1], kind=PhraseKind.OPEN, pause_s=0.0, ends_sentence=False, ends_paragraph=False
        )
    return tuple(found)


def _places(utterance: Utterance, words: Sequence[Word], first: int) -> list[Place]:
    """The place of each word; one of unknown origin stands where the word before it does."""
    found: list[Place] = []
    place: Place = (0, 0)
    count, counted = 0, -1
    for word in words:
        if word.token is not None:
            index = word.token + first
            count, counted = (count + 1 if index == counted else 0), index
            place = index, _group(utterance, index, count)
        found.append(place)
    return found


def _group(utterance: Utterance, index: int, count: int) -> int:
    """The pause group of the word ``count`` of a token."""
    for number, group in enumerate(groups(utterance.tokens[index])):
        count -= len(plain(group).split())
        if count < 0:
            return number
    return 0


def _runs(owners: Sequence[int]) -> list[tuple[int, int, int]]:
    """Runs of words of one phrase: its index, first word and the one past the last."""
    runs: list[tuple[int, int, int]] = []
    for word, owner in enumerate(owners):
        if runs and runs[-1][0] == owner:
            runs[-1] = owner, runs[-1][1], word + 1
        else:
            runs.append((owner, word, word + 1))
    return runs


def _phrase(
    planned: Planned,
    words: Sequence[Word],
    span: tuple[int, int],
    first: int,
    pace: float,
) -> Phrase:
    begin, end = span
    own = range(begin, end)
    letters = [word for word in own if planned.spelled and _is_letter(words[word])]
    focus = None
    if planned.focus is not None:
        focus = next((w for w in own if _token(words[w], first) == planned.focus), None)
    pause_s = planned.silence.at(pace) if planned.silence else 0.0
    return Phrase(
        first=begin,
        last=end,
        kind=planned.kind,
        mood=planned.mood,
        ends_sentence=planned.ends_sentence,
        ends_paragraph=planned.ends_paragraph,
        pause_s=None if planned.exact else pause_s,
        rate_syll_s=_rate(len(letters) / len(own), pace) if planned.spelled else None,
        spaced=tuple(_spaced(letters, end)),
        focus=focus,
    )


def _rate(letters: float, pace: float) -> float:
    """Syllables a second of a group of digits and a share of letters, gaps left out."""
    low, typical, high = DIGITS_SYLL_S
    digits = min(max(typical * pace, low), high)
    low, typical, high = LETTERS_S
    spelled = 1 / (1 / min(max(typical * pace, low), high) - LETTER_GAP_S)
    return 1 / (letters / spelled + (1 - letters) / digits)


def _spaced(letters: Sequence[int], end: int) -> Iterator[int]:
    """The words behind which a gap sets a letter apart from what follows in the phrase."""
    for word in letters:
        if word - 1 not in letters and word > 0:
            yield word - 1
        if word + 1 < end:
            yield word


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isupper()


def _token(word: Word, first: int) -> int | None:
    return None if word.token is None else word.token + first


def _is_cut(phrase: Planned, utterance: Utterance, words: Sequence[Word], first: int) -> bool:
    """Whether words of a phrase are missing behind the last word of a speech."""
    last = next((_token(word, first) for word in reversed(words) if word.token is not None), None)
    return last is not None and any(
        token.spoken for token in utterance.tokens[last + 1 : phrase.last + 1]
    )
