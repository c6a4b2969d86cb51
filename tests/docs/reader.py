"""Runs the blocks of a page; see `tests.docs.pages` for what each kind means."""

from __future__ import annotations

import contextlib
import csv
import doctest
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import yaml

from tests.docs.pages import Block, differs, read_blocks

ROOT = Path(__file__).parents[2]
INSTALLERS = (
    ("pip",),
    ("nox",),
    ("npm", "install"),
    ("git",),
    ("python3", "-m", "venv"),
)
"""How a command starts that a page may show without running it."""


def run_page(page: str, text: str, folder: Path) -> None:
    """Run every block of a page, in order, in an empty folder.

    Raises:
        PageError: A block does not hold.
    """
    if "examples/" in text and (ROOT / "examples").exists():
        shutil.copytree(ROOT / "examples", folder / "examples")
    reader = _Reader(folder)
    with contextlib.chdir(folder):
        for block in read_blocks(page, text):
            reader.read(block)
        reader.finish()


class _Reader:
    """What a page has set up so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "page"}
        self.printed = ""
        self.printed_by: Block | None = None

    def read(self, block: Block) -> None:
        if block.language == "text":
            if block.title == "Output":
                self._compare_output(block)
            return
        self.finish()
        if block.language == "python":
            self._python(block)
        elif block.language == "console":
            self._console(block)
        else:
            self._data(block)

    def finish(self) -> None:
        """Make sure that nothing was printed which the page does not show."""
        if self.printed_by is not None and self.printed:
            shown = f'it prints, and no ```text title="Output" follows:\n{self.printed}'
            raise self.printed_by.fail(shown)
        self.printed, self.printed_by = "", None

    def _compare_output(self, block: Block) -> None:
        if self.printed_by is None:
            raise block.fail("no Python block stands before this output")
        if differs(block.content, self.printed):
            raise block.fail(f"the page shows\n{block.content}\nbut\n{self.printed}")
        self.printed, self.printed_by = "", None

    def _python(self, block: Block) -> None:
        if block.content.lstrip().startswith(">>>"):
            self._doctest(block)
            return
        source = "\n" * (block.line - 1) + block.content
        output = io.StringIO()
        try:
            with contextlib.redirect_stdout(output):
                exec(compile(source, block.page, "exec"), self.names)
        except Exception as error:
            raise block.fail(f"{type(error).__name__}: {error}") from error
        self.printed, self.printed_by = output.getvalue(), block

    def _doctest(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(
            block.content, self.names, block.page, block.page, block.line - 1
        )
        report = io.StringIO()
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(test, out=report.write, clear_globs=False)
        if runner.failures:
            raise block.fail("\n" + report.getvalue())
        self.names.update(test.globs)

    def _data(self, block: Block) -> None:
        try:
            _parse(block.language, block.content)
        except (ValueError, csv.Error, yaml.YAMLError) as error:
            raise block.fail(f"no valid {block.language}: {error}") from error
        if not block.title:
            return
        target = (self.folder / block.title).resolve()
        if not target.is_relative_to(self.folder.resolve()):
            raise block.fail(f"{block.title!r} is outside the folder of the page")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.content, encoding="utf-8")

    def _console(self, block: Block) -> None:
        if block.content.startswith("# not run:"):
            _check_installers(block)
            return
        commands = list(_commands(block))
        status = 0
        for position, (offset, command, expected) in enumerate(commands):
            if command == "echo $?":
                found = f"{status}\n"
            else:
                found, status = _run(block, offset, command)
            if differs(expected, found):
                shown = f"$ {command}\nthe page shows\n{expected}\nbut\n{found}"
                raise block.fail(shown, offset=offset)
            asked = position + 1 < len(commands) and commands[position + 1][1]
            if status and command != "echo $?" and asked != "echo $?":
                message = f"$ {command}\nends with {status}; show it with $ echo $?"
                raise block.fail(message, offset=offset)


def _parse(language: str, text: str) -> None:
    if language == "toml":
        tomllib.loads(text)
    elif language == "json":
        json.loads(text)
    elif language == "yaml":
        yaml.safe_load(text)
    else:
        widths = {len(row) for row in csv.reader(io.StringIO(text), strict=True)}
        if len(widths) > 1:
            raise ValueError(f"rows have {sorted(widths)} columns")


def _commands(block: Block) -> Iterator[tuple[int, str, str]]:
    """Give each command with the line it stands on and the output shown below it."""
    lines = block.content.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
    if not starts or starts[0] != 0:
        raise block.fail("a console block starts with '$ ' or '# not run: reason'")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start, lines[start][2:].strip(), "".join(lines[start + 1 : end])


def _check_installers(block: Block) -> None:
    for offset, line in enumerate(block.content.splitlines()[1:], start=1):
        if not line.strip() or line.startswith("#"):
            continue
        for part in line.removeprefix("$ ").split("&&"):
            program, *rest = shlex.split(part) or [""]
            words = (Path(program).name, *rest)
            if not any(words[: len(start)] == start for start in INSTALLERS):
                message = f"{part.strip()!r} could be run: drop the '# not run' line"
                raise block.fail(message, offset=offset)


def _run(block: Block, offset: int, command: str) -> tuple[str, int]:
    program, *arguments = shlex.split(command)
    if program == "partner-success":
        return run_partner_success(arguments)
    if program in ("cat", "head", "pytest"):
        # Of pytest the page is no project of ours; a folder of its own is its root.
        own = [sys.executable, "-m", "pytest", "--rootdir=.", "--color=no"]
        run = own if program == "pytest" else [program]
        done = subprocess.run(
            [*run, *arguments],
            env={**os.environ, "COLUMNS": "80"},
            check=False,
            encoding="utf-8",
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
        )
        return done.stdout, done.returncode
    known = "partner-success, cat, head, pytest and echo $?"
    raise block.fail(f"a page can run {known}, not {program!r}", offset=offset)


def run_partner_success(arguments: list[str]) -> tuple[str, int]:
    """Run the console script in this process; give what a terminal shows and its code.

    In this process, because starting one for each command takes longer than most take.
    """
    from partner_success import cli

    output = io.StringIO()
    status: object = 0
    with (
        mock.patch.object(sys, "argv", ["partner-success", *arguments]),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(output),
    ):
        try:
            status = cli.main()
        except SystemExit as stop:
            status = stop.code
    return output.getvalue(), status if isinstance(status, int) else int(bool(status))
