"""Accents that espeak-ng lacks, spoken by it all the same.

An utterance is read by a voice of the library whose accent is near; its phones, as mnemonics, are
rewritten by the rules of accents.yaml and spoken as mnemonics by a voice of our own, whose phoneme
table holds the sounds that the library lacks. Why so, and not by ``replace`` lines of a voice file
alone: those know neither neighbours nor syllables, and can only name sounds that are there. Why
not by moving formants in the shaping chain: the library then still makes the transitions to the
neighbours of a vowel, and the base voice itself has the accent, whatever shapes it.

The voices of our own live in a data folder that each process makes for itself: the library's files
by links, the three files of phonemes with a table more for each accent.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from voices.engines.accent_rules import PRIMARY, Rewriter, Said, SaidWord, is_pause
from voices.engines.accent_table import Accent, table
from voices.engines.espeak_copies import library_paths
from voices.engines.espeak_library import Espeaking, EventKind, Rendering, fresh
from voices.engines.espeak_tables import FILES, Data, Phoneme, phoneme_data
from voices.engines.espeak_text import Script
from voices.engines.espeak_timing import Isolated, divide
from voices.engines.reading import plain

FOLDER = "ruled"
"""The folder of our own voices under the library's ``lang``."""
_SECONDARY = ","
_GLIDE = ";"
"""Before another vowel; the vowel that has it puts it there anew."""
_MARKS = frozenset({PRIMARY, _SECONDARY, "''", "'!", ",,", "%", "%%", "=", "|", "||", ":"})
"""Marks of stress, length and division, which are no sounds."""
_SEPARATOR = "␟"
_LIMIT_S = 1_800.0
_LONGEST = 60
"""Phones of a word; with stress marks well under the 200 at which the library crashes."""
_MAKING = threading.Lock()


def identifier(name: str) -> str:
    """The library's identifier of an accent's voice."""
    return f"{FOLDER}/{name}"


def accent_of(identifier: str) -> Accent | None:
    """The accent that a voice's identifier stands for, None for a voice of the library."""
    folder, _, name = identifier.partition("/")
    return table().accents.get(name) if folder == FOLDER else None


def own_sounds(identifier: str) -> tuple[str, ...]:
    """The mnemonics that an accent adds to those of the library."""
    accent = accent_of(identifier)
    return tuple(accent.sounds) if accent else ()


@contextlib.contextmanager
def opened(identifier: str, variant: str = "", *, seed: int = 0) -> Iterator[Espeaking]:
    """A fresh copy of the library with a voice set, its own or one of an accent."""
    with fresh(_folder() if accent_of(identifier) else None) as library:
        library.prepare(identifier, variant, seed=seed)
        yield library


def _folder() -> Path:
    """The data folder with our own voices, made on first use, and anew if someone removed it."""
    with _MAKING:
        if not (_made() / FILES[0]).is_file():
            _made.cache_clear()
        return _made()


@lru_cache(maxsize=1)
def _made() -> Path:
    """The folder itself, which goes with the process: the library's files by links, but for the
    phonemes, and a voice file for each accent."""
    _, own = library_paths()
    folder = Path(tempfile.mkdtemp(prefix="espeak-"))
    atexit.register(_remove, folder, os.getpid())
    (folder / "lang" / FOLDER).mkdir(parents=True)
    for path in (*own.iterdir(), *(own / "lang").iterdir()):
        if path.name not in (*FILES, "lang"):
            _link(path, folder / path.relative_to(own))
    _data().write(folder)
    for name, accent in table().accents.items():
        language = accent.tags[0].lower()
        lines = (
            f"name {accent.title}", f"language {language}", "gender male",
            f"phonemes {_own_table(name)}", f"dictionary {language.partition('-')[0]}",
            *accent.lines,
        )  # fmt: skip
        voice = folder / "lang" / identifier(name)
        voice.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked child ends without taking it from its parent
        shutil.rmtree(folder, ignore_errors=True)


def _link(path: Path, to: Path) -> None:
    try:
        to.symlink_to(path, target_is_directory=path.is_dir())
    except OSError:  # Windows allows links to administrators only
        (shutil.copytree if path.is_dir() else shutil.copy)(path, to)


def _own_table(name: str) -> str:
    return f"own-{name}"


@lru_cache(maxsize=1)
def _data() -> Data:
    """The phoneme data with a table for each accent."""
    data = phoneme_data(library_paths()[1])
    for name, accent in table().accents.items():
        data = data.extended(_own_table(name), accent.table, accent.added())
    return data


@lru_cache(maxsize=32)
def _inventory(name: str) -> Mapping[str, Phoneme]:
    """The phonemes that an accent may say, by mnemonic."""
    return _data().phonemes(_own_table(name))


@lru_cache(maxsize=32)
def rewriter(name: str) -> Rewriter:
    """What rewrites the phones of the voice that an accent reads by."""
    accent = table().accents[name]
    return Rewriter(accent.rules, _inventory(name), accent.linking)


def accented(script: Script, name: str, fixed: Mapping[int, str]) -> Script:
    """A script whose words are the phones of an accent.

    ``script`` is as the voice that the accent reads by takes it; ``fixed`` gives the mnemonics of
    words whose pronunciation is prescribed, by index: they are said so, and only seen by rules as
    neighbours. A word of another language stays text: the library reads it by that language.
    """
    words = rewriter(name).rewrite(read(script, table().accents[name], fixed))
    said = {
        index: fixed.get(index) or handed_over(word.phones, _inventory(name))
        for index, word in enumerate(words)
        if word.phones and (index in fixed or not word.fixed)
    }
    return script.with_words(said)


def handed_over(phones: tuple[Said, ...], inventory: Mapping[str, Phoneme]) -> str:
    """A word's phones in ``[[ ]]``; an endless word in several, which the library has room for."""
    pieces = [phones[at : at + _LONGEST] for at in range(0, len(phones), _LONGEST)]
    return " ".join(f"[[{spelled(piece, inventory)}]]" for piece in pieces)


def spelled(phones: tuple[Said, ...], inventory: Mapping[str, Phoneme]) -> str:
    """Phones as mnemonics in one string, parted by ``|`` only where they would be read otherwise.

    The library cuts long clauses by their bytes, so short is better.
    """
    parts = [phone.stress + phone.name for phone in phones]
    joined = "".join(parts)
    return joined if _parsed(joined, inventory) == parts_of(phones) else "|".join(parts)


def parts_of(phones: tuple[Said, ...]) -> list[str]:
    """Stress marks and mnemonics, one by one."""
    return [part for phone in phones for part in (phone.stress, phone.name) if part]


def _parsed(text: str, inventory: Mapping[str, Phoneme]) -> list[str]:
    """Mnemonics as the library reads them: the longest that fits, from the left."""
    found, at = [], 0
    while at < len(text):
        fitting = (text[at : at + size] for size in (4, 3, 2, 1))
        found.append(next((part for part in fitting if part in inventory or part in _MARKS), "?"))
        at += len(found[-1])
    return found


def read(script: Script, accent: Accent, fixed: Mapping[int, str]) -> list[SaidWord]:
    """The words of a script as the voice reads them that the accent starts from."""
    with fresh(ipa=False) as library:
        library.prepare(accent.reads)
        rendering = library.speak(script.text, phoneme_input=script.phoneme_input, limit_s=_LIMIT_S)

        def isolated(word: str) -> tuple[str, ...]:
            said = library.phonemes(plain(word), ipa=False, separator=_SEPARATOR)
            names = said.replace(" ", _SEPARATOR).split(_SEPARATOR)
            return tuple(_said(name).name for name in names if name)

        reading = _by_word(rendering, script, accent.table)
        _part_joined(reading, script, isolated)
    words = []
    for index, cue in enumerate(script.cues):
        end = script.cues[index + 1].start if index + 1 < len(script.cues) else len(script.text)
        parted = bool(script.text[cue.end : end].strip()) or index + 1 == len(script.cues)
        names = reading.phones.get(index, [])
        while parted and names and is_pause(names[-1]):
            del names[-1]  # made by the mark behind the word
        own = tuple(_said(name) for name in names)
        words.append(SaidWord(cue.text, own, parted, index in fixed or index in reading.foreign))
    return words


@dataclass(frozen=True, slots=True)
class _Reading:
    """Mnemonics by word; the words that had an event; those read as of another language."""

    phones: dict[int, list[str]]
    heard: set[int]
    foreign: set[int]


def _by_word(rendering: Rendering, script: Script, table_name: str) -> _Reading:
    found = _Reading({}, set(), set())
    cue: int | None = None
    language = table_name
    for event in rendering.events:
        name = event.name
        if event.kind is EventKind.WORD:
            cue = script.cue_at(event.position - 1)
            found.heard.update(() if cue is None else (cue,))
        elif name.startswith("("):
            language = name.strip("()")
        elif cue is not None and name and name != _GLIDE:
            found.phones.setdefault(cue, []).append(name)
            if language != table_name:
                found.foreign.add(cue)
    return found


def _part_joined(reading: _Reading, script: Script, isolated: Isolated) -> None:
    """Give words without an event their share of the phones of the word before them."""
    missing = [index for index in range(1, len(script.cues)) if index not in reading.heard]
    while missing:
        owners = [missing[0] - 1, missing.pop(0)]
        while missing and missing[0] == owners[-1] + 1:
            owners.append(missing.pop(0))
        joined = reading.phones.get(owners[0], [])
        references = [isolated(script.cues[owner].text) for owner in owners]
        shares = divide([_said(name).name for name in joined], references)
        for owner, (begin, end) in zip(owners, shares, strict=True):
            reading.phones[owner] = joined[begin:end]


def _said(name: str) -> Said:
    """A phone from its mnemonic with a stress mark."""
    stress = name[0] if len(name) > 1 and name[0] in (PRIMARY, _SECONDARY) else ""
    return Said(name[len(stress) :], stress)
