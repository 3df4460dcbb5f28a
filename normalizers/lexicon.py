"""The user's pronunciations: written forms with IPA or a respelling, always winning.

Conventions: an entry (``normalizers.entries``) is a word or a phrase, matched whole; the longest
match wins; rule id ``lexicon``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ValidationError

from locales import load as locale_files
from locales.errors import LocaleError, TextError, shown
from normalizers.late import late

if TYPE_CHECKING:
    from normalizers.entries import LexiconEntry

MAX_ENTRIES = 10_000
MAX_FILE_CHARACTERS = 2_000_000


@dataclass(frozen=True)
class Lexicon:
    """An immutable list of entries; a later entry replaces an earlier one of the same key."""

    entries: tuple[LexiconEntry, ...] = ()

    def __post_init__(self) -> None:
        if len(self.entries) > MAX_ENTRIES:
            raise TextError(f"lexicon has {len(self.entries):,} entries; at most {MAX_ENTRIES:,}")

    @classmethod
    def of(cls, entries: Lexicon | Iterable[BaseModel | Mapping[str, Any]]) -> Lexicon:
        """A lexicon from entries or plain mappings. Raises TextError for a bad one."""
        if isinstance(entries, Lexicon):
            return entries
        return cls(tuple(_entry(item, place) for place, item in enumerate(entries, 1)))

    @classmethod
    def from_yaml(cls, text: str) -> Lexicon:
        """Read YAML: a list of entries, or a mapping of written form to IPA between slashes or
        a respelling. Raises TextError."""
        if len(text) > MAX_FILE_CHARACTERS:
            raise TextError(
                f"lexicon has {len(text):,} characters; at most {MAX_FILE_CHARACTERS:,}"
            )
        try:
            data = locale_files.parse(f"entries:\n{_indented(text)}")["entries"]
        except (LocaleError, yaml.YAMLError, RecursionError) as error:
            raise TextError(f"lexicon: {error}") from error
        if isinstance(data, dict):
            data = [_from_pair(written, said) for written, said in data.items()]
        if data == "":
            data = []
        if not isinstance(data, list):
            raise TextError(f"a lexicon is a list of entries, not {shown(data)}")
        return cls.of(data)

    @classmethod
    def from_pls(cls, document: str | bytes) -> Lexicon:
        """Read a W3C Pronunciation Lexicon (PLS 1.0). Raises TextError; see ``pls.read_pls`` for
        what was left out."""
        from normalizers.pls import read_pls

        return read_pls(document).lexicon

    def to_pls(self, locale: str) -> str:
        """The entries that hold in a locale as a PLS 1.0 document that ``from_pls`` reads back.
        Raises LocaleError."""
        from normalizers.pls import write_pls

        return write_pls(self, locale)

    def of_voice(self, names: Collection[str]) -> Lexicon:
        """The entries that hold for a voice that is known by any of these names; those for it
        alone come last, and so win."""
        if not self.has_voices:
            return self
        known = {name.casefold() for name in names}
        held = [entry for entry in self.entries if entry.spoken_by(known)]
        return Lexicon(tuple(sorted(held, key=lambda entry: entry.voice is not None)))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain data, neutral fields left out."""
        return [entry.model_dump(exclude_defaults=True) for entry in self.entries]

    def to_yaml(self) -> str:
        """YAML that ``from_yaml`` reads back."""
        return str(yaml.safe_dump(self.to_dicts(), allow_unicode=True, sort_keys=False))

    @cached_property
    def has_voices(self) -> bool:
        """Whether an entry is for one voice only."""
        return any(entry.voice for entry in self.entries)

    @cached_property
    def joints(self) -> frozenset[str]:
        """The words of phrases that another word follows, casefolded."""
        words = (entry.written.casefold().split()[:-1] for entry in self.entries)
        return frozenset(word for some in words for word in some)

    @cached_property
    def _tables(self) -> dict[str, tuple[re.Pattern[str] | None, dict[str, LexiconEntry]]]:
        return {}

    def _table(self, tag: str) -> tuple[re.Pattern[str] | None, dict[str, LexiconEntry]]:
        """One pattern for all entries of a locale, the longest first, and the entry by key."""
        known = self._tables.get(tag)
        if known:
            return known
        table: dict[str, LexiconEntry] = {}
        for entry in self.entries:
            if entry.applies(tag):
                table[entry.written if entry.case else entry.written.casefold()] = entry
        forms = sorted({entry.written for entry in table.values()}, key=len, reverse=True)
        body = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
        pattern = late(rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE) if forms else None
        self._tables[tag] = pattern, table
        return pattern, table

    def find(self, text: str, tag: str) -> Iterator[tuple[int, int, LexiconEntry]]:
        """Whole-word matches in a cleaned text: start, end, entry; the longest at each place."""
        pattern, table = self._table(tag)
        if pattern is None:
            return
        for match in pattern.finditer(text):
            written = " ".join(match.group().split())
            entry = table.get(written) or table.get(written.casefold())
            if (
                entry
                and (not entry.case or entry.written == written)
                and not _is_mark(text[match.start() - 1 : match.start()])
                and not _is_mark(text[match.end() : match.end() + 1])
            ):
                yield match.start(), match.end(), entry


def _is_mark(letter: str) -> bool:
    """Whether it is a vowel sign or a point, which belongs to the word although it is no \\w."""
    return bool(letter) and unicodedata.category(letter)[0] == "M"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.removeprefix("\ufeff").splitlines())


def _from_pair(written: str, said: Any) -> dict[str, Any]:
    if isinstance(said, str) and len(said) > 2 and said[0] == said[-1] == "/":
        return {"written": written, "ipa": said[1:-1]}
    return {"written": written, "say": said}


def _entry(item: BaseModel | Mapping[str, Any], place: int) -> LexiconEntry:
    from normalizers.entries import LexiconEntry

    if isinstance(item, LexiconEntry):
        return item
    try:
        data = item.model_dump() if isinstance(item, BaseModel) else dict(item)
        if isinstance(data.get("case"), str):
            data["case"] = {"true": True, "false": False}.get(data["case"].lower(), data["case"])
        return LexiconEntry.model_validate(data)
    except (ValidationError, TypeError, ValueError) as error:
        if isinstance(error, ValidationError):
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"]))
            reason = f"{field + ': ' if field else ''}{first['msg'].removeprefix('Value error, ')}"
        else:
            reason = "not a mapping of fields"
        raise TextError(f"lexicon entry {place}: {' '.join(reason.split())}") from error
