"""Numbers in words by a locale's rules.

Conventions: values are ints from 0 on; the rules and their subset of CLDR's notation are described
in ``locales.spellout``. A Speller holds no state that changes, so threads may share it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from locales.spellout import Rules, compiled


class Speller:
    """The rule sets of one locale, ready to spell."""

    __slots__ = ("_bases", "_sets")

    def __init__(self, sets: dict[str, dict[str, str]]) -> None:
        self._sets: Mapping[str, Rules] = compiled(sets)
        self._bases = {name: [rule.base for rule in own] for name, own in self._sets.items()}

    def __contains__(self, name: str) -> bool:
        return name in self._sets

    def spell(self, name: str, value: int) -> str:
        """A number by a rule set. Raises KeyError for a set that is not there.

        >>> tens = {"0": "zero", "1": "one", "10": "ten", "11": "ten and >>", "20": "<< tens[ >>]"}
        >>> Speller({"cardinal": tens | {"2": "two"}}).spell("cardinal", 21)
        'two tens one'
        """
        rule = self._sets[name][bisect_right(self._bases[name], value) - 1]
        if len(rule.pieces) == 1 and rule.pieces[0].kind == "text":
            return rule.pieces[0].text
        quotient, remainder = divmod(value, rule.divisor)
        said = []
        for piece in rule.pieces:
            if piece.whole if remainder else piece.optional:
                continue
            if piece.kind == "text":
                said.append(piece.text)
            elif piece.kind == "same":
                said.append(self.spell(piece.text, value))
            else:
                part = quotient if piece.kind == "quotient" else remainder
                said.append(self.spell(piece.text, part))
        return "".join(said)
