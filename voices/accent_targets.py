"""What an accent asks of the measures: the bands of its checks, on its own probe sentences.

An accent that a stand-in speaks, or that no check tells from its neighbours, is not measurable, and
its target says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from locales.errors import EngineError
from voices import accents
from voices.acoustics.verdict import Target, unprovable
from voices.engines import get_engine
from voices.headlines import find
from voices.resolve import accent_tag

if TYPE_CHECKING:
    from voices.persona import Persona

NOTE = "at segments of the accent's probe sentences, which a verification speaks"


def accent_targets(persona: Persona) -> Iterator[Target]:
    """Targets of ``accent`` and ``regional_accent``: of the one that is spoken its checks."""
    tag, regional = accent_tag(persona)[0], persona.fine.regional_accent
    word = find("accent", persona.accent)
    own = word.entry.tag or persona.locale
    if own.lower() == tag.lower():
        yield from _bands(persona, "accent", word.name, tag)
    else:
        yield unprovable("accent", f"{word.name} ({own})", f"overruled by {regional}")
    if regional is None:
        yield unprovable("regional_accent", "none", "none is asked for")
    else:
        yield from _bands(persona, "regional_accent", regional, tag)


def _bands(persona: Persona, attribute: str, name: str, tag: str) -> Iterator[Target]:
    asked = f"{name} ({tag})"
    why = accents.why_none(tag) or _stand_in(persona, tag)
    if why:
        yield unprovable(attribute, asked, why)
        return
    for band in accents.bands(tag):
        yield Target(
            attribute, band.measure, asked, band.low, band.high, source=band.cited, note=NOTE
        )


def _stand_in(persona: Persona, tag: str) -> str:
    """What speaks an accent in place of a voice that has it, "" if one does."""
    if persona.engine.voice is not None:
        return ""
    try:
        casting = get_engine(persona.engine.name).cast(persona.locale, tag)
    except EngineError as error:
        return str(error)
    return "" if casting.exact else casting.note
