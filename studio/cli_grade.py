"""The command ``studio grade``: how well each word of a text was understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from locales.errors import TextError, shown
from studio.text_input import MAX_STDIN_BYTES, decoded, typed

if TYPE_CHECKING:
    from voices.intelligibility.grading import Grading


def _lines(argument: str) -> list[str]:
    """The lines of a file, or the argument as one line. Raises TextError for a file that cannot
    be read."""
    path = Path(argument)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    if not is_file:
        if argument.endswith((".txt", ".tsv")) and " " not in argument:
            raise TextError(f"there is no file {shown(argument)}; give a text file or the text")
        return [typed(argument)]
    try:
        with path.open("rb") as file:
            data = file.read(MAX_STDIN_BYTES + 1)
    except OSError as error:
        raise TextError(f"{shown(argument)} cannot be read: {error.strerror}") from error
    if len(data) > MAX_STDIN_BYTES:
        raise TextError(f"{shown(argument)} is over {MAX_STDIN_BYTES:,} bytes; divide it")
    return decoded(data).splitlines()


def rows_of(found: Grading) -> dict[str, Any]:
    """A grading as plain data; keys of the whole first."""
    return {
        "words": len(found.words),
        "shares": found.shares,
        "composite": found.composite,
        "wer": found.wer,
        "added": list(found.added),
        "graded": [
            {
                "word": one.word.text,
                "heard": one.heard,
                "class": one.word.kind,
                "grade": one.grade.name.lower(),
                "why": one.why,
            }
            for one in found.words
        ],
    }


def _table(found: Grading) -> str:
    if found.composite is None or found.wer is None:
        return "no words are expected; nothing is graded"
    lines = [
        f"{one.word.text} -> {one.heard or '-'}: {one.grade.name.lower()} ({one.why})"
        for one in found.words
        if one.heard != one.word.text
    ]
    if found.added:
        lines.append(f"heard in addition: {' '.join(found.added)}")
    shares = ", ".join(f"{name} {100 * share:.1f} %" for name, share in found.shares.items())
    lines += [
        f"{len(found.words)} words: {shares}",
        f"composite {found.composite:.3f} of 3, word error rate {100 * found.wer:.1f} %",
    ]
    return "\n".join(lines)


@click.command("grade")
@click.argument("reference")
@click.argument("hypothesis")
@click.option("--locale", default="en-US", show_default=True, metavar="TAG")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def grade_command(reference: str, hypothesis: str, locale: str, as_json: bool) -> None:
    """Grade each word of REFERENCE by what was heard of it, HYPOTHESIS.

    Both are texts, or text files of as many lines: missed 0, bad 1, acceptable 2, good 3.
    """
    from voices.intelligibility.grading import grade, together

    wanted, heard = _lines(reference), _lines(hypothesis)
    if len(wanted) != len(heard):
        raise TextError(
            f"{len(wanted)} lines are expected and {len(heard)} were heard; give a line for a line"
        )
    found = together(grade(one, two, locale) for one, two in zip(wanted, heard, strict=True))
    click.echo(json.dumps(rows_of(found), ensure_ascii=False) if as_json else _table(found))
