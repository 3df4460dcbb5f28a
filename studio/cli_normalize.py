"""The command ``studio normalize``: how a text is read aloud, without speaking it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from locales.errors import TextError
from studio.text_input import lines_of, standard_input, typed

if TYPE_CHECKING:
    from normalizers import Reason, Utterance


def shown_as(
    utterance: Utterance,
    *,
    as_json: bool,
    explain: bool,
    ipa: tuple[str | None, ...] | None,
    reasons: tuple[Reason, ...] | None,
) -> str:
    """An utterance as JSON, as a table, or as words (or IPA) alone."""
    from normalizers import as_row
    from normalizers import explain as table

    if as_json:
        return json.dumps(as_row(utterance, ipa=ipa, reasons=reasons), ensure_ascii=False)
    if explain:
        return table(utterance, ipa=ipa, reasons=reasons)
    return " ".join(filter(None, ipa)) if ipa is not None else utterance.spoken


@click.command("normalize")
@click.argument("text", default="-")
@click.option("--locale", required=True, metavar="TAG")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--explain", is_flag=True, help="Show why each token was read so.")
@click.option(
    "--trace/--no-trace",
    "with_reasons",
    default=True,
    help="Files that decided and other readings, in --json and --explain.",
)
@click.option("--phonemes", "with_ipa", is_flag=True, help="IPA instead of words, or beside them.")
@click.option(
    "--lexicon", "lexicon_file", metavar="FILE", help="Your pronunciations, YAML or W3C PLS."
)
@click.option("--voice", metavar="NAME", default="", help="Whose entries of the lexicon hold too.")
@click.option(
    "--option",
    "choices",
    multiple=True,
    metavar="NAME=VALUE",
    help="Choose a way of reading: spelling=names|nato|icao, digits=usual|plain, zero=WORD, "
    "six=WORD, emoji=drop|name, markdown=drop|keep, keep=CLASS,CLASS.",
)
@click.option("--ssml", is_flag=True, help="TEXT is SSML 1.1; with -, a document a line.")
def normalize_command(
    text: str,
    locale: str,
    as_json: bool,
    explain: bool,
    with_reasons: bool,
    with_ipa: bool,
    lexicon_file: str | None,
    voice: str,
    choices: Sequence[str],
    ssml: bool,
) -> None:
    """Say how TEXT is read aloud; - reads lines and answers each at once."""
    from normalizers import Options, normalize, normalize_ssml, phonemes, trace
    from normalizers.lexicon_files import load_lexicon

    options = Options.from_pairs(choices)
    loaded = load_lexicon(lexicon_file) if lexicon_file is not None else None
    for note in loaded.notes if loaded else ():
        click.echo(f"note: {note}", err=True)
    given: dict[str, Any] = {
        "options": options,
        "lexicon": loaded.lexicon if loaded else (),
        "voice": voice,
    }

    def answer(line: str) -> None:
        utterance = (normalize_ssml if ssml else normalize)(line, locale, **given)
        if not (as_json or explain):  # they show the notes themselves
            for note in utterance.notes:
                click.echo(f"note: {note}", err=True)
        ipa = phonemes(utterance) if with_ipa else None
        wanted = with_reasons and (as_json or explain)
        reasons = trace(utterance, **given) if wanted else None
        click.echo(shown_as(utterance, as_json=as_json, explain=explain, ipa=ipa, reasons=reasons))

    if text != "-":
        answer(typed(text))
        return
    for number, line in lines_of(standard_input()):
        try:
            if line.strip():
                answer(line)
            else:
                click.echo("{}" if as_json else "")
        except TextError as error:
            raise TextError(f"line {number}: {error}") from error
        sys.stdout.flush()
