"""Rules that rewrite the phones of one accent as those of another.

A rule changes phones where their surroundings are as it says: neighbours, stress, syllable, place
in the word, spelling. Rules apply in order, each to the whole utterance at once. Names of phones
are an engine's own (espeak's mnemonics), because they still tell the lexical sets apart (Wells
1982) that a symbol of the IPA no longer does: BATH and PALM of a voice may sound alike.

Conventions: ``stress`` is the engine's mark before a vowel, "" for none; a neighbour is looked for
within the word, and beyond its edge only where the rule says ``across``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal, Protocol

from pydantic import Field

from voices.sourced import Sourced

PRIMARY = "'"
CLASSES = ("vowel", "consonant", "stressed", "unstressed", "voiced", "voiceless", "edge", "pause")
"""What a neighbour may be beside a phone by name: ``stressed`` and ``unstressed`` are vowels,
``edge`` the edge of the word, ``pause`` the edge of the phrase (only ``across``)."""


class Kind(Protocol):
    """What rules ask of a phone."""

    @property
    def is_vowel(self) -> bool:
        """Whether it is the nucleus of a syllable."""

    @property
    def is_voiced(self) -> bool:
        """Whether the vocal folds vibrate."""

    @property
    def is_obstruent(self) -> bool:
        """Whether it is a stop, an affricate or a fricative."""


class Rule(Sourced):
    """One rule.

    ``change`` leads from a phone to the phones that stand for it, by spaces ("" for none);
    ``swallows`` are phones behind it that vanish with it, and without which it does not change.
    ``stress`` is that of the phone, for a consonant that of the next vowel of its word; ``word``
    whether its word has a primary stress; ``last`` asks for the last vowel of its word; ``spelled``
    a pattern that the spelling of its word
    must match somewhere.
    """

    change: Annotated[Mapping[str, str], Field(min_length=1)]
    swallows: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    across: bool = False
    syllable: Literal["open", "closed"] | None = None
    stress: Literal["stressed", "unstressed"] | None = None
    place: Literal["initial", "medial", "final"] | None = None
    word: Literal["stressed", "unstressed"] | None = None
    last: bool = False
    spelled: str | None = None
    note: str = ""

    def names(self) -> Iterable[str]:
        """Every phone that the rule names."""
        yield from self.change
        yield from (name for said in self.change.values() for name in said.split())
        neighbours = (self.after, self.before, self.unless_after, self.unless_before)
        yield from (name for names in neighbours for name in names if name not in CLASSES)
        yield from self.swallows


@dataclass(frozen=True, slots=True)
class Said:
    """One phone as an engine says it: its name and its stress mark."""

    name: str
    stress: str = ""


@dataclass(frozen=True, slots=True)
class SaidWord:
    """One word: its spelling, its phones, whether a pause follows, and whether it is ``fixed``
    (its pronunciation is prescribed, or of another language) and no rule may touch it."""

    text: str
    phones: tuple[Said, ...]
    pause_after: bool = False
    fixed: bool = False


def is_pause(name: str) -> bool:
    """Whether a phone is no sound but a rest, as espeak names them."""
    return name.startswith("_")


class Rewriter:
    """Applies rules to words; ``kinds`` says of each phone by name what it is.

    ``linking`` are consonants that belong to the next word (the liaison of French): at the end of
    a word they close no syllable.
    """

    def __init__(
        self, rules: Sequence[Rule], kinds: Mapping[str, Kind], linking: Iterable[str] = ()
    ) -> None:
        self._rules = tuple(rules)
        self._spelled = [re.compile(rule.spelled or "", re.IGNORECASE) for rule in rules]
        self._kinds = kinds
        self._linking = frozenset(linking)

    def rewrite(self, words: Sequence[SaidWord]) -> tuple[SaidWord, ...]:
        """The words with every rule applied, in order."""
        now = list(words)
        for rule, pattern in zip(self._rules, self._spelled, strict=True):
            now = self._applied(rule, pattern, now)
        return tuple(now)

    def _applied(
        self, rule: Rule, pattern: re.Pattern[str], words: Sequence[SaidWord]
    ) -> list[SaidWord]:
        changed = []
        for number, word in enumerate(words):
            touched = not word.fixed and any(phone.name in rule.change for phone in word.phones)
            if not touched or (rule.spelled and not pattern.search(word.text)):
                changed.append(word)
                continue
            phones: list[Said] = []
            skip = -1
            for at, phone in enumerate(word.phones):
                if at == skip:
                    continue
                if phone.name in rule.change and self._matches(rule, words, number, at):
                    phones += self._said(rule.change[phone.name], phone.stress)
                    skip = at + 1 if rule.swallows else -1
                else:
                    phones.append(phone)
            changed.append(replace(word, phones=tuple(phones)))
        return changed

    def _said(self, names: str, stress: str) -> list[Said]:
        """The phones that stand for one; its stress goes to the first vowel among them."""
        found = []
        for name in names.split():
            mark = stress if self._is_vowel(name) else ""
            found.append(Said(name, mark))
            stress = "" if mark else stress
        return found

    def _matches(self, rule: Rule, words: Sequence[SaidWord], number: int, at: int) -> bool:
        word = words[number]
        before = self._neighbour(words, number, at, 1, rule.across)
        after = self._neighbour(words, number, at, -1, rule.across)
        return (
            (not rule.swallows or _name(word, at + 1) in rule.swallows)
            and (not rule.after or self._is_any(after, rule.after))
            and (not rule.before or self._is_any(before, rule.before))
            and not self._is_any(after, rule.unless_after)
            and not self._is_any(before, rule.unless_before)
            and rule.place in (None, _place(word, at))
            and rule.stress in (None, self._stress(word, at))
            and rule.word in (None, _stress_of(word.phones))
            and not (rule.last and self._vowels(word.phones[at + 1 :]))
            and rule.syllable in (None, self.syllable(word, at))
        )

    def _neighbour(
        self, words: Sequence[SaidWord], number: int, at: int, step: int, across: bool
    ) -> Said | str:
        """The phone beside one, or "edge" or "pause" where there is none."""
        word = words[number]
        if 0 <= at + step < len(word.phones):
            one = word.phones[at + step]
            return "pause" if is_pause(one.name) else one
        if not across:
            return "edge"
        parted = word if step > 0 else words[number - 1] if number else None
        other = words[number + step] if 0 <= number + step < len(words) else None
        if parted is None or other is None or parted.pause_after or not other.phones:
            return "pause"
        one = other.phones[0 if step > 0 else -1]
        return "pause" if is_pause(one.name) else one

    def _is_any(self, one: Said | str, wanted: tuple[str, ...]) -> bool:
        if isinstance(one, str):
            return one in wanted
        if one.name in wanted:
            return True
        kind = self._kinds.get(one.name)
        if kind is None:
            return False
        stressed = kind.is_vowel and one.stress == PRIMARY
        is_true = {
            "vowel": kind.is_vowel,
            "consonant": not kind.is_vowel,
            "stressed": stressed,
            "unstressed": kind.is_vowel and not stressed,
            "voiced": kind.is_voiced,
            "voiceless": not kind.is_voiced,
        }
        return any(is_true.get(name, False) for name in wanted)

    def _stress(self, word: SaidWord, at: int) -> str:
        """Whether the phone is stressed; a consonant is as the next vowel of its word."""
        return _stress_of(self._vowels(word.phones[at:])[:1])

    def _vowels(self, phones: Sequence[Said]) -> list[Said]:
        return [phone for phone in phones if self._is_vowel(phone.name)]

    def _is_vowel(self, name: str) -> bool:
        """Whether a phone is a vowel; one that nobody knows is none."""
        kind = self._kinds.get(name)
        return kind is not None and kind.is_vowel

    def syllable(self, word: SaidWord, at: int) -> str:
        """Whether the syllable of a vowel is open or closed, by the consonants behind it.

        One consonant before a vowel begins the next syllable; of two, an obstruent and a liquid
        or glide do so (the maximal onsets of French and English without those of s).
        """
        rest = word.phones[at + 1 :]
        count = next((i for i, phone in enumerate(rest) if self._is_vowel(phone.name)), len(rest))
        consonants = [phone.name for phone in rest[:count]]
        if count == len(rest):
            closing = [name for name in consonants if name not in self._linking]
            return "closed" if closing else "open"
        if len(consonants) <= 1:
            return "open"
        first, second = (self._kinds.get(name) for name in consonants[-2:])
        onset = first and first.is_obstruent and second and not second.is_obstruent
        return "open" if onset and len(consonants) == 2 else "closed"


def _name(word: SaidWord, at: int) -> str | None:
    return word.phones[at].name if at < len(word.phones) else None


def _place(word: SaidWord, at: int) -> str:
    return "final" if at == len(word.phones) - 1 else "medial" if at else "initial"


def _stress_of(phones: Sequence[Said]) -> str:
    return "stressed" if any(phone.stress == PRIMARY for phone in phones) else "unstressed"
