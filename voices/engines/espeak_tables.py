"""The phoneme data of espeak-ng 1.52, read and extended by sounds of our own.

Three files belong together (phoneme.h, synthesize.h and synthdata.c of the library): ``phontab``
holds the phoneme tables, each with a parent and its own phonemes; ``phonindex`` the programs of
the phonemes, words of 16 bits; ``phondata`` the recorded consonants, and the spectra of the vowels
as frames of formants. A table of our own is put behind the library's: its parent is the table of
a voice, its phonemes are phonemes of any table under a new mnemonic and IPA name, and vowels
among them have their formants set anew.

Conventions: times in ms, frequencies in Hz; a track of formants is a sequence of points (share of
the vowel 0 to 1, F1, F2 and, where it is set too, F3); offsets of programs count words, those of
``phondata`` bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from locales.errors import EngineError, unknown

FILES = ("phontab", "phonindex", "phondata")
LONGEST_IPA = 6
"""Bytes: an event of the library has room for eight, two of which a stress mark takes."""

_VOWEL, _LIQUID, _NASAL = 2, 3, 8
_VOICED_FLAG = 1 << 4
_HEADER, _ENTRY = struct.Struct("<BBxx32s"), struct.Struct("<4sIHBBBBBB")
_SEQUENCE, _FRAME = struct.Struct("<hBB"), struct.Struct("<h7hB47s")
_LAST_CODE = 254
# Instructions (synthesize.h) by their highest four bits; words that the others take.
_ZERO, _CONDITIONS, _JUMP, _CALL, _TRANSITION, _SPECTRUM = 0, (2, 3), 6, 9, 10, 11
_IPA_NAME, _RETURN, _CONTINUE, _CALL_PHONEME = 0x0D00, 0x0001, 0x0002, 0x9100

Point = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Phoneme:
    """An entry of a phoneme table: mnemonic, flags, program, code and type, the types of vowel
    that it begins and ends as for its neighbours, and its length in units of 2 ms."""

    name: str
    flags: int
    program: int
    code: int
    kind: int
    start: int
    end: int
    length: int
    length_group: int

    @property
    def is_vowel(self) -> bool:
        """Whether it is the nucleus of a syllable."""
        return self.kind == _VOWEL

    @property
    def is_obstruent(self) -> bool:
        """Whether it is a stop, an affricate or a fricative."""
        return _NASAL > self.kind > _LIQUID

    @property
    def is_voiced(self) -> bool:
        """Whether it is a vowel, a liquid, a nasal or a voiced obstruent."""
        return not self.is_obstruent or bool(self.flags & _VOICED_FLAG)


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound to add: its mnemonic, its IPA, the phoneme that it is made from (``table/name``),
    and for a vowel its track of formants and length, where they differ from that phoneme's."""

    name: str
    ipa: str
    source: str
    track: tuple[Point, ...] = ()
    length_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A phoneme table: its name, the number of its parent from 1 (0 for none), its phonemes."""

    name: str
    parent: int
    phonemes: tuple[Phoneme, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """The phoneme data: tables in order, words of the programs, bytes of the spectra."""

    tables: tuple[Table, ...]
    programs: tuple[int, ...]
    spectra: bytes

    def phonemes(self, table: str) -> Mapping[str, Phoneme]:
        """The phonemes of a table and its ancestors by mnemonic. Raises EngineError for none."""
        by_code: dict[int, Phoneme] = {}
        for one in reversed(tuple(self._line(table))):
            by_code |= {phoneme.code: phoneme for phoneme in one.phonemes}
        return {phoneme.name: phoneme for phoneme in by_code.values()}

    def _line(self, name: str) -> Iterator[Table]:
        number = self._number(name)
        while number:
            yield self.tables[number - 1]
            number = self.tables[number - 1].parent

    def _number(self, name: str) -> int:
        names = [table.name for table in self.tables]
        if name not in names:
            raise EngineError(unknown("phoneme table of espeak", name, names))
        return names.index(name) + 1

    def extended(self, name: str, parent: str, sounds: Iterable[Sound]) -> Data:
        """The data with one more table: ``sounds`` on top of the phonemes of a parent table.

        Raises EngineError for a phoneme that this version of the library does not have.
        """
        codes = {phoneme.code for phoneme in self.phonemes(parent).values()}
        free = iter(range(max(codes) + 1, _LAST_CODE + 1))
        programs, spectra, added = list(self.programs), self.spectra, []
        for sound in sounds:
            table, _, source = sound.source.partition("/")
            known = self.phonemes(table)
            if source not in known:
                raise EngineError(unknown(f"phoneme of espeak's table {table}", source, known))
            model = known[source]
            made = replace(model, name=sound.name, code=next(free), program=len(programs))
            if sound.length_ms is not None:
                made = replace(made, length=round(sound.length_ms / 2))
            added.append(made)
            programs += _ipa_name(sound.ipa)
            if sound.track:
                address, level = self._spectrum(model)
                programs += [_SPECTRUM << 12 | level << 4 | len(spectra) >> 18]
                programs += [len(spectra) >> 2 & 0xFFFF]
                spectra += self._tracked(address, sound.track)
            else:
                programs += [_CALL_PHONEME | model.program >> 16, model.program & 0xFFFF, _RETURN]
        own = Table(name, self._number(parent), tuple(added))
        return Data((*self.tables, own), tuple(programs), spectra)

    def _spectrum(self, vowel: Phoneme) -> tuple[int, int]:
        """Where the spectra of a vowel lie that no condition guards, and their level in %."""
        at, reach, guarded = vowel.program, 0, False
        while True:
            word = self.programs[at]
            kind = word >> 12
            if kind == _JUMP:
                reach = max(reach, at + (word & 0xFF))
            size = self._size(at)
            if kind == _SPECTRUM and not guarded and at + size > reach:
                return ((word & 0xF) << 18) + (self.programs[at + 1] << 2), word >> 4 & 0xFF
            if word == _RETURN and not guarded and at >= reach:
                raise EngineError(f"the phoneme {vowel.name!r} has no spectra of its own")
            guarded = kind in _CONDITIONS
            at += size

    def _size(self, at: int) -> int:
        """Words of an instruction (NumInstnWords of synthdata.c)."""
        word = self.programs[at]
        kind, operand = word >> 12, word >> 8 & 0xF
        size = 1
        if kind == _ZERO and operand == _IPA_NAME >> 8:
            size = ((word & 0xFF) + 1) // 2 + 1
        elif kind in _CONDITIONS and operand in (0x6, 0xD):
            size = 2
        elif kind == _JUMP and operand >> 1 in (5, 6):
            size = 12
        elif kind in (_CALL, _TRANSITION):
            size = 2 if kind == _CALL else 4
        elif kind >= _SPECTRUM:
            following = self.programs[at + 2]
            size = 4 if following >> 12 == 0xF else 3 if following == _CONTINUE else 2
        return size

    def _tracked(self, address: int, track: Sequence[Point]) -> bytes:
        """A copy of a sequence of frames whose formants follow a track."""
        total, count, flags = _SEQUENCE.unpack_from(self.spectra, address)
        start = address + _SEQUENCE.size
        frames = [
            list(_FRAME.unpack_from(self.spectra, start + number * _FRAME.size))
            for number in range(count)
        ]
        # The last frame has no length: it is where the vowel ends.
        lengths = [frame[8] for frame in frames[:-1]]
        for number, frame in enumerate(frames):
            formants = along(track, sum(lengths[:number]) / sum(lengths))
            frame[2 : 2 + len(formants)] = [round(hz) for hz in formants]
        return _SEQUENCE.pack(total, count, flags) + b"".join(_FRAME.pack(*one) for one in frames)

    def write(self, folder: Path) -> None:
        """Write the three files into a folder."""
        parts = [struct.pack("<I", len(self.tables))]
        for table in self.tables:
            parts.append(_HEADER.pack(len(table.phonemes), table.parent, table.name.encode()))
            parts += [
                _ENTRY.pack(
                    one.name.encode("latin-1"), one.flags, one.program, one.code, one.kind,
                    one.start, one.end, one.length, one.length_group,
                )
                for one in table.phonemes
            ]  # fmt: skip
        (folder / "phontab").write_bytes(b"".join(parts))
        words = struct.pack(f"<{len(self.programs)}H", *self.programs)
        (folder / "phonindex").write_bytes(words)
        (folder / "phondata").write_bytes(self.spectra)


def along(track: Sequence[Point], share: float) -> tuple[float, ...]:
    """Formants in Hz of a track at a share of the vowel, on straight lines between its points.

    >>> along(((0.2, 700, 1700), (1, 400, 2100)), 0.6)
    (550.0, 1900.0)
    """
    before = max((point for point in track if point[0] <= share), default=track[0])
    after = min((point for point in track if point[0] >= share), default=track[-1])
    span = after[0] - before[0]
    part = (share - before[0]) / span if span else 0.0
    return tuple(a + part * (b - a) for a, b in zip(before[1:], after[1:], strict=True))


def _ipa_name(ipa: str) -> list[int]:
    """The instruction that names a phoneme: UTF-8, two bytes a word, the first one higher."""
    raw = ipa.encode()
    if not 0 < len(raw) <= LONGEST_IPA:
        raise EngineError(f"the IPA name {ipa!r} has {len(raw)} bytes; 1 to {LONGEST_IPA} fit")
    padded = raw + bytes(len(raw) % 2)
    words = struct.unpack(f">{len(padded) // 2}H", padded)
    return [_IPA_NAME | len(raw), *words]


@lru_cache(maxsize=2)
def phoneme_data(folder: Path) -> Data:
    """The phoneme data in a data folder of the library."""
    raw = (folder / "phontab").read_bytes()
    tables, at = [], 4
    for _ in range(raw[0]):
        count, parent, name = _HEADER.unpack_from(raw, at)
        at += _HEADER.size
        phonemes = []
        for _ in range(count):
            mnemonic, *numbers = _ENTRY.unpack_from(raw, at)
            phonemes.append(Phoneme(mnemonic.rstrip(b"\0").decode("latin-1"), *numbers))
            at += _ENTRY.size
        tables.append(Table(name.split(b"\0")[0].decode(), parent, tuple(phonemes)))
    words = (folder / "phonindex").read_bytes()
    programs = struct.unpack(f"<{len(words) // 2}H", words)
    return Data(tuple(tables), programs, (folder / "phondata").read_bytes())
