"""Emoji: left out, or said by their names.

Conventions: a sequence (joined, flag, keycap, skin tone) is one emoji; a skin tone is not said;
the same emoji several times in a row is said once (judgement: so people read a message aloud). A
keycap is its digit. Rule ids are ``emoji.*``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from locales.emoji_names import emoji_names
from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.gates import gated
from normalizers.late import late
from normalizers.numerals import numerals
from normalizers.scan import compiled

_SKIN = late("[\U0001f3fb-\U0001f3ff]")
_TAGS = "[\U000e0020-\U000e007f]"
_ONE = (
    "(?:[\u203c\u2049\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff][\U0001f3fb-\U0001f3ff]?)"
)
# Source: UTS 51, emoji sequences; arrows and signs without a picture stay with the symbols.
_EMOJI = compiled(
    "(?P<key>[0-9#*])\u20e3"
    "|[\U0001f1e6-\U0001f1ff]{2}"
    f"|\U0001f3f4{_TAGS}+"
    f"|{_ONE}(?:\u200d(?:{_ONE}|[\u2190-\u21ff\u2640-\u26ff]))*"
    "|[\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)


def finder(locale: Locale, *, say: Callable[[str], str] | None = None) -> Finder:
    """Proposes emoji; ``say`` gives the words of a name, None leaves emoji out."""
    words = numerals(locale.tag)
    keys = {**locale.web.symbols, **locale.telephone.keys}

    def reading(sequence: str, key: str | None) -> Reading | None:
        if key:
            said = words.cardinal(int(key)) if key.isdigit() else keys.get(key, "")
            return Reading(said, "emoji.keycap")
        if sequence in locale.symbols or (len(sequence) == 1 and sequence.isnumeric()):
            return None
        if say is None:
            return Reading("", "emoji.dropped")
        spoken = say(_name(sequence, locale.tag))
        return Reading(spoken, "emoji.name" if spoken else "emoji.unnamed")

    def find(text: str) -> Iterator[Candidate]:
        if text.isascii():
            return
        last: Candidate | None = None
        written = ""
        for match in _EMOJI.finditer(text):
            found = reading(match.group(), match["key"])
            if found is None:
                continue
            again = match.group() == written and not match["key"]
            if last and again and last.end == match.start():
                last = Candidate(last.start, match.end(), "emoji", last.reading)
                continue
            if last:
                yield last
            written = match.group()
            last = Candidate(*match.span(), "emoji", found)
        if last:
            yield last

    return gated(find, _EMOJI)


def _name(sequence: str, tag: str) -> str:
    """The short name, of the parts where the sequence has none; "" for no name."""
    names = emoji_names(tag)
    plain = _SKIN.sub("", sequence)
    if plain in names:
        return names[plain]
    return ", ".join(filter(None, (names.get(part, "") for part in plain.split("\u200d"))))
