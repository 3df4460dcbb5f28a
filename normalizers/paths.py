"""File paths: drive letters, shares, absolute, home and relative paths, file addresses.

Conventions: names and marks are said as in web addresses; rule ids are ``web.path``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.gates import gated
from normalizers.scan import compiled
from normalizers.web import Speaker, trim

_NAME = r"[\w.+@%()~-]{1,100}"
# A drive or a share, an address of a file, a path that begins with "~/", "./", "../", and an
# absolute one of at least two parts with a letter in the first (not 1/2, and/or).
_FORM = compiled(
    rf"(?<![\w\\/])(?:[A-Za-z]:\\|\\\\(?={_NAME}\\))(?:{_NAME}(?: {_NAME})?\\){{0,20}}(?:{_NAME})?"
    rf"|(?<![^\W_])file:///?(?:{_NAME}/){{0,20}}(?:{_NAME})?"
    rf"|(?<![\w.~/:<-])(?:~|\.{{1,2}})/(?:{_NAME}/){{0,20}}(?:{_NAME})?"
    rf"|(?<![\w.~/:<\])-])/(?=[\w.]*[A-Za-z])(?:{_NAME}/){{1,20}}(?:{_NAME})?"
)


def finder(locale: Locale) -> Finder:
    """Proposes file paths."""
    speaker = Speaker(locale)

    def find(text: str) -> Iterator[Candidate]:
        if "/" not in text and "\\" not in text:
            return
        for match in _FORM.finditer(text):
            body = trim(match.group())
            spoken = speaker.say(re.sub("^file:/{2,3}", "file:///", body))
            if len(body) > 2 and spoken:
                reading = Reading(spoken, "web.path")
                yield Candidate(match.start(), match.start() + len(body), "web", reading, 5)

    return gated(find, _FORM)
