"""What an IPA symbol is: the classes that timing, shaping and measures rest on.

Source: the IPA chart (International Phonetic Association, 2020 revision); only the first base
letter of a symbol decides, so length, nasality and tie bars do not matter.
"""

from __future__ import annotations

import unicodedata

VOWELS = frozenset("aeiouyæɑɒɔəɚɛɜɝɪʊʌøœɐɨʉɯɵɘɞɤɶʏᵻᵿ")
NASALS = frozenset("mnŋɲɱɳɴ")
LIQUIDS_GLIDES = frozenset("lɹrjwɾʁɫɻʎʀɥɭɰʋɺʟ")
VOICED_OBSTRUENTS = frozenset("bdgɡvðzʒɣβʝɦɖɟʐʑɓɗɠʕ")
STOPS = frozenset("pbtdkgɡqʔʈɖcɟɢ")
TIE_BARS_AND_STRESS = "͜͡ˈˌ"


def base_letter(symbol: str) -> str:
    """The first base letter of a symbol, "" for an empty one.

    >>> base_letter("ˈɑ̃ː")
    'ɑ'
    """
    for letter in unicodedata.normalize("NFD", symbol):
        if letter not in TIE_BARS_AND_STRESS and not unicodedata.combining(letter):
            return letter
    return ""


def is_vowel(symbol: str) -> bool:
    """Whether the symbol is a vowel or begins with one (a diphthong)."""
    return base_letter(symbol) in VOWELS


def is_long(symbol: str) -> bool:
    """Whether the symbol has the mark of length.

    >>> is_long("eː"), is_long("e")
    (True, False)
    """
    return "ː" in symbol


def is_nasal(symbol: str) -> bool:
    """Whether the symbol is a nasal consonant."""
    return base_letter(symbol) in NASALS


def is_sonorant(symbol: str) -> bool:
    """Whether the symbol is a vowel, nasal, liquid or glide."""
    letter = base_letter(symbol)
    return letter in VOWELS or letter in NASALS or letter in LIQUIDS_GLIDES


def is_voiced(symbol: str) -> bool:
    """Whether the vocal folds normally vibrate in the symbol."""
    return is_sonorant(symbol) or base_letter(symbol) in VOICED_OBSTRUENTS


def is_stop(symbol: str) -> bool:
    """Whether the symbol is a plosive (affricates count by their first part)."""
    return base_letter(symbol) in STOPS


def is_obstruent(symbol: str) -> bool:
    """Whether the symbol is a consonant that is not a sonorant."""
    return bool(base_letter(symbol)) and not is_sonorant(symbol)
