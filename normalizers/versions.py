"""Version numbers: the parts as numbers, the locale's word between them.

Conventions: a version stands behind its word ("version 2.10"), behind v, or has three parts or
more; rule id is ``code.version``.
"""

from __future__ import annotations

from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import CONTEXT, Candidate, Finder, Reading
from normalizers.gates import gated
from normalizers.numerals import numerals
from normalizers.scan import compiled
from normalizers.spelling import letters

_BARE = compiled(r"(?<![\w.,/:+$€£-])[0-9]{1,3}(?:\.[0-9]{1,3}){2,3}(?![\w%€$£/:-]|[.,][0-9])")


def finder(locale: Locale) -> Finder:
    """Proposes version numbers."""
    words = numerals(locale.tag)
    point = f" {locale.codes.version_point or locale.numbers.point} "
    named = compiled(
        rf"(?<![^\W_])(?P<word>(?i:{locale.codes.version}))(?: |(?<=[vV])(?=[0-9]))"
        r"(?P<body>[0-9]+(?:\.[0-9]+)+)(?![\w])"
    )

    def parts(body: str) -> str:
        return point.join(
            words.digits(part) if part[0] == "0" else words.cardinal(int(part))
            for part in body.split(".")
        )

    def find(text: str) -> Iterator[Candidate]:
        if "." not in text:
            return
        for match in named.finditer(text):
            spoken, start = parts(match["body"]), match.start("body")
            if len(match["word"]) == 1:
                spoken, start = f"{letters(locale, match['word'])} {spoken}", match.start()
            reading = Reading(spoken, "code.version")
            yield Candidate(start, match.end(), "code", reading, CONTEXT)
        for match in _BARE.finditer(text):
            # Groups of three are thousands in many locales.
            if any(len(part) != 3 for part in match.group().split(".")[1:]):
                reading = Reading(parts(match.group()), "code.version")
                yield Candidate(*match.span(), "code", reading)

    return gated(find, named, _BARE)
