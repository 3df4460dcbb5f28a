"""What say-as, sub, phoneme and lang prescribe for the letters that they hold."""

from __future__ import annotations

from dataclasses import dataclass

from locales.errors import shown
from normalizers import say_as
from normalizers.classify import Candidate, Reading
from normalizers.clean import clean
from normalizers.entries import ipa_error
from normalizers.markup_build import STAND_IN, Inset
from normalizers.pipeline import Manner
from normalizers.prescribed import tokens_of
from normalizers.utterance import Break
from normalizers.words import plain

MAX_IPA = 400
BEFORE = 40  # characters before a say-as that may decide its case; a judgement
OTHER = "lang"
"""The kind of the one token that stands for text in another language."""


@dataclass(frozen=True, slots=True)
class Prescriber:
    """Makes candidates of insets; what cannot be done is written to ``notes``."""

    manner: Manner
    notes: dict[str, None]

    def candidates(
        self, inset: Inset, text: str, place: tuple[int, int], context: list[Candidate]
    ) -> list[Candidate]:
        """What an inset says of its letters; none, and a note, where that cannot be done.

        ``place`` is that of its content in the cleaned ``text``, of which ``context`` is what the
        finders propose.
        """
        content = text[slice(*place)]
        if inset.inner is not None:
            return [Candidate(*place, OTHER, Reading("x", OTHER), say_as.FORCED)]
        if inset.element == "say-as":
            return self.said_as(inset, text, place, context)
        if inset.element == "sub":
            reading = self.alias(inset)
        else:
            reading = self.phonemes(inset, content.replace(STAND_IN, ""))
        return [Candidate(*place, "word", reading, say_as.FORCED)] if reading else []

    def note(self, inset: Inset, text: str) -> None:
        self.notes[f"<{inset.element}> at character {inset.place}: {text}"] = None

    def alias(self, inset: Inset) -> Reading | None:
        """A substitute in words, with its pauses as groups."""
        written = inset.attributes.get("alias", "")
        tokens = tokens_of(written, self.manner) if clean(written).text.strip() else []
        groups = [""]
        for token in tokens:
            first, *more = token.groups or (token.spoken,)
            groups[-1] = f"{groups[-1]} {first}".strip()
            groups += more
            if token.break_after is not Break.NONE:
                groups.append("")
        said = tuple(filter(None, groups))
        if not said:
            self.note(inset, "alias is missing or has no words; the text itself is read")
            return None
        if len(tokens) > 1 and any(token.ipa for token in tokens):
            self.note(inset, "a pronunciation in IPA inside an alias of several words is not used")
        ipa = tokens[0].ipa if len(tokens) == 1 else None
        return Reading(" ".join(said), "ssml.sub", said if len(said) > 1 else None, ipa)

    def phonemes(self, inset: Inset, content: str) -> Reading | None:
        """A prescribed pronunciation; the words are those of the content."""
        alphabet = inset.attributes.get("alphabet", "ipa").strip().lower()
        ipa = " ".join(inset.attributes.get("ph", "").split())
        if alphabet != "ipa":
            self.note(inset, f"alphabet {shown(alphabet)} is not read, only ipa")
            return None
        error = f"over {MAX_IPA} characters" if len(ipa) > MAX_IPA else ipa_error(ipa)
        if error:
            self.note(inset, f"ph {shown(ipa)} is not used: {error}; the text itself is read")
            return None
        tokens = tokens_of(content, self.manner) if content.strip() else []
        spoken = " ".join(token.spoken for token in tokens if token.spoken)
        return Reading(spoken or plain(ipa), "ssml.phoneme", ipa=ipa)

    def said_as(
        self, inset: Inset, text: str, place: tuple[int, int], context: list[Candidate]
    ) -> list[Candidate]:
        content, before = text[slice(*place)], text[max(0, place[0] - BEFORE) : place[0]]
        named = inset.attributes.get("interpret-as", "")
        asked = say_as.request(named, inset.attributes.get("format", ""), content, before)
        if asked is None:
            known = ", ".join(say_as.CLASSES)
            self.note(inset, f"interpret-as {shown(named)} is none of {known}; read as text")
            return []
        if asked.kind == "expletive":
            self.note(inset, "it is left out: a bleep is not offered")
            return [Candidate(*place, "word", Reading("", "ssml.expletive"), say_as.FORCED)]
        found = say_as.candidates(self.manner, asked, context, *place)
        if found is None:
            self.note(inset, f"{shown(content, 40)} cannot be read as {shown(named)}; read as text")
        return found or []
