"""Which sound of an inventory stands nearest to an IPA letter.

Places on the charts are those of the IPA (2020 revision); the weights of the distance are
judgement: manner, voice and organ before place for consonants, height and backness before rounding
for vowels.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Letter -> (height 0 close to 6 open, backness 0 front to 4 back, rounding 0 or 1).
_VOWELS = {
    "i": (0, 0, 0), "y": (0, 0, 1), "ɨ": (0, 2, 0), "ʉ": (0, 2, 1), "ɯ": (0, 4, 0), "u": (0, 4, 1),
    "ɪ": (1, 1, 0), "ʏ": (1, 1, 1), "ᵻ": (1, 2, 0), "ᵿ": (1, 3, 1), "ʊ": (1, 3, 1),
    "e": (2, 0, 0), "ø": (2, 0, 1), "ɘ": (2, 2, 0), "ɵ": (2, 2, 1), "ɤ": (2, 4, 0), "o": (2, 4, 1),
    "ə": (3, 2, 0), "ɚ": (3, 2, 0),
    "ɛ": (4, 0, 0), "œ": (4, 0, 1), "ɜ": (4, 2, 0), "ɝ": (4, 2, 0), "ɞ": (4, 2, 1), "ʌ": (4, 4, 0),
    "ɔ": (4, 4, 1), "æ": (5, 0, 0), "ɐ": (5, 2, 0),
    "a": (6, 1, 0), "ɶ": (6, 0, 1), "ɑ": (6, 4, 0), "ɒ": (6, 4, 1),
}  # fmt: skip

_PLACES = {
    "bilabial": "p b m ʙ ɸ β ɓ",
    "labiodental": "ɱ ⱱ f v ʋ",
    "dental": "θ ð",
    "alveolar": "t d n r ɾ s z ɬ ɮ ɹ l ɗ ɫ ɺ",
    "postalveolar": "ʃ ʒ",
    "alveolopalatal": "ɕ ʑ",
    "retroflex": "ʈ ɖ ɳ ɽ ʂ ʐ ɻ ɭ",
    "palatal": "c ɟ ɲ ç ʝ j ɥ ʎ ʄ",
    "velar": "k ɡ ŋ x ɣ ɰ w ʍ ʟ ɠ ɧ",
    "uvular": "q ɢ ɴ ʀ χ ʁ ʛ",
    "pharyngeal": "ħ ʕ",
    "glottal": "ʔ h ɦ",
}
_MANNERS = {
    "stop": "p b t d ʈ ɖ c ɟ k ɡ q ɢ ʔ ɓ ɗ ʄ ɠ ʛ",
    "nasal": "m ɱ n ɳ ɲ ŋ ɴ",
    "trill": "ʙ r ʀ",
    "tap": "ⱱ ɾ ɽ ɺ",
    "fricative": "ɸ β f v θ ð s z ʃ ʒ ɕ ʑ ʂ ʐ ç ʝ x ɣ χ ʁ ħ ʕ h ɦ ɧ",
    "lateral fricative": "ɬ ɮ",
    "approximant": "ʋ ɹ ɻ j ɥ ɰ w ʍ",
    "lateral": "l ɭ ʎ ʟ ɫ",
}
# Manners that stand for each other at little cost: the r-sounds, and the lateral sounds.
_AKIN = ({"trill", "tap", "approximant"}, {"lateral fricative", "fricative"})
_VOICELESS = frozenset("pɸfθtsɬʃɕʈʂcçkxʍqχħʔhɧ")
_PLACE = {letter: index for index, row in enumerate(_PLACES.values()) for letter in row.split()}
_MANNER = {letter: manner for manner, row in _MANNERS.items() for letter in row.split()}
_NASALISED = "\u0303"
# Uvular and alveolar r are one sound to most ears of the languages that have either.
_RHOTICS = frozenset("rɾɹɻɽʀʁɺ")


def is_letter(letter: str) -> bool:
    """Whether a character is a letter of the IPA charts."""
    return letter in _VOWELS or letter in _PLACE


def vowel_place(symbol: str) -> tuple[float, float]:
    """Height (0 close to 1 open) and backness (0 front to 1 back) of a vowel's first letter.

    >>> vowel_place("i"), vowel_place("ɑː")
    ((0.0, 0.0), (1.0, 1.0))
    """
    height, backness, _ = _VOWELS[base(symbol)[0]]
    return height / 6, backness / 4


def base(symbol: str) -> str:
    """A symbol without diacritics, length and modifier letters: its IPA letters alone.

    >>> base("ɑ̃ː")
    'ɑ'
    """
    return "".join(letter for letter in unicodedata.normalize("NFD", symbol) if is_letter(letter))


def nearest(letter: str, inventory: Iterable[str]) -> str | None:
    """The symbol of an inventory that is nearest to one IPA letter, None for another script.

    Only symbols of one letter that are not nasalised are considered; a plain one goes before one
    with diacritics, then the first of the inventory before the others.

    >>> nearest("ʁ", ["k", "l", "ɹ", "ɣ"])
    'ɹ'
    >>> nearest("y", ["i", "u", "a"])
    'i'
    """
    choices = [
        (_distance(letter, base(symbol)), len(unicodedata.normalize("NFD", symbol)), rank, symbol)
        for rank, symbol in enumerate(inventory)
        if len(base(symbol)) == 1
        and (base(symbol) in _VOWELS) == (letter in _VOWELS)
        and _NASALISED not in unicodedata.normalize("NFD", symbol)
    ]
    return min(choices)[3] if choices and is_letter(letter) else None


def _distance(left: str, right: str) -> float:
    if left == right:
        return 0.0
    if left in _VOWELS:
        a, b = _VOWELS[left], _VOWELS[right]
        return abs(a[0] - b[0]) + 0.6 * abs(a[1] - b[1]) + 0.5 * abs(a[2] - b[2])
    if left in _RHOTICS and right in _RHOTICS:
        return 0.5
    manner = 0.0
    if _MANNER[left] != _MANNER[right]:
        pair = {_MANNER[left], _MANNER[right]}
        manner = 2.0 if any(pair <= akin for akin in _AKIN) else 4.0
    voice = 2.5 if (left in _VOICELESS) != (right in _VOICELESS) else 0.0
    organ = 2.0 if _organ(left) != _organ(right) else 0.0
    return manner + voice + organ + 0.5 * abs(_PLACE[left] - _PLACE[right])


def _organ(letter: str) -> int:
    """What articulates: 0 lips, 1 tongue up to the palate, 2 its back, 3 throat."""
    return sum(_PLACE[letter] > edge for edge in (1, 7, 9))
