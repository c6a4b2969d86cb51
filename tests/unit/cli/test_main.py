"""The program as it is started: its streams, its signals, its missing extras."""

from __future__ import annotations

import gc
import importlib
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pytest

from partner_success.cli import main, outcome
from tests.unit.cli.conftest import Run

MODULE = [sys.executable, "-m", "partner_success"]


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """Let Python look again through what a command that ended left behind."""
    yield
    gc.unfreeze()


def test_help_names_the_commands_and_their_options(run: Run) -> None:
    """Exit codes are part of it."""
    assert "score" in run("--help").stdout
    text = run("score", "--help").stdout
    for word in ("--explain", "--json", "--out", "--missing", "--on", "--rulebook"):
        assert word in text
    assert "rows were refused" in text


def test_no_command_is_misuse(run: Run) -> None:
    """The help is shown."""
    done = run()
    assert done.exit_code == 2
    assert "Usage" in done.output


def test_version(run: Run) -> None:
    """It is that of the package."""
    done = run("--version")
    assert done.exit_code == 0
    assert done.stdout == f"partner-success {metadata.version('partner-success')}\n"


@pytest.mark.parametrize("module", ["typer", "rich", "narwhals", "polars"])
def test_missing_extras_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], module: str
) -> None:
    """The program says what to install and ends with 2."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert module in error
    assert "pip install 'partner-success[cli]'" in error


def test_main_runs_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the arguments of the process."""
    monkeypatch.setattr(sys, "argv", ["partner-success", "--version"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("partner-success ")
    assert gc.isenabled()


def test_main_leaves_the_collector_as_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who has turned it off does not find it turned on."""
    monkeypatch.setattr(sys, "argv", ["partner-success", "--version"])
    gc.disable()
    try:
        with pytest.raises(SystemExit):
            main()
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert capsys.readouterr().out


def test_main_spares_the_search_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a command leaves behind is not looked through for cycles."""
    monkeypatch.setattr(sys, "argv", ["partner-success", "--version"])
    before = gc.get_freeze_count()
    with pytest.raises(SystemExit):
        main()
    assert gc.get_freeze_count() > before
    assert capsys.readouterr().out


def test_the_module_runs_main_only_as_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Importing it starts nothing."""
    monkeypatch.setattr(sys, "argv", ["partner-success", "--version"])
    sys.modules.pop("partner_success.__main__", None)
    importlib.import_module("partner_success.__main__")
    assert capsys.readouterr().out == ""
    del sys.modules["partner_success.__main__"]
    with pytest.raises(SystemExit):
        runpy.run_module("partner_success", run_name="__main__")
    assert capsys.readouterr().out.startswith("partner-success ")


@pytest.mark.parametrize("arguments", [["score", "."], ["--version"]])
def test_it_runs_as_a_module(folder: Path, arguments: list[str]) -> None:
    """In its own process, without a colour code into a pipe."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        [*MODULE, *arguments],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("option", [[], ["--json"], ["--explain", "a-1"]])
def test_a_closed_pipe_is_no_trouble(folder: Path, option: list[str]) -> None:
    """Whoever reads may stop; nothing is said about it."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*MODULE, "score", str(folder), *option],
            check=False,
            stdout=writer,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    finally:
        os.close(writer)
    assert done.stderr == ""
    assert done.returncode == outcome.PIPE_CLOSED == 128 + signal.SIGPIPE


def failing(error: BaseException) -> Callable[[], int]:
    """Give work that fails."""

    def work() -> int:
        raise error

    return work


def test_an_interrupt_ends_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    """One line, no traceback, the code that shells use."""
    assert outcome.run(failing(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_a_closed_pipe_in_this_process(capsys: pytest.CaptureFixture[str]) -> None:
    """Streams without a file behind them are left alone."""
    assert outcome.run(failing(BrokenPipeError())) == 141
    assert capsys.readouterr() == ("", "")


def test_a_misspelt_command_is_told_what_is_near(run: Run) -> None:
    """Though no command was imported yet."""
    done = run("scor")
    assert done.exit_code == 2
    assert "Did you mean 'score'?" in " ".join(done.stderr.split())
