"""The pages of the reference that show commands and the front door."""

from __future__ import annotations

from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest

import partner_success as ps
from tools.reference import command_line, front_page
from tools.reference.command_line import Command

ALL = [*command_line.commands()]
LEAVES = [each for each in ALL if not each.is_group]
each_command = pytest.mark.parametrize("command", LEAVES, ids=lambda each: each.words)


class Shade(StrEnum):
    """What a made-up option takes."""

    DARK = "dark"
    LIGHT = "light"


def parameter(**given: Any) -> SimpleNamespace:
    """Give what typer tells of an option, made up."""
    usual = {"required": False, "default": None, "metavar": None, "is_flag": False}
    kind = SimpleNamespace(annotation=given.pop("kind", str))
    return SimpleNamespace(**{**usual, **given}, type_descriptor=kind)


@pytest.fixture(scope="module")
def kept() -> str:
    """The page as it is kept."""
    path = command_line.ROOT / "docs" / "reference" / "command-line.md"
    return path.read_text(encoding="utf-8")


@each_command
def test_a_command_says_how_it_ends(command: Command, kept: str) -> None:
    """Every command has exit codes from 0 to 2, and a section with all it takes."""
    codes = [code for code, _ in command.exit_codes]
    assert codes in (["0", "2"], ["0", "1", "2"])
    anchor = command.words.replace(" ", "-")
    section = kept.split(f" {{#{anchor}}}\n", 1)[1].split("\n## ", 1)[0]
    for each in command.parameters:
        assert each.help
        name = each.metavar if command_line._is_argument(each) else each.opts[0]
        assert f"| `{name}" in section
    assert f"$ partner-success {command.words}" in section


def test_the_page_is_whole(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for what examples print, the page is what the commands say today."""
    monkeypatch.setattr(command_line, "run", lambda _: ("...\n", 0))
    page = command_line.command_page()

    def told(text: str) -> list[str]:
        pieces = text.split("```console\n")
        return [pieces[0], *(each.split("```\n", 1)[1] for each in pieces[1:])]

    assert told(page) == told(kept)


def test_commands_need_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command without one is named."""
    alone = Command("dance", "Dance.", (), is_group=False)
    monkeypatch.setattr(command_line, "commands", lambda: [*ALL, alone])
    with pytest.raises(ValueError, match="'dance'"):
        command_line.command_page()


def test_examples_run_apart_from_the_folder() -> None:
    """What is printed comes with the exit code, and long output is cut."""
    printed, status = command_line.run(["questionnaire", "list"])
    assert status == 0
    assert "gate_3" in printed
    _, status = command_line.run(["questionnaire", "list", "--rulebook", "none.toml"])
    assert status == 2
    run = "questionnaire list --rulebook none.toml"
    shown = [*command_line._example({"run": run, "lines": 1})]
    assert shown[2:] == ["...", "$ echo $?", "2", "```"]


def test_words_and_defaults_are_told() -> None:
    """An option that takes some words lists them, and says which counts without it."""
    shade = parameter(kind=Shade | None, default=Shade.DARK)
    assert command_line._either(shade) == " One of `dark`, `light`."
    assert (command_line._value(shade), command_line._default(shade)) == (
        "WORD",
        "`dark`",
    )
    assert command_line._value(parameter(kind=int)) == "N"
    assert command_line._value(parameter(is_flag=True)) == ""
    assert command_line._default(parameter(required=True)) == "needed"
    assert command_line._default(parameter(default=0)) == "`0`"
    assert command_line._default(parameter(default=False)) == ""


def test_a_command_without_exit_codes_has_none() -> None:
    """Its paragraphs stand in a line each."""
    found = Command("dance", "Dance\nfar.\n\nLong.", (), is_group=False)
    assert (found.exit_codes, found.paragraphs) == ([], ["Dance far.", "Long."])


def test_the_front_door_has_a_line_for_each_name() -> None:
    """The page is as it is kept, and leads from each name to where it stands."""
    page = front_page.front_page()
    path = command_line.ROOT / "docs" / "reference" / "api" / "partner_success.md"
    assert page == path.read_text(encoding="utf-8")
    assert all(f'<a id="partner_success.{name}">' in page for name in ps.__all__)
    assert "[`review_portfolio`][partner_success.review.review_portfolio]" in page
