"""Rules that spell numbers in words: what a locale's file may say, and how a body is parsed.

Conventions: a subset of CLDR's rule-based number formats (Unicode TS 35, part 3). A rule set maps
base values to bodies; a number is spelled by the rule with the highest base value that is not above
it. A key is the base value (``100``, ``1e6``), with the radix where it is not ten (``60/20``); the
divisor is the highest power of the radix that is not above the base value. In a body ``<<`` spells
the quotient by the divisor, ``>>`` the remainder, ``<set<`` and ``>set>`` do so by another rule
set, ``=set=`` spells the number itself by another set, ``[ ]`` is left out where the remainder is
zero, what stands behind ``|`` in it is left out where it is not. An empty body takes a rule of the
parent file away. CLDR's rollback of a rule whose base value is no multiple of its divisor is left
out.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator

Kind = Literal["text", "same", "quotient", "remainder"]

_KEY = re.compile(
    r"(?P<base>0|[1-9][0-9]{0,27})(?:e(?P<zeros>[0-9]{1,2}))?(?:/(?P<radix>[0-9]{1,4}))?"
)
_NAME = r"[a-z][a-z0-9-]{0,30}"
_PIECE = re.compile(
    rf"=(?P<same>{_NAME})=|<(?P<quotient>(?:{_NAME})?)<|>(?P<remainder>(?:{_NAME})?)>"
    r"|(?P<text>[^<>=\[\]|0-9]+)|(?P<bracket>[\[\]|])"
)
_ENDLESS = 10**30  # above every number that is spelled


class Piece(NamedTuple):
    """A part of a body: words, or what is spelled there by which rule set.

    ``optional`` pieces are left out where the remainder is zero, ``whole`` ones where it is not.
    """

    kind: Kind
    text: str
    optional: bool = False
    whole: bool = False


class Rule(NamedTuple):
    """What is said from ``base`` up to the next rule; ``divisor`` is a power of the radix."""

    base: int
    divisor: int
    pieces: tuple[Piece, ...]


Rules = tuple[Rule, ...]


def parse_key(text: str) -> tuple[int, int]:
    """Base value and divisor of a key. Raises ValueError for anything else.

    >>> parse_key("60/20"), parse_key("2e6"), parse_key("0")
    ((60, 20), (2000000, 1000000), (0, 1))
    """
    match = _KEY.fullmatch(text)
    radix = int(match["radix"] or 10) if match else 0
    if not match or radix < 2 or int(match["zeros"] or 0) > 27:
        raise ValueError(f"{text!r} is no base value; write 100, 1e6 (up to 27 zeros) or 60/20")
    base = int(match["base"]) * 10 ** int(match["zeros"] or 0)
    divisor = 1
    while divisor * radix <= base:
        divisor *= radix
    return base, divisor


def parse_body(text: str, own: str) -> tuple[Piece, ...]:
    """The pieces of a body in rule set ``own``. Raises ValueError where it cannot be read.

    >>> parse_body("<< hundred[ >>]", "cardinal")[1:]
    (Piece(kind='text', text=' hundred', optional=False, whole=False), Piece(kind='text', \
text=' ', optional=True, whole=False), Piece(kind='remainder', text='cardinal', optional=True, \
whole=False))
    """
    pieces: list[Piece] = []
    place, optional, whole = 0, False, False
    while place < len(text):
        match = _PIECE.match(text, place)
        if not match:
            raise ValueError(f"body {text!r} cannot be read from {text[place:]!r} on")
        place = match.end()
        bracket = match["bracket"]
        if bracket:
            if (optional or whole) == (bracket == "[") or (whole and bracket == "|"):
                raise ValueError(f"body {text!r}: brackets come in pairs and do not nest")
            optional, whole = bracket == "[", bracket == "|"
            continue
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        said = match[kind]
        said = said if kind in ("text", "same") else said or own
        pieces.append(Piece(kind, said, optional, whole))
    if optional or whole:
        raise ValueError(f"body {text!r}: a bracket is left open")
    return tuple(pieces)


def compiled(sets: dict[str, dict[str, str]]) -> dict[str, Rules]:
    """The rules of every set, sorted by base value. Raises ValueError for one that is damaged."""
    result: dict[str, Rules] = {}
    for name, bodies in sets.items():
        if not re.fullmatch(_NAME, name):
            raise ValueError(f"rule set {name!r}: names have small letters, figures and hyphens")
        rules: dict[int, Rule] = {}
        for key, body in bodies.items():
            base, divisor = parse_key(key)
            if base in rules and body:
                raise ValueError(f"{name} {key}: {base} has two rules; keep one")
            if body:
                rules[base] = Rule(base, divisor, parse_body(body, name))
        if not rules:
            raise ValueError(f"rule set {name!r} has no rule; give one or leave the set out")
        result[name] = tuple(rules[base] for base in sorted(rules))
    return result


def checked(sets: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """The sets as they are, if every number is spelled and every spelling ends.

    Raises ValueError: for a set that a body names but nobody wrote, for a number below a set's
    first rule, for a body that comes back to itself.
    """
    rules = compiled(sets)
    for name in ("cardinal", "ordinal"):
        if sets and (name not in rules or rules[name][0].base != 0):
            raise ValueError(f"rule set {name!r} must be there and begin with 0")
    for name, own in rules.items():
        for rule, last in _with_last(own):
            for piece in rule.pieces:
                if piece.kind != "text":
                    _check(rules, name, rule, last, piece)
    _check_ends(rules)
    return sets


def _with_last(rules: Rules) -> list[tuple[Rule, int]]:
    """Each rule with the highest number that it spells."""
    following = [rule.base for rule in rules[1:]] + [_ENDLESS]
    return [(rule, after - 1) for rule, after in zip(rules, following, strict=True)]


def _check(rules: dict[str, Rules], name: str, rule: Rule, last: int, piece: Piece) -> None:
    """That a body's other set is there and spells the least number that comes to it."""
    place = f"{name} {rule.base}"
    if piece.text not in rules:
        raise ValueError(
            f"{place}: no rule set {piece.text!r}; there are {', '.join(sorted(rules))}"
        )
    if piece.kind != "same" and rule.divisor == 1:
        raise ValueError(f"{place}: below its radix a number has no quotient and remainder")
    least = rule.base
    if piece.kind == "quotient":
        least = rule.base // rule.divisor
    elif piece.kind == "remainder":
        one_run = rule.base // rule.divisor == last // rule.divisor
        least = max(rule.base % rule.divisor if one_run else 0, int(piece.optional))
    if rules[piece.text][0].base > least:
        raise ValueError(f"{place}: {least} comes to {piece.text!r}, which begins above it")


def _check_ends(rules: dict[str, Rules]) -> None:
    """That no number is handed on in a circle; quotients and remainders get smaller anyway."""
    spans = {name: _with_last(own) for name, own in rules.items()}
    done: set[tuple[str, int]] = set()

    def follow(name: str, low: int, high: int, path: tuple[tuple[str, int], ...]) -> None:
        for rule, last in spans[name]:
            if last < low or rule.base > high or (name, rule.base) in done:
                continue
            if (name, rule.base) in path:
                raise ValueError(f"{name} {rule.base}: its body comes back to itself")
            for piece in rule.pieces:
                if piece.kind == "same":
                    step = (*path, (name, rule.base))
                    follow(piece.text, max(low, rule.base), min(high, last), step)
            if low <= rule.base and last <= high:
                done.add((name, rule.base))

    for name in rules:
        follow(name, 0, _ENDLESS, ())


RuleSets = Annotated[dict[str, dict[str, str]], AfterValidator(checked)]
