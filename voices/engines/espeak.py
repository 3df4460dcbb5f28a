"""espeak-ng, embedded: over a hundred languages, phones and words with times, no download.

Everything is spoken at the library's neutral settings; the shaping chain does the rest. Equal
arguments give equal bytes, from any thread: every call works on a private, fresh, seeded copy of
the library (see `espeak_library`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version

import numpy as np

from locales.errors import EngineError, shown, unknown
from normalizers.utterance import Utterance
from voices.audio import Audio, Origin, Speech
from voices.engines import espeak_casting as casting
from voices.engines import espeak_text
from voices.engines.accent_table import digest as accents_digest
from voices.engines.accent_table import table as accents
from voices.engines.base import Availability, Capability, Casting, VoiceInfo
from voices.engines.espeak_accents import accent_of, accented, opened
from voices.engines.espeak_copies import library_paths
from voices.engines.espeak_library import fresh
from voices.engines.espeak_phonemes import mnemonics, pronounce
from voices.engines.espeak_timing import Aligned, align, split_stress
from voices.engines.reading import plain

# A prompt of a voice agent is seconds long; these only keep strangers from filling memory.
MAX_CHARACTERS = 20_000
MAX_SPEECH_S = 1_800.0

# Variants that use the C library's process-wide random numbers: measured, they do not repeat.
_UNREPEATABLE = frozenset({"Reed", "caleb"})
_SEPARATOR = "␟"


class Espeak:
    """The engine ``espeak``.

    A voice is a name of `voices`, or one with a variant of `variants` behind a plus
    (``en-us+f3``). ``seed`` changes only the noise of variants that have some (breathy and
    whispered ones); the base voices have none and are the same for every seed.
    """

    name = "espeak"

    def version(self) -> str:
        """Version of the library, of the package that carries it and its data, and a digest of
        the rules of accents, which change the sound of the voices that they make."""
        carried = f"espeakng-loader {_package_version()}, accents {accents_digest()}"
        return f"{_library_version()} ({carried})"

    def available(self) -> Availability:
        """Whether the library and its data are installed and start."""
        try:
            _library_version()
        except EngineError as error:
            return Availability(False, str(error), "pip install espeakng-loader")
        return Availability(True)

    def capabilities(self) -> frozenset[Capability]:
        """IPA in and timings out; speed and styles are the shaping chain's work."""
        return frozenset({Capability.IPA_IN, Capability.TIMINGS_OUT, Capability.SEEDS})

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The base voices, by name."""
        return tuple(base.info() for _, base in sorted(_bases().items()))

    def variants(self) -> tuple[str, ...]:
        """The variants that may follow a voice's name after a plus, sorted."""
        return tuple(sorted(_variants()))

    def cast(self, locale: str, accent: str | None = None) -> Casting:
        """The voice for a locale (BCP 47), or for an accent of its language.

        Raises EngineError for a language that no voice speaks.

        >>> Espeak().cast("fr-CA").exact, Espeak().cast("de-CH").exact
        (True, False)
        """
        return casting.cast(_bases(), locale, accent)

    def synthesize(self, utterance: Utterance, voice: str, *, seed: int = 0) -> Speech:
        """Speak at 22,050 Hz; words correspond to the spoken words, phones are IPA.

        Raises EngineError for an unknown voice, no words, more than 20,000 characters or 30
        minutes, or a prescribed pronunciation that is no IPA.
        """
        said = _say(utterance, voice, seed)
        notes = said.notes
        if said.aligned.silent:
            silent = ", ".join(dict.fromkeys(said.aligned.silent))
            notes = (*notes, f"espeak says nothing for {shown(silent)}")
        samples = said.aligned.samples.astype(np.float32) / np.float32(32768.0)
        origin = Origin(self.name, self.version(), voice, utterance.locale, seed)
        audio = Audio(samples, said.rate_hz)
        return Speech(audio, said.aligned.phones, said.aligned.words, origin, notes)

    def ipa(self, utterance: Utterance, voice: str) -> tuple[str | None, ...]:
        """The IPA of each token as it is said here, None where nothing is spoken.

        Stress marks stand before the vowel, as the library writes them; ``|`` divides the pause
        groups of a token.
        """
        said = _say(utterance, voice, 0)
        found = [""] * len(utterance.tokens)
        for index, cue in enumerate(said.script.cues):
            phones = (phone for phone in said.aligned.phones if phone.word == index)
            word = "".join(("", "ˌ", "ˈ")[phone.stress] + phone.symbol for phone in phones)
            following = said.script.cues[index + 1 : index + 2]
            parted = index in said.script.pauses and following and following[0].token == cue.token
            found[cue.token] += word + (" | " if parted else " ")
        return tuple(word.strip() or None for word in found)


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    aligned: Aligned
    script: espeak_text.Script
    rate_hz: int
    notes: tuple[str, ...]


def _say(utterance: Utterance, voice: str, seed: int) -> _Said:
    """Write the script, speak it on a fresh copy of the library, align what came back."""
    base, variant = _split(voice)
    _check_length(sum(len(token.spoken) for token in utterance.tokens))
    script, notes = _script(utterance, base.identifier)
    with opened(base.identifier, variant, seed=seed) as library:
        rendering = library.speak(
            script.text, phoneme_input=script.phoneme_input, limit_s=MAX_SPEECH_S
        )

        def isolated(word: str) -> tuple[str, ...]:
            said = library.phonemes(plain(word), ipa=True, separator=_SEPARATOR)
            names = said.replace(" ", _SEPARATOR).split(_SEPARATOR)
            symbols = (split_stress(name)[0] for name in names)
            return tuple(symbol for symbol in symbols if symbol)

        aligned = align(rendering, script, isolated)
    return _Said(aligned, script, rendering.rate_hz, notes)


def _script(utterance: Utterance, identifier: str) -> tuple[espeak_text.Script, tuple[str, ...]]:
    """What is handed over, and a note for each symbol that had to be replaced."""
    prescribed, notes = _prescribed(utterance, identifier)
    accent = accent_of(identifier)
    reads = accent.reads if accent else identifier
    script = espeak_text.write(
        utterance,
        prescribed=_prescribed(utterance, reads)[0] if accent else prescribed,
        letter_names=_letter_mnemonics(utterance, reads),
    )
    if not script.cues:
        raise EngineError(f"no words to speak in {shown(utterance.text)}; give some text")
    if accent is None:
        return script, notes
    own = espeak_text.write(utterance, prescribed=prescribed, letter_names={})
    fixed = {
        index: own.said(index) for index, cue in enumerate(own.cues) if cue.token in prescribed
    }
    return accented(script, identifier.rpartition("/")[2], fixed), notes


def _split(voice: str) -> tuple[casting.Base, str]:
    """The base voice and variant of a name. Raises EngineError if either is unknown."""
    name, plus, variant = voice.partition("+")
    known = _bases()
    if name.lower() not in known:
        language = name.lower().split("-")[0]
        near = [other for other in known if other.split("-")[0] == language]
        raise EngineError(unknown("espeak voice", name, near or known))
    if plus and variant not in _variants():
        raise EngineError(unknown("espeak variant", variant, _variants()))
    return known[name.lower()], variant


def _check_length(characters: int) -> None:
    if characters > MAX_CHARACTERS:
        raise EngineError(
            f"{characters:,} characters to speak; at most {MAX_CHARACTERS:,} at once:"
            " divide the text"
        )


def _prescribed(
    utterance: Utterance, identifier: str
) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...]]:
    """Mnemonics of words by token index, and a note for each symbol that had to be replaced."""
    found = {
        index: pronounce(token.ipa, mnemonics(identifier))
        for index, token in enumerate(utterance.tokens)
        if token.ipa
    }
    replaced = dict.fromkeys(pair for said in found.values() for pair in said.replaced)
    notes = tuple(
        f"this voice has no {asked}; it says {said}" if said else f"this voice ignores {asked}"
        for asked, said in replaced
    )
    return {index: said.words for index, said in found.items()}, notes


def _letter_mnemonics(utterance: Utterance, identifier: str) -> dict[str, str]:
    names = _letter_names(identifier, espeak_text.letters(utterance))
    if not names:
        return {}
    table = mnemonics(identifier)
    found = {}
    for letter, name in names.items():
        # A name with sounds of another language is left to the library's own reading.
        with suppress(EngineError):
            found[letter] = "|".join(pronounce(name, table).words)
    return found


@lru_cache(maxsize=512)
def _letter_names(identifier: str, letters: frozenset[str]) -> Mapping[str, str]:
    """The names of letters in IPA, as the voice itself says them."""
    if not letters:
        return {}
    with fresh() as library:
        library.prepare(identifier)
        names = {letter: _ipa_only(library.letter(letter)) for letter in sorted(letters)}
    return {letter: name for letter, name in names.items() if name}


def _ipa_only(said: str) -> str:
    """What the library shows, without its marks of language switches and variants."""
    words = (word for word in said.replace("(", " (").replace(")", ") ").split())
    clean = (
        "".join(letter for letter in word if letter in "ˈˌ" or split_stress(letter)[0])
        for word in words
        if not word.startswith("(")
    )
    return "".join(clean)


@lru_cache(maxsize=1)
def _package_version() -> str:
    try:
        return package_version("espeakng-loader")
    except PackageNotFoundError:
        return "absent"


@lru_cache(maxsize=1)
def _library_version() -> str:
    with fresh() as library:
        return library.version()


@lru_cache(maxsize=1)
def _bases() -> Mapping[str, casting.Base]:
    with fresh() as library:
        return casting.bases(library.listed(), accents().accents)


@lru_cache(maxsize=1)
def _variants() -> frozenset[str]:
    folder = library_paths()[1] / "voices" / "!v"
    if not folder.is_dir():
        return frozenset()
    return frozenset(file.name for file in folder.iterdir() if file.is_file()) - _UNREPEATABLE
