"""The documents tell the truth: README's Python blocks run, its commands and links exist."""

from __future__ import annotations

import re
import runpy
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from studio.cli import cli

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"))
def test_python_blocks_run(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102


def test_there_are_python_blocks() -> None:
    assert blocks("python")


def commands() -> list[str]:
    lines = [line for block in blocks("console") for line in block.splitlines()]
    return [line[2:] for line in lines if line.startswith("$ studio ")]


@pytest.mark.parametrize("line", commands())
def test_commands_and_their_options_exist(line: str) -> None:
    words = shlex.split(line.split("#", maxsplit=1)[0])
    command: click.Command = cli
    for word in words[1:]:
        if isinstance(command, click.Group):
            command = command.commands[word]
    known = {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert {word for word in words[2:] if re.match(r"-[a-z-]", word)} <= known


def test_the_readme_shows_every_command() -> None:
    assert {shlex.split(line)[1] for line in commands()} == set(cli.commands)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
        assert (ROOT / target).exists(), f"{name} links to {target}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_named_files_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for path in re.findall(
        r"`((?:locales|normalizers|voices|studio|tests|assets)/[\w./-]+)`", text
    ):
        assert (ROOT / path).exists(), f"{name} names {path}"


def test_no_machine_in_the_documents() -> None:
    for name in DOCUMENTS:
        assert not re.search(r"/(work|root|home)/", (ROOT / name).read_text(encoding="utf-8"))


def test_the_lock_covers_what_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*declared["dependencies"], *declared["optional-dependencies"]["dev"]]
    locked = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    for requirement in wanted:
        name = re.split(r"[<>=\[ ]", requirement)[0].lower()
        assert re.search(rf"^{re.escape(name)}==", locked, flags=re.MULTILINE), name


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").lower()
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in declared["dependencies"]:
        name = re.split(r"[<>=\[ ]", requirement)[0].lower()
        assert f"`{name}`" in text, f"ARCHITECTURE.md gives no reason for {name}"


def test_the_table_of_golden_rows_is_up_to_date() -> None:
    """`make table` renews it."""
    path = ROOT / "tests" / "bench" / "golden_table.py"
    made = runpy.run_path(str(path))["table"]()
    assert made in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert "**" not in made
