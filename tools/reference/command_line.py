"""The page about the command line: what the commands themselves say, and examples."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args
from unittest import mock

import attrs

ROOT = Path(__file__).parents[2]
EXAMPLES = Path(__file__).with_name("commands.toml")
NAME = "partner-success"

HEAD = """# The command line

<!-- Written by `python -m tools.reference`; change the commands, not this page. -->

The extra `cli` brings the command `partner-success`. It asks the same rules as the
library does, and writes tables for people; with `--json` it prints what programs read,
as [The commands as JSON](json.md) says. `partner-success --version` prints the version,
and `--help` behind any command what stands here.

A result goes to standard output; what was refused, left out or wrong goes to standard
error. Times come as arguments: no command asks what time it is.

## Exit codes {#exit-codes}

| code | means |
| ---: | --- |
| 0 | done, and nothing is in the way |
| 1 | done, and the answer is a no: rows were refused, or what each command says below |
| 2 | misuse: an unknown name, a file with faults, an option that does not exist |
| 130 | interrupted, by Ctrl-C |
| 141 | who read the output went away, such as `head` |

"""
WIDE = {
    "COLUMNS": "100",
    "NO_COLOR": "1",
    "TERM": "dumb",
    "_TYPER_FORCE_DISABLE_TERMINAL": "1",
}
"""The terminal in which pages of the documentation are tried."""

_CODES = "Exit codes:"


@attrs.frozen
class Command:
    """One command, or a group of them.

    Attributes:
        words: What is typed behind ``partner-success``.
        help: What it says of itself.
        parameters: Its arguments and options, as typer has them.
        is_group: Whether it only holds other commands.
    """

    words: str
    help: str
    parameters: tuple[Any, ...]
    is_group: bool

    @property
    def exit_codes(self) -> list[tuple[str, str]]:
        """Give each exit code with its meaning."""
        for paragraph in self._paragraphs:
            if paragraph.startswith(_CODES):
                told = paragraph.removeprefix(_CODES).strip().removesuffix(".")
                parts = [each.split(" ", 1) for each in re.split(r"; (?=\d)", told)]
                return [(code, meaning) for code, meaning in parts]
        return []

    @property
    def paragraphs(self) -> list[str]:
        """Give what it says, each paragraph in a line, without its exit codes."""
        return [each for each in self._paragraphs if not each.startswith(_CODES)]

    @property
    def _paragraphs(self) -> list[str]:
        return [" ".join(each.split()) for each in self.help.split("\n\n")]


def commands() -> Iterator[Command]:
    """Give every command, each group before those in it."""
    from typer.main import get_command

    from partner_success.cli.app import app

    yield from _below(get_command(app), "")


def _below(holder: Any, words: str) -> Iterator[Command]:
    for name in holder.commands:
        found = holder.commands.get(name)
        typed = f"{words} {name}".strip()
        is_group = hasattr(found, "commands")
        yield Command(typed, found.help or "", tuple(found.params), is_group)
        if is_group:
            yield from _below(found, typed)


def command_page() -> str:
    """Write the page."""
    examples = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    found = [*commands()]
    known = {each.words for each in found if not each.is_group}
    if known != set(examples):
        raise ValueError(f"commands.toml differs by {sorted(known ^ set(examples))}")
    lines = ["## Commands", "", "| command | does |", "| --- | --- |"]
    for each in found:
        if not each.is_group:
            anchor = each.words.replace(" ", "-")
            lines.append(
                f"| [`{each.words}`](#{anchor}) | {_cell(each.paragraphs[0])} |"
            )
    lines.append("")
    for each in found:
        deep = "###" if " " in each.words else "##"
        anchor = each.words.replace(" ", "-")
        lines += [f"{deep} `{NAME} {each.words}` {{#{anchor}}}", ""]
        for paragraph in each.paragraphs:
            lines += [_plain(paragraph), ""]
        if not each.is_group:
            lines += [*_command(each, examples[each.words])]
    return HEAD + "\n".join(lines).rstrip("\n") + "\n"


def _command(command: Command, example: Mapping[str, Any]) -> Iterator[str]:
    yield from ("```text", _usage(command), "```", "")
    arguments = [each for each in command.parameters if _is_argument(each)]
    options = [each for each in command.parameters if not _is_argument(each)]
    if arguments:
        yield from ("| argument | is |", "| --- | --- |")
        for each in arguments:
            yield f"| `{_value(each)}` | {_cell(each.help)}{_either(each)} |"
        yield ""
    yield from ("| option | does | without it |", "| --- | --- | --- |")
    for each in options:
        name = f"{', '.join(each.opts)} {_value(each)}".strip()
        yield f"| `{name}` | {_cell(each.help)}{_either(each)} | {_default(each)} |"
    yield ""
    yield from ("| exit code | means |", "| ---: | --- |")
    for code, meaning in command.exit_codes:
        yield f"| {code} | {_cell(meaning)} |"
    yield from ("", *_example(example), "")
    page = (ROOT / "docs" / example["more"]).read_text(encoding="utf-8")
    title = page.split("\n", 1)[0].removeprefix("# ")
    yield from (f"More: [{title}](../{example['more']}).", "")


def _usage(command: Command) -> str:
    """Give the line that is typed, what is needed first."""
    parts = [NAME, command.words]
    parts += [_value(each) for each in command.parameters if _is_argument(each)]
    for each in command.parameters:
        if each.required and not _is_argument(each):
            parts.append(f"{each.opts[0]} {_value(each)}")
    return " ".join([*parts, "[OPTIONS]"])


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _value(parameter: Any) -> str:
    """Give what stands for the value of a parameter; a flag has none."""
    if getattr(parameter, "is_flag", False):
        return ""
    return str(parameter.metavar or ("WORD" if _words(parameter) else "N"))


def _words(parameter: Any) -> tuple[str, ...]:
    """Give the words that a parameter takes, where only some are taken."""
    kind = parameter.type_descriptor.annotation
    for each in (kind, *get_args(kind)):
        if isinstance(each, type) and issubclass(each, Enum):
            return tuple(str(member.value) for member in each)
    return ()


def _either(parameter: Any) -> str:
    words = _words(parameter)
    return f" One of {', '.join(f'`{word}`' for word in words)}." if words else ""


def _default(parameter: Any) -> str:
    if parameter.required:
        return "needed"
    default = parameter.default
    if isinstance(default, Enum):
        default = default.value
    told = default is None or default is False or default == ""
    return "" if told else f"`{default}`"


def _example(example: Mapping[str, Any]) -> Iterator[str]:
    """Run an example, and give it with the beginning of what it prints."""
    printed, status = run(shlex.split(example["run"]))
    lines = [line.rstrip() for line in printed.rstrip("\n").split("\n")]
    yield from ("```console", f"$ {NAME} {example['run']}")
    most = example["lines"]
    yield from lines if len(lines) <= most else [*lines[: most - 1], "..."]
    if status:
        yield from ("$ echo $?", str(status))
    yield "```"


def run(arguments: list[str]) -> tuple[str, int]:
    """Run a command beside the examples; give what it prints, and its exit code."""
    from partner_success import cli

    printed = io.StringIO()
    status: object = 0
    with (
        TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, WIDE),
        mock.patch.object(sys, "argv", [NAME, *arguments]),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        for name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS"):
            os.environ.pop(name, None)
        # Some examples write files, which belong nowhere.
        Path("examples").symlink_to(ROOT / "examples")
        try:
            status = cli.main()
        except SystemExit as stop:
            status = stop.code
    return printed.getvalue(), status if isinstance(status, int) else int(bool(status))


def _cell(text: str) -> str:
    return _plain(" ".join(text.split())).replace("|", "\\|")


def _plain(text: str) -> str:
    """Write what is typed as code, and nothing else as markup."""
    for mark in ("\\", "*", "_", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return re.sub(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", lambda each: f"`{each[0]}`", text)
