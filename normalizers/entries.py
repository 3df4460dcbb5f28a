"""One entry of a lexicon, as a strict model.

Conventions: IPA is of the 2020 chart with stress marks, length and spaces between words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from locales import load as locale_files
from locales.errors import LocaleError
from normalizers.clean import clean

# Letters and marks of the IPA chart (2020), with affricate ties, tones and the usual ASCII.
_IPA = frozenset(
    "abcdefhijklmnopqrstuvwxyzɡg"
    "ɐɑɒɓɔɕɖɗɘəɚɛɜɝɞɟɠɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢ"
    "æçðøħŋœβθχᵻᵿⱱǀǁǂǃɿʅ"
    "ˈˌːˑ.|‖‿ ʰʲʷˠˤⁿˡ˞ʼ˥˦˧˨˩↓↑↗↘̯͜͡"
)


def ipa_error(text: str) -> str:
    """Why a text is not IPA, "" if it is.

    >>> ipa_error("ˈnɔːθwɪnd"), ipa_error("n0rth")
    ('', "'0' is not an IPA symbol")
    """
    decomposed = unicodedata.normalize("NFD", text)
    for letter in decomposed:
        if letter not in _IPA and not unicodedata.combining(letter):
            return f"{letter!r} is not an IPA symbol"
    if not any(letter.isalpha() and letter not in "ˈˌːˑ" for letter in decomposed):
        return "there is no sound in it"
    return ""


class LexiconEntry(BaseModel):
    """One pronunciation: ``ipa`` or ``say`` (a respelling in plain words), not both.

    ``locale`` (BCP 47, or a language alone) limits it, so does ``voice`` (the name of a persona or
    of an engine's voice, capitals do not matter); ``case`` makes capitals count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    written: str = Field(min_length=1, max_length=200)
    ipa: str | None = Field(default=None, min_length=1, max_length=400)
    say: str | None = Field(default=None, min_length=1, max_length=400)
    locale: str | None = Field(default=None, max_length=20)
    voice: str | None = Field(default=None, min_length=1, max_length=100)
    case: bool = False

    @field_validator("written")
    @classmethod
    def _written(cls, text: str) -> str:
        text = " ".join(clean(text).text.split())
        if not any(letter.isalnum() for letter in text):
            raise ValueError("holds no letter or digit; give the word as it is written")
        return text

    @field_validator("ipa")
    @classmethod
    def _ipa(cls, text: str | None) -> str | None:
        if text is not None:
            text = " ".join(text.strip("/[] \n").split())
            error = ipa_error(text)
            if error:
                raise ValueError(f"{error}; write IPA such as ˈnɔːθwɪnd")
        return text

    @field_validator("say")
    @classmethod
    def _say(cls, text: str | None) -> str | None:
        if text is not None:
            text = " ".join(clean(text).text.split())
            if not text or not all(
                letter.isalpha() or unicodedata.combining(letter) or letter in " '-."
                for letter in text
            ):
                raise ValueError("a respelling has letters, spaces, apostrophes and hyphens only")
            if not any(letter.isalpha() for letter in text):
                raise ValueError("a respelling needs letters")
        return text

    @field_validator("locale")
    @classmethod
    def _locale(cls, tag: str | None) -> str | None:
        try:
            return tag if tag is None else locale_files.canonical(tag)
        except LocaleError as error:
            raise ValueError(str(error)) from error

    @model_validator(mode="after")
    def _one(self) -> LexiconEntry:
        if (self.ipa is None) == (self.say is None):
            raise ValueError("give exactly one of ipa and say")
        return self

    @model_serializer(mode="wrap")
    def _plain(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Fields that came later are written only where they are given, so that the digest of a
        sealed persona stays what it was."""
        data: dict[str, Any] = handler(self)
        return {name: value for name, value in data.items() if name != "voice" or value is not None}

    def applies(self, tag: str) -> bool:
        """Whether the entry holds in a locale."""
        return self.locale is None or self.locale in (tag, tag.split("-", maxsplit=1)[0])

    def spoken_by(self, names: Collection[str]) -> bool:
        """Whether the entry holds for a voice that is known by these names (casefolded)."""
        return self.voice is None or self.voice.casefold() in names
