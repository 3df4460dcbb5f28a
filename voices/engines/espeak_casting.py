"""Which voice of espeak-ng speaks a locale, and what it stands in for where it is not of there.

A voice is *exact* for a locale if its own file declares that tag (or declares the language, and
the region is the language's likely one in CLDR) and its sound differs from its sister voices', or
if it has the accent by the rules of accents.yaml; a note then says what of it is ruled.
Sources: the voice files of espeak-ng 1.52; accents that stand in for others by Wells (1982),
*Accents of English*, from memory; the rest judgement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from locales.errors import EngineError, shown, unknown
from voices.engines import espeak_accents
from voices.engines.accent_table import Accent
from voices.engines.base import Casting, VoiceInfo
from voices.engines.espeak_library import Listed

LICENCE = "GPL-3.0-or-later"
# Measured with espeakng-loader 0.2.4: the first three lack their dictionaries and can say letters
# alone; Greenlandic crashes the process on the number 0.
UNUSABLE = frozenset({"gmq/fo", "trk/kaa", "art/xex", "esx/kl"})

# Other ways to write the tag of an accent.
_ALIASES = {
    "en-gb-rp": "en-gb-x-rp",
    "en-rp": "en-gb-x-rp",
    "en-sct": "en-gb-scotland",
    "en-gb-sct": "en-gb-scotland",
    "en-gb-lancaster": "en-gb-x-gbclan",
    "en-gb-north": "en-gb-x-gbclan",
    "en-gb-westmidlands": "en-gb-x-gbcwmd",
    "en-gb-wm": "en-gb-x-gbcwmd",
    "en-us-ga": "en-us",
    "en-us-newyork": "en-us-nyc",
    "en-caribbean": "en-029",
}
# Locale -> (voice, what it is and what it lacks).
_STAND_INS = {
    "en": ("en-us", "General American"),
    "en-ph": ("en-us", "General American"),
    "en-sg": ("en", "British English"),
    "en-hk": ("en", "British English"),
    "en-ke": ("en", "British English"),
    "en-ng": ("en", "British English"),
    "en-jm": ("en-029", "Caribbean English in general"),
    "en-tt": ("en-029", "Caribbean English in general"),
    "en-bb": ("en-029", "Caribbean English in general"),
    "de-ch": ("de", "German of Germany; no Swiss German"),
    "pt-ao": ("pt", "Portuguese of Portugal"),
    "pt-mz": ("pt", "Portuguese of Portugal"),
    "zh-tw": ("cmn", "Mandarin of the mainland"),
    "zh-hk": ("yue", "Cantonese"),
    "nn": ("nb", "Norwegian Bokmål"),
}
_SPANISH_OF_SPAIN = frozenset({"es", "es-es", "es-gq", "es-ea", "es-ic"})


@dataclass(frozen=True, slots=True)
class Base:
    """A base voice: its ``name`` here, the library's ``identifier``, the tags it declares, and a
    ``note`` on what of its accent is made by rule."""

    name: str
    identifier: str
    tags: tuple[str, ...]
    title: str
    gender: int
    note: str = ""

    @property
    def language(self) -> str:
        """The primary language subtag."""
        return self.tags[0].split("-")[0]

    def info(self) -> VoiceInfo:
        """What pages show of the voice."""
        accent = self.title.partition("(")[2].rstrip(")") or self.title
        # All base voices are one synthetic adult man; the files that say nothing are no exception.
        gender = "female" if self.gender == 2 else "male"
        return VoiceInfo(self.name, _canonical(self), gender, "adult", accent, LICENCE)


def bases(listed: tuple[Listed, ...], ruled: Mapping[str, Accent]) -> Mapping[str, Base]:
    """The usable base voices by name (the voice file's name in lower case), and those of accents
    that are made by rule."""
    usable = (voice for voice in listed if voice.identifier not in UNUSABLE)
    found = (
        Base(
            name=voice.identifier.rpartition("/")[2].lower(),
            identifier=voice.identifier,
            tags=tuple(tag.lower() for tag in voice.tags),
            title=voice.title,
            gender=voice.gender,
        )
        for voice in usable
    )
    own = (
        Base(
            name=name,
            identifier=espeak_accents.identifier(name),
            tags=tuple(tag.lower() for tag in accent.tags),
            title=accent.title,
            gender=1,
            note=accent.note,
        )
        for name, accent in ruled.items()
    )
    return {base.name: base for base in (*found, *own)}


def cast(known: Mapping[str, Base], locale: str, accent: str | None) -> Casting:
    """The voice for a locale, or for an accent of its language.

    Raises EngineError for a language that no voice speaks.
    """
    tag = _normal(locale)
    language = tag.split("-")[0]
    if accent is not None:
        wanted = _normal(accent)
        if wanted.split("-")[0] == language:
            return _cast_tag(known, wanted)
        own = _cast_tag(known, tag)
        note = f"no voice speaks {locale} with the accent {shown(accent)}; {own.voice} speaks it"
        return Casting(own.voice, False, f"{note}. {own.note}".rstrip(". "))
    return _cast_tag(known, tag)


def _cast_tag(known: Mapping[str, Base], tag: str) -> Casting:
    tag = _ALIASES.get(tag, tag)
    if tag in _STAND_INS and tag != "en":
        voice, what = _STAND_INS[tag]
        return Casting(voice, False, f"{voice} stands in for {_cased(tag)}: {what}")
    declared = _declaring(known, tag)
    if declared is not None:
        return Casting(declared.name, True, declared.note)
    language, _, region = tag.partition("-")
    if language == "en":
        voice, what = _STAND_INS["en"]
        note = "" if not region else f"{voice} stands in for {_cased(tag)}: {what}"
        return Casting(voice, not region, note)
    if language == "es" and tag not in _SPANISH_OF_SPAIN:
        note = f"es-419 stands in for {_cased(tag)}: Spanish of Latin America in general"
        return Casting("es-419", False, note)
    general = _declaring(known, language)
    if general is None:
        raise EngineError(unknown("language for espeak", tag, _languages(known)))
    if not region or tag == _likely(language):
        return Casting(general.name, True)
    note = f"{general.name} stands in for {_cased(tag)}: {general.title}"
    return Casting(general.name, False, note)


def _declaring(known: Mapping[str, Base], tag: str) -> Base | None:
    """The voice of that name, or the one that declares the tag first among its tags."""
    if tag in known and tag != "en":
        return known[tag]
    ranked = [(base.tags.index(tag), base.name) for base in known.values() if tag in base.tags]
    return known[min(ranked)[1]] if ranked and tag != "en" else None


@lru_cache(maxsize=256)
def _likely(language: str) -> str | None:
    """The language with its likely region by CLDR ("de" -> "de-de"), None where it says none."""
    from babel.core import get_global

    likely = get_global("likely_subtags").get(language)
    return f"{language}-{likely.rpartition('_')[2].lower()}" if likely else None


def _languages(known: Mapping[str, Base]) -> set[str]:
    return {tag.split("-")[0] for base in known.values() for tag in base.tags}


def _normal(tag: str) -> str:
    """A tag in small letters without its script, which is not heard."""
    first, *rest = tag.strip().replace("_", "-").lower().split("-")
    script = bool(rest) and len(rest[0]) == 4 and rest[0].isalpha()
    return "-".join([first, *(rest[1:] if script else rest)])


def _canonical(base: Base) -> str:
    if base.name == "es":
        return "es-ES"
    own = (tag for tag in base.tags[:2] if tag.startswith(f"{base.language}-"))
    return _cased(next(own, base.tags[0]))


def _cased(tag: str) -> str:
    """A tag in the usual case (RFC 5646, 2.1.1): language small, script title, region capital."""
    first, *rest = tag.split("-")
    parts = [first]
    private = False
    for part in rest:
        private = private or len(part) == 1
        if private or len(part) not in (2, 4):
            parts.append(part)
        else:
            parts.append(part.upper() if len(part) == 2 else part.title())
    return "-".join(parts)
