"""Numbers and codes that are spelled in groups.

Conventions: a place is a token's index and the number of a pause group in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.utterance import Token, Utterance

Place = tuple[int, int]

_CODE = re.compile(r"(?=.*\d)[A-Z\d]{1,6}|[A-Z]{1,3}|\d{2,6}")
_IN_CODES = frozenset({"code", "measure", "number"})


@dataclass(frozen=True, slots=True)
class Spelled:
    """An entity: the first place of each of its groups, and its last token."""

    groups: tuple[Place, ...]
    last: int


def entities(utterance: Utterance, tokens: Sequence[int]) -> Iterator[Spelled]:
    """The spelled entities among spoken tokens of a clause, in order.

    Tokens with pause groups are; so are written groups that the text's reader took for tokens of
    their own, of which the first is a code ("K3 9P 74").
    """
    position = 0
    while position < len(tokens):
        run = _run(utterance, tokens[position:])
        if run:
            groups = tuple(place for index in run for place in _places(index, utterance))
            yield Spelled(groups, run[-1])
        position += max(len(run), 1)


def _places(index: int, utterance: Utterance) -> Iterator[Place]:
    for number in range(len(groups(utterance.tokens[index]) or ("",))):
        yield index, number


def groups(token: Token) -> tuple[str, ...]:
    """The pause groups of a token as an engine says them; one whose pronunciation is prescribed
    is said without pauses."""
    return () if token.ipa else token.groups or ()


def _run(utterance: Utterance, tokens: Sequence[int]) -> Sequence[int]:
    first = utterance.tokens[tokens[0]]
    if not groups(first):
        return ()
    count = 1
    if first.kind == "code" and _CODE.fullmatch(first.written):
        while count < len(tokens) and _goes_on(utterance, tokens[count - 1], tokens[count]):
            count += 1
    return tokens[:count]


def _goes_on(utterance: Utterance, index: int, following: int) -> bool:
    before, token = utterance.tokens[index], utterance.tokens[following]
    joined = token.span.start - before.span.end <= 1 and following == index + 1
    return joined and token.kind in _IN_CODES and bool(_CODE.fullmatch(token.written))
