"""Makes locales/emoji/*.tsv from CLDR's annotations.

Run after ``npm pack cldr-annotations-full cldr-annotations-derived-full`` and unpacking both::

    python tests/locales/make_emoji.py PATH/TO/annotations PATH/TO/annotationsDerived

A language's file holds the short name of every emoji; a variant's file only what differs.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "locales" / "emoji"
EMOJI = re.compile(
    "[\u203c\u2049\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
CHAINS = {
    "en": [], "de": [], "fr": [], "es": [], "it": [], "pt": [], "nl": [], "sv": [],
    "en-AU": ["en-001"], "en-CA": ["en-001"], "en-GB": ["en-001"], "en-IN": ["en-001"],
    "es-MX": ["es-419"], "es-US": ["es-419"], "fr-CA": [], "pt-PT": [],
}  # fmt: skip


def read(folders: list[Path], tag: str) -> dict[str, str]:
    """Sequence without variation selectors to its short name."""
    found = {}
    for folder in folders:
        path = folder / tag / "annotations.json"
        if not path.exists():
            continue
        data = json.loads(path.read_text(encoding="utf-8"))
        for sequence, texts in data[folder.name]["annotations"].items():
            name = " ".join(texts.get("tts", [""])[0].split())
            if EMOJI.match(sequence) and not SKIN.search(sequence) and name not in ("", "↑↑↑"):
                found[sequence.replace("\ufe0f", "")] = name
    return found


def main(folders: list[Path]) -> None:
    for tag, parents in CHAINS.items():
        language = tag.partition("-")[0]
        base = read(folders, language) if tag != language else {}
        names: dict[str, str] = {}
        for one in [*parents, tag]:
            names |= read(folders, one)
        names = {key: name for key, name in names.items() if base.get(key) != name}
        rows = [f"{key}\t{name}" for key, name in sorted(names.items())]
        head = "# CLDR 48.2 annotations (short names). Unicode License v3, see LICENSE."
        (OUT / f"{tag}.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
