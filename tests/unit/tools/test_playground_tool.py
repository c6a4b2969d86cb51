"""The tool that lays out what the playground loads, without a network."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tools.playground import gathering, plugin, suite
from tools.playground.__main__ import main
from tools.playground.gathering import NotHereError

ROOT = Path(__file__).parents[3]
LISTS = (gathering.PAGE, gathering.HOLIDAYS, gathering.SUITE)


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of its own for what is kept."""
    monkeypatch.setattr(gathering, "KEPT", tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Packages that need not be fetched."""
    package = tmp_path / "pyodide"
    package.mkdir()
    for name in (*gathering.RUNTIME, "console.html"):
        (package / name).write_text(name)
    (package / "package.json").write_text('{"version": "314.0.0"}')
    lock = {"info": {"python": "3.14.2"}}
    (package / "pyodide-lock.json").write_text(json.dumps(lock))
    wheels = tmp_path / "fetched"
    wheels.mkdir()

    def wheels_of(listed: str) -> list[Path]:
        wheel = wheels / f"{listed}.whl"
        wheel.write_text(listed)
        return [wheel]

    monkeypatch.setattr(gathering, "fetch_pyodide", lambda: package)
    monkeypatch.setattr(gathering, "fetch_wheels", wheels_of)
    monkeypatch.setattr(gathering, "build_wheel", lambda: wheels_of("own")[0])
    return package


def test_all_that_is_loaded_is_laid_out(
    fetched: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The manifest names each wheel that is there; pages of Pyodide are left out."""
    into = tmp_path / "runtime"
    into.mkdir()
    (into / "old").write_text("of an earlier build")
    assert main(["gather", str(into)]) == 0
    assert "Pyodide 314.0.0 is in " in capsys.readouterr().out
    manifest = json.loads((into / "manifest.json").read_bytes())
    assert manifest == {
        "pyodide": "314.0.0",
        "packages": "/lib/python3.14/site-packages",
        "wheels": ["wheels/own.whl", "wheels/page.txt.whl"],
        "extras": {"holidays": ["wheels/holidays.txt.whl"]},
    }
    there = {path.name for path in into.rglob("*") if path.is_file()}
    wheels = {"own.whl", "page.txt.whl", "holidays.txt.whl"}
    assert there == {*gathering.RUNTIME, *wheels, "manifest.json"}


def test_what_was_made_is_kept_until_its_files_change(kept: Path) -> None:
    """The same files give the same folder; others a new one, and the old one goes."""
    source = kept.parent / "list.txt"
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "wheel").write_text(source.read_text())

    source.write_text("one")
    first = gathering.keep("name", [source], make)
    assert gathering.keep("name", [source], make) == first
    assert len(made) == 1
    source.write_text("two")
    second = gathering.keep("name", [source], make)
    assert (second / "wheel").read_text() == "two"
    assert [path.name for path in kept.iterdir()] == [second.name]


def test_two_that_make_the_same_both_have_it(kept: Path) -> None:
    """Who is second takes what the first has made."""
    source = kept.parent / "list.txt"
    source.write_text("one")

    def beaten(folder: Path) -> None:
        (folder / "wheel").write_text("second")
        gathering.keep("name", [source], make_first)

    def make_first(folder: Path) -> None:
        (folder / "wheel").write_text("first")

    found = gathering.keep("name", [source], beaten)
    assert (found / "wheel").read_text() == "first"


def test_failure_leaves_nothing_behind(kept: Path) -> None:
    """What could not be made is made again the next time."""
    source = kept.parent / "list.txt"
    source.write_text("one")

    def fail(folder: Path) -> None:
        gathering.run(sys.executable, "-c", "raise SystemExit('no such wheel')")

    with pytest.raises(NotHereError, match="no such wheel"):
        gathering.keep("name", [source], fail)
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize("command", ["gather", "test"])
def test_machine_without_npm_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Neither command fails without a word where a program is missing."""
    monkeypatch.setenv("PATH", "")
    assert main([command, *["folder"] * (command == "gather")]) == 1
    assert "is not installed here" in capsys.readouterr().err


def test_usage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that there is not gives the two that there are."""
    assert main(["scatter"]) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_every_wheel_has_version_and_hash() -> None:
    """Nothing is loaded that was not looked at, and no wheel stands in two lists."""
    names: list[str] = []
    for listed in LISTS:
        text = (gathering.HERE / listed).read_text(encoding="utf-8")
        entries = text.partition("\n")[2]
        entry = r"([a-z-]+)==[\d.]+(?:post\d+)? \\\n    --hash=sha256:[0-9a-f]{64}\n"
        assert re.sub(entry, "", entries) == ""
        names += re.findall(entry, entries)
    assert len(names) == len(set(names))
    assert {"attrs", "cattrs", "tzdata", "holidays", "pytest"} <= set(names)


def test_rooms_of_the_suite_are_there() -> None:
    """Each room that is run in the browser's Python has tests."""
    for room in suite.ROOMS:
        assert list((ROOT / "tests" / "unit" / room).glob("test_*.py")), room


def test_files_that_need_more_are_left_out(tmp_path: Path) -> None:
    """A test file is left out by what it imports, wherever it does so."""
    good, bad = tmp_path / "test_good.py", tmp_path / "test_bad.py"
    good.write_text("import json\nfrom . import x\nfrom datetime import date\n")
    bad.write_text("def test():\n    from subprocess import run\n")
    helper = tmp_path / "helper.py"
    helper.write_text("import nowhere_to_be_found\n")
    plug = plugin.InBrowser()
    assert plug.pytest_ignore_collect(good) is None
    assert plug.pytest_ignore_collect(helper) is None
    assert plug.pytest_ignore_collect(bad) is True
    assert plug.left_out == [f"{tmp_path.name}/test_bad.py"]
    assert not plugin.is_there("nowhere_to_be_found")


def test_imports_of_other_tests_are_looked_into() -> None:
    """A test that takes a helper needs what the helper needs, in either spelling."""
    units = ROOT / "tests" / "unit"
    found = plugin.imports_of(units / "core" / "test_survival_intervals.py")
    assert {"hypothesis", "pytest", "tests"} <= found
    helper = plugin.imports_of(ROOT / "tests" / "support" / "journeys.py")
    assert helper <= plugin.imports_of(ROOT / "tests" / "conftest.py")
