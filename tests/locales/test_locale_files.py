"""Locale files: inheritance, strings only, no key twice, every file valid."""

from __future__ import annotations

import re

import pytest

import locales
from locales import load
from locales.built import built
from locales.errors import LocaleError
from locales.schema import Locale


def leaves(data: object, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    """Every value of nested mappings by its path."""
    if isinstance(data, dict) and data:
        return {
            place: value
            for key, inner in data.items()
            for place, value in leaves(inner, (*path, key)).items()
        }
    return {path: data}


def test_available() -> None:
    assert locales.available() == (
        "de-AT", "de-DE", "en-AU", "en-CA", "en-GB", "en-IN", "en-US", "es-ES", "es-MX", "es-US",
        "fr-CA", "fr-FR", "it-IT", "nl-NL", "pt-BR", "pt-PT", "sv-SE",
    )  # fmt: skip


@pytest.mark.parametrize("tag", locales.available())
def test_child_over_parent(tag: str) -> None:
    """Each value of the merged data is the nearest file's that has it."""
    chain = [leaves(load.parse(load.text_of(name))) for name in locales.get(tag).chain]
    merged: dict[str, object] = {}
    for name in reversed(locales.get(tag).chain):
        merged = load.merge(merged, load.parse(load.text_of(name)))
    for path, value in leaves(merged).items():
        assert value == next(file[path] for file in chain if path in file)


@pytest.mark.parametrize("tag", locales.available())
def test_chain(tag: str) -> None:
    locale = locales.get(tag)
    assert locale.chain == (tag, tag.split("-", maxsplit=1)[0], "root")
    assert locales.get(tag.lower().replace("-", "_")) is locale
    assert len(locale.numbers.digits) == 10


@pytest.mark.parametrize("tag", locales.available())
def test_words_are_words(tag: str) -> None:
    """Spoken words in the files hold no figures, signs or commands."""
    locale = locales.get(tag)
    tables = [
        locale.abbreviations, locale.symbols, locale.web.symbols, locale.web.known, locale.letters,
        locale.names.titles, locale.names.suffixes, locale.address.after, locale.address.before,
        locale.address.regions, locale.address.units, locale.telephone.spoken,
        locale.telephone.emergency, locale.telephone.services,
    ]  # fmt: skip
    for table in tables:
        for written, spoken in table.items():
            assert re.fullmatch(r"(?:[^\W\d_]|[ '-])*", spoken), (written, spoken)


@pytest.mark.parametrize("tag", (*locales.available(), "pl-PL", "es-AR", "zh-TW"))
def test_files_are_valid(tag: str) -> None:
    """What is made of a file without pydantic's validator is what the validator makes of it."""
    data = load.merged(tag)
    assert built(Locale, data) == load.validate(data)
    assert repr(built(Locale, data)) == repr(load.validate(data))


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("colour", "red"), ("numbers", []), ("numbers", {"minus": ["a"]}), ("inner", "a"),
        ("numbers", {"years": {"low": "x"}}), ("dates", {"order": "dym"}), ("units", {"m": []}),
        ("web", {"full_alone": "maybe"}), ("codes", {"forms": [{"id": "a"}]}), ("clitics", [[]]),
        ("units_spoken", {"a": ["b"]}), ("telephone", {"extension": []}),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused(
    section: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = load.merged("en-US") | {section: value}
    with pytest.raises((KeyError, TypeError, ValueError)):
        built(Locale, data)
    monkeypatch.setattr(load, "merged", lambda _tag: data)
    with pytest.raises(LocaleError, match=section):
        load._get.__wrapped__("en-US")


def test_yaml_traps() -> None:
    assert load.parse("a: no\nb: 12:30\nc: 010\nd: null\ne: ~\nf: 1e3") == {
        "a": "no", "b": "12:30", "c": "010", "d": "null", "e": "~", "f": "1e3",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "- a", "a: [", "x: {b: 1, b: 2}", "[a]: b", "a: !!python/name:os.system x"],
)
def test_bad_yaml(text: str) -> None:
    if "python" in text:
        assert load.parse(text) == {"a": "x"}
        return
    with pytest.raises(LocaleError):
        load.parse(text)


def test_unknown_field_is_refused() -> None:
    with pytest.raises(LocaleError, match="colour"):
        load.validate({"tag": "en-US", "language": "en", "chain": ["root"], "colour": "red"})
    with pytest.raises(LocaleError, match="regular expression"):
        load.validate({"tag": "x", "language": "x", "chain": [], "codes": {"before": "("}})


@pytest.mark.parametrize("tag", ["", "english", "xx-YY", "../etc", "en-US; rm", "eu-ES", "e" * 500])
def test_unknown_locale(tag: str) -> None:
    with pytest.raises(LocaleError, match="en-US"):
        locales.get(tag)


def test_other_locales_are_plain() -> None:
    for tag in ("pl-PL", "fi-FI", "da", "tr-TR"):
        assert locales.get(tag).chain == ("root",)
    assert locales.get("es-AR").chain == ("es", "root")
    assert locales.get("en").tag == "en-US"
    assert isinstance(locales.get("de-CH"), Locale)


def test_fast_loader_reads_the_same() -> None:
    for name in load._names():
        assert load.parse(load.text_of(name), own=True) == load.parse(load.text_of(name)), name


@pytest.mark.parametrize("own", [True, False])
def test_no_key_twice_in_either_loader(own: bool) -> None:
    with pytest.raises(LocaleError, match="stands twice, line 3"):
        load.parse("a: x\nb: y\na: z\n", own=own)


def test_aliases_of_a_stranger_are_not_written_out() -> None:
    lines = ["a0: &a0 x", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    assert load.parse("\n".join(lines))["a1"] == ["x", "x"]
    with pytest.raises(LocaleError):
        load.parse("a: &a [*a]")


def test_deep_nesting_of_a_stranger_is_refused() -> None:
    """The loader in C overflows its stack here; the other one must be taken."""
    with pytest.raises((LocaleError, RecursionError)):
        load.parse("a: " + "[" * 50_000)
