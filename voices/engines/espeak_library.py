"""libespeak-ng by ctypes: one private, fresh copy of the library for every use (`espeak_copies`).

The library keeps its state in process-wide variables. Measured with 1.52: two threads on one copy
crash; a second utterance on one copy differs from the first; the noise of breathy variants is
seeded from the clock. A fresh copy that is seeded, given its voice and all its parameters, and then
used once returns equal bytes for equal input from any thread, in any order.

Known limit (measured): the library does not free the rules of a second language, which it loads
for a word that a voice reads as foreign ("(en)" in French or German); 180 kB of the process stay
taken for each such utterance. Long-lived servers should renew their worker processes.

Conventions: samples are int16, mono; event times are sample numbers from the start; text positions
count characters from 1, as the library does.
"""

from __future__ import annotations

import contextlib
import ctypes
import locale
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locales.errors import EngineError
from voices.engines.espeak_copies import library_paths, loaded, short_path

# Values from speak_lib.h (API revision 12).
_OUTPUT_SYNCHRONOUS = 2
_INIT_PHONEME_EVENTS, _INIT_PHONEME_IPA, _INIT_DONT_EXIT = 0x0001, 0x0002, 0x8000
_CHARS_UTF8, _PHONEME_INPUT = 0x0001, 0x0100
_PHONEMES_IPA = 0x02
_BUFFER_MS = 500
_OK = 0

# The neutral setting of every parameter that the library takes (rate, volume, pitch, range, word
# gap; numbers and defaults of speak_lib.h); the shaping chain does the rest.
_NEUTRAL = {1: 175, 2: 100, 3: 50, 4: 50, 7: 0}

# setlocale(LC_CTYPE) is called while the library starts and is not thread-safe.
_STARTING = threading.Lock()


class EventKind(IntEnum):
    """Kinds of event that are used here (espeak_EVENT_TYPE)."""

    END_OF_LIST = 0
    WORD = 1
    PHONEME = 7


@dataclass(frozen=True, slots=True)
class Event:
    """A word or a phone that begins: ``sample`` from the start, ``position`` the character
    (from 1) of the text, ``name`` the phone with its stress mark ("" for words and pauses)."""

    kind: EventKind
    sample: int
    position: int
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rendering:
    """What one call of the library gave: ``samples`` (n,) int16 at ``rate_hz``."""

    samples: NDArray[np.int16]
    rate_hz: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A voice as the library lists it: its ``identifier`` is the file, ``tags`` are the
    languages that the file declares, ``gender`` is 0 unset, 1 male, 2 female."""

    title: str
    identifier: str
    tags: tuple[str, ...]
    gender: int


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeaking:
    """A running private copy of the library; made by `fresh`, used by one thread, once."""

    def __init__(self, library: Any, rate_hz: int) -> None:
        self._library = library
        self.rate_hz = rate_hz

    def prepare(self, identifier: str, variant: str = "", *, seed: int = 0) -> None:
        """Set the voice, the noise and every parameter. Raises EngineError if one is refused."""
        self._library.espeak_ng_SetRandSeed(seed & 0x7FFF_FFFF)
        name = f"{identifier}+{variant}" if variant else identifier
        code = self._library.espeak_SetVoiceByName(name.encode())
        current = self._library.espeak_GetCurrentVoice()
        took = current and current.contents.identifier == name.encode()
        if code != _OK or not took:
            # An unknown name leaves the last voice in place, so the code alone is no proof.
            raise EngineError(f"espeak did not take the voice {name!r} (code {code}); reinstall it")
        for parameter, value in _NEUTRAL.items():
            if self._library.espeak_SetParameter(parameter, value, 0) != _OK:
                raise EngineError(f"espeak refused parameter {parameter} = {value}")

    def speak(self, text: str, *, phoneme_input: bool, limit_s: float) -> Rendering:
        """Speak prepared text; ``[[ ]]`` holds mnemonics if ``phoneme_input`` is set.

        Raises EngineError if the sound passes ``limit_s`` or the library fails.
        """
        flags = _CHARS_UTF8 | (_PHONEME_INPUT if phoneme_input else 0)
        data = ctypes.create_string_buffer(text.encode())

        def synthesize() -> int:
            code = self._library.espeak_Synth(data, len(data), 0, 0, 0, flags, None, None)
            return int(code)

        return self._collect(synthesize, limit_s)

    def letter(self, letter: str) -> str:
        """The name of a letter as IPA with stress marks ("w" -> "dˈʌbəljˌuː")."""

        def synthesize() -> int:
            return int(self._library.espeak_Char(letter))

        return "".join(event.name for event in self._collect(synthesize, 10.0).events)

    def accept_mnemonics(self) -> None:
        """Let `phonemes` read ``[[ ]]`` (the library remembers the flag of its last text)."""
        self.speak("a", phoneme_input=True, limit_s=10.0)

    def phonemes(self, text: str, *, ipa: bool, separator: str = "") -> str:
        """Phones of a text, as IPA or as the library's mnemonics, by ``separator``."""
        mode = (_PHONEMES_IPA if ipa else 0) | (ord(separator) << 8 if separator else 0)
        data = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(data))
        parts = []
        while rest.value:
            part = self._library.espeak_TextToPhonemes(ctypes.byref(rest), _CHARS_UTF8, mode)
            parts.append((part or b"").decode(errors="ignore").strip())
        return " ".join(part for part in parts if part)

    def listed(self) -> tuple[Listed, ...]:
        """All base voices."""
        table = self._library.espeak_ListVoices(None)
        found = []
        index = 0
        while table[index]:
            voice = table[index].contents
            found.append(
                Listed(
                    title=voice.name.decode().strip(),
                    identifier=voice.identifier.decode(),
                    tags=tuple(_tags(voice.languages)),
                    gender=int(voice.gender),
                )
            )
            index += 1
        return tuple(found)

    def version(self) -> str:
        """The library's own version number."""
        return str(self._library.espeak_Info(None).decode())

    def _collect(self, synthesize: Any, limit_s: float) -> Rendering:
        limit = int(limit_s * self.rate_hz)
        chunks: list[NDArray[np.int16]] = []
        events: list[Event] = []
        count = 0
        failure: BaseException | None = None

        def heard(wave: Any, length: int, pointer: Any) -> int:
            # An exception cannot pass through C (Ctrl-C comes here too): stop, then raise it.
            nonlocal count, failure
            try:
                if wave and length > 0:
                    chunks.append(np.ctypeslib.as_array(wave, (length,)).copy())
                    count += length
                events.extend(_read_events(pointer))
            except BaseException as error:
                failure = error
            return int(count > limit or failure is not None)

        callback = _Callback(heard)
        self._library.espeak_SetSynthCallback(callback)
        code = synthesize()
        if failure is not None:
            raise failure
        if count > limit:
            raise EngineError(f"the speech is longer than {limit_s:.0f} s; give a shorter text")
        if code != _OK:
            raise EngineError(f"espeak failed with code {code}; try another text or voice")
        samples = np.concatenate(chunks) if chunks else np.zeros(0, np.int16)
        return Rendering(samples.astype(np.int16, copy=False), self.rate_hz, tuple(events))


def _read_events(pointer: Any) -> Iterator[Event]:
    index = 0
    while pointer[index].type != EventKind.END_OF_LIST:
        event = pointer[index]
        index += 1
        if event.type == EventKind.WORD:
            yield Event(EventKind.WORD, event.sample, event.text_position)
        elif event.type == EventKind.PHONEME:
            # Eight bytes without a final NUL: a longer name ends in half a character.
            raw = ctypes.string_at(ctypes.addressof(event.id), 8).split(b"\0")[0]
            name = raw.decode(errors="ignore")
            yield Event(EventKind.PHONEME, event.sample, event.text_position, name)


def _tags(address: int) -> Iterator[str]:
    """Read a list of (priority byte, NUL-terminated tag), ended by a zero priority."""
    while ctypes.string_at(address, 1) != b"\0":
        tag = ctypes.string_at(address + 1)
        yield tag.decode()
        address += 2 + len(tag)


@contextlib.contextmanager
def fresh(folder: Path | None = None, *, ipa: bool = True) -> Iterator[Espeaking]:
    """A private copy of the library, started; unloaded and removed at the end.

    ``folder`` holds the data, if not the library's own; without ``ipa`` the events name phones by
    mnemonics. Costs about 4 ms. Raises EngineError if the library is absent or does not start.
    """
    library_path, data_path = library_paths()
    with loaded(library_path) as library, short_path(folder or data_path) as data:
        _declare(library)
        options = _INIT_PHONEME_EVENTS | _INIT_DONT_EXIT | (_INIT_PHONEME_IPA if ipa else 0)
        with _STARTING:
            before = locale.setlocale(locale.LC_CTYPE)
            rate_hz = library.espeak_Initialize(_OUTPUT_SYNCHRONOUS, _BUFFER_MS, data, options)
            locale.setlocale(locale.LC_CTYPE, before)
        if rate_hz <= 0:
            raise EngineError(
                f"espeak-ng does not start with the data in {folder or data_path}; reinstall it"
            )
        try:
            yield Espeaking(library, rate_hz)
        finally:
            library.espeak_Terminate()


def _declare(library: ctypes.CDLL) -> None:
    c_int, c_char_p, c_void_p = ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p
    c_uint = ctypes.c_uint
    library.espeak_Initialize.argtypes = [c_int, c_int, c_char_p, c_int]
    library.espeak_Synth.argtypes = [
        c_void_p, ctypes.c_size_t, c_uint, c_int, c_uint, c_uint, c_void_p, c_void_p,
    ]  # fmt: skip
    library.espeak_Char.argtypes = [ctypes.c_wchar]
    library.espeak_SetVoiceByName.argtypes = [c_char_p]
    library.espeak_SetParameter.argtypes = [c_int, c_int, c_int]
    library.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]
    library.espeak_GetCurrentVoice.restype = ctypes.POINTER(_Voice)
    library.espeak_ListVoices.argtypes = [c_void_p]
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
    library.espeak_TextToPhonemes.argtypes = [c_void_p, c_int, c_int]
    library.espeak_TextToPhonemes.restype = c_char_p
    library.espeak_Info.argtypes = [c_void_p]
    library.espeak_Info.restype = c_char_p
