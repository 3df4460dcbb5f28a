"""Prescribed pronunciations for espeak-ng: IPA to the mnemonics of a voice.

The library takes its own mnemonics in ``[[ ]]`` and is silent on IPA. The table is learned from
the library itself: every mnemonic of its phoneme data is put to the voice, which answers with the
IPA it would show; of several mnemonics with the same IPA the one wins that the voice itself uses
most in saying numbers and the alphabet.
"""

from __future__ import annotations

import struct
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from locales.errors import EngineError, shown
from voices.engines import ipa_chart
from voices.engines.espeak_accents import opened, own_sounds
from voices.engines.espeak_copies import library_paths
from voices.engines.espeak_library import Espeaking
from voices.ipa import TIE_BARS_AND_STRESS, VOWELS

_SEPARATOR = "␟"
_STRESS_MARKS = {"ˈ": "'", "ˌ": ","}
# Surroundings in which a mnemonic is put to the voice, and its place in them.
_CONTEXTS = {"{}": 0, "'{}": 0, "t|{}|t": 1, "a|{}|a": 1}
_PALATAL_MNEMONIC = ";"
_SYLLABIC = "\u0329"
# Other spellings of IPA: ASCII, and ligatures that the IPA withdrew (Handbook, 1999, appendix 2).
_ALIASES = str.maketrans(
    {
        "g": "ɡ", ":": "ː", "'": "ˈ", "ʦ": "ts", "ʧ": "tʃ", "ʨ": "tɕ", "ʣ": "dz", "ʤ": "dʒ",
        "ʥ": "dʑ",
    }
)  # fmt: skip
# Transcription marks that no sound answers to: brackets, syllable and foot divisions, tie bars.
_IGNORED = frozenset("/[]().‿|‖-") | frozenset("͜͡")
_LONGEST_IPA = 500
# The library keeps 200 phonemes and stress marks of a word and writes past them: it crashes.
MOST_SOUNDS = 90


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """Mnemonics of each word, and what had to be replaced, as (asked, said) in IPA."""

    words: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)
def mnemonics(identifier: str) -> Mapping[str, str]:
    """The table IPA (NFD) -> mnemonic of a voice, the most used sounds first; learned in 25 ms."""
    with opened(identifier) as library:
        library.accept_mnemonics()
        sample = (
            " ".join(str(number) for number in [*range(101), 1000])
            + " "
            + " ".join("abcdefghijklmnopqrstuvwxyz")
        )
        used = Counter(
            name.lstrip("',%=|")
            for word in library.phonemes(sample, ipa=False, separator=_SEPARATOR).split()
            for name in word.split(_SEPARATOR)
        )
        known: dict[str, Counter[str]] = {}
        for name in (*_names(library_paths()[1]), *own_sounds(identifier)):
            for symbol in _symbols(library, name):
                known.setdefault(symbol, Counter())[name] += 1
    table = {
        symbol: min(names, key=lambda name: (-used[name] * names[name], -names[name], name))
        for symbol, names in known.items()
    }
    return dict(sorted(table.items(), key=lambda entry: -used[entry[1]]))


def _symbols(library: Espeaking, name: str) -> Iterator[str]:
    """The IPA of a mnemonic alone, stressed, between stops and between vowels, where it is kept.

    Rules of the voice replace mnemonics by their surroundings (final devoicing, weak vowels).
    """
    for context, place in _CONTEXTS.items():
        text = f"[[{context.format(name)}]]"
        echo = library.phonemes(text, ipa=False, separator=_SEPARATOR).split(_SEPARATOR)
        said = library.phonemes(text, ipa=True, separator=_SEPARATOR).split(_SEPARATOR)
        if echo[-1].startswith("_") and len(echo) == len(said):
            # Some voices close every word with a short pause.
            del echo[-1], said[-1]
        alike = len(echo) == len(said) == 2 * place + 1
        if alike and echo[place].lstrip("',") == name:
            symbol = unicodedata.normalize("NFD", said[place].lstrip("ˈˌ"))
            doubled = symbol[: len(symbol) // 2] * 2 == symbol
            if symbol[:1].isalpha() and symbol[0] not in "ʰ" and not doubled and _is_ipa(symbol):
                yield symbol


def _is_ipa(symbol: str) -> bool:
    return all(unicodedata.category(letter) in ("Ll", "Lm", "Mn", "Lo") for letter in symbol)


@lru_cache(maxsize=1)
def _names(data: Path) -> tuple[str, ...]:
    """All mnemonics of the phoneme data that stand for sounds.

    The file ``phontab`` (espeak-ng 1.52, phoneme.h): a count of tables; each a header of 36 bytes
    (count of entries, parent, name) and entries of 16 bytes (mnemonic of 4, flags, program, code,
    type, ...); types 0 and 1 are pauses and stress marks.
    """
    raw = (data / "phontab").read_bytes()
    names: set[str] = set()
    at = 4
    for _ in range(raw[0]):
        entries = raw[at]
        at += 36
        for entry in range(at, at + 16 * entries, 16):
            word, kind = struct.unpack_from("<4s7xB", raw, entry)
            name = word.rstrip(b"\0").decode("latin-1")
            if kind >= 2 and name.isascii() and name.isprintable() and "]" not in name:
                names.add(name)
        at += 16 * entries
    return tuple(sorted(names))


def pronounce(ipa: str, table: Mapping[str, str]) -> Pronunciation:
    """Mnemonics for a pronunciation in IPA; spaces divide words.

    A symbol that the voice lacks is replaced by the nearest that it has. Raises EngineError for
    text that is no IPA, for one longer than 500 characters, or a word of more than 90 sounds.
    """
    if len(ipa) > _LONGEST_IPA:
        raise EngineError(f"a pronunciation has {len(ipa)} characters; at most {_LONGEST_IPA}")
    replaced: list[tuple[str, str]] = []
    words = []
    for word in unicodedata.normalize("NFD", ipa.translate(_ALIASES)).split():
        letters = "".join(letter for letter in word if letter not in _IGNORED)
        said = _word(letters, table, replaced, ipa) if letters else ""
        if said:
            words.append(said)
    if not words:
        raise EngineError(
            f"the pronunciation {shown(ipa)} holds no IPA; write for example 'həˈloʊ'"
        )
    return Pronunciation(tuple(words), tuple(dict.fromkeys(replaced)))


def _word(letters: str, table: Mapping[str, str], replaced: list[tuple[str, str]], ipa: str) -> str:
    parts: list[str] = []
    stress = ""
    at = 0
    while at < len(letters):
        if letters[at] in _STRESS_MARKS:
            stress = _STRESS_MARKS[letters[at]]
            at += 1
            continue
        if len(parts) >= MOST_SOUNDS:
            raise EngineError(
                f"a word of the pronunciation has more than {MOST_SOUNDS} sounds; put spaces in it"
            )
        symbol = _longest(letters, at, table)
        if symbol is None:
            symbol = _unit(letters, at)
            names = _replace(symbol, table, replaced, ipa)
        else:
            names = [table[symbol]]
        at += len(symbol)
        if stress and _is_syllabic(symbol):
            # The library wants the mark before the vowel, IPA writes it before the syllable.
            names[0], stress = stress + names[0], ""
        parts += names
    return "|".join(parts)


def _longest(letters: str, at: int, table: Mapping[str, str]) -> str | None:
    longest = max(map(len, table), default=0)
    for length in range(min(longest, len(letters) - at), 0, -1):
        symbol = letters[at : at + length]
        following = letters[at + length : at + length + 1]
        if symbol in table and not (following and _continues(following)):
            after = letters[at + length :].lstrip("ˈˌ")[:1]
            if _is_vowel_and_consonant(symbol) and after in VOWELS and after:
                continue
            return symbol
    return None


def _continues(letter: str) -> bool:
    return unicodedata.combining(letter) > 0 or (
        unicodedata.category(letter) == "Lm" and letter not in TIE_BARS_AND_STRESS
    )


def _is_vowel_and_consonant(symbol: str) -> bool:
    kinds = [letter in VOWELS for letter in ipa_chart.base(symbol)]
    return any(kinds) and not all(kinds)


def _is_syllabic(symbol: str) -> bool:
    return any(letter in VOWELS for letter in symbol) or _SYLLABIC in symbol


def _unit(letters: str, at: int) -> str:
    end = at + 1
    while end < len(letters) and _continues(letters[end]):
        end += 1
    return letters[at:end]


def _replace(
    symbol: str, table: Mapping[str, str], replaced: list[tuple[str, str]], ipa: str
) -> list[str]:
    """Mnemonics of the sounds that stand in for a symbol which the voice lacks."""
    letter = symbol[0]
    if not ipa_chart.is_letter(letter):
        if unicodedata.category(letter) in ("Lm", "Mn", "Sk"):
            replaced.append((symbol, ""))
            return []
        raise EngineError(
            f"{shown(letter)} in the pronunciation {shown(ipa)} is no IPA letter; write IPA,"
            " for example 'həˈloʊ'"
        )
    if _SYLLABIC in symbol and letter in table and "ə" in table:
        return [table["ə"], table[letter]]
    if symbol == f"{letter}ʲ" and letter in table:
        return [table[letter], _PALATAL_MNEMONIC]
    if letter in "ɚɝ" and "ɹ" in table:
        vowel = ipa_chart.nearest("ə" if letter == "ɚ" else "ɜ", table) or letter
        said = [vowel, "ɹ"]
    else:
        shorter = symbol.replace("ː", "").replace("ˑ", "")
        choice = next((choice for choice in (shorter, letter) if choice in table), None)
        choice = choice or ipa_chart.nearest(letter, table)
        if choice is None:
            raise EngineError(f"this voice has no sound near {shown(symbol)}; choose another voice")
        said = [choice]
    replaced.append((symbol, "".join(said)))
    return [table[part] for part in said]
