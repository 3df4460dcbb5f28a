"""Names: titles before, suffixes behind, initials.

Conventions: a title counts only before a capital; "St." and "Dr." that stand behind a street's
name belong to addresses, which claim them first; rule ids are ``name.*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locales.schema import Locale
from normalizers.classify import Candidate, Finder, Reading
from normalizers.gates import gated
from normalizers.late import late
from normalizers.scan import any_of, compiled
from normalizers.spelling import letters

_LONE = late(r"[^\W\d_](?![^\W_])(?!\.)")


def finder(locale: Locale) -> Finder:
    """Proposes titles, suffixes and initials."""
    rules = locale.names
    titles = compiled(
        rf"(?<![^\W_])(?<![-.])(?:(?<!')|(?<=[lLdD]'))(?P<title>{any_of(rules.titles)})(?:\. ?|-| )"
        r"(?=\(?(?P<next>[^\W\d_]))"
    )
    suffixes = compiled(
        rf"(?<=[^\W_]),? (?P<suffix>{any_of(rules.suffixes)})(?![^\W_])(?P<dot>\.)?"
    )
    by_name = [
        (compiled(rf"(?<![^\W_])(?<![-.'])(?P<title>{title}) ?(?P<name>{name})(?![^\W_])"), said)
        for title, name, said in rules.by_name
    ]
    spelled = frozenset(locale.spelled)
    single = "|".join(key for key in rules.titles if len(key) == 1) or "(?!)"
    initial = compiled(
        # A title of one letter is no initial of two: "M. K. Benali".
        rf"(?<![^\W_])(?<!['’.&])(?!(?:{single})\. ?[^\W\d_a-z]\.)"
        r"(?P<initials>(?:[^\W\d_a-z]\. ?){1,4})"
        r"(?=[^\W\d_a-z][^\W\d_A-Z]"
        rf"|(?<= )(?:(?:{rules.particles}) ?){{1,3}}[^\W\d_a-z][^\W\d_A-Z])"
    )

    def find(text: str) -> Iterator[Candidate]:
        for match in titles.finditer(text):
            end = match.end("title")
            dotted = text[end : end + 1] == "."
            following = match["next"]
            if not following.isupper() or (
                len(match["title"]) == 1 and not dotted and _LONE.match(text, match.start("next"))
            ):
                continue  # "S M S": a letter among letters is no title
            yield _at(match.start(), end + dotted, rules.titles[match["title"]], "title")
        for pattern, said in by_name:
            for match in pattern.finditer(text):
                elided = said.endswith("'")
                end = match.end("name") if elided else match.end("title")
                spoken = said + match["name"] if elided else said
                yield _at(match.start(), end, spoken, "title_by_name", 1)
        for match in suffixes.finditer(text):
            name = match["suffix"]
            end = match.end("suffix")
            if match["dot"] and not re.match(r"\s*$|\s+[^\W\d_a-z]", text[end + 1 :]):
                end += 1
            before = text[: match.start()].rpartition(" ")[2]
            if before[:1].isupper():
                yield _at(match.start("suffix"), end, rules.suffixes[name], "suffix")
        for match in initial.finditer(text):
            spoken = letters(locale, "".join(filter(str.isalpha, match["initials"])))
            if spoken.replace(" ", "") in spelled:
                continue
            word = re.search(r"([^\W_]+)[.]? $", text[max(0, match.start() - 30) : match.start()])
            if len(spoken) == 1 and word and word[1].islower():
                continue
            end = match.start() + len(match["initials"].rstrip())
            yield _at(match.start(), end, spoken, "initials")

    return gated(find, titles, suffixes, initial, *(pattern for pattern, _ in by_name))


def _at(start: int, end: int, spoken: str, rule: str, sure: int = 0) -> Candidate:
    return Candidate(start, end, "name", Reading(spoken, f"name.{rule}"), sure)
